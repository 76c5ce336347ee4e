import type { Gate } from '../../server/checklists/format.ts'
import { type Asked, bandsOf, gateOf, itemOf, notApplicable, scoreOf, vdaScale } from '../support/small-checklist.ts'

import type { Actual, Input } from './scoring-models.ts'
import { percentSection, sectionsWithTotal } from './sections-with-total.ts'

const vdaBands = bandsOf([
  ['A', 90],
  ['B', 80],
  ['C', 0],
])

const questionGates: Gate[] = [
  gateOf({ critical_score_at_most: 4 }, { cap_grade: 'B' }, 'star at 4'),
  gateOf({ any_score_at_most: 0 }, { cap_grade: 'B' }, 'question at 0'),
  gateOf({ critical_score_at_most: 0 }, { cap_grade: 'C' }, 'star at 0'),
]

/** Downgrading by the results of named sections; sub-elements only reach B. */
const sectionGates = (id: string, isSubElement: boolean): Gate[] => [
  gateOf({ section_below: { section: id, percent: 80 } }, { cap_grade: 'B' }, `${id} below 80`),
  ...(isSubElement
    ? []
    : [gateOf({ section_below: { section: id, percent: 70 } }, { cap_grade: 'C' }, `${id} below 70`)]),
]

type Rating = number | null | number[]
const vdaQuestion = (rating: Rating, critical: boolean): Asked => {
  if (rating === null) return notApplicable(10, { critical })
  const [score = 0, ...further] = Array.isArray(rating) ? rating : [rating]
  const item = itemOf(vdaScale({ ratings: { combine: 'mean', decimals: 2 } }), 10, { critical })
  return { item, answer: { type: 'scale', score, ...(further.length > 0 ? { further } : {}) } }
}

function vda({ elements, star = [] }: Input): Actual {
  const starred = new Set(star.map(String))
  const entries = Object.entries(elements as Record<string, Rating[]>)
  const result = scoreOf({
    sections: entries.map(([id, ratings]) => ({
      id,
      asked: ratings.map((rating, at) => vdaQuestion(rating, starred.has(`${id}.${at + 1}`))),
    })),
    scoring: {
      bands: vdaBands,
      section_round_decimals: 0,
      min_coverage: { scope: 'section', min: '2/3' },
      gates: [...entries.flatMap(([id]) => sectionGates(id, /^U/.test(id))), ...questionGates],
    },
  })
  return {
    possible: result.possible,
    awarded: result.earned,
    eg: result.percent,
    grade: result.grade,
    downgrades: result.gates.filter((gate) => gate.triggered).map((gate) => gate.id),
  }
}

function vdaGate({
  eg,
  star_scores = [],
  other_scores = [],
  elements = [],
  steps = [],
  sub_elements = [],
}: Input): Actual {
  const parts = [
    ...elements.map((percent: number, at: number) => percentSection(`P${at}`, percent)),
    ...steps.map((percent: number, at: number) => percentSection(`E${at}`, percent)),
    ...sub_elements.map((percent: number, at: number) => percentSection(`U${at}`, percent)),
  ]
  const questions = [
    ...star_scores.map((score: number) => vdaQuestion(score, true)),
    ...other_scores.map((score: number) => vdaQuestion(score, false)),
  ]
  const result = scoreOf({
    sections: sectionsWithTotal(eg, parts, questions),
    scoring: {
      bands: vdaBands,
      section_round_decimals: 0,
      gates: [...parts.flatMap(({ id = '' }) => sectionGates(id, id.startsWith('U'))), ...questionGates],
    },
  })
  return { grade: result.grade }
}

function vdaCoverage({ evaluated, total }: Input): Actual {
  const asked = [
    ...Array(evaluated).fill(vdaQuestion(10, false)),
    ...Array(total - evaluated).fill(vdaQuestion(null, false)),
  ]
  const result = scoreOf({ sections: [{ asked }], scoring: { min_coverage: { scope: 'section', min: '2/3' } } })
  return { complete: result.complete }
}

function vdaPotential({ yellow, red, green = 100, not_evaluated = 0 }: Input): Actual {
  const light = {
    type: 'choice' as const,
    options: [1, 0.5, 0].map((ratio, at) => ({ zh: '灯', en: 'light', code: `${at}`, ratio })),
  }
  const rated = (option: string): Asked => ({ item: itemOf(light, 1), answer: { type: 'choice', option } })
  const result = scoreOf({
    sections: [
      {
        asked: [
          ...Array(yellow).fill(rated('1')),
          ...Array(red).fill(rated('2')),
          ...Array(green).fill(rated('0')),
          ...Array(not_evaluated).fill(notApplicable(1)),
        ],
      },
    ],
    scoring: {
      bands: bandsOf([
        ['green', 0],
        ['yellow', -1],
        ['red', -2],
      ]),
      gates: [
        gateOf({ count_by_severity: { minor: 7 } }, { cap_grade: 'yellow' }),
        gateOf({ count_by_severity: { minor: 13 } }, { cap_grade: 'red' }),
        gateOf({ count_by_severity: { major: 1 } }, { cap_grade: 'red' }),
      ],
    },
  })
  return { result: result.grade }
}

function vdaQuestionMean({ ratings }: Input): Actual {
  const [item] = scoreOf({ sections: [{ asked: [vdaQuestion(ratings, false)] }] }).items
  return { points: item?.earned ?? null, possible: item?.possible ?? null }
}

/** VDA 6.3 process audits, their parts and the potential analysis (P1). */
export const vdaModels: Record<string, (input: Input) => Actual> = {
  vda63: vda,
  vda63_band: vdaGate,
  vda63_gate: vdaGate,
  vda63_coverage: vdaCoverage,
  vda63_p1: vdaPotential,
  vda63_question_mean: vdaQuestionMean,
}
