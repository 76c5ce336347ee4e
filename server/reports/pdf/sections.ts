import { rulerStart } from '../../../views/charts/ruler.tsx'
import { pointsText } from '../../../views/format.ts'
import { changeFigure, formatScore, scoreFigure } from '../../../views/score.ts'
import { type SectionResult, scalesOf } from '../snapshot.ts'
import { rulerOf } from './drawing.ts'
import { paper } from './page.ts'
import type { Sheet } from './sheet.ts'
import { type Column, drawTable, type Row, tableHeight, text } from './table.ts'

/** The score as printed: with a second decimal where one would contradict the grade. */
export const headline = (sheet: Sheet): string => {
  const { percentBp } = sheet.snapshot.score
  return percentBp === null ? '—' : scoreFigure(percentBp, scalesOf(sheet.snapshot).whole)
}

const columnsOf = (sheet: Sheet): { columns: Column[]; bar: number; start: number } => {
  const { snapshot, t } = sheet
  const start = Math.min(rulerStart(rulerOf(snapshot)), sectionStart(snapshot.sections))
  const columns: Column[] = [
    { head: '', width: 22 },
    { head: t('reports.section'), width: 0 },
  ]
  if (snapshot.checklist.rollup === 'weighted_sections') {
    columns.push({ head: t('reports.weight'), width: 44, align: 'right' })
  }
  if (scalesOf(snapshot).section.unit === 'percent') {
    columns.push({ head: t('reports.points'), width: 66, align: 'right' })
    columns.push({ head: t('reports.percent'), width: 56, align: 'right' })
    const scale = snapshot.network ? 'reports.scale' : 'reports.scale.plain'
    columns.push({ head: t(scale, { from: start }), width: 126 })
  } else columns.push({ head: t('result.section.off'), width: 84, align: 'right' })
  if (snapshot.last) columns.push({ head: t('reports.change'), width: 46, align: 'right' })
  if (snapshot.network) columns.push({ head: t('reports.network'), width: 48, align: 'right' })
  return { columns, bar: columns.findIndex((column) => column.width === 126), start }
}

const sectionStart = (sections: readonly SectionResult[]): number =>
  sections.some((section) => (section.percentBp ?? 10000) < 5000) ? 0 : 50

const sectionRows = (sheet: Sheet, start: number): Row[] => {
  const { snapshot, t } = sheet
  const { score } = snapshot
  const { section: scale, whole } = scalesOf(snapshot)
  const isPercent = scale.unit === 'percent'
  const weighted = snapshot.checklist.rollup === 'weighted_sections'
  const of = (value: number | null | undefined, by = scale) =>
    value == null ? '—' : formatScore(t, value, { ...by, limits: [] })
  const difference = (now: number | null, then: number | null | undefined, by = scale) =>
    now === null || then == null ? '—' : changeFigure(now - then, by)
  const bar =
    (bp: number | null, networkBp: number | null, weak: boolean) => (x: number, top: number, width: number) => {
      if (bp === null) return
      const at = (value: number) =>
        ((Math.min(10000, Math.max(start * 100, value)) / 100 - start) / (100 - start)) * width
      sheet.box(x, top + 3.5, width, 5.5, paper.sunk)
      sheet.box(x, top + 3.5, at(bp), 5.5, weak ? paper.bad : paper.accent)
      if (networkBp !== null) {
        sheet.doc.lineWidth(1.1).strokeColor(paper.ink)
        sheet.doc
          .moveTo(x + at(networkBp), top + 2)
          .lineTo(x + at(networkBp), top + 10.5)
          .stroke()
      }
    }
  const rows = snapshot.sections.map((section, i): Row => {
    const colour = section.weak ? paper.bad : paper.ink
    return {
      kind: 'row',
      header: 1,
      cells: [
        text(String(i + 1), { colour: paper.ink3 }),
        text(sheet.say(section.title) + (section.weak ? ' ▼' : ''), { colour }),
        ...(weighted ? [text(section.weight ?? '—')] : []),
        ...(isPercent ? [text(section.percentBp === null ? '—' : pointsText(section.earned, section.possible))] : []),
        text(section.percentBp === null ? t('reports.section.na') : of(section.percentBp), { bold: true, colour }),
        ...(isPercent ? [{ paragraphs: [], draw: bar(section.percentBp, section.networkBp, section.weak) }] : []),
        ...(snapshot.last ? [text(difference(section.percentBp, section.lastBp))] : []),
        ...(snapshot.network ? [text(of(section.networkBp), { colour: paper.ink2 })] : []),
      ],
    }
  })
  const total = (content: string) => text(content, { bold: true })
  rows.push({
    kind: 'row',
    header: 1,
    last: true,
    cells: [
      total(''),
      total(t('reports.total')),
      ...(weighted ? [total('')] : []),
      ...(isPercent ? [total(score.percentBp === null ? '—' : pointsText(score.earned, score.possible))] : []),
      total(isPercent ? headline(sheet) : of(score.percentBp, whole)),
      ...(isPercent ? [{ paragraphs: [] }] : []),
      ...(snapshot.last ? [total(difference(score.percentBp, snapshot.last.percentBp, whole))] : []),
      ...(snapshot.network ? [total(of(snapshot.network.percentBp, whole))] : []),
    ],
  })
  return rows
}

/** How high the table of sections is with its heading, on one page. */
export const sectionsHeight = (sheet: Sheet): number => {
  const { columns, start } = columnsOf(sheet)
  return tableHeight(sheet, columns, sectionRows(sheet, start), 4) + 44
}

/** The table of sections, with its heading. */
export const drawSections = (sheet: Sheet): void => {
  const { columns, start } = columnsOf(sheet)
  sheet.heading(sheet.t('reports.sections'))
  drawTable(sheet, columns, sectionRows(sheet, start), 4)
}
