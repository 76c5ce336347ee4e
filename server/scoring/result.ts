import type { ChecklistContent, Frequency, GateEffect, Severity } from '../checklists/format.ts'
import type { ItemAnswer, MarkValue } from './answer.ts'

/**
 * Everything a score depends on. `running` leaves unanswered items out (the live score while answering); `final` applies the
 * checklist's own rule for them. `repeats` names the items whose finding repeats one of the audit before.
 */
export type ScoreInput = {
  checklist: ChecklistContent
  answers: Readonly<Record<string, ItemAnswer>>
  marks: Readonly<Record<string, MarkValue>>
  /** Ticked loss codes per item code. */
  losses: Readonly<Record<string, readonly string[]>>
  /** Self-checks ask only the items of one frequency. */
  frequency?: Frequency
  repeats?: ReadonlySet<string>
  mode: 'running' | 'final'
}

/** An exact number as text `n/d`, in lowest terms, the denominator positive and always there: `'13/20'`, `'5/1'`. */
export type Exact = string

export type ItemState = 'answered' | 'not_applicable' | 'unanswered' | 'not_asked'

/**
 * One item's trace. `ratio` and points are null where the item takes no part in the score (N/A, not asked, unanswered,
 * unscored); an unanswered item that counts as zero has ratio `'0/1'` and keeps the state `unanswered`. `score` is what
 * score gates compare: the (combined) anchor of a scale, the score of a banded sample, else the points earned; null for
 * bonus items and items without points, which no such gate reads. Bonus and info items are never failed nor a finding.
 * `severity` may be `observation` without a finding, where an anchor of a scale says so.
 */
export type ItemResult = {
  code: string
  section: string
  state: ItemState
  earned: Exact | null
  possible: Exact | null
  lost: Exact | null
  ratio: Exact | null
  score: Exact | null
  failed: boolean
  finding: boolean
  severity: Severity | null
  losses: string[]
}

/** `percent` and `percentBp` are null where nothing in the section counts. `zeroed`: a gate took its points. */
export type SectionResult = {
  id: string
  earned: Exact
  possible: Exact
  percent: Exact | null
  percentBp: number | null
  answered: number
  asked: number
  zeroed: boolean
}

/** A gate as evaluated; `because` names the items or sections that met its condition (empty where it looks at totals only). */
export type GateResult = { id: string; triggered: boolean; then: GateEffect; because: string[] }

/** Scorable items answered with something other than N/A, of all scorable items asked. */
export type Coverage = { answered: number; asked: number; met: boolean }

/**
 * The whole score with its trace, plain JSON: stored as it is, and equal to itself when computed again. Exact values are
 * texts; `...Bp` are basis points (1 % = 100), rounded half-up. All totals are after gates; `percent` may be negative after
 * deductions and null when nothing counts (never 0, never 100).
 */
export type ScoreResult = {
  engine: '1'
  items: ItemResult[]
  sections: SectionResult[]
  earned: Exact
  possible: Exact
  percent: Exact | null
  percentBp: number | null
  coverage: Coverage
  /** Every asked item is settled (or counts as zero) and enough of them are not N/A. */
  complete: boolean
  unanswered: string[]
  criticalFailed: string[]
  gates: GateResult[]
  /** What the score alone would give; null when there is no score. */
  gradeByScore: string | null
  /** After gates; null when incomplete or without a score. */
  grade: string | null
  /** Row of `grade` in the checklist's bands, 0 is the best. */
  band: number | null
}
