import { extname } from 'node:path'
import type { ChecklistContent, Common } from '../checklists/format.ts'
import { type ChecklistProblem, problemLine, readChecklist } from '../checklists/read.ts'
import type { Translate } from '../i18n/words.ts'
import { problemAt, type WorkbookProblem, workbookLine } from './excel/problem.ts'
import { readWorkbook } from './read-workbook.ts'

/** One thing wrong in a file, whichever kind of file it is. */
export type FileProblem = ChecklistProblem | WorkbookProblem

/** What a file says: a checklist, or everything that is wrong with it. */
export type FileReading = { content?: ChecklistContent; problems: FileProblem[] }

/** Largest text that is read as YAML; the longest checklist has a tenth of it. */
const mostText = 2_000_000

export const isYaml = (file: string): boolean => /^\.ya?ml$/i.test(extname(file))
export const isWorkbook = (file: string): boolean => extname(file).toLowerCase() === '.xlsx'

const wholeFile = { sheet: '', row: 0, column: '', heading: '' }

/** Reads a checklist by the ending of its name; what is no YAML is taken for a workbook, which says itself when it is none. */
export async function readChecklistFile(file: string, bytes: Uint8Array, common: Common): Promise<FileReading> {
  if (!isYaml(file)) return readWorkbook(bytes, common)
  if (bytes.byteLength > mostText) {
    return { problems: [problemAt(wholeFile, 'exchange.problem.too_large_text', { megabytes: mostText / 1_000_000 })] }
  }
  const text = utf8(bytes)
  if (text === undefined) return { problems: [problemAt(wholeFile, 'exchange.cli.not_utf8')] }
  return readChecklist({ file, text }, common)
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** A problem as one line: file, place, sentence. */
export const fileLine = (file: string, problem: FileProblem, t: Translate): string =>
  'sheet' in problem ? workbookLine(file, problem, t) : problemLine(problem, t)
