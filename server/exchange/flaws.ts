import { type Path, valueAt } from '../checklists/place.ts'
import type { Flaw } from '../checklists/wording.ts'
import { exchange } from '../i18n/exchange.ts'
import type { WordKey } from '../i18n/words.ts'
import type { Assembly, Origin } from './assembly.ts'
import { fixedLists } from './excel/lists.ts'
import { type Place, problemAt, type Term, type WorkbookProblem } from './excel/problem.ts'
import type { Column } from './excel/table.ts'

/** What the rules of checklists say about a field, said about the cell that it came from. */

type Said = Pick<WorkbookProblem, 'word' | 'params' | 'terms'>

/** What is said otherwise about a workbook than about a file in YAML, besides the words that have a twin of the same name. */
const inWorkbook: Partial<Record<Flaw['word'], WordKey>> = {
  'checklist.problem.missing': 'exchange.problem.blank',
  'checklist.problem.empty': 'exchange.problem.blank',
  'checklist.problem.unknown_field': 'exchange.problem.not_for_row',
  'checklist.problem.not_list': 'exchange.problem.not_for_row',
  'checklist.problem.not_fields': 'exchange.problem.not_for_row',
  'checklist.problem.not_one_of': 'exchange.problem.not_in_list',
}

/** `exchange.problem.x` is said of a workbook where `checklist.problem.x` would name a field of a file. */
function wordOf(word: Flaw['word']): WordKey {
  const twin = word.replace('checklist.', 'exchange.')
  return inWorkbook[word] ?? (twin in exchange ? (twin as WordKey) : word)
}

/** Lists whose entries are rows of another sheet: what is said where there are none, or not enough. */
const rowsOf: Record<string, Term> = {
  options: 'exchange.value.option_kind.option',
  bands_of_duration: 'exchange.value.option_kind.duration_band',
  bands_of_number: 'exchange.value.option_kind.value_band',
  anchors: 'exchange.value.option_kind.anchor',
  sample_band_sets: 'exchange.value.option_kind.sample_band',
}

/** A flaw as a problem of the workbook; undefined where nothing in the workbook belongs to it. */
export function problemOf(flaw: Flaw, assembly: Assembly): WorkbookProblem | undefined {
  const origin = assembly.originOf(flaw.path)
  if (!origin) return undefined
  if (origin.isAbsent && origin.column) return absent(origin.place, origin.column)
  return { ...origin.place, ...said(flaw, origin, assembly) }
}

function said(flaw: Flaw, { column }: Origin, assembly: Assembly): Said {
  const rows = aboutRows(flaw, assembly.root)
  if (rows) return rows
  const found = valueAt(assembly.root, flaw.path)
  const word = wordOf(flaw.word)
  if (word === 'exchange.problem.not_in_list') return choice(found, column)
  const first = flaw.first && assembly.originOf(flaw.first)?.place
  const params = { ...flaw.params, ...(first && { first: `${first.sheet}!${first.column}${first.row}` }) }
  return { word, params: { ...params, found: shown(found) } }
}

const shown = (found: unknown) => (typeof found === 'object' ? '' : String(found ?? '').slice(0, 80))

/** What is wrong with a list has no cell of its own: it is about rows that are not there. */
function aboutRows({ word, path, params }: Flaw, root: unknown): Said | undefined {
  const isMissing = word === 'checklist.problem.missing'
  const isShort = word === 'checklist.problem.too_few'
  if (!isMissing && !isShort) return undefined
  const last = String(path.at(-1))
  if (last === 'items') return { word: 'exchange.problem.section_without_items', params: {} }
  const name = String(path[1] ?? '')
  if (path[0] === 'scales' && path.length === 3 && last !== 'anchors') {
    return {
      word: 'exchange.problem.no_scale_row',
      params: { name },
      terms: { rows: ['exchange.value.option_kind.scale'] },
    }
  }
  const list = rowsOf[listAt(path, root)]
  if (!list) return undefined
  if (isMissing) return { word: 'exchange.problem.no_options', params: {}, terms: { rows: [list] } }
  return { word: 'exchange.problem.too_few_rows', params: { least: params.least ?? 1 }, terms: { rows: [list] } }
}

function listAt(path: Path, root: unknown): string {
  const last = String(path.at(-1))
  if (path[0] === 'sample_band_sets') return 'sample_band_sets'
  return last === 'bands' ? `bands_of_${valueAt(root, [...path.slice(0, -1), 'type'])}` : last
}

/** A word that is none of a closed list, or nothing at all. */
export const problemOfChoice = (found: unknown, place: Place, column: Column): WorkbookProblem =>
  found === undefined ? problemAt(place, 'exchange.problem.blank') : { ...place, ...choice(found, column) }

function choice(found: unknown, column: Column | undefined): Said {
  const list = column?.list
  const choices = (list && fixedLists[list]) ?? []
  const terms = choices.map(({ code }) => `exchange.value.${list}.${code}` as WordKey)
  const params = { found: shown(found) }
  return terms.length > 0
    ? { word: 'exchange.problem.not_in_list', params, terms: { values: terms } }
    : { word: 'exchange.problem.not_in_lists', params }
}

/** A column, or the row of a field, that a sheet lacks altogether. */
function absent(place: Place, column: Column): WorkbookProblem {
  const isField = column.name.startsWith('checklist.')
  const word = isField ? 'exchange.problem.no_row' : 'exchange.problem.no_column'
  const term = { column: isField ? { name: column.name } : column }
  return { ...place, row: 0, column: '', heading: '', word, params: {}, terms: { column: [term] } }
}
