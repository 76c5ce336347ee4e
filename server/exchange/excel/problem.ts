import type { Translate, WordKey } from '../../i18n/words.ts'
import type { Column } from './table.ts'

/** A cell, row, sheet or the whole file: what is unknown is 0 or empty. Rows count from 1, as Excel shows them. */
export type Place = {
  readonly sheet: string
  readonly row: number
  /** The letters of the column, such as `F`. */
  readonly column: string
  /** What stands at the top of the column. */
  readonly heading: string
}

/** A word that goes into a sentence, in the reader's language. */
export type Term = WordKey | { readonly column: Pick<Column, 'name' | 'language'> }

/** One thing wrong in a workbook. `problemText` makes the sentence; `terms` are lists of words in it. */
export type WorkbookProblem = Place & {
  readonly word: WordKey
  readonly params: Readonly<Record<string, string | number>>
  readonly terms?: Readonly<Record<string, readonly Term[]>>
}

export const problemAt = (
  place: Place,
  word: WorkbookProblem['word'],
  params: WorkbookProblem['params'] = {},
): WorkbookProblem => ({ ...place, word, params })

const termText = (term: Term, t: Translate): string => {
  if (typeof term === 'string') return t(term)
  const name = t(`exchange.column.${term.column.name}`)
  return term.column.language ? t(`exchange.in.${term.column.language}`, { name }) : name
}

/** What is wrong, as one sentence. */
export function problemText({ word, params, terms = {} }: WorkbookProblem, t: Translate): string {
  const worded = Object.entries(terms).map(([name, list]) => [
    name,
    list.map((term) => termText(term, t)).join(t('exchange.problem.between')),
  ])
  return t(word, { ...params, ...Object.fromEntries(worded) })
}

/** Where it is: file, sheet, row or cell. */
export function placeText({ sheet, row, column, heading }: Place, t: Translate): string {
  if (!sheet) return t('exchange.problem.place.file')
  if (!row) return t('exchange.problem.place.sheet', { sheet })
  if (!column) return t('exchange.problem.place.row', { sheet, row })
  if (!heading) return t('exchange.problem.place.address', { sheet, row, column })
  return t('exchange.problem.place.cell', { sheet, row, column, heading })
}

/** A problem as one line: file, place, sentence. */
export const workbookLine = (file: string, problem: WorkbookProblem, t: Translate): string =>
  t('exchange.problem.line', { file, place: placeText(problem, t), sentence: problemText(problem, t) })
