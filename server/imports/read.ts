import type { ImportKind } from '../db/schema.ts'
import { type Cell, columnLetters, type Grid, most, openWorkbook } from '../exchange/excel/open.ts'
import { cellsOf, decoded } from './csv.ts'
import { type Reading, readLines, unusable } from './lines.ts'

/** A file as it was uploaded. */
export type ImportFile = { readonly kind: ImportKind; readonly name: string; readonly bytes: Uint8Array }

/** Reads an uploaded workbook (.xlsx) or CSV file. Takes as long as the file is large: done outside the serving thread. */
export const readImport = async ({ kind, name, bytes }: ImportFile): Promise<Reading> => {
  if (bytes.length === 0) return unusable('exchange.problem.no_bytes')
  if (isText(bytes)) {
    const text = decoded(bytes)
    if (text === undefined) return unusable('imports.problem.not_text')
    const grid = csvGrid(name, text)
    return grid ? readLines(kind, [grid]) : unusable('exchange.problem.too_large_sheet', { ...most })
  }
  const opened = await openWorkbook(bytes)
  if (!Array.isArray(opened)) {
    return unusable(opened.word, opened.params, { sheet: opened.sheet ?? '', row: 0, column: '', heading: '' })
  }
  return readLines(kind, opened)
}

const isMarked = (bytes: Uint8Array, ...signs: number[]) => signs.every((sign, at) => bytes[at] === sign)

/** By its first bytes: no archive, no compound file, and no byte that a text does not have. */
const isText = (bytes: Uint8Array): boolean => {
  if (isMarked(bytes, 0x50, 0x4b) || isMarked(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return false
  return isMarked(bytes, 0xff, 0xfe) || !bytes.subarray(0, 4096).includes(0)
}

/** A text file as a sheet of its own name. `="007"` is how a text is kept a text in CSV; any other formula has no value there. */
const csvGrid = (name: string, text: string): Grid | undefined => {
  const formulas = new Set<string>()
  const lines = cellsOf(text)
  if (lines.length > most.rows || lines.some((cells) => cells.length > most.columns)) return undefined
  const rows = lines.map((cells, row) =>
    cells.map((cell, column): Cell => {
      const [, kept] = /^="(.*)"$/s.exec(cell) ?? []
      if (kept !== undefined) return kept.replaceAll('""', '"')
      if (!cell.startsWith('=')) return cell === '' ? null : cell
      formulas.add(`${columnLetters(column + 1)}${row + 1}`)
      return null
    }),
  )
  return { name, rows, errors: new Set(), formulas }
}
