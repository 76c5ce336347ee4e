import { type Face, type Fonts, isCloser, isIdeograph, isOpener, isSquare, type Shaped, visible } from './fonts.ts'

export type Style = { size: number; colour: string; bold?: boolean }
/** A stretch of text in one style; a paragraph is a list of them. */
export type Run = Style & { text: string }
/** A stretch of a line in one style and one font; `x` counts from the line's start. */
export type Span = { text: string; x: number; style: Style; face: Face }
export type Line = { spans: Span[]; width: number }

const neverFirst = new Set('，。、；：！？）》」』】〕〉〗”’…—·•～％%‰℃°,.;:!?)]}>»々')
const neverLast = new Set('（《「『【〔〈〖“‘([{<«$￥¥#＃')
const asciiLetter = /^[A-Za-z]$/
const digit = /^[0-9]$/

type Cell = { char: string; width: number; run: number; face: Face }

const cellsOf = (runs: readonly Run[], fonts: Fonts): Cell[] => {
  const cells: Cell[] = []
  runs.forEach((run, index) => {
    const chars = visible(run.text)
    let from = 0
    while (from < chars.length) {
      const face = fonts.faceFor(chars[from] ?? '', run.bold ?? false)
      let to = from + 1
      while (to < chars.length && fonts.faceFor(chars[to] ?? '', run.bold ?? false) === face) to++
      const part = chars.slice(from, to)
      face.shape(part).forEach((shaped: Shaped, i) => {
        cells.push({ char: part[i] ?? '', width: (shaped.advance * run.size) / 1000, run: index, face })
      })
      from = to
    }
  })
  return cells
}

/** May the line end after `a` when `b` follows? Chinese punctuation rules; Latin words and figures stay whole. */
const mayBreak = (before: string, a: string, b: string, after: string): boolean => {
  if (b === ' ') return false
  if (neverLast.has(a) || neverFirst.has(b)) return false
  // A figure keeps its unit and its ordinal: "3.5 分", "10月", "第2批".
  if (a === '第' && digit.test(b)) return false
  if (isIdeograph(b) && digit.test(a === ' ' ? before : a)) return false
  if (a === ' ') return true
  if (isSquare(a) || isSquare(b)) return true
  return (a === '-' || a === '/') && asciiLetter.test(before) && asciiLetter.test(b) && asciiLetter.test(after)
}

/** The room that a full-width mark wastes at the end of a line. */
const trailing = (cell: Cell, runs: readonly Run[]): number => {
  const size = runs[cell.run]?.size ?? 0
  return isCloser(cell.char) && cell.width >= size * 0.9 ? size / 2 : 0
}

const lineOf = (cells: readonly Cell[], runs: readonly Run[]): Line => {
  const spans: Span[] = []
  const first = cells[0]
  const size = first ? (runs[first.run]?.size ?? 0) : 0
  // An opening full-width mark is empty on its left: without this the line would seem indented.
  let x = first && isOpener(first.char) && first.width >= size * 0.9 ? -size / 2 : 0
  let current: { span: Span; run: number } | undefined
  for (const cell of cells) {
    const style = runs[cell.run]
    if (!style) continue
    if (current && current.run === cell.run && current.span.face === cell.face) current.span.text += cell.char
    else {
      current = { span: { text: cell.char, x, style, face: cell.face }, run: cell.run }
      spans.push(current.span)
    }
    x += cell.width
  }
  const last = cells.at(-1)
  return { spans, width: last ? x - trailing(last, runs) : 0 }
}

const trimmed = (cells: Cell[]): Cell[] => {
  let end = cells.length
  while (end > 0 && cells[end - 1]?.char === ' ') end--
  return end === cells.length ? cells : cells.slice(0, end)
}

/**
 * Breaks a paragraph into lines of at most `width` points: no closing mark at the start of a line, no opening mark at its
 * end, no single character left alone on the last line. A word longer than the line is cut. Line feeds are paragraphs'
 * business: here they count as spaces. Pure; units are points.
 */
export const breakLines = (runs: readonly Run[], width: number, fonts: Fonts): Line[] => {
  const cells = cellsOf(runs, fonts)
  const starts: number[] = [0]
  let x = 0
  let lastBreak = 0
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i] as Cell
    const start = starts.at(-1) ?? 0
    if (cell.char !== ' ' && x + cell.width - trailing(cell, runs) > width + 0.01 && i > start) {
      const next = lastBreak > start ? lastBreak : i
      starts.push(next)
      x = 0
      for (let j = next; j < i; j++) x += cells[j]?.width ?? 0
      lastBreak = next
    }
    x += cell.width
    const after = cells[i + 1]
    if (after && mayBreak(cells[i - 1]?.char ?? '', cell.char, after.char, cells[i + 2]?.char ?? '')) lastBreak = i + 1
  }
  keepCompany(cells, starts)
  return starts.map((start, i) => lineOf(trimmed(cells.slice(start, starts[i + 1] ?? cells.length)), runs))
}

/** A last line of one or two lonely characters borrows a little from the line before. */
const keepCompany = (cells: readonly Cell[], starts: number[]): void => {
  const last = starts.at(-1) ?? 0
  const before = starts.at(-2)
  if (before === undefined || cells.length - last > 3) return
  for (let at = last - 1; at > before + 6 && at >= last - 8; at--) {
    const [a, b, c, d] = [cells[at - 2], cells[at - 1], cells[at], cells[at + 1]]
    if (b && c && c.char !== ' ' && mayBreak(a?.char ?? '', b.char, c.char, d?.char ?? '')) {
      starts[starts.length - 1] = at
      return
    }
  }
}

/** The width of one line of text, unbroken. */
export const widthOf = (run: Run, fonts: Fonts): number =>
  cellsOf([run], fonts).reduce((sum, cell) => sum + cell.width, 0)

/** One line that is cut with "…" where it does not fit. */
export const oneLine = (run: Run, width: number, fonts: Fonts): Line => {
  const cells = cellsOf([run], fonts)
  let x = 0
  const end = cells.findIndex((cell) => {
    x += cell.width
    return x > width
  })
  if (end === -1) return lineOf(cells, [run])
  const dots = run.size
  let used = 0
  const cut = cells.findIndex((cell) => {
    used += cell.width
    return used > width - dots
  })
  const text = cells
    .slice(0, Math.max(0, cut))
    .map((cell) => cell.char)
    .join('')
    .trimEnd()
  return lineOf(cellsOf([{ ...run, text: `${text}…` }], fonts), [run])
}
