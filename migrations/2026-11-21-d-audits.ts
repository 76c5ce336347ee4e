import { type Kysely, sql } from 'kysely'

/** Programmes, waves, visits, audits with their scores, and the report versions that were issued. */
export const up = async (db: Kysely<unknown>) => {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table programmes (
    id text primary key,
    name_zh text not null,
    name_en text not null,
    year integer not null,
    review_required integer not null default 1,
    active integer not null default 1,
    created_at text not null
  )`,
  `create table waves (
    id text primary key,
    programme_id text not null references programmes (id),
    name_zh text not null,
    name_en text not null,
    from_on text not null,
    to_on text not null,
    appeal_days integer not null default 5,
    created_at text not null,
    check (from_on <= to_on)
  )`,
  'create index waves_programme on waves (programme_id)',
  `create table visits (
    id text primary key,
    dealer_id text not null references dealers (id),
    on_day text not null,
    lead_id text not null references users (id),
    created_by text not null references users (id),
    created_at text not null
  )`,
  'create index visits_dealer_day on visits (dealer_id, on_day)',
  `create table visit_co_auditors (
    visit_id text not null references visits (id),
    user_id text not null references users (id),
    primary key (visit_id, user_id)
  )`,
  `create table audits (
    id text primary key,
    visit_id text not null references visits (id),
    dealer_id text not null references dealers (id),
    wave_id text references waves (id),
    checklist_id text not null references checklists (id),
    checklist_version_id text not null references checklist_versions (id),
    kind text not null check (kind in ('announced', 'unannounced', 'mystery', 'self_check', 're_audit')),
    conducted_by text not null check (conducted_by in ('oem', 'third_party', 'region')),
    practice integer not null default 0,
    review_required integer not null default 1,
    frequency text,
    state text not null check (state in
      ('planned', 'in_progress', 'submitted', 'in_review', 'returned', 'released', 'final', 'cancelled', 'voided')),
    planned_on text not null,
    auditor_id text not null references users (id),
    created_by text not null references users (id),
    created_at text not null,
    started_at text,
    submitted_at text,
    submitted_by text references users (id),
    reviewer_id text references users (id),
    review_started_at text,
    returned_at text,
    return_reason text,
    released_at text,
    released_by text references users (id),
    appeal_closes_at text,
    final_at text,
    cancelled_at text,
    cancel_reason text,
    voided_at text,
    void_reason text,
    previous_audit_id text references audits (id),
    score_bp integer,
    grade text,
    finding_count integer not null default 0,
    critical_count integer not null default 0,
    report_version integer not null default 0
  )`,
  'create index audits_dealer on audits (dealer_id, checklist_id, state)',
  'create index audits_auditor on audits (auditor_id, state)',
  'create index audits_wave on audits (wave_id, state)',
  'create index audits_state on audits (state, planned_on)',
  'create index audits_visit on audits (visit_id)',
  `create table audit_assignments (
    audit_id text not null references audits (id),
    user_id text not null references users (id),
    from_at text not null,
    until_at text,
    primary key (audit_id, user_id, from_at)
  )`,
  'create index audit_assignments_user on audit_assignments (user_id)',
  `create table audit_scores (
    id text primary key,
    audit_id text not null references audits (id),
    sequence integer not null,
    engine text not null,
    result text not null,
    scored_at text not null,
    scored_by text references users (id),
    unique (audit_id, sequence)
  )`,
  `create table audit_section_scores (
    audit_id text not null references audits (id),
    section_id text not null,
    percent_bp integer,
    primary key (audit_id, section_id)
  )`,
  `create table report_versions (
    id text primary key,
    audit_id text not null references audits (id),
    version integer not null,
    snapshot text not null,
    content_hash text not null unique,
    issued_at text not null,
    issued_by text references users (id),
    superseded_at text,
    unique (audit_id, version)
  )`,
  `create table report_files (
    report_version_id text not null references report_versions (id),
    locale text not null,
    sha256 text not null,
    bytes integer not null,
    created_at text not null,
    primary key (report_version_id, locale)
  )`,
  'create index report_files_sha256 on report_files (sha256)',
]
