import type { Common } from '../format.ts'
import { fieldsOf, type Typed } from './form-tree.ts'
import { rowsIn } from './rows.ts'
import { type NamedList, namedLists } from './settings-fields.ts'
import type { Fields } from './settings-gates.ts'

/** The shared entries that a list of own ones can begin from, as their rows hold them. */
const sharedIn = (common: Common, list: NamedList): Readonly<Record<string, unknown>> => {
  switch (list) {
    case 'scales':
      return common.scales
    case 'sample_band_sets':
      return Object.fromEntries(Object.entries(common.sample_band_sets).map(([name, bands]) => [name, { bands }]))
    case 'words.positions':
      return common.positions
    case 'words.methods':
      return common.methods
    case 'words.dealer_features':
      return common.dealer_features
    case 'words.classes':
      return common.classes
    case 'words.factors':
      return common.factor_classes
  }
}

/** The form with a copy of a shared entry as the last row of its list; `take` is `<list>/<name>`. Null for what is not shared. */
export const withTaken = (typed: Typed, take: string, common: Common): { fields: Fields; name: string } | null => {
  const at = take.indexOf('/')
  const list = namedLists.find((one) => one === take.slice(0, at))
  const name = take.slice(at + 1)
  const shared = list && sharedIn(common, list)
  if (!shared || !Object.hasOwn(shared, name)) return null
  const row = `${list}.${(rowsIn(typed, list).at(-1) ?? -1) + 1}`
  return {
    name,
    fields: { ...typed, ...fieldsOf(shared[name], row), [`${row}._name`]: name, _focus: row, _order: 'add' },
  }
}
