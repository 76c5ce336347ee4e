import type { DealerGroupRow, DealerRow, RegionRow } from '../db/schema.ts'
import type { DealerInput } from '../dealers/commands.ts'
import { featuresOf, keptFeatures } from '../dealers/features.ts'
import { dealerForm } from '../dealers/form.ts'
import { placeProblems } from '../dealers/rules.ts'
import { type Choice, codeOf } from '../exchange/excel/lists.ts'
import { codesIn } from '../users/rules.ts'
import {
  type Checking,
  changesOf,
  checkedLine,
  codeBook,
  Flaws,
  type ImportContext,
  inFull,
  Keys,
  requireFilled,
  type Values,
} from './check.ts'
import type { Line } from './lines.ts'

export type KnownDealers = {
  dealers: readonly DealerRow[]
  regions: readonly RegionRow[]
  groups: readonly DealerGroupRow[]
  /** What dealers may be said to have, with the names of it. */
  features: readonly Choice[]
}
export type DealerPlan = {
  add: { id: string; input: DealerInput }[]
  change: { before: DealerRow; input: DealerInput }[]
}

/** A dealer as the row of a file; `codes` are the codes of regions and groups by id. */
export const dealerValues = (dealer: DealerRow, codes: ReadonlyMap<string, string>): Values => ({
  code: dealer.code,
  name_zh: dealer.name_zh,
  name_en: dealer.name_en,
  region: codes.get(dealer.region_id) ?? '',
  group: (dealer.group_id && codes.get(dealer.group_id)) || '',
  city_zh: dealer.city_zh,
  city_en: dealer.city_en,
  address: dealer.address,
  features: featuresOf(dealer).join(', '),
  appeal_days: dealer.appeal_days === null ? '' : String(dealer.appeal_days),
})

export const codesById = (things: Iterable<{ id: string; code: string }>): Map<string, string> =>
  new Map([...things].map(({ id, code }) => [id, code]))

const columnOf = { region_id: 'region', group_id: 'group' }

export function* checkDealers(
  lines: readonly Line[],
  known: KnownDealers,
  { newId }: ImportContext,
): Checking<DealerPlan> {
  const codes = codesById([...known.regions, ...known.groups])
  const dealers = codeBook(known.dealers, ({ code }) => code)
  const regions = codeBook(known.regions, ({ code }) => code)
  const groups = codeBook(known.groups, ({ code }) => code)
  const keys = new Keys()
  const plan: DealerPlan = { add: [], change: [] }
  for (const line of lines) {
    const flaws = new Flaws(line.flaws)
    const dealer = dealers.find(line.values.code ?? '')
    const before = dealer && dealerValues(dealer, codes)
    requireFilled('dealers', line, !before, flaws)
    keys.take(dealer?.code ?? line.values.code ?? '', line.row, flaws, 'code')
    const values = inFull('dealers', line, before)
    const region = values.region ? regions.find(values.region) : undefined
    const group = values.group ? groups.find(values.group) : undefined
    if (values.region && !region) flaws.add('region', 'imports.problem.no_region', { code: values.region })
    if (values.group && !group) flaws.add('group', 'imports.problem.no_group', { code: values.group })
    const features = codesIn(values.features ?? '').map((text) => codeOf(text, known.features) ?? text)
    const had = dealer ? featuresOf(dealer) : []
    const unknown = features.filter((code) => !had.includes(code) && !known.features.some((one) => one.code === code))
    if (unknown.length > 0) flaws.add('features', 'imports.problem.no_feature', { found: unknown.join(', ') })
    const kept = keptFeatures(features)
    const after = {
      ...values,
      features: featuresOf({ features: kept }).join(', '),
      code: dealer?.code ?? values.code ?? '',
      region: region?.code ?? '',
      group: group?.code ?? '',
    }
    const ids = { region_id: region?.id ?? '', group_id: group?.id ?? '' }
    const typed = flaws.parse(dealerForm, { ...after, ...ids }, columnOf)
    const input = typed && { ...typed, features: kept }
    if (input) flaws.addFields(placeProblems(input, { region, group }, dealer), columnOf)
    const changes = before ? changesOf('dealers', before, after) : []
    const checked = checkedLine(line, values.name_zh ?? '', flaws, before, changes)
    if (input && checked.outcome === 'new') plan.add.push({ id: newId(), input })
    if (input && dealer && checked.outcome === 'changed') plan.change.push({ before: dealer, input })
    yield checked
  }
  return plan
}
