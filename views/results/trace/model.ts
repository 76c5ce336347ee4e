import type { Reader } from '../../view.ts'

/** Enough of a reader to word a score. */
export type Wording = Pick<Reader, 't' | 'locale'>

/** The parts in which a score is told; also the ends of their anchors (`why-steps`). */
export type TracePartId =
  | 'steps'
  | 'sections'
  | 'groups'
  | 'severities'
  | 'coverage'
  | 'gates'
  | 'grades'
  | 'rounding'
  | 'items'

/** A cell is its text and, under it, smaller lines. */
export type TraceCell = readonly string[]
/** `strong`: what counted (the grade that was given, a gate that triggered). `quiet`: what took no part. */
export type TraceRow = { cells: TraceCell[]; tone?: 'strong' | 'quiet' }
/** Rows under a heading of their own, or all of them under none. */
export type TraceGroup = { title: string | null; aside: string; rows: TraceRow[] }
export type TraceColumn = { label: string; kind: 'name' | 'text' | 'figure' }
export type TraceTable = { columns: TraceColumn[]; groups: TraceGroup[] }
export type TracePart = { id: TracePartId; title: string; table: TraceTable | null; lines: string[] }

/**
 * How a score came about in the words of one language, plain JSON: what the page draws, and what an issued report freezes.
 */
export type Trace = { lead: string; parts: TracePart[] }

export const name = (label: string): TraceColumn => ({ label, kind: 'name' })
export const prose = (label: string): TraceColumn => ({ label, kind: 'text' })
export const figure = (label: string): TraceColumn => ({ label, kind: 'figure' })

/** A table whose rows stand under no headings. */
export const tableOf = (columns: TraceColumn[], rows: TraceRow[]): TraceTable => ({
  columns,
  groups: [{ title: null, aside: '', rows }],
})
