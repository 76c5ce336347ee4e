import fc from 'fast-check'
import type { Gate, Response, Scoring } from '../../server/checklists/format.ts'
import type { ItemAnswer } from '../../server/scoring/answer.ts'
import type { ScoreInput } from '../../server/scoring/result.ts'
import { type Asked, auditOf, bandsOf, gateOf, itemOf, vdaScale } from '../support/small-checklist.ts'

const text = { zh: '文', en: 'text' }

type Answered = { response: Response; answer: ItemAnswer | undefined }

const sampleOf = (rule: object) =>
  fc.integer({ min: 1, max: 10 }).chain((size) =>
    fc.integer({ min: 1, max: size }).chain((checked) =>
      fc.integer({ min: 0, max: checked }).map(
        (conform): Answered => ({
          response: { type: 'sample', size, unit: text, ...rule } as Response,
          answer: { type: 'sample', checked, conform },
        }),
      ),
    ),
  )

const options = [1, 0.75, 0.3, 0].map((ratio, at) => ({ ...text, code: `o${at}`, ratio }))

const answered: fc.Arbitrary<Answered> = fc.oneof(
  fc
    .constantFrom('yes' as const, 'no' as const)
    .map((value): Answered => ({ response: { type: 'yes_no' }, answer: { type: 'yes_no', value } })),
  fc
    .constantFrom(10, 8, 6, 4, 0)
    .map((score): Answered => ({ response: vdaScale(), answer: { type: 'scale', score } })),
  sampleOf({ rule: 'ratio' }),
  sampleOf({ rule: 'accept', accept: 1 }),
  fc.integer({ min: -50, max: 50 }).map(
    (tenths): Answered => ({
      response: { type: 'number', unit: text, min_ok: -1.5, max_ok: 2.5 },
      answer: {
        type: 'number',
        value: `${tenths < 0 ? '-' : ''}${Math.floor(Math.abs(tenths) / 10)}.${Math.abs(tenths) % 10}`,
      },
    }),
  ),
  fc
    .constantFrom(...options)
    .map(({ code }): Answered => ({ response: { type: 'choice', options }, answer: { type: 'choice', option: code } })),
)

const asked: fc.Arbitrary<Asked> = fc
  .record({
    answered,
    state: fc.constantFrom('given', 'given', 'given', 'given', 'na', 'open'),
    points: fc.constantFrom(0, 1, 2, 3, 5, 10, 2.5, 0.1),
    kind: fc.constantFrom('must', 'must', 'must', 'should', 'bonus', 'info'),
    critical: fc.boolean(),
  })
  .map(({ answered: { response, answer }, state, points, kind, critical }): Asked => {
    const isUnscored = kind === 'info'
    const item = itemOf(response, isUnscored ? 0 : points, {
      class: kind as 'must' | 'should' | 'bonus' | 'info',
      critical: critical && (kind === 'must' || kind === 'should'),
    })
    if (state === 'open') return { item }
    return { item, answer: state === 'na' ? { type: 'not_applicable', reason: 'not there' } : answer }
  })

const caps: Gate[] = [
  gateOf({ critical_failed_min: 1 }, { cap_grade: 'B' }, 'critical'),
  gateOf({ any_section_below: 60 }, { cap_grade: 'C' }, 'section'),
  gateOf({ any_score_at_most: 0 }, { cap_grade: 'B' }, 'zero'),
  gateOf({ count_by_severity: { major: 2 } }, { cap_grade: 'C' }, 'majors'),
  gateOf({ finding_repeat: 1 }, { cap_grade: 'B' }, 'repeat'),
  gateOf({ coverage_below: '1/2' }, { cap_grade: 'C' }, 'coverage'),
]
const zeroing: Gate[] = [gateOf({ critical_failed_min: 2 }, { zero_section: true }, 'knock-out')]
const deductions: Gate[] = [
  gateOf({ count_by_severity: { critical: 1 } }, { deduct_points: 2.5, each: true }, 'points'),
  gateOf({ max_single: 3 }, { deduct_percent_of_possible: 5 }, 'share'),
]

/** A whole audit of up to five sections with every kind of item, answer and gate; parts may be left out. */
export function anyAudit(parts: { gates?: false; deductions?: false; zeroing?: false } = {}): fc.Arbitrary<ScoreInput> {
  const gates = [
    ...caps,
    ...(parts.zeroing === false ? [] : zeroing),
    ...(parts.deductions === false ? [] : deductions),
  ]
  return fc
    .record({
      sections: fc.array(
        fc.record({ weight: fc.integer({ min: 0, max: 50 }), asked: fc.array(asked, { minLength: 1, maxLength: 8 }) }),
        { minLength: 1, maxLength: 5 },
      ),
      rollup: fc.constantFrom<Scoring['rollup']>('pooled_points', 'weighted_sections'),
      na: fc.constantFrom<Scoring['na']>('exclude', 'zero', 'full'),
      unanswered: fc.constantFrom<Scoring['unanswered']>('block_submit', 'zero'),
      bonus_cap: fc.constantFrom(undefined, 100),
      gates: fc.subarray(parts.gates === false ? [] : gates),
      mode: fc.constantFrom<ScoreInput['mode']>('running', 'final'),
      repeats: fc.subarray(['S0-0', 'S0-1', 'S1-0']),
    })
    .map(({ sections, mode, repeats, ...scoring }) =>
      auditOf({
        sections,
        mode,
        repeats: new Set(repeats),
        scoring: {
          ...scoring,
          bands: bandsOf([
            ['A', 90],
            ['B', 75],
            ['C', 40],
            ['D', 0],
          ]),
        },
      }),
    )
}

/** A copy in another order, decided by a stream of random keys. */
export const shuffled = <T>(list: readonly T[], keys: fc.Stream<number>): T[] =>
  list
    .map((value) => ({ value, key: keys.next().value as number }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value)
