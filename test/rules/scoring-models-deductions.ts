import type { ItemAnswer } from '../../server/scoring/answer.ts'
import {
  decimal,
  gate,
  optionsOf,
  scoreFile,
  unit,
  type WrittenAsked,
  type WrittenRun,
  yesNo,
} from '../support/checklist-file.ts'
import { type Actual, type Input, type Model, totals } from './scoring-vectors.ts'

/** Models that take points off: from a start, per finding, per count, per step, or as demerits that add up. */

/** Each violation is an item that failed; what it costs are its points. */
function deductFrom({ deductions, pass, start = 100, floor = 0 }: Input): Actual {
  const asked = (deductions as Input[]).flatMap((one) => {
    const [points, count] = Array.isArray(one) ? one : [one.points ?? one, one.count ?? 1]
    return Array(count).fill(yesNo(false, points))
  })
  const result = scoreFile({
    sections: [{ asked: asked.length > 0 ? asked : [yesNo(true, 1)] }],
    scoring: {
      rollup: 'start_minus',
      start_minus: { start },
      floor,
      bands: pass === undefined ? [{ grade: 'any' }] : [{ grade: 'pass', min_points: pass }, { grade: 'fail' }],
    },
  })
  return { ...totals(result), score: result.earned, pass: result.grade === 'pass' }
}

const severities = ['critical', 'major', 'minor', 'observation'] as const

/** Weights per kind of finding, from the gravest down. */
function penalty({ start = 100, weights, counts, floor = 0 }: Input): Actual {
  const kinds = Object.keys(weights)
  const graded = (at: number): WrittenAsked => ({
    response: { type: 'choice', options: optionsOf([{ ratio: 1 }, { ratio: 0, severity: severities[at] }]) },
    points: 1,
    critical: true,
    answer: { type: 'choice', option: 'o1' },
  })
  const result = scoreFile({
    sections: [{ asked: [yesNo(true, 1), ...kinds.flatMap((kind, at) => Array(counts[kind] ?? 0).fill(graded(at)))] }],
    scoring: {
      rollup: 'start_minus',
      start_minus: {
        start,
        per_severity: Object.fromEntries(kinds.map((kind, at) => [severities[at], weights[kind]])),
      },
      floor,
    },
  })
  return { ...totals(result), score: result.earned }
}

const single = (asked: WrittenAsked, scoring: WrittenRun['scoring'] = {}): Actual => {
  const [item] = scoreFile({ sections: [{ asked: [asked] }], scoring }).items
  return {
    points: item?.earned ?? null,
    earned: item?.earned ?? null,
    possible: item?.possible ?? null,
    lost: item?.lost ?? null,
  }
}
const typed = (value: number): ItemAnswer => ({ type: 'number', value: decimal(value) })

const started = ['started', 'begun', 'partial', 'ceil', 'up']

const stepDeduct: Model = ({ max, from, step, per_step, value, steps, worse }) =>
  single({
    response: {
      type: 'number',
      rule: 'step_deduct',
      unit,
      from,
      step,
      per_step,
      steps: started.includes(steps) ? 'started' : 'full',
      ...(worse ? { worse } : {}),
    },
    points: max,
    answer: typed(value),
  })

const countDeduct: Model = ({ max, per, count, most }) =>
  single({
    response: { type: 'number', rule: 'count_deduct', unit, per, ...(most === undefined ? {} : { most }) },
    points: max,
    answer: typed(count),
  })

const degrees = [
  ['full', 'fully', 'yes', 'true', 'met'],
  ['partly', 'partial', 'partially', 'half'],
  ['no', 'not', 'none', 'false', 'not_met'],
]

const halfCredit: Model = ({ max, met }) =>
  single({
    response: { type: 'choice', half_credit: true, options: optionsOf([{ ratio: 1 }, { ratio: 0.5 }, { ratio: 0 }]) },
    points: max,
    answer: { type: 'choice', option: `o${degrees.findIndex((names) => names.includes(String(met)))}` },
  })

/** A category of items worth 2 points; grave violations take a share of the category besides. */
function shield({ sections, critical = 0, high = 0, medium = 0, low = 0 }: Input): Actual {
  const options = optionsOf([
    { demerit: 0 },
    { demerit: 2, severity: 'critical' },
    { demerit: 2, severity: 'major' },
    { demerit: 2, severity: 'minor' },
    { demerit: 1, severity: 'observation' },
  ])
  const violated = (at: number): WrittenAsked => ({
    response: { type: 'choice', options },
    points: 2,
    critical: true,
    answer: { type: 'choice', option: `o${at}` },
  })
  const found = [critical, high, medium, low].flatMap((count: number, at) => Array(count).fill(violated(at + 1)))
  const result = scoreFile({
    sections: [{ asked: [...found, ...Array(sections - found.length).fill(violated(0))] }],
    scoring: {
      bands: [
        { grade: 'green', min: 80, max_critical: 0, max_major: 0 },
        { grade: 'amber', min: 60, max_critical: 0, max_major: 3 },
        { grade: 'red' },
      ],
      gates: [
        gate(
          { count_by_severity: { critical: 1 } },
          { deduct_percent_of_possible: 10, each: true, from: 'section' },
          'G1',
        ),
        gate({ count_by_severity: { major: 1 } }, { deduct_percent_of_possible: 5, each: true, from: 'section' }, 'G2'),
      ],
    },
  })
  return { ...totals(result), band: result.grade, rating: result.grade }
}

const gradeByPoints: WrittenRun['scoring'] = {
  rollup: 'demerit_sum',
  bands: [{ grade: 'A', max_total: 13 }, { grade: 'B', max_total: 27 }, { grade: 'C' }],
}
const levels = [1, 2, 3, 4, 5]

/** A violation costs the base of its category and its condition level. */
function nyc(input: Input): Actual {
  const violations: Input[] = input.violations ?? [input]
  const result = scoreFile({
    sections: [
      {
        asked: violations.map(({ category, level }): WrittenAsked => {
          const base = /hazard/.test(category) ? 6 : /critical/.test(category) ? 4 : 1
          const options = optionsOf([{ demerit: 0 }, ...levels.map((demerit) => ({ demerit }))])
          return {
            response: { type: 'choice', demerit_base: base, options },
            points: base + levels.length,
            answer: { type: 'choice', option: `o${level}` },
          }
        }),
      },
    ],
    scoring: gradeByPoints,
  })
  return { points: result.lost, total: result.lost, grade: result.grade }
}

function nycGrade(input: Input): Actual {
  const points: number = input.points ?? input.total ?? input.score ?? input
  const result = scoreFile({
    sections: [
      {
        asked: [
          { response: { type: 'number', rule: 'count_deduct', unit, per: 1 }, points: 1000, answer: typed(points) },
        ],
      },
    ],
    scoring: gradeByPoints,
  })
  return { grade: result.grade, points: result.lost }
}

const demerits = [
  [0, 5, 10, 15, 20, 25],
  [0, 5, 10, 15, 20, 25],
  [0, 5, 10, 20, 30],
]

/** Three demerit scores; a rating holds a total and a worst single score. */
function hygieneRating(input: Input): Actual {
  const scores: number[] = Array.isArray(input) ? input : (input.scores ?? Object.values(input))
  const result = scoreFile({
    sections: [
      {
        asked: scores.map((score, at): WrittenAsked => {
          const costs = [...new Set([...(demerits[at] ?? [0]), score])]
          const options = optionsOf(costs.map((demerit) => ({ demerit })))
          return {
            response: { type: 'choice', options },
            points: Math.max(...costs),
            answer: { type: 'choice', option: `o${costs.indexOf(score)}` },
          }
        }),
      },
    ],
    scoring: {
      rollup: 'demerit_sum',
      bands: [
        { grade: '5', max_total: 15, max_single: 5 },
        { grade: '4', max_total: 20, max_single: 10 },
        { grade: '3', max_total: 30, max_single: 10 },
        { grade: '2', max_total: 40, max_single: 15 },
        { grade: '1', max_total: 50, max_single: 20 },
        { grade: '0' },
      ],
    },
  })
  return { rating: result.grade, grade: result.grade, total: result.lost }
}

export const deductionModels: Record<string, Model> = {
  deduct100: deductFrom,
  start_minus: deductFrom,
  penalty,
  step_deduct: stepDeduct,
  count_deduct: countDeduct,
  half_credit: halfCredit,
  shield,
  nyc,
  nyc_grade: nycGrade,
  fhrs: hygieneRating,
}
