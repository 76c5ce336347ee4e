import { type Kysely, sql } from 'kysely'

/** Who uses the product and where: the region tree, dealers, people, sessions. */
export const up = async (db: Kysely<unknown>) => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table regions (
    id text primary key,
    parent_id text references regions (id),
    code text not null unique,
    name_zh text not null,
    name_en text not null,
    path text not null,
    depth integer not null,
    active integer not null default 1,
    created_at text not null
  )`,
  'create index regions_path on regions (path)',
  `create table dealer_groups (
    id text primary key,
    code text not null unique,
    name_zh text not null,
    name_en text not null,
    active integer not null default 1,
    created_at text not null
  )`,
  `create table dealers (
    id text primary key,
    code text not null unique,
    name_zh text not null,
    name_en text not null,
    region_id text not null references regions (id),
    group_id text references dealer_groups (id),
    city_zh text not null default '',
    city_en text not null default '',
    address text not null default '',
    appeal_days integer,
    active integer not null default 1,
    created_at text not null
  )`,
  'create index dealers_region on dealers (region_id)',
  `create table users (
    id text primary key,
    sign_in_name text not null unique,
    name text not null,
    alias text,
    role text not null check (role in ('administrator', 'head_office', 'region_manager', 'auditor', 'shopper', 'dealer_manager', 'dealer_staff')),
    locale text not null default 'zh-CN' check (locale in ('zh-CN', 'en')),
    email text,
    phone text,
    position text,
    password_hash text,
    active integer not null default 1,
    created_at text not null,
    signed_in_at text
  )`,
  `create table user_dealers (
    user_id text not null references users (id),
    dealer_id text not null references dealers (id),
    primary key (user_id, dealer_id)
  )`,
  'create index user_dealers_dealer on user_dealers (dealer_id)',
  `create table user_regions (
    user_id text not null references users (id),
    region_id text not null references regions (id),
    primary key (user_id, region_id)
  )`,
  `create table one_time_links (
    token_hash text primary key,
    user_id text not null references users (id),
    purpose text not null check (purpose in ('invitation', 'reset')),
    created_by text references users (id),
    created_at text not null,
    expires_at text not null,
    used_at text
  )`,
  `create table sessions (
    token_hash text primary key,
    user_id text not null references users (id),
    created_at text not null,
    seen_at text not null,
    expires_at text not null,
    agent text not null default ''
  )`,
  'create index sessions_user on sessions (user_id)',
  `create table sign_in_attempts (
    key text primary key,
    failures integer not null,
    last_at text not null,
    locked_until text
  )`,
]
