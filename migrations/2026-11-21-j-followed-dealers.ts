import { type Kysely, sql } from 'kysely'

/** Whose dealers an auditor follows is asked with every request; it must not grow with the audits that they ever held. */
export const up = async (db: Kysely<unknown>) => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table followed_dealers (
    user_id text not null references users (id),
    dealer_id text not null references dealers (id),
    primary key (user_id, dealer_id)
  )`,
  `insert into followed_dealers (user_id, dealer_id)
    select distinct audit_assignments.user_id, audits.dealer_id
    from audit_assignments inner join audits on audits.id = audit_assignments.audit_id`,
]
