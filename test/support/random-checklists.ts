import fc from 'fast-check'
import type {
  BandCondition,
  ChecklistContent,
  Condition,
  Gate,
  Item,
  Scoring,
  Section,
} from '../../server/checklists/format.ts'
import type { ItemAnswer, MarkValue } from '../../server/scoring/answer.ts'
import type { ScoreInput } from '../../server/scoring/result.ts'
import { anyResponse } from './random-responses.ts'
import { auditOf, itemOf } from './small-checklist.ts'

/** Random checklists of every model, with random answers: what the engine and the reference are compared on. */

const text = { zh: '文', en: 'text' }
const groups = [
  { ...text, id: 'U1', kind: 'sub_element' },
  { ...text, id: 'U2', kind: 'sub_element' },
  { ...text, id: 'E1', kind: 'step' },
]
const losses = [
  { ...text, code: 'L1' },
  { ...text, code: 'L2', severity: 'major' as const },
  { ...text, code: 'L3', severity: 'critical' as const },
]

type Fields = {
  item: Item
  answer: ItemAnswer | undefined
  ticked: string[]
  adjusted: { earned?: string; possible?: string } | undefined
}

const anyItem: fc.Arbitrary<Fields> = fc
  .record({
    answered: anyResponse,
    state: fc.constantFrom('given', 'given', 'given', 'given', 'given', 'given', 'na', 'open', 'refused'),
    points: fc.constantFrom(0, 1, 2, 3, 5, 10, 2.5, 0.1),
    kind: fc.constantFrom<Item['class']>('must', 'must', 'must', 'must', 'should', 'bonus', 'info'),
    critical: fc.boolean(),
    na_allowed: fc.boolean(),
    frequency: fc.constantFrom(undefined, undefined, 'daily' as const, 'weekly' as const),
    scored: fc.constantFrom(undefined, undefined, undefined, undefined, undefined, false as const),
    own: fc.subarray(groups.map(({ id }) => id)),
    ticked: fc.subarray(losses.map(({ code }) => code)),
    adjusted: fc.constantFrom(
      undefined,
      undefined,
      undefined,
      { earned: '1.5' },
      { possible: '-0.5' },
      { earned: '-1', possible: '2' },
    ),
  })
  .map(({ answered, state, points, kind, critical, frequency, scored, own, ticked, adjusted, na_allowed }): Fields => {
    const item = itemOf(answered.response, kind === 'info' ? 0 : (answered.points ?? points), {
      class: kind,
      critical: critical && scored === undefined && (kind === 'must' || kind === 'should'),
      na_allowed,
      losses,
      ...(frequency ? { frequency } : {}),
      ...(scored === undefined || kind === 'info' ? {} : { scored }),
      ...(own.length > 0 ? { groups: own } : {}),
    })
    const refused: ItemAnswer = { type: 'text', text: 'not an answer to this' }
    const na: ItemAnswer = { type: 'not_applicable', reason: 'not there' }
    const answers = { given: answered.answer, na, open: undefined, refused }
    return { item, answer: answers[state as keyof typeof answers], ticked, adjusted }
  })

const anySection = fc.record({
  weight: fc.constantFrom(0, 10, 25, 33.3, 12.5),
  rollup: fc.constantFrom(
    undefined,
    undefined,
    'pooled_points' as const,
    'mean_items' as const,
    'lowest_item' as const,
  ),
  start: fc.constantFrom(undefined, undefined, undefined, 20),
  pass_mark: fc.constantFrom(undefined, 0, 60, 85.5),
  asked: fc.array(anyItem, { minLength: 1, maxLength: 7 }),
})

const condition: fc.Arbitrary<Gate['when']> = fc.oneof(
  fc.integer({ min: 1, max: 2 }).map((critical_failed_min) => ({ critical_failed_min })),
  fc.constantFrom({ any_section_below: 60 }, { any_section_below: 79.5 }),
  fc.constantFrom(50, 80).map((percent) => ({ section_below: { section: 'S1', percent } })),
  fc.constantFrom({ any_group_below: { percent: 70 } }, { any_group_below: { kind: 'step', percent: 80 } }),
  fc.constantFrom({ sections_failed_min: 1 }, { sections_failed_min: 2 }),
  fc.constantFrom({ item_failed: 'S0-0' }, { item_score_at_most: { item: 'S0-1', score: 4 } }),
  fc.constantFrom({ critical_score_at_most: 4 }, { any_score_at_most: 0 }),
  fc.constantFrom(
    { count_by_severity: { major: 1 } },
    { count_by_severity: { critical: 1, minor: 1 } },
    { count_by_severity: { observation: 2 } },
  ),
  fc.constantFrom({ max_single: 3 }, { max_single: 7.5 }),
  fc.constantFrom({ coverage_below: '2/3' }, { not_applicable_min: 2 }),
  fc.constantFrom({ finding_repeat: 1 }),
)
const deduction = fc.constantFrom({ deduct_points: 2.5 }, { deduct_percent_of_possible: 5 }, { deduct_points: 40 })
const effect: fc.Arbitrary<Gate['then']> = fc.oneof(
  fc.constantFrom('A', 'B', 'C').map((cap_grade) => ({ cap_grade })),
  fc.constantFrom('B', 'D').map((set_grade) => ({ set_grade })),
  fc.constantFrom<Gate['then']>({ zero_section: true }, { zero_section: 'S1' }),
  fc.constant<Gate['then']>({ zero_audit: true }),
  fc.tuple(deduction, fc.boolean(), fc.boolean()).map(([off, each, isOfSection]): Gate['then'] => ({
    ...off,
    ...(each ? { each: true as const } : {}),
    ...(isOfSection ? { from: 'section' as const } : {}),
  })),
)
const anyGates = fc
  .array(fc.tuple(condition, fc.option(condition, { freq: 4, nil: {} }), effect), { maxLength: 5 })
  .map((all) =>
    all.map(([one, other, then], at): Gate => ({ ...text, id: `G${at}`, when: { ...one, ...other }, then })),
  )

const rowCondition: fc.Arbitrary<BandCondition> = fc.oneof(
  fc.constantFrom(95, 80, 50.5).map((min) => ({ min })),
  fc.constantFrom(5, 20).map((min_points) => ({ min_points })),
  fc.constantFrom(40, 75).map((min_section) => ({ min_section })),
  fc.constant({ all_sections_pass: true as const }),
  fc.constantFrom(0, 4, 13).map((max_total) => ({ max_total })),
  fc.constantFrom(0, 3, 5).map((max_single) => ({ max_single })),
  fc.constantFrom({ max_critical: 0 }, { max_major: 1 }, { max_minor: 2 }, { max_observation: 1, max_critical: 1 }),
)
const anyBands = fc
  .array(
    fc.tuple(
      fc.constantFrom(undefined, 90, 66.7, 60),
      fc.array(rowCondition, { minLength: 1, maxLength: 2 }),
      fc.array(rowCondition, { maxLength: 3 }),
    ),
    {
      maxLength: 3,
    },
  )
  .map((rows): Scoring['bands'] => [
    ...rows.map(([min, conditions, any_of], at) => ({
      ...text,
      ...Object.assign({}, ...conditions),
      ...(min === undefined ? {} : { min }),
      ...(any_of.length > 1 ? { any_of } : {}),
      grade: 'ABC'[at] ?? 'C',
    })),
    ...['A', 'B', 'C'].slice(rows.length).map((grade, at) => ({ ...text, grade, min: 90 - 15 * at })),
    { ...text, grade: 'D' },
  ])

const few = <T>(...values: T[]) => fc.constantFrom<T | undefined>(undefined, undefined, ...values)
const anyScoring = fc.record({
  rollup: fc.constantFrom<Scoring['rollup']>(
    'pooled_points',
    'weighted_sections',
    'mean_sections',
    'lowest_section',
    'demerit_sum',
    'start_minus',
  ),
  section_rollup: few<Scoring['section_rollup']>('mean_items', 'lowest_item'),
  per_severity: few({ critical: 25, major: 10, minor: 1.5 }),
  na: fc.constantFrom<Scoring['na']>('exclude', 'exclude', 'zero', 'full', 'forbid'),
  unanswered: fc.constantFrom<Scoring['unanswered']>('block_submit', 'zero', 'exclude'),
  min_coverage: fc.record({
    scope: fc.constantFrom('audit' as const, 'section' as const, 'group' as const),
    min: fc.constantFrom('0/1', '0/1', '2/3', '1/2'),
  }),
  most_na: few(3),
  display_decimals: fc.constantFrom(0, 1),
  section_round_decimals: few(0),
  round: few<Scoring['round']>({ points: 1 }, { section: 0 }, { whole: 1, section: 2 }),
  grade_on: fc.constantFrom('exact' as const, 'displayed' as const),
  floor: few(0, -20.5),
  bonus_cap: few(100),
  bonus_points_cap: few(2.5),
  index_scale: few(1000),
  bands: anyBands,
  gates: anyGates,
})

const instant = (seconds: number): MarkValue => ({ at: new Date(Date.UTC(2026, 2, 1) + seconds * 1000).toISOString() })
const mark = fc.oneof(
  fc.constantFrom<MarkValue | undefined>(undefined, { reached: false }),
  fc.constantFrom(-30, 0, 59, 60, 61, 120, 500).map(instant),
)

const features = ['body_shop', 'ev_service']
const outcomes = ['failed', 'finding', 'passed', 'none'] as const

/** A condition; `back` says how far before it the item stands on whose answer it depends, `most` how many answers it takes. */
type Wanted = (Omit<Condition, 'answer'> & { back?: number; most?: number }) | null
const wanted: fc.Arbitrary<Wanted> = fc.oneof(
  fc.record({ back: fc.nat({ max: 6 }), most: fc.integer({ min: 1, max: 3 }) }),
  fc.constantFrom<Wanted>({ reached: 'P1' }, { dealer: { has: ['body_shop'] } }, { dealer: { lacks: features } }),
  fc.record({ last: fc.subarray([...outcomes], { minLength: 1 }) }),
  fc.record({ reached: fc.constant('P2'), back: fc.nat({ max: 2 }), most: fc.constant(2) }),
)
const anyConditions = fc.array(fc.option(wanted, { nil: null, freq: 2 }), { minLength: 1, maxLength: 12 })
const anyCircumstances = fc.option(
  fc.record({
    features: fc.subarray(features),
    last: fc.dictionary(
      fc.constantFrom('S0-0', 'S0-1', 'S1-0', 'S1-1'),
      fc.constantFrom(...(['failed', 'finding', 'passed'] as const)),
    ),
  }),
  { nil: undefined },
)

/** A whole input of the engine. */
export const anyInput: fc.Arbitrary<ScoreInput> = fc
  .record({
    sections: fc.array(anySection, { minLength: 1, maxLength: 4 }),
    scoring: anyScoring,
    marks: fc.record({ P0: mark, P1: mark, P2: mark }),
    mode: fc.constantFrom<ScoreInput['mode']>('running', 'final', 'final'),
    frequency: fc.constantFrom(undefined, undefined, 'daily' as const),
    repeats: fc.subarray(['S0-0', 'S0-1', 'S1-0']),
    conditions: anyConditions,
    circumstances: anyCircumstances,
  })
  .map(({ sections, scoring, marks, mode, frequency, repeats, conditions, circumstances }): ScoreInput => {
    const { per_severity, most_na, min_coverage, ...rest } = scoring
    const isMinus = rest.rollup === 'start_minus'
    const input = auditOf({
      sections: sections.map(({ weight, asked }) => ({
        weight,
        asked: asked.map(({ item, answer, ticked }) => ({ item, losses: ticked, ...(answer ? { answer } : {}) })),
      })),
      scoring: defined({
        ...rest,
        groups,
        min_coverage: defined({ ...min_coverage, most_na }),
        start_minus: isMinus ? defined({ start: 100, per_severity }) : undefined,
      }),
      marks: defined(marks) as Record<string, MarkValue>,
      mode,
      frequency,
      repeats: new Set(repeats),
    })
    const built = input.checklist.sections.map((section, at): Section => {
      const { rollup, start, pass_mark } = sections[at] ?? {}
      return { ...section, ...defined({ pass_mark, ...(start === undefined ? { rollup } : { start }) }) }
    })
    const adjustments = sections.flatMap(({ asked }, at) =>
      asked.flatMap(({ adjusted }, index) => (adjusted ? [[`S${at}-${index}`, adjusted] as const] : [])),
    )
    return {
      ...input,
      checklist: withConditions({ ...input.checklist, sections: built }, conditions),
      ...(circumstances ? { circumstances } : {}),
      adjustments: Object.fromEntries(adjustments),
    }
  })

/** Gives sections and items their conditions in turn; what depends on an answer looks at an item that stands before. */
function withConditions(content: ChecklistContent, conditions: readonly Wanted[]): ChecklistContent {
  const before: Item[] = []
  let next = 0
  const condition = (): { applies_if?: Condition } => {
    const wanted = conditions[next++ % conditions.length]
    if (!wanted) return {}
    const { back, most, ...rest } = wanted
    const item = back === undefined ? undefined : before[before.length - 1 - (back % Math.max(1, before.length))]
    const is = item ? answersOf(item).slice(0, most) : []
    const all: Condition = { ...rest, ...(item && is.length > 0 ? { answer: { item: item.id, is } } : {}) }
    return Object.keys(all).length > 0 ? { applies_if: all } : {}
  }
  const sections = content.sections.map((section) => {
    const own = condition()
    const items = section.items.map((item) => {
      const conditioned = { ...item, ...condition() }
      before.push(item)
      return conditioned
    })
    return { ...section, ...own, items }
  })
  return { ...content, sections }
}

function answersOf({ response }: Item): string[] {
  switch (response.type) {
    case 'yes_no':
      return ['yes', 'not_applicable', 'no']
    case 'scale':
      return response.anchors.map(({ score }) => String(score))
    case 'choice':
    case 'choices':
      return response.options.map(({ code }) => code)
    default:
      return ['not_applicable']
  }
}

/** Without the fields that are undefined, as JSON has them. */
const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T
