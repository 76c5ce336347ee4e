import fc from 'fast-check'
import type { Option, Response } from '../../server/checklists/format.ts'
import type { ItemAnswer } from '../../server/scoring/answer.ts'
import { planOf } from './reference-items.ts'

const text = { zh: '文', en: 'text' }
const limits = { max: 10, finding_at_or_below: 8, critical_fail_at_or_below: 4 }
const severities = ['critical', 'major', 'minor', 'observation', 'none'] as const

/** A response, an answer that fits it, and the points that its item must have, where it asks for any. */
export type Answered = { response: Response; answer: ItemAnswer | undefined; points?: number }

const halves = (from: number, to: number) => fc.integer({ min: from * 2, max: to * 2 }).map((value) => value / 2)
const typed = (value: number): ItemAnswer => ({ type: 'number', value: String(value) })

const yesNo = fc
  .constantFrom('yes' as const, 'no' as const)
  .map((value): Answered => ({ response: { type: 'yes_no' }, answer: { type: 'yes_no', value } }))

const anchors = [10, 8, 6, 4, 0].map((score, at) => ({ ...text, score, severity: severities[4 - at] ?? 'none' }))
const rating = fc.constantFrom(10, 8, 6, 4, 0)
const ratings = fc.constantFrom(
  undefined,
  { combine: 'mean' as const, decimals: 2 },
  { combine: 'mean' as const },
  { combine: 'worst' as const },
  { combine: 'sum' as const },
)
const scale = fc
  .tuple(rating, fc.array(rating, { maxLength: 3 }), ratings)
  .map(([score, further, combined]): Answered => {
    const response = { type: 'scale' as const, scale: 'vda_10', ...limits, anchors }
    if (!combined || further.length === 0) return { response, answer: { type: 'scale', score } }
    return { response: { ...response, ratings: combined }, answer: { type: 'scale', score, further } }
  })

const bands = [1, 0.9, 0.8, 0.6, 0].map((min, at) => ({ min, ratio: [1, 0.8, 0.6, 0.4, 0][at] ?? 0 }))
const sampleRule = fc.constantFrom(
  { rule: 'ratio' as const },
  { rule: 'accept' as const, accept: 1 },
  { rule: 'bands' as const, band_set: 'x', bands, limits },
)
const counted = (most: number) =>
  fc
    .integer({ min: 0, max: most })
    .chain((checked) => fc.tuple(fc.constant(checked), fc.integer({ min: 0, max: checked })))
const sample = fc
  .tuple(
    sampleRule,
    fc.integer({ min: 1, max: 12 }).chain((size) => fc.tuple(fc.constant(size), counted(size))),
  )
  .map(
    ([rule, [size, [checked, conform]]]): Answered => ({
      response: { type: 'sample', size, unit: text, ...rule },
      answer: { type: 'sample', checked, conform, ...(checked === 0 ? { population: 0, reason: 'none' } : {}) },
    }),
  )
const aql = fc
  .tuple(fc.constantFrom(1, 2.5), fc.constantFrom(1, 4, 20, 60, 120, 300, 900, 3000, 9000, 40_000), fc.nat({ max: 25 }))
  .map(([limit, population, missed]): Answered => {
    const { size } = planOf(limit, population)
    return {
      response: { type: 'sample', rule: 'aql', size: 1250, unit: text, level: 'II', aql: limit },
      answer: { type: 'sample', checked: size, conform: Math.max(0, size - missed), population },
    }
  })

const range = fc.tuple(fc.constantFrom(undefined, -1.5, 0), fc.constantFrom(0, 2.5, 7), halves(-4, 9)).map(
  ([min_ok, max_ok, value]): Answered => ({
    response: { type: 'number', unit: text, max_ok, ...(min_ok === undefined ? {} : { min_ok }) },
    answer: typed(value),
  }),
)
const share = fc.tuple(fc.constantFrom(1, 5, 7, 100, 1000), fc.nat({ max: 10 })).map(
  ([of, tenths]): Answered => ({
    response: { type: 'number', rule: 'share', unit: text, of },
    answer: typed((of * tenths) / 10),
  }),
)
const valueBands = fc.tuple(fc.boolean(), halves(0, 12)).map(([isMin, value]): Answered => {
  const written = isMin
    ? [
        { min: 10, ratio: 1 },
        { min: 5.5, ratio: 0.4 },
      ]
    : [
        { max: 2, ratio: 1 },
        { max: 6.5, ratio: 0.7 },
      ]
  return {
    response: { type: 'number', rule: 'bands', unit: text, bands: written, else_ratio: 0.1 },
    answer: typed(value),
  }
})
const deductible = fc.constantFrom(1, 2.5, 10, 50)
const countDeduct = fc.tuple(deductible, fc.constantFrom(0.5, 3), fc.boolean(), fc.nat({ max: 12 })).map(
  ([points, per, isLimited, count]): Answered => ({
    points,
    response: { type: 'number', rule: 'count_deduct', unit: text, per, ...(isLimited ? { most: points / 2 } : {}) },
    answer: typed(count),
  }),
)
const stepDeduct = fc
  .record({
    points: deductible,
    per_step: fc.constantFrom(0.5, 4),
    step: fc.constantFrom(1.5, 5),
    steps: fc.constantFrom('full' as const, 'started' as const),
    worse: fc.constantFrom(undefined, 'lower' as const, 'higher' as const),
    value: halves(60, 120),
  })
  .map(
    ({ points, value, worse, ...rest }): Answered => ({
      points,
      response: { type: 'number', rule: 'step_deduct', unit: text, from: 95, ...rest, ...(worse ? { worse } : {}) },
      answer: typed(value),
    }),
  )

const severity = fc.constantFrom(undefined, undefined, ...severities)
const optionsOf = (worth: fc.Arbitrary<Partial<Option>>, minLength = 2) =>
  fc
    .array(fc.tuple(worth, severity), { minLength, maxLength: 5 })
    .map((all) =>
      all.map(
        ([own, grave], at): Option => ({ ...text, code: `o${at}`, ...own, ...(grave ? { severity: grave } : {}) }),
      ),
    )
const chosenOf = (options: readonly Option[]) =>
  fc.constantFrom(...options).map(({ code }): ItemAnswer => ({ type: 'choice', option: code }))
const choosing = (arbitrary: fc.Arbitrary<{ response: Extract<Response, { type: 'choice' }>; points?: number }>) =>
  arbitrary.chain(({ response, points }) =>
    chosenOf(response.options).map(
      (answer): Answered => ({ response, answer, ...(points === undefined ? {} : { points }) }),
    ),
  )
const worths = fc.integer({ min: -10, max: 10 })

const choice = choosing(
  fc.oneof(
    fc
      .tuple(optionsOf(fc.constantFrom(1, 0.75, 0.5, 0.3, 0, -0.5).map((ratio) => ({ ratio }))), fc.boolean())
      .map(([options, half]) => ({
        response: {
          type: 'choice' as const,
          options: [{ ...text, code: 'o9', ratio: 1 }, ...options],
          ...(half ? { half_credit: true as const } : {}),
        },
      })),
    optionsOf(worths.map((points) => ({ points })))
      .filter((options) => options.some(({ points }) => points !== 0))
      .map((options) => ({ response: { type: 'choice' as const, options } })),
    optionsOf(
      fc.tuple(fc.nat({ max: 6 }), fc.nat({ max: 4 })).map(([points, more]) => ({ points, possible: points + more })),
    ).map((options) => ({
      response: { type: 'choice' as const, options },
      points: Math.max(...options.map(({ possible = 0 }) => possible)),
    })),
    fc
      .tuple(optionsOf(fc.integer({ min: 1, max: 9 }).map((demerit) => ({ demerit }))), fc.constantFrom(0, 6))
      .map(([options, base]) => ({
        response: {
          type: 'choice' as const,
          demerit_base: base,
          options: [...options, { ...text, code: 'o8', demerit: 0 }],
        },
        points: base + Math.max(...options.map(({ demerit = 0 }) => demerit)),
      })),
  ),
)

const choices = fc
  .oneof(
    optionsOf(
      worths.map((points) => ({ points })),
      1,
    ).filter((options) => options.some(({ points }) => points !== 0)),
    optionsOf(
      fc.nat({ max: 5 }).map((demerit) => ({ demerit })),
      1,
    ),
  )
  .chain((options) =>
    fc.subarray(options.map(({ code }) => code)).map(
      (codes): Answered => ({
        points: 8,
        response: { type: 'choices', options },
        answer: { type: 'choices', options: codes },
      }),
    ),
  )

const duration = fc.constantFrom('P1', 'P2').map(
  (to): Answered => ({
    response: {
      type: 'duration',
      from: 'P0',
      to,
      bands: [
        { max_s: 60, ratio: 1 },
        { max_s: 120, ratio: 0.5 },
      ],
      else_ratio: 0,
    },
    answer: undefined,
  }),
)

/** Every kind of response of the format with a fitting answer. */
export const anyResponse: fc.Arbitrary<Answered> = fc.oneof(
  yesNo,
  scale,
  sample,
  aql,
  range,
  share,
  valueBands,
  countDeduct,
  stepDeduct,
  choice,
  choices,
  duration,
)
