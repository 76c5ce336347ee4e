import type { ItemAnswer } from '../../server/scoring/answer.ts'
import {
  decimal,
  gate,
  notApplicable,
  optionsOf,
  scoreFile,
  shareOf,
  unit,
  type WrittenAsked,
  type WrittenPart,
  type WrittenRun,
  yesNo,
} from '../support/checklist-file.ts'
import { countModels } from './scoring-models-counts.ts'
import { deductionModels } from './scoring-models-deductions.ts'
import { vdaModels } from './scoring-models-vda.ts'
import { type Actual, type Input, type Model, totals } from './scoring-vectors.ts'

/**
 * How each model of the golden vectors is said as a checklist file: every function writes one with answers from a vector's
 * input, has it read and scored, and returns what the vector may expect, by name. It translates; the figures are the
 * engine's. Numbers are compared as exact texts, so a function returns `Exact` texts, booleans, grades or null.
 */

const notThere = [null, 'na', 'n/a', 'N/A', 'not_applicable']
const open = [undefined, 'unanswered', 'open']

/** `[earned, possible]`, with a mark for critical ones, or the same as fields; N/A and unanswered stand in place of `earned`. */
export function earning(written: Input, more: Partial<WrittenAsked> = {}): WrittenAsked {
  if (written.options) return withOwnPossible(written)
  const [earned, possible, mark] = Array.isArray(written)
    ? written
    : [
        written.na ? null : written.earned,
        written.possible ?? written.max ?? 1,
        written.critical ? 'critical' : undefined,
      ]
  const asked = { ...more, critical: more.critical ?? Boolean(mark) }
  if (open.includes(earned)) return { ...shareOf(0, possible || 1, possible, asked), answer: undefined }
  if (notThere.includes(earned)) return shareOf(null, possible || 1, possible, asked)
  if (earned >= 0 && earned <= possible) return shareOf(earned, possible || 1, possible, asked)
  if (possible === 0) return yesNo(true, earned, { ...asked, critical: false, class: 'bonus' })
  const options = optionsOf([{ points: possible }, { points: earned }])
  return { response: { type: 'choice', options }, points: possible, answer: { type: 'choice', option: 'o1' }, ...asked }
}

/** Options as `[points, possible]`: what is possible depends on which is chosen. */
function withOwnPossible({ options, chosen }: Input): WrittenAsked {
  const pairs: [number, number][] = options
  return {
    response: { type: 'choice', options: optionsOf(pairs.map(([points, possible]) => ({ points, possible }))) },
    points: Math.max(...pairs.map(([, possible]) => possible)),
    answer: { type: 'choice', option: `o${chosen}` },
  }
}

const naPolicies: Record<string, 'exclude' | 'zero' | 'full' | 'forbid'> = {
  exclude: 'exclude',
  zero: 'zero',
  full: 'full',
  forbid: 'forbid',
  not_allowed: 'forbid',
  ExcludeAndRedistribute: 'exclude',
  CountAsZero: 'zero',
  NotAllowed: 'forbid',
}
const unansweredPolicies: Record<string, 'block_submit' | 'zero' | 'exclude'> = {
  block: 'block_submit',
  block_submit: 'block_submit',
  zero: 'zero',
  exclude: 'exclude',
}

/** Grade rows as `[grade, min]` pairs, as `{grade, min}` or as a map from grade to minimum. */
export function bandsOf(written: Input): { grade: string; min?: number }[] {
  if (written === undefined) return [{ grade: 'any' }]
  const rows: { grade: string; min: number }[] = (
    Array.isArray(written) ? written : Object.entries(written as Record<string, number>)
  ).map((row: Input) => (Array.isArray(row) ? { grade: String(row[0]), min: Number(row[1]) } : row))
  const ordered = rows.sort((a, b) => b.min - a.min)
  return (ordered.at(-1)?.min ?? 0) > 0 ? [...ordered, { grade: 'none', min: 0 }] : ordered
}

function pooled(input: Input): Actual {
  const {
    positive = input.yes ?? 0,
    negative = input.no ?? 0,
    bonus,
    na = 'exclude',
    unanswered = 'block',
    adjust,
  } = input
  const { scores, max, earned, possible } = input
  const single = earned === undefined ? undefined : [[earned, possible]]
  const written: Input[] | undefined =
    input.items ?? input.sections?.flat() ?? scores?.map((score: Input) => [score, max]) ?? single
  const isForbidden = naPolicies[na] === 'forbid'
  const asked = written
    ? written.map((item) => earning(item, isForbidden ? { na_allowed: false } : {}))
    : [...Array(positive).fill(yesNo(true, 1)), ...Array(negative).fill(yesNo(false, 1))]
  const bonuses: number[] = bonus === undefined ? [] : [bonus].flat()
  const run: WrittenRun = {
    sections: [{ asked: [...asked, ...bonuses.map((points) => yesNo(true, points, { class: 'bonus' }))] }],
    scoring: {
      na: naPolicies[na] ?? 'exclude',
      unanswered: unansweredPolicies[unanswered] ?? 'block_submit',
      bands: bandsOf(input.bands),
    },
    ...(adjust && { adjustments: { 'S0-0': adjusted(adjust) } }),
  }
  const capped = scoreFile({ ...run, scoring: { ...run.scoring, bonus_cap: 100 } })
  const result = scoreFile(run)
  return { ...totals(result), percent_capped: capped.percent, band: result.grade, valid: result.complete }
}

const adjusted = ({ earned = 0, possible = 0 }: { earned?: number; possible?: number }) => ({
  earned: decimal(earned),
  possible: decimal(possible),
})

type Part = { percent: number | null; weight: number }
const partsOf = (input: Input): Part[] =>
  (input.parts ?? input.values ?? input.sections ?? input.factors ?? input).map((part: Input): Part => {
    if (Array.isArray(part)) return { percent: part[0], weight: part[1] ?? 1 }
    if (typeof part !== 'object' || part === null) return { percent: part, weight: 1 }
    return { percent: part.percent ?? part.pct ?? part.score ?? part.value ?? null, weight: part.weight ?? 1 }
  })

/** Percentages, or index figures of up to 1 000 points, each a section of its own. */
const ofParts =
  (rollup: 'weighted_sections' | 'mean_sections' | 'lowest_section'): Model =>
  (input) => {
    const parts = partsOf(input)
    const scale = parts.some(({ percent }) => (percent ?? 0) > 100) ? 1000 : 100
    const result = scoreFile({
      sections: parts.map(({ percent, weight }) => ({ weight, asked: [shareOf(percent, scale, 1)] })),
      scoring: { rollup, index_scale: scale, bands: bandsOf(input.bands) },
    })
    return { ...totals(result), percent: result.index, index: result.index, score: result.index }
  }

function pooledVersusWeighted({ sections, weights, items }: Input): Actual {
  const built: WrittenPart[] = (sections ?? items).map((section: Input, at: number) => ({
    weight: weights?.[at] ?? section.weight ?? 1,
    asked: (section.items ?? section).map((pair: Input) => earning(pair)),
  }))
  const of = (rollup: 'pooled_points' | 'weighted_sections' | 'mean_sections' | 'lowest_section') =>
    scoreFile({ sections: built, scoring: { rollup } }).percent
  return {
    pooled: of('pooled_points'),
    weighted: of('weighted_sections'),
    mean: of('mean_sections'),
    min: of('lowest_section'),
  }
}

function optionRatio({ options, chosen, multi = false }: Input): Actual {
  const values: number[] = options.map((option: Input) => option.points ?? option)
  const rest = values.map((points, at) => ({ points, code: `o${at}` }))
  const codes = [chosen].flat().flatMap((points: number) => {
    const at = rest.findIndex((option) => option.points === points)
    return at < 0 ? [] : rest.splice(at, 1).map(({ code }) => code)
  })
  const written = optionsOf(values.map((points) => ({ points })))
  const answer: ItemAnswer = multi ? { type: 'choices', options: codes } : { type: 'choice', option: codes[0] ?? '' }
  const asked: WrittenAsked = {
    response: multi ? { type: 'choices', options: written } : { type: 'choice', options: written },
    points: 100,
    answer: chosen === null ? notApplicable : answer,
  }
  const result = scoreFile({ sections: [{ asked: [asked] }] })
  return { percent: result.percent, ratio: result.items[0]?.ratio ?? null }
}

function sampleRatio({ n, conform, points = 1, size = n, population }: Input): Actual {
  const none = n === 0 ? { population: 0, reason: 'none' } : {}
  const answer: ItemAnswer = { type: 'sample', checked: n, conform, ...(population ? { population } : {}), ...none }
  const result = scoreFile({
    sections: [{ asked: [{ response: { type: 'sample', rule: 'ratio', unit, size: size || 1 }, points, answer }] }],
  })
  const [item] = result.items
  return {
    earned: item?.earned ?? null,
    possible: item?.possible ?? null,
    ratio: item?.ratio ?? null,
    percent: result.percent,
  }
}

/** A critical item at 0 takes its category or the whole, as its own mark or else the rule says. */
function knockout({ categories, sections, items, rule = '' }: Input): Actual {
  const parts: { weight: number; items: Input[] }[] = (categories ?? sections ?? [items]).map((part: Input) =>
    Array.isArray(part) ? { weight: 1, items: part } : { weight: part.weight ?? 1, items: part.items },
  )
  const gates = parts.flatMap((part, at) =>
    part.items.flatMap((item, index) => {
      const mark = Array.isArray(item) ? item[2] : item.critical
      if (!mark) return []
      const scope = /category|section|template|audit|whole/.exec(String(mark))?.[0] ?? rule
      const effect = /^(category|section)/.test(scope) ? { zero_section: true as const } : { zero_audit: true as const }
      return gate({ item_failed: `S${at}-${index}` }, effect, `at_${at}_${index}`)
    }),
  )
  const result = scoreFile({
    sections: parts.map((part) => ({ weight: part.weight, asked: part.items.map((item) => earning(item)) })),
    scoring: { rollup: 'weighted_sections', gates },
  })
  return totals(result)
}

/** Every section at its own pass mark, and the whole at the overall one; the whole is given, so the others have no weight. */
function passRule({ total, overall_pass, sections = [] }: Input): Actual {
  const parts = (sections as Input[]).map((section): WrittenPart => {
    const [percent, pass] = Array.isArray(section) ? section : [section.percent ?? section.score, section.pass]
    return { weight: 0, pass_mark: pass ?? 0, asked: [shareOf(percent, 100, 100)] }
  })
  const asks = parts.length > 0 ? { all_sections_pass: true as const } : {}
  const result = scoreFile({
    sections: [{ id: 'whole', weight: 100, asked: [shareOf(total, 100, 100)] }, ...parts],
    scoring: { rollup: 'weighted_sections', bands: [{ grade: 'pass', min: overall_pass, ...asks }, { grade: 'fail' }] },
  })
  return { ...totals(result), pass: result.grade === 'pass' }
}

/** By the name that the vectors give them. */
export const models: Record<string, Model> = {
  pooled,
  weighted_mean: ofParts('weighted_sections'),
  mean: ofParts('mean_sections'),
  min: ofParts('lowest_section'),
  pooled_vs_weighted: pooledVersusWeighted,
  option_ratio: optionRatio,
  sample_ratio: sampleRatio,
  knockout,
  pass_rule: passRule,
  ...vdaModels,
  ...deductionModels,
  ...countModels,
}
