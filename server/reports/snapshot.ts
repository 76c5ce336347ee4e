import type { Trace } from '../../views/results/trace/model.ts'
import { type ScoreScale, type ScoreUnit, sectionUnitOf } from '../audits/shown-score.ts'
import type { Locale } from '../i18n/words.ts'

/** One text in both languages. What a person typed exists once: then both hold the same text. */
export type Pair = { zh: string; en: string }

/** Severities of the checklist format; `observation` never costs more than a partial point. */
export type Severity = 'critical' | 'major' | 'minor' | 'observation'

/** The states of `corrective-actions`, copied so that an issued report never depends on later code. */
export type ActionState =
  | 'planning'
  | 'plan_review'
  | 'doing'
  | 'implementation_review'
  | 'effectiveness_check'
  | 'standardising'
  | 'closed'
  | 'void'

export type AuditKind = 'announced' | 'unannounced' | 'mystery' | 'self_check' | 're_audit'
export type ConductedBy = 'oem' | 'third_party' | 'region'

/** One row of the grade scale, highest first; `minBp` is inclusive, null where the row has no limit on the scale. */
export type Band = { grade: string; minBp: number | null; word: Pair; rebate: string | null }

/** How the whole follows from the sections, as in the checklist format. */
export type Rollup =
  | 'pooled_points'
  | 'weighted_sections'
  | 'mean_sections'
  | 'lowest_section'
  | 'demerit_sum'
  | 'start_minus'

/** What a triggered gate did. `value` is the grade, the points or the percentage that the gate names. */
export type GateEffect = {
  kind: 'cap_grade' | 'set_grade' | 'zero_section' | 'zero_audit' | 'deduct_points' | 'deduct_percent_of_possible'
  value: string
}

/** One reason for a triggered gate: the item or the section that met its condition, or a sentence. */
export type GateReason =
  | { kind: 'item'; code: string; text: Pair }
  | { kind: 'section'; title: Pair; percentBp: number }
  | { kind: 'text'; text: Pair }

export type Gate = { id: string; wording: Pair; triggered: boolean; effect: GateEffect; because: GateReason[] }

/**
 * One section of the checklist. `percentBp` is null where nothing in it applied; `lastBp` and `networkBp` are null where
 * there is nothing to compare with. `weak` marks a section under the limit of a gate.
 */
export type SectionResult = {
  title: Pair
  earned: string
  possible: string
  percentBp: number | null
  lastBp: number | null
  networkBp: number | null
  weight: string | null
  weak: boolean
}

/** `above*` are basis points above last time or the network; `text` is one sentence of what was done well. */
export type Strength = {
  title: Pair
  percentBp: number
  aboveNetworkBp: number | null
  aboveLastBp: number | null
  text: Pair | null
}

/** A picture by the hash of its original; what is printed is the derivative JPEG that the caller hands over. */
export type Photo = { sha256: string; caption: Pair | null; at: string | null }

export type FindingAction = { number: string; state: ActionState; dueOn: string | null }

export type Finding = {
  id: string
  /** The item code. */
  code: string
  /** Index into `sections`. */
  section: number
  text: Pair
  severity: Severity
  /** 1 the first time, n when the same item failed n times in a row at this dealer. */
  occurrence: number
  lost: string
  /** How it was answered, in words: "5 records sampled, 1 does not conform (0 allowed)". */
  answer: Pair
  /** Ticked loss descriptions. */
  losses: Pair[]
  note: string | null
  owner: Pair | null
  capaDays: number | null
  action: FindingAction | null
  photos: Photo[]
}

/** A failed critical item. */
export type CriticalFailure = { code: string; text: Pair; answer: Pair; lost: string }

export type Verdict =
  | 'conforms'
  | 'partly'
  | 'fails'
  | 'not_applicable'
  | 'not_answered'
  | 'unscored'
  /** Kept in the checklist, but not scored this time. */
  | 'not_scored_now'

/** `earned` and `possible` are null where the item was not scored. `note` also holds the reason for N/A. */
export type ItemResult = {
  code: string
  text: Pair
  critical: boolean
  verdict: Verdict
  answer: Pair
  earned: string | null
  possible: string | null
  note: string | null
  photoCount: number
}

export type ChecklistSection = {
  title: Pair
  earned: string
  possible: string
  percentBp: number | null
  items: ItemResult[]
}

export type ActionRow = {
  number: string
  title: Pair
  /** Codes of the items whose findings it closes. */
  codes: string[]
  severity: Severity
  repeat: boolean
  round: number
  state: ActionState
  owner: Pair | null
  dueOn: string | null
}

/** One person who attended. Without `signedAt` the report has an empty line to sign. */
export type Signature = { role: Pair; name: Pair | null; signedAt: string | null; remark: string | null }

/** One issued version; all but the newest are superseded and keep the score that they had. */
export type VersionRow = {
  version: number
  issuedAt: string
  percentBp: number | null
  grade: string | null
  /** Why this version was issued, for example the ruling; null for the first. */
  reason: Pair | null
}

/**
 * Everything that a report version says, frozen when it is issued: plain JSON, both languages inside, no ids that must be
 * looked up. The PDF and the page are drawn from this and nothing else, so version n can be drawn again at any time.
 *
 * Units: `*Bp` are basis points (8417 = 84.17 %), or, where `score.unit` is points, hundredths of points with the better
 * greater (points off are negative; sections are then told by points off, see `sectionUnitOf`); points are decimal texts as the scoring engine prints them ("106.9");
 * instants are ISO 8601 UTC, shown in `timeZone`; days are `YYYY-MM-DD`.
 * A `percentBp` that rounding would lift over a band's limit must be cut, not rounded, so that grade and figure agree.
 */
export type ReportSnapshot = {
  /** Version 2 added `trace`; what was issued before has none and is drawn as it was. */
  schema: 'report-snapshot/1' | 'report-snapshot/2'
  auditId: string
  /** Practice audits never count; every sheet says so. */
  practice: boolean
  timeZone: string
  dealer: { code: string; name: Pair; region: Pair; city: Pair }
  /** Null for an audit that stands alone. */
  programme: Pair | null
  wave: Pair | null
  checklist: {
    code: string
    version: string
    title: Pair
    rollup: Rollup
    items: number
    notApplicable: number
  }
  kind: AuditKind
  conductedBy: ConductedBy
  day: string
  /** Display names; for a mystery shop the caller puts the alias label here. */
  auditors: { name: Pair; lead: boolean }[]
  issue: {
    version: number
    issuedAt: string
    /** SHA-256 in hex of `hashedText(snapshot)`. */
    contentHash: string
    /** Absolute address of the page where anyone can check this version; it is also the QR code. */
    verifyUrl: string
  }
  /** All versions up to and including this one, oldest first. */
  versions: VersionRow[]
  score: {
    /** What `*Bp` of the score, its comparisons, bands and versions are; a percentage where it is missing. */
    unit?: ScoreUnit
    /** Null when nothing applied or too little was checked; then there is no grade. */
    percentBp: number | null
    earned: string
    possible: string
    /** Decimals of a percentage, 1 for most checklists. */
    decimals: number
    grade: string | null
    /** The grade that the points alone would give; differs from `grade` when a gate capped it. */
    gradeByScore: string | null
    word: Pair | null
    rebate: string | null
    bands: Band[]
  }
  /** The score of the version before an accepted appeal. */
  beforeAppeal: { percentBp: number; grade: string | null } | null
  /** The dealer's audit of the same checklist before this one. */
  last: { day: string; wave: Pair | null; percentBp: number | null; grade: string | null } | null
  /** Null unless at least five dealers with released audits are in it. */
  network: { percentBp: number; dealers: number } | null
  sections: SectionResult[]
  gates: Gate[]
  strengths: Strength[]
  criticalFailures: CriticalFailure[]
  /** Critical first, then by lost points within a section, as they are to be read. */
  findings: Finding[]
  checklistSections: ChecklistSection[]
  actions: ActionRow[]
  signatures: Signature[]
  /** How the score came about, in the words of both languages; null where there is no result to explain. */
  trace?: Traces | null
}

/** How the figures of a report are printed: its score, and its sections. */
export const scalesOf = ({ score }: ReportSnapshot): { whole: ScoreScale; section: ScoreScale } => {
  const { bands, decimals, unit = 'percent' } = score
  const limits = bands.flatMap(({ minBp }) => (minBp === null ? [] : [{ minBp }]))
  return { whole: { unit, decimals, limits }, section: { unit: sectionUnitOf(unit), decimals, limits: [] } }
}

/** A trace in both languages. */
export type Traces = { zh: Trace; en: Trace }

/** The reader's side of a pair; the other language when that side is empty. */
export const side = (pair: Pair, locale: Locale): string =>
  locale === 'zh-CN' ? pair.zh || pair.en : pair.en || pair.zh

/** Every photo that the report prints, each once. */
export const photosOf = (snapshot: ReportSnapshot): string[] => [
  ...new Set(snapshot.findings.flatMap((finding) => finding.photos.map((photo) => photo.sha256))),
]

/**
 * The text whose SHA-256 is the content hash: the snapshot without that hash and the address made from it, keys in a fixed
 * order.
 */
export const hashedText = (snapshot: ReportSnapshot): string =>
  JSON.stringify(
    { ...snapshot, issue: { ...snapshot.issue, contentHash: '', verifyUrl: '' } },
    (_key, value: unknown) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
  )
