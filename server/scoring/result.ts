import type {
  BandCondition,
  ChecklistContent,
  Condition,
  Frequency,
  GateEffect,
  LastOutcome,
  Scoring,
  Severity,
} from '../checklists/format.ts'
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
  /** What conditions look at besides answers and marks; without it the dealer has no features and was never audited. */
  circumstances?: Circumstances
  /** Points added by hand (decimal texts, may be negative) per item code; whoever does it gives a reason, which is logged. */
  adjustments?: Readonly<Record<string, Adjustment>>
  mode: 'running' | 'final'
}

/**
 * Of the dealer when the audit started: its features, and how items came out in its last counted audit of the same checklist,
 * by code (an item that is not in it: `none`). Plain JSON, kept with the audit.
 */
export type Circumstances = {
  readonly features: readonly string[]
  readonly last: Readonly<Record<string, Exclude<LastOutcome, 'none'>>>
}

export type Adjustment = { readonly earned?: string; readonly possible?: string }

/** An exact number as text `n/d`, in lowest terms, the denominator positive and always there: `'13/20'`, `'5/1'`. */
export type Exact = string

export type ItemState = 'answered' | 'not_applicable' | 'unanswered' | 'not_asked'

/** How the points of an item came about, where `ratio` alone does not tell. */
export type ItemHow =
  | { rule: 'ratings'; combine: 'mean' | 'worst' | 'sum'; ratings: number[] }
  /** `code` of the table's plan: `found` misses in `size` cases, accepted up to `accept`, rejected from `reject`. */
  | { rule: 'aql'; code: string; size: number; accept: number; reject: number; found: number }
  /** What the count takes off before the item's points are gone. */
  | { rule: 'count_deduct'; off: Exact }
  | { rule: 'step_deduct'; steps: number; off: Exact }
  /** Partly met, and the item is too small to halve. */
  | { rule: 'half_credit' }

/**
 * Why an item does not apply: the condition that does not hold, and whether it is the item's own or that of its section. What an
 * answer, the dealer or the last audit rules out was never to be checked, so it has no points whatever `na` says and is not in
 * coverage; a mark that was not reached left something unchecked, so it counts like any N/A.
 */
export type Away = { of: 'section' | 'item'; condition: keyof Condition }

/**
 * One item's trace. `ratio` and points are null where the item takes no part in the score (N/A, not asked, unanswered,
 * unscored); an unanswered item that counts as zero has ratio `'0/1'` and keeps the state `unanswered`. `score` is what
 * score gates compare: the (combined) anchor of a scale, the score of a banded sample, else the points earned; null for
 * bonus items and items without points, which no such gate reads. Bonus and info items are never failed nor a finding.
 * `severity` may be `observation` without a finding, where an anchor or option says so. `lost` is what the item takes off:
 * points not earned, or what `start_minus.per_severity` sets for its finding. `away`: its conditions do not hold.
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
  away?: Away
  how?: ItemHow
  /** Already in `earned` and `possible`. */
  adjusted?: { earned: Exact; possible: Exact }
}

/**
 * `percent` and `percentBp` are null where nothing in the section counts. `zeroed`: a gate took its points. `lost` are points
 * off (demerits). `share` is the section's part of the whole, which is Σ share · percent before anything is taken off or
 * capped; null where the rollup has no shares (lowest_section, demerit_sum, start_minus) or the section no score.
 * `passed` says whether its `pass_mark` is reached; null without one, or without a score.
 */
export type SectionResult = {
  id: string
  earned: Exact
  possible: Exact
  lost: Exact
  percent: Exact | null
  percentBp: number | null
  share: Exact | null
  passed: boolean | null
  answered: number
  asked: number
  zeroed: boolean
}

/** Items of several sections with a result together, pooled (`scoring.groups`). */
export type GroupResult = {
  id: string
  kind: string
  earned: Exact
  possible: Exact
  percent: Exact | null
  percentBp: number | null
}

/** A gate as evaluated; `because` names the items, sections or groups that met its condition (empty where it looks at totals only). */
export type GateResult = { id: string; triggered: boolean; then: GateEffect; because: string[] }

/** Scorable items answered with something other than N/A, of all scorable items asked. */
export type Coverage = { answered: number; asked: number; met: boolean }

/** One step on the way to the percentage, with the percentage after it. `gate` is the id of the gate that took points. */
export type Step = {
  step: Scoring['rollup'] | 'bonus_cap' | 'gate' | 'floor' | 'round'
  gate?: string
  percent: Exact
}

/**
 * One row of the grade table as tried, from the best down to the one that was given: the conditions that did not hold,
 * with what was found instead: an exact number, or the ids of the sections that are too low. `any_of`: what did not hold in
 * each of the alternatives.
 */
export type Tried = { grade: string; unmet: Unmet[] }
export type Unmet =
  | { condition: keyof BandCondition; limit: number | true; found: Exact | string[] }
  | { condition: 'any_of'; alternatives: Unmet[][] }

/**
 * The whole score with its trace, plain JSON: stored as it is, and equal to itself when computed again. Exact values are
 * texts; `...Bp` are basis points (1 % = 100), rounded half-up. All totals are after gates; `percent` may be negative after
 * deductions and null when nothing counts (never 0, never 100). With rollup `start_minus`, `earned` of `possible` is what is
 * left of the start; `lost` adds up all points off (demerits), those of gates included.
 */
export type ScoreResult = {
  engine: '1'
  items: ItemResult[]
  sections: SectionResult[]
  groups: GroupResult[]
  earned: Exact
  possible: Exact
  lost: Exact
  percent: Exact | null
  percentBp: number | null
  /** The percentage on the checklist's `index_scale`; null without either. */
  index: Exact | null
  steps: Step[]
  coverage: Coverage
  /** Every asked item is settled (or counts as zero, or is left out) and enough of them are not N/A. */
  complete: boolean
  unanswered: string[]
  criticalFailed: string[]
  gates: GateResult[]
  /** What the score alone would give; null when there is no score. */
  gradeByScore: string | null
  /** Why it is that row: every row tried on the way down to `gradeByScore`; empty without a score. */
  tried: Tried[]
  /** After gates; null when incomplete or without a score. */
  grade: string | null
  /** Row of `grade` in the checklist's bands, 0 is the best. */
  band: number | null
}
