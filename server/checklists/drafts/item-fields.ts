import type { WrittenItem } from '../format.ts'
import { fieldsOf, type Typed } from './form-tree.ts'
import { rowsIn } from './rows.ts'

/**
 * Between an item and the fields of its form where a form is simpler than the format: the last band (`else_ratio`) has a field of its
 * own, a unit that is the same in both languages is one text, tags are words in one line, codes of rows may be left to the program.
 */

/** What the form of an item shows. */
export const itemFields = (item: Partial<WrittenItem>): Record<string, string | string[]> => {
  const fields = fieldsOf(item)
  const unit = fields['response.unit']
  if (unit !== undefined) {
    delete fields['response.unit']
    fields['response.unit.zh'] = unit
    fields['response.unit.en'] = unit
  }
  for (const at of rowsIn(fields, 'response.bands')) {
    const otherwise = fields[`response.bands.${at}.else_ratio`]
    if (otherwise === undefined) continue
    delete fields[`response.bands.${at}.else_ratio`]
    fields['response.else_ratio'] = otherwise
  }
  if (item.tags) fields.tags = item.tags.join(' ')
  if (item.scored === false) fields.scored = 'false'
  return fields
}

/** What was typed, as `savePart` reads it. */
export const itemTyped = (typed: Typed): Record<string, string | string[]> => {
  const { tags, 'response.else_ratio': otherwise, ...others } = typed
  const fields: Record<string, string | string[]> = { ...others }
  const type = fields['response.type']
  if (type === 'number' && fields['response.unit.zh'] === fields['response.unit.en'] && fields['response.unit.zh']) {
    fields['response.unit'] = fields['response.unit.zh']
    delete fields['response.unit.zh']
    delete fields['response.unit.en']
  }
  const hasBands = type === 'duration' || (type === 'number' && fields['response.rule'] === 'bands')
  if (hasBands && typeof otherwise === 'string' && otherwise.trim() !== '') {
    fields[`response.bands.${(rowsIn(fields, 'response.bands').at(-1) ?? -1) + 1}.else_ratio`] = otherwise
  }
  if (tags !== undefined)
    fields.tags = [tags]
      .flat()
      .flatMap((text) => text.split(/[\s,，、;；]+/))
      .filter(Boolean)
  for (const [list, letter] of [
    ['losses', 'L'],
    ['photos', 'P'],
    ['response.options', 'O'],
  ] as const) {
    named(fields, list, letter)
  }
  return fields
}

/** Rows with something in them but no code get the next free one. */
const named = (fields: Record<string, string | string[]>, list: string, letter: string): void => {
  const rows = rowsIn(fields, list)
  const codes = new Set(rows.map((at) => String(fields[`${list}.${at}.code`] ?? '').trim()))
  for (const at of rows) {
    const name = `${list}.${at}.code`
    const says = (['zh', 'en'] as const).some(
      (language) => String(fields[`${list}.${at}.${language}`] ?? '').trim() !== '',
    )
    if (!says || String(fields[name] ?? '').trim() !== '') continue
    let n = 1
    while (codes.has(letter + n)) n++
    codes.add(letter + n)
    fields[name] = letter + n
  }
}

/** At which field of the form something is said about a place in the item. */
export const itemFieldAt = (place: string): string => {
  if (/^response\.bands\.\d+(\.else_ratio)?$/.test(place)) return 'response.else_ratio'
  if (place === 'response.unit') return 'response.unit.zh'
  return place.replace(/^(tags|groups|applies_if\..+)\.\d+$/, '$1')
}

/** What a response says about options: which of their columns the form shows. */
export const worths = ['ratio', 'points', 'possible', 'demerit'] as const
export type Worth = (typeof worths)[number]

export const worthIn = (values: Readonly<Record<string, unknown>>): Worth => {
  const chosen = worths.find((worth) => worth === values._worth)
  if (chosen) return chosen
  const said = (key: string) =>
    rowsIn(values, 'response.options').some((at) => (values[`response.options.${at}.${key}`] ?? '') !== '')
  if (said('possible')) return 'possible'
  return (['points', 'demerit'] as const).find(said) ?? 'ratio'
}

/** Which limits the bands of a number have: from the best down (`min`) or from the least up (`max`). */
export const limitIn = (values: Readonly<Record<string, unknown>>): 'min' | 'max' => {
  if (values._limit === 'min' || values._limit === 'max') return values._limit
  return rowsIn(values, 'response.bands').some((at) => (values[`response.bands.${at}.max`] ?? '') !== '')
    ? 'max'
    : 'min'
}

/** The fields of `response` that the form shows for a type and rule of answer, by their first name. */
export const shownFields = (type: string, rule: string): readonly string[] => {
  const always = ['type', 'else_ratio']
  switch (type) {
    case 'scale':
      return ['type', 'scale', 'ratings']
    case 'sample': {
      const own = { accept: ['accept'], bands: ['bands'], aql: ['level', 'aql'] }[rule] ?? []
      return ['type', 'rule', 'unit', ...(rule === 'aql' ? [] : ['size']), ...own]
    }
    case 'number': {
      const own = {
        bands: ['bands', 'else_ratio'],
        share: ['of'],
        count_deduct: ['per', 'most'],
        step_deduct: ['from', 'step', 'per_step', 'steps', 'worse'],
      }[rule] ?? ['min_ok', 'max_ok']
      return ['type', 'rule', 'unit', ...own]
    }
    case 'duration':
      return [...always, 'from', 'to', 'bands']
    case 'choice':
      return ['type', 'options', 'half_credit', 'demerit_base']
    case 'choices':
      return ['type', 'options']
    default:
      return ['type']
  }
}
