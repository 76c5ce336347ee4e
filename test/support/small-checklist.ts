import type { ChecklistContent, Gate, Item, Response, Scoring, Section } from '../../server/checklists/format.ts'
import type { ItemAnswer, MarkValue } from '../../server/scoring/answer.ts'
import type { ScoreInput, ScoreResult } from '../../server/scoring/result.ts'
import { scoreAudit } from '../../server/scoring/score.ts'

const text = { zh: '文', en: 'text' }

/** One item with its answer: what a test of scoring says about it, the rest is filled in. */
export type Asked = { item: Item; answer?: ItemAnswer; losses?: string[] }

/** An item of class `must`, worth its points, N/A allowed; codes are given by `auditOf` where none is. */
export const itemOf = (response: Response, points: number, more: Partial<Item> = {}): Item => ({
  id: '',
  text,
  method: 'observe',
  response,
  points,
  class: 'must',
  critical: false,
  factor: 'neutral',
  evidence: {},
  responsible: 'service_manager',
  capa_days: 7,
  na_allowed: true,
  losses: [],
  photos: [],
  tags: [],
  ...more,
})

/** A scale with the given scores, judged by limits that are out of reach unless given. */
export const scaleOf = (max: number, scores: number[], more: Partial<Response & { type: 'scale' }> = {}): Response => ({
  type: 'scale',
  scale: 'test',
  max,
  finding_at_or_below: Number.MIN_SAFE_INTEGER,
  critical_fail_at_or_below: Number.MIN_SAFE_INTEGER,
  anchors: [...new Set(scores)].map((score) => ({ ...text, score, severity: 'none' })),
  ...more,
})

/** VDA 6.3: 10, 8, 6, 4, 0. */
export const vdaScale = (more: Partial<Response & { type: 'scale' }> = {}): Response =>
  scaleOf(10, [10, 8, 6, 4, 0], { finding_at_or_below: 8, critical_fail_at_or_below: 4, ...more })

/** `earned` of `possible` points, whatever they are: a scale with just that score. */
export const earning = (earned: number, possible: number, more: Partial<Item> = {}): Asked => ({
  item: itemOf(scaleOf(possible || 1, [earned]), possible, more),
  answer: { type: 'scale', score: earned },
})

export const notApplicable = (possible: number, more: Partial<Item> = {}): Asked => ({
  item: itemOf({ type: 'yes_no' }, possible, more),
  answer: { type: 'not_applicable', reason: 'not there' },
})

export const unanswered = (possible: number, more: Partial<Item> = {}): Asked => ({
  item: itemOf({ type: 'yes_no' }, possible, more),
})

export const yes = (points: number, more: Partial<Item> = {}): Asked => ({
  ...unanswered(points, more),
  answer: { type: 'yes_no', value: 'yes' },
})

export const no = (points: number, more: Partial<Item> = {}): Asked => ({
  ...unanswered(points, more),
  answer: { type: 'yes_no', value: 'no' },
})

export const gateOf = (when: Gate['when'], then: Gate['then'], id = 'G'): Gate => ({
  ...text,
  id,
  when,
  then,
})

export const bandsOf = (bands: [grade: string, min: number][]): Scoring['bands'] =>
  bands.map(([grade, min]) => ({ ...text, grade, min }))

export type AskedSection = { id?: string; weight?: number; asked: Asked[] }
export type Audit = {
  sections: AskedSection[]
  scoring?: Partial<Scoring>
  marks?: Record<string, MarkValue>
  mode?: ScoreInput['mode']
  repeats?: ReadonlySet<string>
  frequency?: ScoreInput['frequency']
}

/** The engine's input for a few items with answers; sections are S0, S1, …, items S0-0, S0-1, … unless they say otherwise. */
export function auditOf({ sections, scoring, marks = {}, mode = 'final', repeats, frequency }: Audit): ScoreInput {
  const answers: Record<string, ItemAnswer> = {}
  const losses: Record<string, string[]> = {}
  const built = sections.map(({ id = '', weight = 1, asked }, at): Section => {
    const name = id || `S${at}`
    const items = asked.map((one, index) => {
      const code = one.item.id || `${name}-${index}`
      if (one.answer) answers[code] = one.answer
      if (one.losses) losses[code] = one.losses
      return { ...one.item, id: code }
    })
    return { id: name, title: text, weight, items }
  })
  const checklist: ChecklistContent = {
    schema: 'dealer-checklist/1',
    id: 'test',
    version: '1.0.0',
    kind: 'oem_audit',
    program: 'test',
    title: text,
    purpose: text,
    announce: 'announced',
    blind: false,
    duration_min: 60,
    scoring: {
      rollup: 'pooled_points',
      na: 'exclude',
      unanswered: 'block_submit',
      min_coverage: { scope: 'audit', min: '0/1' },
      rounding: 'half_up',
      display_decimals: 1,
      grade_on: 'exact',
      bands: bandsOf([
        ['A', 90],
        ['B', 80],
        ['C', 0],
      ]),
      gates: [],
      ...scoring,
    },
    sections: built,
    words: { positions: {}, methods: {}, classes: {}, factors: {} },
  }
  return { checklist, answers, marks, losses, frequency, repeats, mode }
}

export const scoreOf = (audit: Audit): ScoreResult => scoreAudit(auditOf(audit))
