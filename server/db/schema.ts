import type { Role } from '../access/can.ts'
import type { Locale } from '../i18n/words.ts'

/** One row type per table, names as in the database. Booleans are 0 or 1, instants ISO 8601 UTC text, days `YYYY-MM-DD`. */
export type Flag = 0 | 1

export interface RegionRow {
  id: string
  parent_id: string | null
  code: string
  name_zh: string
  name_en: string
  /** Ids from the root down to this region: `/a/b/c/`. A prefix of it names an ancestor. */
  path: string
  depth: number
  active: Flag
  created_at: string
}

export interface DealerGroupRow {
  id: string
  code: string
  name_zh: string
  name_en: string
  active: Flag
  created_at: string
}

export interface DealerRow {
  id: string
  code: string
  name_zh: string
  name_en: string
  region_id: string
  group_id: string | null
  city_zh: string
  city_en: string
  address: string
  /** Overrides the appeal days of a wave when set. */
  appeal_days: number | null
  active: Flag
  created_at: string
  /** JSON list of codes, sorted; see `server/dealers/features.ts`. */
  features: string
}

export interface UserRow {
  id: string
  sign_in_name: string
  name: string
  /** What others see instead of a shopper's name. */
  alias: string | null
  role: Role
  locale: Locale
  email: string | null
  phone: string | null
  /** Position code of the checklists' vocabulary, for dealership people. */
  position: string | null
  password_hash: string | null
  active: Flag
  created_at: string
  signed_in_at: string | null
}

export interface UserDealerRow {
  user_id: string
  dealer_id: string
}

export interface UserRegionRow {
  user_id: string
  region_id: string
}

export interface OneTimeLinkRow {
  token_hash: string
  user_id: string
  purpose: 'invitation' | 'reset'
  created_by: string | null
  created_at: string
  expires_at: string
  used_at: string | null
}

export interface SessionRow {
  token_hash: string
  user_id: string
  created_at: string
  seen_at: string
  expires_at: string
  agent: string
}

export interface SignInAttemptRow {
  key: string
  failures: number
  last_at: string
  locked_until: string | null
}

export interface ActivityRow {
  id: string
  subject_type: string
  subject_id: string
  position: number
  verb: string
  actor_id: string | null
  actor_role: string | null
  at: string
  /** JSON: ids and values only, never names or sentences. */
  details: string
  previous_hash: string
  hash: string
}

export interface ActivitySealRow {
  position: number
  at: string
  previous_hash: string
  hash: string
}

export interface ActivitySealedHeadRow {
  subject_type: string
  subject_id: string
  position: number
  hash: string
  seal: number
}

export interface ChecklistRow {
  id: string
  kind: 'oem_audit' | 'mystery_shop' | 'self_check'
  program: string
  title_zh: string
  title_en: string
  created_at: string
}

export interface ChecklistVersionRow {
  id: string
  checklist_id: string
  version: string
  state: 'draft' | 'published' | 'retired'
  /** JSON of `ChecklistContent`: self-contained, vocabularies resolved into it. */
  content: string
  content_hash: string
  item_count: number
  created_at: string
  published_at: string | null
  retired_at: string | null
}

/** A checklist that is being written; at most one for each checklist. */
export interface ChecklistDraftRow {
  id: string
  /** The id that the checklist has, or will have. */
  checklist_id: string
  /** The version that it started from. */
  based_on: string | null
  /** JSON of the checklist in its written form; texts may still be empty and names lead nowhere. */
  content: string
  /** Counts the changes. */
  revision: number
  created_at: string
  created_by: string
  changed_at: string
  changed_by: string
}

/** A file with a checklist that somebody sent. */
export interface ChecklistImportRow {
  id: string
  file_name: string
  /** The id of the checklist in it; null while something is wrong with the file. */
  checklist_id: string | null
  /** JSON of the checklist in its written form; null while something is wrong. */
  content: string | null
  /** JSON: the first of what is wrong, as the reader of files says it. */
  problems: string
  problem_count: number
  /** What the checklist was then: its draft and its versions, as one text to compare. */
  base: string
  created_at: string
  created_by: string
  settled_at: string | null
  settled_by: string | null
  /** The draft that it became. */
  draft_id: string | null
}

export interface ProgrammeRow {
  id: string
  name_zh: string
  name_en: string
  year: number
  review_required: Flag
  active: Flag
  created_at: string
}

export interface WaveRow {
  id: string
  programme_id: string
  name_zh: string
  name_en: string
  from_on: string
  to_on: string
  appeal_days: number
  created_at: string
}

export interface VisitRow {
  id: string
  dealer_id: string
  on_day: string
  lead_id: string
  created_by: string
  created_at: string
}

export interface VisitCoAuditorRow {
  visit_id: string
  user_id: string
}

export type AuditKind = 'announced' | 'unannounced' | 'mystery' | 'self_check' | 're_audit'
export type AuditState =
  | 'planned'
  | 'in_progress'
  | 'submitted'
  | 'in_review'
  | 'returned'
  | 'released'
  | 'final'
  | 'cancelled'
  | 'voided'

export interface AuditRow {
  id: string
  visit_id: string
  dealer_id: string
  wave_id: string | null
  checklist_id: string
  checklist_version_id: string
  kind: AuditKind
  conducted_by: 'oem' | 'third_party' | 'region'
  practice: Flag
  review_required: Flag
  /** Self-checks run the items of one frequency only. */
  frequency: 'daily' | 'weekly' | 'monthly' | null
  state: AuditState
  planned_on: string
  auditor_id: string
  created_by: string
  created_at: string
  started_at: string | null
  submitted_at: string | null
  submitted_by: string | null
  reviewer_id: string | null
  review_started_at: string | null
  returned_at: string | null
  return_reason: string | null
  released_at: string | null
  released_by: string | null
  appeal_closes_at: string | null
  final_at: string | null
  cancelled_at: string | null
  cancel_reason: string | null
  voided_at: string | null
  void_reason: string | null
  /** The same dealer's last released audit of the same checklist, fixed at submission. */
  previous_audit_id: string | null
  /** Result of the last scoring in basis points, half-up; the exact value is in `audit_scores.result`. */
  score_bp: number | null
  /** Where the score is read as points: what they are, and hundredths of them, greater is better (points off are negative). */
  score_unit: 'points_off' | 'points_left' | 'points_earned' | null
  score_points: number | null
  grade: string | null
  finding_count: number
  critical_count: number
  report_version: number
  /** JSON of `Circumstances`: what conditions look at, as it was at the start; null before that. */
  circumstances: string | null
}

export interface AuditAssignmentRow {
  audit_id: string
  user_id: string
  from_at: string
  until_at: string | null
}

/** Dealers where a person holds or ever held an audit. */
export interface FollowedDealerRow {
  user_id: string
  dealer_id: string
}

export interface AuditScoreRow {
  id: string
  audit_id: string
  sequence: number
  engine: string
  /** JSON of `ScoreResult`, the full trace. */
  result: string
  scored_at: string
  scored_by: string | null
}

export interface AuditSectionScoreRow {
  audit_id: string
  section_id: string
  percent_bp: number | null
  /** Points off as a negative number of hundredths, where the score of the audit is read that way. */
  points: number | null
}

export interface ReportVersionRow {
  id: string
  audit_id: string
  version: number
  /** JSON of `ReportSnapshot`. */
  snapshot: string
  content_hash: string
  issued_at: string
  issued_by: string | null
  superseded_at: string | null
}

export interface ReportFileRow {
  report_version_id: string
  locale: Locale
  sha256: string
  bytes: number
  created_at: string
}

export interface AnswerOpRow {
  op_id: string
  audit_id: string
  user_id: string
  device_id: string
  seq: number
  checklist_version: string
  item_code: string
  kind: string
  /** JSON. */
  value: string
  /** JSON array of op ids. */
  supersedes: string
  client_time: string
  monotonic_ms: number
  v: number
  body_hash: string
  received_at: string
  /** Why the op does not count, or null when it does. */
  quarantine: string | null
}

export interface AnswerTipRow {
  audit_id: string
  item_code: string
  register: string
  op_id: string
}

/** An op that a stored op supersedes, although it has not arrived yet: it is no tip when it does. */
export type AnswerSupersededEarlyRow = AnswerTipRow

export interface FileRow {
  sha256: string
  mime: string
  bytes: number
  width: number | null
  height: number | null
  taken_at: string | null
  stored_at: string
  stored_by: string
}

/** Everyone who sent these bytes; a person is told only of their own. */
export interface FileUploadRow {
  sha256: string
  user_id: string
  at: string
}

export interface PhotoRow {
  id: string
  audit_id: string
  item_code: string
  sha256: string
  /** Code of the required named photo that this one is, if any. */
  name: string | null
  caption: string
  added_by: string
  added_at: string
  removed_at: string | null
  removed_by: string | null
}

export type Severity = 'critical' | 'major' | 'minor' | 'observation'

export interface FindingRow {
  id: string
  audit_id: string
  dealer_id: string
  checklist_id: string
  section_id: string
  item_code: string
  /** Severity of this audit alone; `severity` may be one step up for a repeat. */
  base_severity: Severity
  severity: Severity
  /** Lost points in thousandths, half-up. */
  lost_milli: number
  /** JSON array of ticked loss codes. */
  losses: string
  note: string
  responsible: string
  capa_days: number
  repeat_of: string | null
  repeat_count: number
  state: 'raised' | 'released' | 'withdrawn'
  raised_at: string
  released_at: string | null
}

export type ActionState =
  | 'planning'
  | 'plan_review'
  | 'doing'
  | 'implementation_review'
  | 'effectiveness_check'
  | 'standardising'
  | 'closed'
  | 'void'

export interface CorrectiveActionRow {
  id: string
  dealer_id: string
  /** Counted per dealer, so that it tells nothing about others. */
  number: number
  audit_id: string
  checklist_version_id: string
  item_code: string
  title_zh: string
  title_en: string
  severity: Severity
  repeat_count: number
  owner_position: string
  owner_id: string | null
  capa_days: number
  fixed_on_spot: Flag
  state: ActionState
  round: number
  containment_due_at: string | null
  plan_due_on: string | null
  due_on: string | null
  /** The first approved due day: the on-time rate always counts from it. */
  first_due_on: string | null
  check_on: string | null
  created_at: string
  moved_at: string
  closed_at: string | null
  void_reason: string | null
}

export interface ActionFindingRow {
  finding_id: string
  action_id: string
  round: number
  joined_at: string
}

/** What one round of PDCA says. Empty text: not written yet. */
export interface ActionRoundRow {
  action_id: string
  round: number
  opened_at: string
  containment: string
  cause: string
  cause_class: '' | 'can' | 'know' | 'will'
  cause_source: '' | 'occurrence' | 'escape'
  /** JSON array of up to five whys, or empty. */
  whys: string
  what: string
  why: string
  who: string
  when_text: string
  where_text: string
  how: string
  target: string
  target_unit: string
  baseline: string
  target_value: string
  check_method: '' | 're_audit' | 'self_check_series' | 'survey_index' | 'desk_check'
  due_reason: string
  plan_verdict: '' | 'approved' | 'returned'
  plan_reason: string
  implementation_verdict: '' | 'implemented' | 'returned'
  implementation_reason: string
  effectiveness_verdict: '' | 'effective' | 'not_effective'
  effectiveness_note: string
  value_before: string
  value_after: string
  miss_cause: string
  standard: string
  training: string
  read_across: string
  due_on: string | null
  planned_by: string | null
  planned_at: string | null
  plan_reviewed_by: string | null
  plan_reviewed_at: string | null
  cosigned_by: string | null
  cosigned_at: string | null
  done_by: string | null
  done_at: string | null
  implementation_reviewed_by: string | null
  implementation_reviewed_at: string | null
  effectiveness_checked_by: string | null
  effectiveness_checked_at: string | null
  standardised_by: string | null
  standardised_at: string | null
}

export interface ActionStepRow {
  id: string
  action_id: string
  round: number
  position: number
  what: string
  person_id: string | null
  person_name: string
  due_on: string
  evidence_wanted: string
  state: 'open' | 'done' | 'cancelled'
  note: string
  settled_by: string | null
  settled_at: string | null
}

export interface ActionPhotoRow {
  id: string
  action_id: string
  round: number
  step_id: string | null
  purpose: 'containment' | 'step' | 'before' | 'after' | 'effect'
  sha256: string
  caption: string
  added_by: string
  added_at: string
}

export type ImportKind = 'regions' | 'dealers' | 'users' | 'audit_plans'

/** A file that somebody imports, from its upload to its end. */
export interface ImportRow {
  id: string
  kind: ImportKind
  state: 'reading' | 'checking' | 'ready' | 'failed' | 'applied' | 'withdrawn'
  file_name: string
  file_hash: string
  file_bytes: number
  created_by: string
  created_at: string
  /** When it last came further. */
  moved_at: string
  /** Who confirmed or withdrew it. */
  settled_by: string | null
  row_count: number
  checked_count: number
  new_count: number
  changed_count: number
  unchanged_count: number
  wrong_count: number
  /** Rows that were recognised as the template's example. */
  example_count: number
  /** JSON: where each column stands in the file. */
  places: string
  /** JSON: what is wrong with the file as a whole. */
  problems: string
}

/** What one row of the file would do. */
export interface ImportLineRow {
  import_id: string
  position: number
  /** The row as Excel counts it. */
  sheet_row: number
  outcome: 'new' | 'changed' | 'unchanged' | 'wrong'
  name: string
  /** JSON: what the row says, by column. */
  line: string
  /** JSON: column, before, after. */
  changes: string
  /** JSON: column, word, params. */
  flaws: string
  /** Somebody changed things meanwhile: it says something else now than when it was first checked. */
  moved: Flag
}

export interface Database {
  regions: RegionRow
  dealer_groups: DealerGroupRow
  dealers: DealerRow
  users: UserRow
  user_dealers: UserDealerRow
  user_regions: UserRegionRow
  one_time_links: OneTimeLinkRow
  sessions: SessionRow
  sign_in_attempts: SignInAttemptRow
  activity: ActivityRow
  activity_seals: ActivitySealRow
  activity_sealed_heads: ActivitySealedHeadRow
  checklists: ChecklistRow
  checklist_versions: ChecklistVersionRow
  checklist_drafts: ChecklistDraftRow
  checklist_imports: ChecklistImportRow
  programmes: ProgrammeRow
  waves: WaveRow
  visits: VisitRow
  visit_co_auditors: VisitCoAuditorRow
  audits: AuditRow
  audit_assignments: AuditAssignmentRow
  followed_dealers: FollowedDealerRow
  audit_scores: AuditScoreRow
  audit_section_scores: AuditSectionScoreRow
  report_versions: ReportVersionRow
  report_files: ReportFileRow
  answer_ops: AnswerOpRow
  answer_tips: AnswerTipRow
  answer_superseded_early: AnswerSupersededEarlyRow
  files: FileRow
  file_uploads: FileUploadRow
  photos: PhotoRow
  findings: FindingRow
  corrective_actions: CorrectiveActionRow
  action_findings: ActionFindingRow
  action_rounds: ActionRoundRow
  action_steps: ActionStepRow
  action_photos: ActionPhotoRow
  imports: ImportRow
  import_rows: ImportLineRow
}
