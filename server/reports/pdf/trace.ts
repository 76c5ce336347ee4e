import { dayText } from '../../../views/format.ts'
import type { Trace, TracePart, TracePartId, TraceTable } from '../../../views/results/trace/model.ts'
import { dealerOf } from './cover.ts'
import { paper, type } from './page.ts'
import type { Sheet } from './sheet.ts'
import { type Cell, type Column, drawTable, type Row } from './table.ts'

/** Widths in points, column by column; 0 takes what is left. What is not named shares the figures' width. */
const widths: Partial<Record<TracePartId, readonly number[]>> = {
  steps: [112, 0, 92],
  groups: [0, 90, 84, 96],
  severities: [64, 0, 64, 100],
  gates: [58, 0, 128],
  grades: [84, 0, 190],
  items: [0, 196, 66, 44],
}
const figureWidth = 66

const columnsOf = (part: TracePart, table: TraceTable): Column[] =>
  table.columns.map(({ kind, label }, index) => ({
    head: label,
    width: widths[part.id]?.[index] ?? (index === 0 ? 0 : figureWidth),
    align: kind === 'figure' ? 'right' : 'left',
  }))

/** Sums and rules are read, so their lines are as large as the first; elsewhere what follows is an aside. */
const readsEveryLine = (part: TracePart, column: number): boolean =>
  (part.id === 'steps' || part.id === 'grades') && column > 0

const rowsOf = (part: TracePart, table: TraceTable): Row[] =>
  table.groups.flatMap((group): Row[] => [
    ...(group.title === null
      ? []
      : [
          {
            kind: 'heading' as const,
            left: { ...type.strong, size: 10, text: group.title },
            right: { ...type.small, colour: paper.ink2, text: group.aside },
          },
        ]),
    ...group.rows.map(({ cells, tone }): Row => {
      const colour = tone === 'quiet' ? paper.ink3 : paper.ink
      return {
        kind: 'row',
        header: 0,
        cells: cells.map(
          (lines, column): Cell => ({
            paragraphs: lines
              .filter((line) => line !== '')
              .map((line, index) => {
                const isAside = index > 0 && !readsEveryLine(part, column)
                const bold = tone === 'strong' && index === 0 && column !== 1
                return isAside
                  ? { runs: [{ ...type.small, size: 7.5, text: line }], line: 11.5 }
                  : { runs: [{ ...type.table, colour, bold, text: line }] }
              }),
          }),
        ),
      }
    }),
  ])

const drawPart = (sheet: Sheet, part: TracePart): void => {
  sheet.heading(part.title, { tag: 'H3' })
  sheet.bookmark(part.title)
  if (part.table) drawTable(sheet, columnsOf(part, part.table), rowsOf(part, part.table), 4)
  if (part.table && part.lines.length > 0) sheet.y += 7
  for (const line of part.lines) sheet.paragraph([{ ...type.body, size: 9, text: line }], { line: 14, after: 2 })
}

/** How the score came about, as it was frozen with the report; older reports have none. */
export const drawTrace = (sheet: Sheet): void => {
  const { locale, snapshot, t } = sheet
  const trace: Trace | undefined = snapshot.trace?.[locale === 'zh-CN' ? 'zh' : 'en']
  if (!trace) return
  sheet.chapter(
    { left: t('trace.title'), right: `${dealerOf(sheet)} · ${dayText(snapshot.day, locale)}` },
    t('trace.title'),
  )
  sheet.heading(t('trace.title'), { before: 0 })
  sheet.paragraph([{ ...type.body, bold: true, text: trace.lead }], { after: 2 })
  for (const part of trace.parts) drawPart(sheet, part)
}
