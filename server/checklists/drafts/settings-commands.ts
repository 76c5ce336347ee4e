import type { Actor } from '../../access/can.ts'
import type { AppContext } from '../../context.ts'
import { Problem } from '../../problem.ts'
import type { Common } from '../format.ts'
import { savePart } from './commands.ts'
import { type Draft, partOf } from './draft.ts'
import { type Typed, withoutGaps } from './form-tree.ts'
import { fieldAt, renamedIn, type SettingsPart, saidFields, textIn } from './settings-fields.ts'
import { type NameKind, usersOf, withRenamed } from './settings-names.ts'

/** Where a part gives names that items use: the list of its form, the field with the name, and the kind of the name. */
const named: Partial<Record<SettingsPart['part'], readonly { list: string; key: string; kind: NameKind }[]>> = {
  scoring: [{ list: 'groups', key: 'id', kind: 'groups' }],
  timeline: [{ list: 'marks', key: 'id', kind: 'marks' }],
  vocabulary: [
    { list: 'scales', key: '_name', kind: 'scales' },
    { list: 'sample_band_sets', key: '_name', kind: 'sample_band_sets' },
    { list: 'words.positions', key: '_name', kind: 'positions' },
    { list: 'words.methods', key: '_name', kind: 'methods' },
    { list: 'words.dealer_features', key: '_name', kind: 'dealer_features' },
  ],
}

/** Parts that a checklist may do without: a form with nothing in it takes them away. */
const optional: ReadonlySet<string> = new Set(['scenario', 'timeline', 'schedule'])

/**
 * Saves the settings form of a part. Items follow what was renamed; what they still use cannot be taken away (a shared entry of
 * the same name counts as still there). Problems name the fields of the form without gaps between its rows. Returns the names
 * that items use and that mean the shared entry again, now that the checklist has none of its own.
 */
export const saveSettings = async (
  app: AppContext,
  actor: Actor,
  id: string,
  part: SettingsPart,
  typed: Typed,
): Promise<string[]> => {
  const fields = withoutGaps(typed)
  const { tree, problems } = saidFields(part.part, fields)
  if (problems.length > 0) throw new Problem('bad_input', 'general.problem.bad_input', {}, problems)
  const isNothing =
    optional.has(part.part) && Object.entries(fields).every(([name, value]) => name === 'seen' || isEmpty(name, value))
  let sharedAgain: string[] = []
  try {
    await savePart(app, actor, id, part, {
      seen: textIn(fields, 'seen'),
      typed: isNothing ? null : tree,
      also: (changed, before) => {
        sharedAgain = namesSharedAgain(changed, before, part, fields, app.vocabulary)
        return followed(changed, before, part, fields, app.vocabulary)
      },
    })
    return sharedAgain
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const atFields = error.fields.map((one) => ({ ...one, field: fieldAt(part.part, fields, one.field.split('.')) }))
    throw new Problem(error.code, error.word, error.params, atFields)
  }
}

const isEmpty = (name: string, value: string | string[]) =>
  name.endsWith('._was') || [value].flat().every((text) => text.trim() === '')

const followed = (changed: Draft, before: Draft, part: SettingsPart, fields: Typed, common: Common): Draft =>
  (named[part.part] ?? []).reduce((draft, { list, key, kind }) => {
    const renamed = renamedIn(fields, list, key)
    const left = new Set([...namesIn(changed, part, list), ...renamed.keys(), ...sharedNames(common, kind)])
    const gone = namesIn(before, part, list).filter((name) => !left.has(name))
    for (const name of gone) mustBeUnused(before, kind, name)
    return withRenamed(draft, kind, renamed)
  }, changed)

const namesSharedAgain = (changed: Draft, before: Draft, part: SettingsPart, fields: Typed, common: Common): string[] =>
  (named[part.part] ?? []).flatMap(({ list, key, kind }) => {
    const shared = new Set(sharedNames(common, kind))
    const left = new Set([...namesIn(changed, part, list), ...renamedIn(fields, list, key).keys()])
    const gone = namesIn(before, part, list).filter((name) => shared.has(name) && !left.has(name))
    return gone.filter((name) => usersOf(before, kind, name).length > 0)
  })

const mustBeUnused = (draft: Draft, kind: NameKind, name: string) => {
  const users = usersOf(draft, kind, name)
  if (users.length === 0) return
  const items = users.length > 6 ? `${users.slice(0, 6).join(', ')} …` : users.join(', ')
  throw new Problem('conflict', 'settings.problem.in_use', { name, items, n: users.length })
}

const namesIn = (draft: Draft, part: SettingsPart, list: string): string[] => {
  const value = list
    .split('.')
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], partOf(draft, part))
  if (Array.isArray(value)) return value.map(({ id }) => String(id))
  return Object.keys(value ?? {})
}

const sharedNames = (common: Common, kind: NameKind): string[] =>
  kind === 'groups' || kind === 'marks' ? [] : Object.keys(common[kind])
