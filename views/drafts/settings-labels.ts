import { rowsIn } from '../../server/checklists/drafts/rows.ts'
import type { SettingsName } from '../../server/checklists/drafts/settings-fields.ts'
import type { WordKey } from '../../server/i18n/words.ts'
import type { FormState } from '../parts/form.tsx'
import type { Reader } from '../view.ts'

/** Fields that stand alone. */
const single: Partial<Record<SettingsName, Readonly<Record<string, WordKey>>>> = {
  head: {
    title: 'settings.head.title',
    purpose: 'settings.head.purpose',
    kind: 'settings.head.kind',
    program: 'settings.head.program',
    announce: 'settings.head.announce',
    blind: 'settings.head.blind',
    duration_min: 'settings.head.duration',
  },
  scoring: {
    rollup: 'settings.rollup',
    section_rollup: 'settings.section_rollup',
    'start_minus.start': 'settings.start',
    'start_minus.per_severity': 'settings.start.per_severity',
    na: 'settings.na',
    unanswered: 'settings.unanswered',
    'min_coverage.min': 'settings.coverage.min',
    'min_coverage.scope': 'settings.coverage.scope',
    'min_coverage.most_na': 'settings.coverage.most_na',
    display_decimals: 'settings.display_decimals',
    grade_on: 'settings.grade_on',
    section_round_decimals: 'settings.section_round_decimals',
    'round.points': 'settings.round.points',
    'round.section': 'settings.round.section',
    'round.whole': 'settings.round.whole',
    floor: 'settings.floor',
    bonus_cap: 'settings.bonus_cap',
    bonus_points_cap: 'settings.bonus_points_cap',
    index_scale: 'settings.index_scale',
    weights_add_to: 'settings.weights_add_to',
    bands: 'settings.bands',
    groups: 'settings.groups',
    gates: 'settings.gates',
  },
  vocabulary: { scales: 'settings.scales', sample_band_sets: 'settings.band_sets' },
  scenario: { brief: 'settings.scenario.brief' },
  timeline: { marks: 'settings.timeline.marks' },
  schedule: {
    daily: 'settings.schedule.daily',
    weekly: 'settings.schedule.weekly',
    monthly: 'settings.schedule.monthly',
  },
}

/** Lists whose rows are named by their number, and how. */
const lists: Readonly<Record<string, { row: WordKey; list?: WordKey }>> = {
  bands: { row: 'settings.bands.row' },
  groups: { row: 'settings.groups.row' },
  gates: { row: 'settings.gates.row' },
  scales: { row: 'settings.scales.row' },
  sample_band_sets: { row: 'settings.band_sets.row' },
  'words.positions': { row: 'settings.words.row', list: 'settings.words.positions' },
  'words.methods': { row: 'settings.words.row', list: 'settings.words.methods' },
  'words.dealer_features': { row: 'settings.words.row', list: 'settings.words.dealer_features' },
  'words.classes': { row: 'settings.words.row', list: 'settings.words.classes' },
  'words.factors': { row: 'settings.words.row', list: 'settings.words.factors' },
  must_do: { row: 'settings.scenario.row', list: 'settings.scenario.must_do' },
  must_not: { row: 'settings.scenario.row', list: 'settings.scenario.must_not' },
  proof_of_visit: { row: 'settings.scenario.row', list: 'settings.scenario.proof_of_visit' },
  marks: { row: 'settings.timeline.row' },
}

/** What the fields of a form are called in a list of what is wrong or still to do: a field, or the row that it is in. */
export const labelsOf = ({ t }: Reader, part: SettingsName, state: FormState): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(single[part] ?? {}).map(([name, word]) => [name, t(word)])),
  ...Object.fromEntries(
    Object.entries(lists).flatMap(([name, { list, row }]) =>
      rowsIn(state.values, name).map((at, index) => [
        `${name}.${at}`,
        [...(list ? [t(list)] : []), `${t(row)} ${index + 1}`].join(' '),
      ]),
    ),
  ),
})
