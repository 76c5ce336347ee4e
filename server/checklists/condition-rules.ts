import { type Condition, notApplicableAnswer, writtenCondition } from './condition-format.ts'
import { type WrittenItem, writtenItem } from './format.ts'
import { isRecord, type Path } from './place.ts'
import { checkUnique, listOf, type Problems, report, textOf } from './problems.ts'
import { type Common, type Scale, writtenOwn } from './vocabulary-format.ts'

/** What conditions may refer to; undefined where that part of the files could not be read. */
type ConditionNames = Record<'marks' | 'features', ReadonlySet<string> | undefined>

/** What stands earlier than a condition, and what stands anywhere. `item` is undefined where it could not be read. */
type Known = {
  all: ReadonlySet<string>
  before: ReadonlyMap<string, WrittenItem | undefined>
  scales: Readonly<Record<string, Scale>>
  forbidsNa: boolean
}

/** The rules of `applies_if` of sections and items that a schema cannot say. */
export function checkConditions(
  root: Record<string, unknown>,
  common: Common | undefined,
  names: ConditionNames,
  problems: Problems,
): void {
  const sections = listOf(root.sections)
  const itemsOf = (section: unknown) => listOf(isRecord(section) ? section.items : [])
  const own = writtenOwn.scales.safeParse(root.scales)
  const before = new Map<string, WrittenItem | undefined>()
  const known: Known = {
    all: new Set(sections.flatMap(itemsOf).flatMap((item) => textOf(item, 'id') ?? [])),
    before,
    scales: { ...common?.scales, ...(own.success ? own.data : {}) },
    forbidsNa: isRecord(root.scoring) && root.scoring.na === 'forbid',
  }
  for (const [at, section] of sections.entries()) {
    check(section, ['sections', at], undefined)
    for (const [index, item] of itemsOf(section).entries()) {
      const code = textOf(item, 'id')
      check(item, ['sections', at, 'items', index], code)
      if (code !== undefined && !before.has(code)) before.set(code, writtenItem.safeParse(item).data)
    }
  }

  function check(owner: unknown, path: Path, self: string | undefined): void {
    const condition = writtenCondition.safeParse(isRecord(owner) ? owner.applies_if : undefined)
    if (condition.success) checkCondition(condition.data, [...path, 'applies_if'], self, names, known, problems)
  }
}

function checkCondition(
  { reached, answer, dealer, last }: Condition,
  path: Path,
  self: string | undefined,
  { marks, features }: ConditionNames,
  known: Known,
  problems: Problems,
): void {
  if (reached === undefined && !answer && !dealer && !last) report(problems, path, 'condition_empty')
  if (reached !== undefined && marks && !marks.has(reached)) {
    report(problems, [...path, 'reached'], 'unknown_mark', { name: reached })
  }
  if (answer) checkAnswer(answer, [...path, 'answer'], self, known, problems)
  if (dealer) {
    const { has = [], lacks = [] } = dealer
    if (has.length + lacks.length === 0) report(problems, [...path, 'dealer'], 'condition_empty')
    for (const [list, named] of Object.entries({ has, lacks })) {
      checkEach(named, [...path, 'dealer', list], problems)
      for (const [at, name] of named.entries()) {
        if (features && !features.has(name)) {
          report(problems, [...path, 'dealer', list, at], 'unknown_feature', { name })
        } else if (list === 'lacks' && has.includes(name)) {
          report(problems, [...path, 'dealer', list, at], 'feature_both', { name })
        }
      }
    }
  }
  checkEach(last ?? [], [...path, 'last'], problems)
}

const checkEach = (names: readonly string[], path: Path, problems: Problems) =>
  checkUnique(
    names.map((name, at) => [name, [...path, at]]),
    problems,
  )

function checkAnswer(
  { item: code, is }: NonNullable<Condition['answer']>,
  path: Path,
  self: string | undefined,
  known: Known,
  problems: Problems,
): void {
  checkEach(is, [...path, 'is'], problems)
  if (code === self) {
    report(problems, [...path, 'item'], 'condition_on_itself')
    return
  }
  if (!known.before.has(code)) {
    report(problems, [...path, 'item'], known.all.has(code) ? 'condition_on_later' : 'unknown_item', { name: code })
    return
  }
  const item = known.before.get(code)
  const possible = item && answersOf(item, known)
  if (!possible) return
  for (const [at, value] of is.entries()) {
    if (possible.includes(value)) continue
    if (possible.length === 0) report(problems, [...path, 'is', at], 'condition_no_answers', { item: code })
    else {
      const values = possible.join(', ')
      report(problems, [...path, 'is', at], 'condition_no_such_answer', { item: code, found: value, values })
    }
  }
}

/** The answers of an item that a condition can name; undefined where its scale is not known. */
function answersOf({ response, na_allowed }: WrittenItem, { scales, forbidsNa }: Known): string[] | undefined {
  const none = (na_allowed && !forbidsNa) || response.type === 'sample' ? [notApplicableAnswer] : []
  switch (response.type) {
    case 'yes_no':
      return ['yes', 'no', ...none]
    case 'choice':
    case 'choices':
      return [...response.options.map((option) => option.code), ...none]
    case 'scale': {
      const scale = scales[response.scale]
      return scale && [...scale.anchors.map(({ score }) => String(score)), ...none]
    }
    default:
      return none
  }
}
