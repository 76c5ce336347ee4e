import type { Kysely } from 'kysely'

/** What conditions of checklists look at: a dealer's features, and what of them an audit began with. Both are JSON. */
export const up = async (db: Kysely<unknown>) => {
  await db.schema
    .alterTable('dealers')
    .addColumn('features', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute()
  await db.schema.alterTable('audits').addColumn('circumstances', 'text').execute()
}
