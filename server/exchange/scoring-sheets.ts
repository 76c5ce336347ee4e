import type { Column } from './excel/table.ts'
import { each, list, make, number, pair, required, type SheetTable, text } from './sheet-table.ts'

/** The sheets of grades, groups and gates. */

/** What a row of the grade table may ask for besides its `min`. */
const bandConditions = [
  'min_points',
  'min_section',
  'all_sections_pass',
  'max_total',
  'max_single',
  'max_critical',
  'max_major',
  'max_minor',
  'max_observation',
] as const
const conditionsOf = (prefix: 'band' | 'alternative'): Column[] =>
  bandConditions.map((name) => make(name === 'all_sections_pass' ? 'yes' : 'number', 14)(`${prefix}.${name}`, [name]))

const bands: SheetTable = {
  sheet: 'bands',
  isRequired: true,
  whole: { path: ['scoring', 'bands'], column: 'band.grade' },
  rows: [{ at: ['scoring', 'bands', each] }],
  columns: [
    text('band.grade', ['grade'], required),
    number('band.min', ['min']),
    ...pair('band.text', [], required),
    number('band.rebate', ['rebate']),
    ...conditionsOf('band'),
  ],
}

const alternatives: SheetTable = {
  sheet: 'alternatives',
  rows: [{ at: [{ owner: 'band', column: 'alternative.grade' }, 'any_of', each] }],
  columns: [
    text('alternative.grade', undefined, { ...required, from: ['bands', 'band.grade'] }),
    number('alternative.min', ['min']),
    ...conditionsOf('alternative'),
  ],
}

const groups: SheetTable = {
  sheet: 'groups',
  rows: [{ at: ['scoring', 'groups', each] }],
  columns: [
    text('group.id', ['id'], required),
    text('group.kind', ['kind'], required),
    ...pair('group.text', [], required),
  ],
}

const gates: SheetTable = {
  sheet: 'gates',
  rows: [
    {
      at: ['scoring', 'gates', each],
      defaults: [
        [['when'], {}],
        [['then'], {}],
      ],
    },
  ],
  columns: [
    text('gate.id', ['id'], required),
    ...pair('gate.text', [], required),
    number('gate.critical_failed_min', ['when', 'critical_failed_min'], { width: 14 }),
    number('gate.any_section_below', ['when', 'any_section_below'], { width: 14 }),
    text('gate.section', ['when', 'section_below', 'section'], { from: ['sections', 'section.id'] }),
    number('gate.section_below', ['when', 'section_below', 'percent'], { width: 14 }),
    text('gate.group_kind', ['when', 'any_group_below', 'kind']),
    number('gate.any_group_below', ['when', 'any_group_below', 'percent'], { width: 14 }),
    number('gate.sections_failed_min', ['when', 'sections_failed_min'], { width: 14 }),
    text('gate.item_failed', ['when', 'item_failed'], { from: ['items', 'item.id'] }),
    text('gate.item_scored', ['when', 'item_score_at_most', 'item'], { from: ['items', 'item.id'] }),
    number('gate.item_score_at_most', ['when', 'item_score_at_most', 'score'], { width: 14 }),
    number('gate.critical_score_at_most', ['when', 'critical_score_at_most'], { width: 14 }),
    number('gate.any_score_at_most', ['when', 'any_score_at_most'], { width: 14 }),
    number('gate.count_critical', ['when', 'count_by_severity', 'critical'], { width: 14 }),
    number('gate.count_major', ['when', 'count_by_severity', 'major'], { width: 14 }),
    number('gate.count_minor', ['when', 'count_by_severity', 'minor'], { width: 14 }),
    number('gate.count_observation', ['when', 'count_by_severity', 'observation'], { width: 14 }),
    number('gate.max_single', ['when', 'max_single'], { width: 14 }),
    text('gate.coverage_below', ['when', 'coverage_below'], { width: 14 }),
    number('gate.not_applicable_min', ['when', 'not_applicable_min'], { width: 14 }),
    number('gate.finding_repeat', ['when', 'finding_repeat'], { width: 14 }),
    text('gate.cap_grade', ['then', 'cap_grade'], { from: ['bands', 'band.grade'] }),
    text('gate.set_grade', ['then', 'set_grade'], { from: ['bands', 'band.grade'] }),
    make('yes_or_text', 16)('gate.zero_section', ['then', 'zero_section'], { from: ['sections', 'section.id'] }),
    make('yes', 12)('gate.zero_audit', ['then', 'zero_audit']),
    number('gate.deduct_points', ['then', 'deduct_points']),
    number('gate.deduct_percent_of_possible', ['then', 'deduct_percent_of_possible'], { width: 14 }),
    make('yes', 12)('gate.each', ['then', 'each']),
    list('gate.from', ['then', 'from'], 'deduct_from'),
  ],
}

export const scoringTables: readonly SheetTable[] = [bands, alternatives, groups, gates]
