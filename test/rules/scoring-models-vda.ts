import {
  gate,
  notApplicable,
  scoreFile,
  shareOf,
  type WrittenAsked,
  type WrittenPart,
  type WrittenRun,
} from '../support/checklist-file.ts'
import { type Actual, type Input, type Model, totals } from './scoring-vectors.ts'

/** VDA 6.3 process audits, their parts and the potential analysis (P1). */

type Kind = 'element' | 'step' | 'sub_element'
type Rating = number | null | string | number[]

const bands = [{ grade: 'A', min: 90 }, { grade: 'B', min: 80 }, { grade: 'C' }]

/** Downgrading; an element, a sub-element and a step is a group each, so that one gate speaks of all of a kind. */
const gatesFor = (kinds: ReadonlySet<Kind>) => {
  const below = (kind: Kind, percent: number, grade: string) =>
    kinds.has(kind)
      ? [gate({ any_group_below: { kind, percent } }, { cap_grade: grade }, `${kind}_below_${percent}`)]
      : []
  return [
    ...below('element', 80, 'B'),
    ...below('step', 80, 'B'),
    ...below('sub_element', 80, 'B'),
    gate({ critical_score_at_most: 4 }, { cap_grade: 'B' }, 'star_at_4'),
    gate({ any_score_at_most: 0 }, { cap_grade: 'B' }, 'question_at_0'),
    ...below('element', 70, 'C'),
    ...below('step', 70, 'C'),
    gate({ critical_score_at_most: 0 }, { cap_grade: 'C' }, 'star_at_0'),
  ]
}

const scoringOf = (groups: { id: string; kind: Kind }[]): WrittenRun['scoring'] => ({
  section_round_decimals: 0,
  bands,
  groups,
  gates: gatesFor(new Set(groups.map(({ kind }) => kind))),
})

const question = (rating: Rating, critical: boolean, more: Partial<WrittenAsked> = {}): WrittenAsked => {
  const response = { type: 'scale' as const, scale: 'vda_10', ratings: { combine: 'mean' as const, decimals: 2 } }
  const asked = { response, points: 10, critical, ...more }
  if (rating === null || typeof rating === 'string') return { ...asked, answer: notApplicable }
  const [score = 0, ...further] = [rating].flat()
  return { ...asked, answer: { type: 'scale', score, ...(further.length > 0 ? { further } : {}) } }
}

const kindOf = (id: string): Kind => (/^U|sub/i.test(id) ? 'sub_element' : /^E\d|step/i.test(id) ? 'step' : 'element')

function vda({ elements, star = [] }: Input): Actual {
  const starred = new Set([star].flat(1).map((name: Input) => (Array.isArray(name) ? name.join('.') : String(name))))
  const entries = Object.entries(elements as Record<string, Rating[]>)
  const groups = entries.map(([id]) => ({ id: `g-${id}`, kind: kindOf(id) }))
  const result = scoreFile({
    sections: entries.map(
      ([id, ratings]): WrittenPart => ({
        id,
        asked: ratings.map((rating, at) => question(rating, starred.has(`${id}.${at + 1}`), { groups: [`g-${id}`] })),
      }),
    ),
    scoring: { ...scoringOf(groups), min_coverage: { scope: 'group', min: '2/3' } },
  })
  return {
    ...totals(result),
    awarded: result.earned,
    eg: result.percent,
    downgrades: result.gates.filter((gate) => gate.triggered).map((gate) => gate.id),
  }
}

/** The results of parts are given, so the whole is a section with all the weight and the others have none. */
function graded({ eg, percent = eg, star_scores = [], other_scores = [], ...parts }: Input): Actual {
  const given: [Kind, Input][] = [
    ['element', parts.elements ?? parts.element],
    ['step', parts.steps ?? parts.step],
    ['sub_element', parts.sub_elements ?? parts.subelements ?? parts.subs ?? parts.sub_element],
  ]
  const shares = given.flatMap(([kind, values]) =>
    numbersOf(values).map((value, at) => ({ id: `${kind}${at}`, kind, value })),
  )
  const asked = [
    ...[star_scores].flat().map((score: number) => question(score, true)),
    ...[other_scores].flat().map((score: number) => question(score, false)),
  ]
  const result = scoreFile({
    sections: [
      { id: 'whole', weight: 100, asked: [shareOf(percent, 100, 100)] },
      ...shares.map(({ id, value }) => ({
        id: `s-${id}`,
        weight: 0,
        asked: [shareOf(value, 100, 100, { groups: [id] })],
      })),
      ...(asked.length > 0 ? [{ id: 'questions', weight: 0, asked }] : []),
    ],
    scoring: { ...scoringOf(shares.map(({ id, kind }) => ({ id, kind }))), rollup: 'weighted_sections' },
  })
  return {
    ...totals(result),
    eg: result.percent,
    grade_by_score: result.gradeByScore,
    downgrades: result.gates.filter(({ triggered }) => triggered).map(({ id }) => id),
  }
}

/** One number, a list of them, or a map from names to them. */
const numbersOf = (values: Input): number[] =>
  values === undefined ? [] : typeof values === 'object' ? Object.values(values as object).map(numberOf) : [values]
const numberOf = (value: Input): number => (typeof value === 'object' ? (value.percent ?? value.value) : value)

function coverage({ evaluated, total, elements }: Input): Actual {
  const counts: [number, number][] = elements
    ? Object.values(elements as Record<string, Input>).map(
        (one) => (Array.isArray(one) ? one : [one.evaluated, one.total]) as [number, number],
      )
    : [[evaluated, total]]
  const result = scoreFile({
    sections: counts.map(([answered, asked]) => ({
      asked: [...Array(answered).fill(question(10, false)), ...Array(asked - answered).fill(question(null, false))],
    })),
    scoring: { min_coverage: { scope: 'section', min: '2/3' }, bands },
  })
  return { complete: result.complete, valid: result.complete, grade: result.grade }
}

const lights = ['green', 'yellow', 'red'] as const
const trafficLight = (light: (typeof lights)[number] | null): WrittenAsked => ({
  response: { type: 'scale', scale: 'traffic_light' },
  points: 2,
  answer: light === null ? notApplicable : { type: 'scale', score: 2 - lights.indexOf(light) },
})

function potential({ yellow = 0, red = 0, green = 30, questions, ...more }: Input): Actual {
  const notEvaluated = more.ne ?? more.n_e ?? more['n.e.'] ?? more.not_evaluated ?? more.unevaluated ?? more.na ?? 0
  const asked: WrittenAsked[] = questions
    ? questions.map((light: string | null) =>
        trafficLight(lights.find((one) => one[0] === light?.[0]?.toLowerCase()) ?? null),
      )
    : [
        ...Array(green).fill(trafficLight('green')),
        ...Array(yellow).fill(trafficLight('yellow')),
        ...Array(red).fill(trafficLight('red')),
        ...Array(notEvaluated).fill(trafficLight(null)),
      ]
  const result = scoreFile({
    sections: [{ asked }],
    scoring: {
      min_coverage: { scope: 'audit', min: '0/1', most_na: 3 },
      bands: [
        { grade: 'green', max_minor: 6, max_major: 0 },
        { grade: 'yellow', max_minor: 12, max_major: 0 },
        { grade: 'red' },
      ],
    },
  })
  return { result: result.grade, complete: result.complete, valid: result.complete, evaluable: result.complete }
}

function questionMean({ ratings, combine = 'mean', decimals = 2 }: Input): Actual {
  const [score, ...further] = ratings as number[]
  const response = { type: 'scale' as const, scale: 'vda_10', ratings: { combine, decimals } }
  const { items } = scoreFile({
    sections: [{ asked: [{ response, points: 10, answer: { type: 'scale', score: score ?? 0, further } }] }],
  })
  return { points: items[0]?.earned ?? null, possible: items[0]?.possible ?? null, score: items[0]?.score ?? null }
}

export const vdaModels: Record<string, Model> = {
  vda63: vda,
  vda63_band: graded,
  vda63_gate: graded,
  vda63_coverage: coverage,
  vda63_p1: potential,
  vda63_question_mean: questionMean,
}
