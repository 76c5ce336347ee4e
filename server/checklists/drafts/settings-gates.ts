import type { FieldProblem } from '../../problem.ts'
import type { Path } from '../place.ts'
import {
  type GateCondition,
  type GateEffect,
  gateCondition,
  gateEffect,
  type WrittenGate,
  writtenScoring,
} from '../scoring-format.ts'
import { fieldsOf, partFrom, type Typed } from './form-tree.ts'
import { rowsIn } from './rows.ts'

/**
 * A gate as a form asks for it: conditions are rows, each with its kind, what it is about and how much; the effect is one
 * choice with what belongs to it. Fields of gate 2 are called `gates.2.conditions.0.value`, `gates.2.effect`, `gates.2.grade`.
 */
export type Fields = Record<string, string | string[]>

export type ConditionKind = keyof GateCondition
/** What a condition names, and in what its amount is counted. `of` and `value` say where they stand in the written form. */
type Asked = {
  readonly about?: 'section' | 'item' | 'group' | 'severity'
  readonly unit?: 'count' | 'percent' | 'score' | 'points' | 'share'
  readonly aboutKey?: string
  readonly valueKey?: string
}

/** Every condition, in the order in which the form offers them. */
export const gateConditions: { readonly [Kind in ConditionKind]-?: Asked } = {
  any_section_below: { unit: 'percent' },
  section_below: { about: 'section', aboutKey: 'section', unit: 'percent', valueKey: 'percent' },
  any_group_below: { about: 'group', aboutKey: 'kind', unit: 'percent', valueKey: 'percent' },
  sections_failed_min: { unit: 'count' },
  critical_failed_min: { unit: 'count' },
  critical_score_at_most: { unit: 'score' },
  any_score_at_most: { unit: 'score' },
  item_failed: { about: 'item' },
  item_score_at_most: { about: 'item', aboutKey: 'item', unit: 'score', valueKey: 'score' },
  max_single: { unit: 'points' },
  count_by_severity: { about: 'severity', unit: 'count' },
  finding_repeat: { unit: 'count' },
  not_applicable_min: { unit: 'count' },
  coverage_below: { unit: 'share' },
}
export const conditionKinds = Object.keys(gateConditions) as ConditionKind[]

/** What a gate may do, and the field that says to whom or how much. */
export const gateEffects = {
  cap_grade: 'grade',
  set_grade: 'grade',
  deduct_points: 'points',
  deduct_percent_of_possible: 'percent',
  zero_section: 'section',
  zero_audit: undefined,
} as const satisfies Partial<Record<keyof GateEffect, string | undefined>>
export type EffectKind = keyof typeof gateEffects
export const effectKinds = Object.keys(gateEffects) as EffectKind[]

/** A `zero_section` that takes every section that triggered the gate, not a named one. */
export const triggeringSections = '*'

/** The fields of one gate; `name` is that of its row. */
export const shownGate = ({ when, then, ...named }: WrittenGate, name: string): Fields =>
  Object.assign(
    fieldsOf(named, name),
    ...shownConditions(when).map((row, at) => fieldsOf(row, `${name}.conditions.${at}`)),
    fieldsOf(shownEffect(then), name),
  )

const shownConditions = (when: GateCondition): Record<string, unknown>[] =>
  conditionKinds.flatMap((condition): Record<string, unknown>[] => {
    const value = when[condition] as unknown
    const { about, aboutKey, valueKey } = gateConditions[condition]
    if (value === undefined) return []
    if (condition === 'count_by_severity') {
      return Object.entries(value as object).map(([severity, count]) => ({ condition, severity, value: count }))
    }
    const inner = value as Record<string, unknown>
    return [
      {
        condition,
        ...(about && { [about]: aboutKey ? inner[aboutKey] : value }),
        ...(about && !aboutKey ? {} : { value: valueKey ? inner[valueKey] : value }),
      },
    ]
  })

const shownEffect = (then: GateEffect): Record<string, unknown> => {
  const effect = effectKinds.find((kind) => then[kind] !== undefined)
  if (!effect) return {}
  const field = gateEffects[effect]
  const value = then[effect]
  return {
    effect,
    ...(field && { [field]: value === true ? triggeringSections : value }),
    ...(then.each && { each: true }),
    ...(then.from && { from: then.from }),
  }
}

export type TypedGate = { fields: Fields; problems: FieldProblem[] }

const textAt = (typed: Typed, name: string): string => String([typed[name] ?? ''].flat().at(-1) ?? '').trim()

/** What the fields of one gate say, under the names of the written form; with what of it cannot be kept. */
export const typedGate = (typed: Typed, name: string, rows: readonly string[]): TypedGate => {
  const problems: FieldProblem[] = []
  const fields: Fields = {}
  for (const key of ['id', 'zh', 'en']) fields[`${name}.${key}`] = textAt(typed, `${name}.${key}`)
  for (const row of rows) Object.assign(fields, typedCondition(typed, name, row, fields, problems))
  Object.assign(fields, typedEffect(typed, name, problems))
  return { fields, problems }
}

function typedCondition(typed: Typed, name: string, row: string, before: Fields, problems: FieldProblem[]): Fields {
  const at = (key: string) => textAt(typed, `${row}.${key}`)
  const refuse = (key: string, word: FieldProblem['word']) => {
    problems.push({ field: `${row}.${key}`, word })
    return {}
  }
  const condition = at('condition') as ConditionKind
  if (!Object.hasOwn(gateConditions, condition)) return refuse('condition', 'form.choose')
  const { about, aboutKey, unit, valueKey } = gateConditions[condition]
  const subject = about ? at(about) : ''
  const value = unit === 'share' ? shareText(at('value')) : at('value')
  if (about && about !== 'group' && subject === '') return refuse(about, 'form.choose')
  if (unit && value === '') return refuse('value', 'form.required')
  const place = `${name}.when.${condition}`
  const under = (key: string | undefined) => (key ? `${place}.${key}` : place)
  const own: Fields = {
    ...(about && about !== 'severity' && subject !== '' && { [under(aboutKey)]: subject }),
    ...(unit && { [under(about === 'severity' ? subject : valueKey)]: value }),
  }
  const isThere = Object.keys(before).some((key) =>
    about === 'severity' ? key in own : key === place || key.startsWith(`${place}.`),
  )
  return isThere ? refuse('condition', 'settings.problem.condition_twice') : own
}

function typedEffect(typed: Typed, name: string, problems: FieldProblem[]): Fields {
  const effect = textAt(typed, `${name}.effect`) as EffectKind
  if (!Object.hasOwn(gateEffects, effect)) return {}
  const field = gateEffects[effect]
  const value = field ? textAt(typed, `${name}.${field}`) : 'on'
  if (field && value === '') {
    const isTyped = field === 'points' || field === 'percent'
    problems.push({ field: `${name}.${field}`, word: isTyped ? 'form.required' : 'form.choose' })
    return {}
  }
  const isDeduction = effect === 'deduct_points' || effect === 'deduct_percent_of_possible'
  return {
    [`${name}.then.${effect}`]: value === triggeringSections ? 'on' : value,
    ...(isDeduction && textAt(typed, `${name}.each`) !== '' && { [`${name}.then.each`]: 'on' }),
    ...(isDeduction && textAt(typed, `${name}.from`) !== '' && { [`${name}.then.from`]: 'section' }),
  }
}

/** The gate that is typed in a row, once it has a condition and an effect and nothing in them is wrong; else null. */
export const gateFrom = (
  values: Readonly<Record<string, unknown>>,
  name: string,
): Pick<WrittenGate, 'when' | 'then'> | null => {
  const rows = rowsIn(values, `${name}.conditions`).map((at) => `${name}.conditions.${at}`)
  const isChosen = (row: string) => textAt(values as Typed, `${row}.condition`) !== ''
  const { fields, problems } = typedGate(values as Typed, name, rows.filter(isChosen))
  const [gate] = (partFrom(fields, writtenScoring).gates ?? []) as WrittenGate[]
  if (!gate || problems.length > 0) return null
  const { when, then } = gate
  const isWhole = Object.keys(when).length > 0 && Object.keys(then).length > 0
  return isWhole && gateCondition.safeParse(when).success && gateEffect.safeParse(then).success ? gate : null
}

/** A share as a fraction; percent are a fraction of 100. */
export const shareText = (text: string): string => {
  const plain = text.normalize('NFKC').replace(/\s+/g, '')
  const percent = /^(\d{1,3})%$/.exec(plain)
  return percent ? `${percent[1]}/100` : plain
}

/** The field for a place inside a gate (`when`, `section_below`, `percent`); `rows` are those of its conditions as shown. */
export const gateFieldAt = (fields: Typed, name: string, path: Path, rows: readonly string[]): string => {
  const [part, kind, inner] = path.map(String)
  if (part === 'then') {
    const field = Object.hasOwn(gateEffects, kind ?? '') ? gateEffects[kind as EffectKind] : kind
    return `${name}.${field ?? 'effect'}`
  }
  if (part !== 'when') return `${name}.${part ?? 'id'}`
  const row = rows.find(
    (one) =>
      textAt(fields, `${one}.condition`) === kind &&
      (kind !== 'count_by_severity' || inner === undefined || textAt(fields, `${one}.severity`) === inner),
  )
  if (!row) return `${rows[0] ?? `${name}.conditions.0`}.condition`
  const { about, aboutKey, unit } = gateConditions[kind as ConditionKind]
  const isAbout = about && about !== 'severity' && (aboutKey ? inner === aboutKey : !unit)
  return isAbout ? `${row}.${about}` : `${row}.${unit ? 'value' : 'condition'}`
}
