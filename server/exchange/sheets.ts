import type { ColumnName } from '../i18n/exchange-columns.ts'
import type { Column } from './excel/table.ts'
import { scoringTables } from './scoring-sheets.ts'
import {
  each,
  list,
  make,
  number,
  pair,
  type RowKind,
  required,
  type SheetTable,
  type Step,
  text,
  yesNo,
} from './sheet-table.ts'

/**
 * Which field of a checklist file stands in which sheet and column of its workbook. Reading and writing both follow this
 * table; a field that is in the format but not here makes the export fail, so that nothing is lost in silence.
 */

/** The sheet of what a checklist says once: a field per row. */
export const checklistHeads: readonly Column[] = [
  text('checklist.field', undefined, { width: 30 }),
  text('checklist.value', undefined, { width: 50 }),
  text('checklist.value_en', undefined, { width: 50 }),
]

export const checklistFields: readonly Column[] = [
  text('checklist.id', ['id'], required),
  text('checklist.version', ['version'], required),
  list('checklist.kind', ['kind'], 'kind', required),
  text('checklist.program', ['program'], required),
  ...pair('checklist.title', ['title'], required),
  ...pair('checklist.purpose', ['purpose'], required),
  list('checklist.announce', ['announce'], 'announce', required),
  yesNo('checklist.blind', ['blind'], required),
  number('checklist.duration_min', ['duration_min'], required),
  list('checklist.rollup', ['scoring', 'rollup'], 'rollup', required),
  list('checklist.section_rollup', ['scoring', 'section_rollup'], 'section_rollup'),
  number('checklist.start', ['scoring', 'start_minus', 'start']),
  number('checklist.start_critical', ['scoring', 'start_minus', 'per_severity', 'critical']),
  number('checklist.start_major', ['scoring', 'start_minus', 'per_severity', 'major']),
  number('checklist.start_minor', ['scoring', 'start_minus', 'per_severity', 'minor']),
  number('checklist.start_observation', ['scoring', 'start_minus', 'per_severity', 'observation']),
  list('checklist.na', ['scoring', 'na'], 'na', required),
  list('checklist.unanswered', ['scoring', 'unanswered'], 'unanswered', required),
  list('checklist.coverage_scope', ['scoring', 'min_coverage', 'scope'], 'coverage_scope', required),
  text('checklist.coverage_min', ['scoring', 'min_coverage', 'min'], required),
  number('checklist.most_na', ['scoring', 'min_coverage', 'most_na']),
  number('checklist.display_decimals', ['scoring', 'display_decimals'], required),
  number('checklist.section_round_decimals', ['scoring', 'section_round_decimals']),
  number('checklist.round_points', ['scoring', 'round', 'points']),
  number('checklist.round_section', ['scoring', 'round', 'section']),
  number('checklist.round_whole', ['scoring', 'round', 'whole']),
  list('checklist.grade_on', ['scoring', 'grade_on'], 'grade_on'),
  number('checklist.floor', ['scoring', 'floor']),
  number('checklist.bonus_cap', ['scoring', 'bonus_cap']),
  number('checklist.bonus_points_cap', ['scoring', 'bonus_points_cap']),
  number('checklist.index_scale', ['scoring', 'index_scale']),
  number('checklist.weights_add_to', ['scoring', 'weights_add_to']),
  text('checklist.daily', ['schedule', 'daily']),
  text('checklist.weekly', ['schedule', 'weekly']),
  text('checklist.monthly', ['schedule', 'monthly']),
]

/** Fields with one possible value, which no sheet shows. */
export const constants: readonly (readonly [path: readonly string[], value: string])[] = [
  [['schema'], 'dealer-checklist/1'],
  [['scoring', 'rounding'], 'half_up'],
]

const evidence = (name: 'photo' | 'note' | 'document') => list(`item.${name}`, ['evidence', name], 'evidence')
const proof = (name: 'sample_refs' | 'measured_value' | 'timestamps' | 'receipt') =>
  list(`item.${name}`, ['evidence', name], 'evidence_always')
const ofItem = (column: ColumnName): Step => ({ owner: 'item', column })
const limits = {
  'option.max': ['max'],
  'option.finding': ['finding_at_or_below'],
  'option.failed': ['critical_fail_at_or_below'],
} as const

const sections: SheetTable = {
  sheet: 'sections',
  isRequired: true,
  whole: { path: ['sections'], column: 'section.weight' },
  rows: [{ at: ['sections', each], defaults: [[['items'], []]] }],
  columns: [
    text('section.id', ['id'], required),
    ...pair('section.title', ['title'], required),
    number('section.weight', ['weight'], required),
    list('section.rollup', ['rollup'], 'section_rollup'),
    number('section.start', ['start']),
    number('section.pass_mark', ['pass_mark']),
  ],
}

const items: SheetTable = {
  sheet: 'items',
  isRequired: true,
  frozenColumns: 2,
  rows: [{ at: [{ owner: 'section', column: 'item.section' }, 'items', each], defaults: [[['evidence'], {}]] }],
  columns: [
    text('item.section', undefined, { ...required, from: ['sections', 'section.id'] }),
    text('item.id', ['id'], required),
    ...pair('item.text', ['text'], required),
    list('item.method', ['method'], 'methods', required),
    list('item.type', ['response', 'type'], 'type', required),
    number('item.points', ['points'], required),
    list('item.class', ['class'], 'classes', required),
    yesNo('item.critical', ['critical'], { blank: false }),
    make('no', 9)('item.scored', ['scored']),
    list('item.factor', ['factor'], 'factors', { ...required, width: 24 }),
    list('item.responsible', ['responsible'], 'positions', { ...required, width: 20 }),
    number('item.capa_days', ['capa_days'], required),
    yesNo('item.na_allowed', ['na_allowed'], { blank: false }),
    list('item.frequency', ['frequency'], 'frequency'),
    list('item.scale', ['response', 'scale'], 'scales'),
    list('item.ratings', ['response', 'ratings', 'combine'], 'combine'),
    number('item.ratings_decimals', ['response', 'ratings', 'decimals']),
    number('item.size', ['response', 'size']),
    ...pair('item.unit', ['response', 'unit'], { width: 16 }),
    list('item.rule', ['response', 'rule'], 'rule'),
    number('item.accept', ['response', 'accept']),
    list('item.level', ['response', 'level'], 'level'),
    number('item.aql', ['response', 'aql'], { list: 'aql' }),
    list('item.band_set', ['response', 'bands'], 'band_sets', { onlyFor: ['item.type', 'sample'] }),
    number('item.min_ok', ['response', 'min_ok']),
    number('item.max_ok', ['response', 'max_ok']),
    number('item.of', ['response', 'of']),
    number('item.per', ['response', 'per']),
    number('item.most', ['response', 'most']),
    number('item.step_from', ['response', 'from'], { onlyFor: ['item.type', 'number'] }),
    number('item.step', ['response', 'step']),
    number('item.per_step', ['response', 'per_step']),
    list('item.steps', ['response', 'steps'], 'steps'),
    list('item.worse', ['response', 'worse'], 'worse'),
    text('item.from', ['response', 'from'], { from: ['marks', 'mark.id'], onlyFor: ['item.type', 'duration'] }),
    text('item.to', ['response', 'to'], { from: ['marks', 'mark.id'] }),
    make('yes', 9)('item.half_credit', ['response', 'half_credit']),
    number('item.demerit_base', ['response', 'demerit_base']),
    evidence('photo'),
    evidence('note'),
    evidence('document'),
    proof('sample_refs'),
    proof('measured_value'),
    proof('timestamps'),
    proof('receipt'),
    ...pair('item.guide', ['guide']),
    make('codes', 16)('item.groups', ['groups']),
    make('codes', 24)('item.tags', ['tags']),
  ],
}

const ofCondition = {
  'condition.reached': ['reached'],
  'condition.item': ['answer', 'item'],
  'condition.is': ['answer', 'is'],
  'condition.has': ['dealer', 'has'],
  'condition.lacks': ['dealer', 'lacks'],
  'condition.last': ['last'],
} as const

const codes = (name: ColumnName, of?: Column['list']): Column => ({ ...make('codes', 24)(name), list: of })

const conditions: SheetTable = {
  sheet: 'conditions',
  rows: (['section', 'item'] as const).map((kind) => ({
    kind,
    at: [{ owner: kind, column: 'condition.owner' }, 'applies_if'],
    fields: ofCondition,
  })),
  columns: [
    list('condition.kind', undefined, 'condition_kind', required),
    text('condition.owner', undefined, required),
    text('condition.item', undefined, { from: ['items', 'item.id'] }),
    codes('condition.is'),
    codes('condition.has', 'dealer_features'),
    codes('condition.lacks', 'dealer_features'),
    codes('condition.last', 'last'),
    text('condition.reached', undefined, { from: ['marks', 'mark.id'] }),
  ],
}

const options: SheetTable = {
  sheet: 'options',
  rows: [
    { kind: 'scale', at: ['scales', { name: 'option.owner' }], fields: limits },
    {
      kind: 'anchor',
      at: ['scales', { name: 'option.owner' }, 'anchors', each],
      fields: { 'option.score': ['score'], 'option.text': [], 'option.severity': ['severity'] },
    },
    { kind: 'sample_limits', at: ['sample_band_sets', { name: 'option.owner' }, 'limits'], fields: limits },
    {
      kind: 'sample_band',
      at: ['sample_band_sets', { name: 'option.owner' }, 'bands', each],
      fields: { 'option.min': ['min'], 'option.ratio': ['ratio'] },
    },
    {
      kind: 'duration_band',
      at: [ofItem('option.owner'), 'response', 'bands', each],
      fields: { 'option.max_s': ['max_s'], 'option.ratio': ['ratio'] },
    },
    {
      kind: 'value_band',
      at: [ofItem('option.owner'), 'response', 'bands', each],
      fields: { 'option.min': ['min'], 'option.upto': ['max'], 'option.ratio': ['ratio'] },
    },
    {
      kind: 'else',
      at: [ofItem('option.owner'), 'response', 'bands', each],
      fields: { 'option.ratio': ['else_ratio'] },
    },
    {
      kind: 'option',
      at: [ofItem('option.owner'), 'response', 'options', each],
      fields: {
        'option.code': ['code'],
        'option.text': [],
        'option.ratio': ['ratio'],
        'option.points': ['points'],
        'option.possible': ['possible'],
        'option.demerit': ['demerit'],
        'option.severity': ['severity'],
      },
    },
  ],
  columns: [
    list('option.kind', undefined, 'option_kind', required),
    text('option.owner', undefined, { ...required, width: 22 }),
    text('option.code'),
    number('option.score'),
    number('option.min'),
    number('option.upto'),
    number('option.max_s'),
    number('option.ratio'),
    number('option.points'),
    number('option.possible'),
    number('option.demerit'),
    ...pair('option.text'),
    list('option.severity', undefined, 'anchor_severity'),
    number('option.max'),
    number('option.finding'),
    number('option.failed'),
  ],
}

const losses: SheetTable = {
  sheet: 'losses',
  rows: [{ at: [ofItem('loss.item'), 'losses', each] }],
  columns: [
    text('loss.item', undefined, { ...required, from: ['items', 'item.id'] }),
    text('loss.code', ['code'], required),
    ...pair('loss.text', [], required),
    list('loss.severity', ['severity'], 'severity'),
  ],
}

const photos: SheetTable = {
  sheet: 'photos',
  rows: [{ at: [ofItem('photo.item'), 'photos', each] }],
  columns: [
    text('photo.item', undefined, { ...required, from: ['items', 'item.id'] }),
    text('photo.code', ['code'], required),
    ...pair('photo.text', [], required),
  ],
}

const marks: SheetTable = {
  sheet: 'marks',
  rows: [{ at: ['timeline', 'marks', each] }],
  lists: [
    { column: 'mark.order', path: ['timeline', 'order'], code: 'mark.id' },
    { column: 'mark.not_reached', path: ['timeline', 'not_reached_allowed'], code: 'mark.id' },
  ],
  columns: [
    text('mark.id', ['id'], required),
    ...pair('mark.text', [], required),
    number('mark.order'),
    yesNo('mark.not_reached', undefined, { width: 16 }),
  ],
}

const words = (kind: string): RowKind => ({
  kind,
  at: ['scenario', kind, ...(kind === 'brief' ? [] : [each])],
  fields: { 'scenario.text': [] },
})

const scenario: SheetTable = {
  sheet: 'scenario',
  rows: ['brief', 'must_do', 'must_not', 'proof_of_visit'].map(words),
  defaults: ['must_do', 'must_not', 'proof_of_visit'].map((name) => [['scenario', name], []] as const),
  columns: [
    list('scenario.kind', undefined, 'scenario_kind', required),
    ...pair('scenario.text', undefined, { ...required, width: 60 }),
  ],
}

/** The lists that a checklist may add to; their words are a part of it. */
export const ownLists = ['methods', 'classes', 'factors', 'positions', 'dealer_features'] as const

export const listsTable: SheetTable = {
  sheet: 'lists',
  rows: ownLists.map((kind) => ({
    kind,
    at: ['words', kind, { name: 'list.code' }],
    fields: { 'list.text': [] },
  })),
  columns: [
    list('list.list', undefined, 'lists', required),
    text('list.code', undefined, { ...required, width: 24 }),
    ...pair('list.text', undefined, required),
  ],
}

/** In the order in which they are read: what is named by others comes before those. */
export const tables: readonly SheetTable[] = [
  sections,
  items,
  conditions,
  options,
  losses,
  photos,
  ...scoringTables,
  marks,
  scenario,
]
