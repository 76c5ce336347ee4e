import readWorkbookFile from 'read-excel-file/universal'
import type { ExchangeWord } from '../../i18n/exchange.ts'
import { unzip, ZipProblem } from './zip.ts'

/** What one cell holds; null where it is empty. */
export type Cell = string | number | boolean | Date | null

/**
 * One sheet as it is in the file: rows and cells from the first row and column on. `errors` and `formulas` are addresses such
 * as `B7`: of cells with an error for a value, and of formulas that nobody has computed yet.
 */
export type Grid = Looked & { name: string; rows: Cell[][] }
type Looked = { errors: ReadonlySet<string>; formulas: ReadonlySet<string> }
const nothing: Looked = { errors: new Set(), formulas: new Set() }

/** Why a file cannot be read at all; `sheet` where one sheet is to blame. */
export type FileFlaw = { word: ExchangeWord; params: Record<string, string | number>; sheet?: string }

export const most = { megabytes: 40, rows: 20_000, columns: 200 }

/** Opens an Excel workbook (.xlsx) of any origin; a file of another kind, or one made to exhaust the memory, is refused. */
export async function openWorkbook(bytes: Uint8Array): Promise<Grid[] | FileFlaw> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const wrong = wrongKind(file)
  if (wrong) return { word: wrong, params: {} }
  const parts = unpacked(file)
  if ('word' in parts) return parts
  const workbook = parts.get('xl/workbook.xml')
  if (!workbook) return { word: 'exchange.problem.no_workbook', params: {} }
  const relations = parts.get('xl/_rels/workbook.xml.rels')?.toString() ?? ''
  const names = new Map(sheetsOf(workbook.toString(), relations).map(({ name, path }) => [path, name]))
  const looked = new Map<string, Looked>()
  for (const [path, content] of parts) {
    const found = lookAt(content.toString())
    const sheet = names.get(path)
    if (!found) return { word: 'exchange.problem.too_large_sheet', params: { ...most }, sheet }
    if (sheet !== undefined) looked.set(sheet, found)
  }
  const copy = file.buffer.slice(file.byteOffset, file.byteOffset + file.length) as ArrayBuffer
  const sheets = await readWorkbookFile(copy).catch((): undefined => undefined)
  // Whatever the reader trips over in a file that we did not write is the file's fault.
  if (!sheets) return { word: 'exchange.problem.damaged', params: {} }
  return sheets.map(({ sheet, data }) => ({
    name: sheet,
    rows: data as Cell[][],
    ...(looked.get(sheet) ?? nothing),
  }))
}

const zip = [0x50, 0x4b]
const compound = [0xd0, 0xcf, 0x11, 0xe0]
const startsWith = (file: Buffer, sign: number[]) => sign.every((byte, at) => file[at] === byte)

/** By its first bytes. A workbook with a password is a compound file, as those of an old Excel are. */
function wrongKind(file: Buffer): ExchangeWord | undefined {
  if (file.length === 0) return 'exchange.problem.no_bytes'
  if (startsWith(file, zip)) return undefined
  if (startsWith(file, compound)) {
    const isProtected = file.includes(Buffer.from('EncryptedPackage', 'utf16le'))
    return isProtected ? 'exchange.problem.password' : 'exchange.problem.old_excel'
  }
  return file.subarray(0, 4096).includes(0) ? 'exchange.problem.no_workbook' : 'exchange.problem.plain_text'
}

const zipWords: Record<ZipProblem['reason'], ExchangeWord> = {
  damaged: 'exchange.problem.damaged',
  password: 'exchange.problem.password',
  too_large: 'exchange.problem.too_large_file',
}

function unpacked(file: Buffer): Map<string, Buffer> | FileFlaw {
  try {
    return unzip(file, (name) => /\.xml(\.rels)?$/.test(name), most.megabytes * 1_000_000)
  } catch (error) {
    if (!(error instanceof ZipProblem)) throw error
    return { word: zipWords[error.reason], params: { megabytes: most.megabytes } }
  }
}

/** The tags of an XML text, without their brackets. Reads on from each, so that no text takes longer than its length. */
function* tagsOf(xml: string): Generator<string> {
  for (let at = xml.indexOf('<'); at >= 0; ) {
    const end = endOfTag(xml, at)
    if (end < 0) return
    yield xml.slice(at + 1, end)
    at = xml.indexOf('<', end)
  }
}

function endOfTag(xml: string, start: number): number {
  if (xml.startsWith('<!--', start)) return xml.indexOf('-->', start)
  if (xml.startsWith('<![CDATA[', start)) return xml.indexOf(']]>', start)
  let quote = ''
  for (let at = start + 1; at < xml.length; at++) {
    const sign = xml[at] as string
    if (quote) quote = sign === quote ? '' : quote
    else if (sign === '>') return at
    else if (sign === '"' || sign === "'") quote = sign
  }
  return -1
}

/** The name of a tag without its namespace. */
const nameOf = (tag: string) => /^(?:\w+:)?(\w+)/.exec(tag)?.[1]

const attribute = (tag: string, name: RegExp) => {
  const [, double, single] = name.exec(tag) ?? []
  return double ?? single
}
const pattern = (name: string) => new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
const [ofId, ofTarget, ofName, ofRelation] = ['Id', 'Target', 'name', '\\w+:id'].map(pattern) as [
  RegExp,
  RegExp,
  RegExp,
  RegExp,
]
const [ofAddress, ofType] = ['r', 't'].map(pattern) as [RegExp, RegExp]

/** The sheets of a workbook in their order, with the part that holds each. */
function sheetsOf(workbook: string, relations: string): { name: string; path: string }[] {
  const links = [...tagsOf(relations)].filter((tag) => nameOf(tag) === 'Relationship')
  const targets = new Map(
    links.map((tag) => [attribute(tag, ofId), (attribute(tag, ofTarget) ?? '').replace(/^\/?(xl\/)?/, 'xl/')]),
  )
  return [...tagsOf(workbook)]
    .filter((tag) => nameOf(tag) === 'sheet')
    .map((tag) => ({
      name: unescaped(attribute(tag, ofName) ?? ''),
      path: targets.get(attribute(tag, ofRelation)) ?? '',
    }))
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const unescaped = (text: string) => text.replace(/&(\w+);/g, (whole, name: string) => named[name] ?? whole)

/**
 * Looks at a sheet before it is read: undefined when it is too large, for one cell far out makes the reader fill everything
 * up to it; else the addresses of cells that hold an error instead of a value, which the reader takes as empty, and of formulas without one.
 */
function lookAt(xml: string): Looked | undefined {
  const errors = new Set<string>()
  const formulas = new Set<string>()
  let cell = ''
  let rows = 0
  let cells = 0
  for (const tag of tagsOf(xml)) {
    const name = nameOf(tag)
    if (name === 'f') formulas.add(cell)
    if (name === 'v' && !tag.endsWith('/')) formulas.delete(cell)
    if (name !== 'row' && name !== 'c') continue
    const where = attribute(tag, ofAddress)
    cell = where ?? ''
    const [, letters = '', row = ''] = /^([A-Z]*)(\d+)$/.exec(where ?? '') ?? []
    cells = name === 'c' ? cells + 1 : 0
    if (name === 'row') rows++
    if (where !== undefined && row === '') return undefined
    if (Math.max(rows, Number(row)) > most.rows) return undefined
    if (Math.max(cells, columnNumber(letters)) > most.columns) return undefined
    if (name === 'c' && attribute(tag, ofType) === 'e' && where) errors.add(where)
  }
  return { errors, formulas }
}

/** `A` is 1, `AA` is 27; 0 for no letters. */
const columnNumber = (letters: string) => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)

/** 1 is `A`, 27 is `AA`. */
export const columnLetters = (number: number): string =>
  number <= 0 ? '' : columnLetters(Math.floor((number - 1) / 26)) + String.fromCharCode(65 + ((number - 1) % 26))
