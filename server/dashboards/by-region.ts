import { checkGraceDays } from '../corrective-actions/flags.ts'
import { addDays, daysFrom } from '../days.ts'
import type { ActionState, AuditState, Severity } from '../db/schema.ts'

export type RegionNode = { id: string; path: string; depth: number; name_zh: string; name_en: string }

/**
 * The regions that figures are shown by: the highest level of the given part of the tree that has more than one region; a part with
 * a single branch is shown as its top. `regions` hold the part from its top, parents first.
 */
export const shownRegions = <R extends RegionNode>(regions: readonly R[]): R[] => {
  const depths = [...new Set(regions.map((region) => region.depth))].sort((a, b) => a - b)
  const levels = depths.map((depth) => regions.filter((region) => region.depth === depth))
  return levels.find((level) => level.length > 1) ?? regions.slice(0, 1)
}

/** The shown region that each region counts for, by id. A region above the shown ones counts for itself, so that no dealer is lost. */
export const regionOf = <R extends RegionNode>(regions: readonly R[], shown: readonly R[]): Map<string, R> =>
  new Map(regions.map((region) => [region.id, shown.find((one) => region.path.startsWith(one.path)) ?? region]))

/** The five parts of a wave's progress, done first. */
export const progressParts = ['released', 'in_review', 'submitted', 'in_progress', 'planned'] as const
export type ProgressPart = (typeof progressParts)[number]

/** In which part of the progress a state counts: what was returned is in the field again. */
export const progressPartOf = (state: AuditState): ProgressPart | null => {
  switch (state) {
    case 'released':
    case 'final':
      return 'released'
    case 'returned':
      return 'in_progress'
    case 'cancelled':
    case 'voided':
      return null
    default:
      return state
  }
}

/** By how many days the action with the earliest due day of a group is late; 0 while only its containment is. */
export const daysLate = (
  group: { state: ActionState; severity: Severity; first_due: string | null },
  today: string,
): number => {
  if (group.first_due === null) return 0
  const grace = group.state === 'effectiveness_check' ? checkGraceDays(group.severity) : 0
  return Math.max(0, daysFrom(addDays(group.first_due, grace), today))
}

type ByRegion<R> = { region: R; counts: number[]; total: number }

/** Progress of each shown region, in the order of the tree, and of all together. Regions without audits are left out. */
export const progressByRegion = <R extends RegionNode>(
  rows: readonly { region_id: string; state: AuditState; n: number }[],
  regions: readonly R[],
): { rows: ByRegion<R>[]; counts: number[]; total: number } => {
  const homes = regionOf(regions, shownRegions(regions))
  const groups = new Map<string, ByRegion<R>>()
  for (const row of rows) {
    const region = homes.get(row.region_id)
    const part = progressPartOf(row.state)
    if (!region || !part) continue
    const group = groups.get(region.id) ?? { region, counts: progressParts.map(() => 0), total: 0 }
    group.counts[progressParts.indexOf(part)]! += row.n
    group.total += row.n
    groups.set(region.id, group)
  }
  const inOrder = regions.flatMap((region) => groups.get(region.id) ?? [])
  return {
    rows: inOrder,
    counts: progressParts.map((_, i) => inOrder.reduce((sum, group) => sum + (group.counts[i] ?? 0), 0)),
    total: inOrder.reduce((sum, group) => sum + group.total, 0),
  }
}

/** Severities that corrective actions have, the gravest first. */
export const graveFirst = ['critical', 'major', 'minor'] as const
const columnOf = (severity: Severity): number => (severity === 'critical' ? 0 : severity === 'major' ? 1 : 2)

export type OverdueGroup = {
  region_id: string
  severity: Severity
  state: ActionState
  n: number
  first_due: string | null
}
export type OverdueRow<R> = { region: R; counts: number[]; total: number; longest: number }

/** Overdue actions of each shown region by severity, with the days of the longest; observations count as minor. */
export const overdueByRegion = <R extends RegionNode>(
  groups: readonly OverdueGroup[],
  regions: readonly R[],
  today: string,
): OverdueRow<R>[] => {
  const homes = regionOf(regions, shownRegions(regions))
  const rows = new Map<string, OverdueRow<R>>()
  for (const group of groups) {
    const region = homes.get(group.region_id)
    if (!region) continue
    const row = rows.get(region.id) ?? { region, counts: graveFirst.map(() => 0), total: 0, longest: 0 }
    row.counts[columnOf(group.severity)]! += group.n
    row.total += group.n
    row.longest = Math.max(row.longest, daysLate(group, today))
    rows.set(region.id, row)
  }
  return regions.flatMap((region) => rows.get(region.id) ?? [])
}
