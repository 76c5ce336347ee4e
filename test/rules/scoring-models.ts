import type { Scoring } from '../../server/checklists/format.ts'
import type { ScoreResult } from '../../server/scoring/result.ts'
import {
  type Asked,
  type AskedSection,
  type Audit,
  bandsOf,
  earning,
  gateOf,
  itemOf,
  no,
  notApplicable,
  scaleOf,
  scoreOf,
  unanswered,
  yes,
} from '../support/small-checklist.ts'
import { vdaModels } from './scoring-models-vda.ts'
import { percentSection, sectionsWithTotal } from './sections-with-total.ts'

/**
 * How each model of the golden vectors is said as a checklist: every function builds one with answers from a vector's input,
 * lets the engine score it and returns what the vector may expect, by name. Numbers are compared as exact texts, so a
 * function returns `Exact` texts, booleans, grades or null.
 */

// biome-ignore lint/suspicious/noExplicitAny: vectors of every model have their own shape, checked by the comparison
export type Input = any
export type Actual = Record<string, string | boolean | null | string[]>
type Pair = [earned: number | null | 'unanswered', possible: number, critical?: 'critical']

const askedOf = ([earned, possible, critical]: Pair): Asked => {
  const more = { critical: critical === 'critical' }
  if (earned === null) return notApplicable(possible, more)
  if (earned === 'unanswered') return unanswered(possible, more)
  const failing = scaleOf(possible || 1, [earned], { critical_fail_at_or_below: 0, finding_at_or_below: 0 })
  return { item: itemOf(failing, possible, more), answer: { type: 'scale', score: earned } }
}
const totals = ({ earned, possible, percent }: ScoreResult): Actual => ({ earned, possible, percent })

function pooled(input: Input): Actual {
  const items: Asked[] = input.items
    ? input.items.map(askedOf)
    : [...Array(input.positive).fill(yes(1)), ...Array(input.negative).fill(no(1))]
  const asked = input.bonus === undefined ? items : [...items, yes(input.bonus, { class: 'bonus' })]
  const scoring: Partial<Scoring> = {
    na: input.na ?? 'exclude',
    unanswered: input.unanswered === 'zero' ? 'zero' : 'block_submit',
  }
  const audit: Audit = { sections: [{ asked }], scoring, mode: input.unanswered === 'zero' ? 'final' : 'running' }
  const capped = scoreOf({ ...audit, scoring: { ...scoring, bonus_cap: 100 } })
  return { ...totals(scoreOf(audit)), percent_capped: capped.percent }
}

const weighted = (sections: AskedSection[]) => scoreOf({ sections, scoring: { rollup: 'weighted_sections' } })
const partOf = (percent: number | null): Asked => (percent === null ? notApplicable(100) : earning(percent, 100))

const weightedMean = ({ parts }: Input): Actual =>
  totals(weighted(parts.map(([percent, weight]: [number | null, number]) => ({ weight, asked: [partOf(percent)] }))))

const mean = ({ parts }: Input): Actual =>
  totals(weighted(parts.map(([percent]: [number | null, number]) => ({ weight: 1, asked: [partOf(percent)] }))))

function pooledVersusWeighted({ sections, weights }: Input): Actual {
  const built: AskedSection[] = sections.map((pairs: Pair[], at: number) => ({
    weight: weights?.[at] ?? 1,
    asked: pairs.map(askedOf),
  }))
  const mean = weighted(built).percent
  return { pooled: scoreOf({ sections: built }).percent, mean, weighted: mean }
}

function sampleRatio({ n, conform, points }: Input): Actual {
  const unit = { zh: '份', en: 'orders' }
  const item = itemOf({ type: 'sample', size: n || 1, unit, rule: 'ratio' }, points)
  const answer = { type: 'sample' as const, checked: n, conform, ...(n === 0 ? { population: 0, reason: 'none' } : {}) }
  const result = scoreOf({ sections: [{ asked: [{ item, answer }] }] })
  return {
    earned: result.items[0]?.earned ?? null,
    possible: result.items[0]?.possible ?? null,
    percent: result.percent,
  }
}

function knockout({ categories, items, rule }: Input): Actual {
  const sections: AskedSection[] = (categories ?? [{ weight: 1, items }]).map(
    (category: { weight?: number; items: Pair[] }) => ({
      weight: category.weight ?? 1,
      asked: category.items.map(askedOf),
    }),
  )
  const effect = rule === 'category_zero' ? { zero_section: true as const } : { zero_audit: true as const }
  const gates = [gateOf({ critical_failed_min: 1 }, effect)]
  return totals(scoreOf({ sections, scoring: { rollup: 'weighted_sections', gates } }))
}

/** Three demerit scores; 80 points of demerit are 0 %. */
function hygieneRating(scores: number[]): Actual {
  const demerit = (score: number, most: number) => earning(most - score, most)
  const total = (least: number) => 100 - (least * 100) / 80
  const [first = 0, second = 0, third = 0] = scores
  const result = scoreOf({
    sections: [{ asked: [demerit(first, 25), demerit(second, 25), demerit(third, 30)] }],
    scoring: {
      bands: bandsOf([
        ['5', total(15)],
        ['4', total(20)],
        ['3', total(30)],
        ['2', total(40)],
        ['1', total(50)],
        ['0', 0],
      ]),
      gates: [
        gateOf({ max_single: 6 }, { cap_grade: '4' }),
        gateOf({ max_single: 11 }, { cap_grade: '2' }),
        gateOf({ max_single: 16 }, { cap_grade: '1' }),
        gateOf({ max_single: 21 }, { cap_grade: '0' }),
      ],
    },
  })
  return { rating: result.grade }
}

const minorFinding: Asked = {
  item: itemOf({ type: 'sample', size: 10, unit: { zh: '份', en: 'orders' }, rule: 'ratio' }, 1),
  answer: { type: 'sample', checked: 10, conform: 9 },
}

function brc({ critical, major, minor }: Input): Actual {
  const least = (counts: { major?: number; minor?: number; critical?: number }, grade: string) =>
    gateOf({ count_by_severity: counts }, { cap_grade: grade })
  const none = 'uncertified'
  const result = scoreOf({
    sections: [
      {
        asked: [
          yes(1),
          ...Array(critical).fill(no(1, { critical: true })),
          ...Array(major).fill(no(1)),
          ...Array(minor).fill(minorFinding),
        ],
      },
    ],
    scoring: {
      bands: bandsOf(['AA', 'A', 'B', 'C', 'D', none].map((grade, at) => [grade, -at])),
      gates: [
        least({ minor: 6 }, 'A'),
        least({ minor: 11 }, 'B'),
        least({ minor: 17 }, 'C'),
        least({ minor: 25 }, 'D'),
        least({ minor: 31 }, none),
        least({ major: 1 }, 'B'),
        least({ major: 1, minor: 11 }, 'C'),
        least({ major: 1, minor: 17 }, 'D'),
        least({ major: 1, minor: 25 }, none),
        least({ major: 2 }, 'C'),
        least({ major: 2, minor: 11 }, 'D'),
        least({ major: 2, minor: 17 }, none),
        least({ major: 3 }, none),
        least({ critical: 1 }, none),
      ],
    },
  })
  return { grade: result.grade }
}

function ifs({ A, B, C, D, major, ko_d }: Input): Actual {
  const rated = (score: number) => earning(score, 20)
  const asked = [
    ...Array(A).fill(rated(20)),
    ...Array(B).fill(rated(15)),
    ...Array(C).fill(rated(5)),
    ...Array(D).fill(rated(-20)),
    ...Array(ko_d).fill(no(20, { critical: true })),
    ...Array(major).fill(no(0)),
  ]
  const result = scoreOf({
    sections: [{ asked }],
    scoring: {
      bands: bandsOf([
        ['higher', 95],
        ['foundation', 75],
        ['not_approved', 0],
      ]),
      gates: [
        gateOf({ count_by_severity: { major: 1 } }, { deduct_percent_of_possible: 15, each: true }, 'major'),
        gateOf({ critical_failed_min: 1 }, { deduct_percent_of_possible: 50, each: true }, 'KO points'),
        gateOf({ critical_failed_min: 1 }, { set_grade: 'not_approved' }, 'KO grade'),
      ],
    },
  })
  return { percent: result.percent, level: result.grade }
}

function shield({ sections, critical, high, medium, low }: Input): Actual {
  const violation = (score: number, severity: 'critical' | 'major' | 'minor' | 'observation'): Asked => ({
    item: itemOf(
      scaleOf(2, [score], {
        finding_at_or_below: 1,
        anchors: [{ zh: '违规', en: 'violation', score, severity }],
      }),
      2,
      { critical: severity === 'critical' },
    ),
    answer: { type: 'scale', score },
  })
  const violations = [
    ...Array(critical).fill(violation(0, 'critical')),
    ...Array(high).fill(violation(0, 'major')),
    ...Array(medium).fill(violation(0, 'minor')),
    ...Array(low).fill(violation(1, 'observation')),
  ]
  const result = scoreOf({
    sections: [{ asked: [...violations, ...Array(sections - violations.length).fill(yes(2))] }],
    scoring: {
      bands: bandsOf([
        ['green', 80],
        ['amber', 60],
        ['red', 0],
      ]),
      gates: [
        gateOf(
          { count_by_severity: { critical: 1 } },
          { deduct_percent_of_possible: 10, each: true },
          'critical points',
        ),
        gateOf({ count_by_severity: { major: 1 } }, { deduct_percent_of_possible: 5, each: true }, 'high points'),
        gateOf({ count_by_severity: { critical: 1 } }, { cap_grade: 'red' }, 'critical'),
        gateOf({ count_by_severity: { major: 1 } }, { cap_grade: 'amber' }, 'high'),
        gateOf({ count_by_severity: { major: 4 } }, { cap_grade: 'red' }, 'many high'),
      ],
    },
  })
  return { percent: result.percent, band: result.grade }
}

function passRule({ total, overall_pass, sections }: Input): Actual {
  const parts = (sections as [number, number][]).map(([percent], at) => percentSection(`S${at}`, percent))
  const gates = (sections as [number, number][]).map(([, pass], at) =>
    gateOf({ section_below: { section: `S${at}`, percent: pass } }, { cap_grade: 'fail' }),
  )
  const result = scoreOf({
    sections: sectionsWithTotal(total, parts, []),
    scoring: {
      bands: bandsOf([
        ['pass', overall_pass],
        ['fail', Math.min(0, overall_pass - 1)],
      ]),
      gates,
    },
  })
  return { pass: result.grade === 'pass' }
}

/** The models that the engine runs today, by the name the vectors give them. */
export const models: Record<string, (input: Input) => Actual> = {
  pooled,
  weighted_mean: weightedMean,
  mean,
  pooled_vs_weighted: pooledVersusWeighted,
  sample_ratio: sampleRatio,
  knockout,
  pass_rule: passRule,
  ...vdaModels,
  fhrs: hygieneRating,
  brc,
  ifs,
  shield,
}
