import { dayText, percentFigure, pointText, sumPoints } from '../../../views/format.ts'
import type { Finding, GateReason } from '../snapshot.ts'
import { dealerOf } from './cover.ts'
import { drawSign } from './drawing.ts'
import { drawGlance, radarFor } from './glance.ts'
import { paper, type } from './page.ts'
import { drawSections } from './sections.ts'
import type { Sheet } from './sheet.ts'
import { type Column, drawTable, type Row, tableHeight, text } from './table.ts'

/** What a heading takes above a table: the gap before it and its own line. */
const headingSpace = 42

const reasonText = (sheet: Sheet, reason: GateReason): string => {
  switch (reason.kind) {
    case 'item':
      return `${reason.code} ${sheet.say(reason.text)}`
    case 'section':
      return `${sheet.say(reason.title)} ${percentFigure(reason.percentBp, sheet.snapshot.score.decimals)}%`
    case 'text':
      return sheet.say(reason.text)
  }
}

const drawGates = (sheet: Sheet): void => {
  const { snapshot, t } = sheet
  if (snapshot.gates.length === 0) return
  sheet.heading(t('reports.gates'))
  const columns: Column[] = [
    { head: t('reports.gates.rule'), width: 56 },
    { head: t('reports.gates.wording'), width: 0 },
    { head: t('reports.gates.effect'), width: 118, align: 'right' },
  ]
  const rows = snapshot.gates.map((gate): Row => {
    const { triggered } = gate
    const effect = t(`reports.effect.${gate.effect.kind}`, { value: gate.effect.value })
    return {
      kind: 'row',
      header: 0,
      cells: [
        {
          paragraphs: [{ runs: [{ ...type.table, bold: triggered, text: gate.id }], indent: 14 }],
          draw: (x, top) =>
            drawSign(sheet, triggered ? 'down' : 'none', x + 4, top + 6.5, triggered ? paper.bad : paper.edge, 6.5),
        },
        {
          paragraphs: [
            {
              runs: [
                {
                  ...type.table,
                  colour: triggered ? paper.ink : paper.ink3,
                  bold: triggered,
                  text: sheet.say(gate.wording),
                },
              ],
            },
            ...(triggered ? gate.because : []).map((reason) => ({
              runs: [{ ...type.table, colour: paper.ink2, text: reasonText(sheet, reason) }],
            })),
          ],
        },
        triggered
          ? text(effect, { bold: true, colour: paper.bad })
          : text(t('reports.gates.free'), { colour: paper.ink3 }),
      ],
    }
  })
  drawTable(sheet, columns, rows)
}

const drawCritical = (sheet: Sheet): void => {
  const { snapshot, t } = sheet
  if (snapshot.criticalFailures.length === 0) return
  sheet.heading(t('reports.critical'))
  const columns: Column[] = [
    { head: t('reports.code'), width: 66 },
    { head: t('reports.item'), width: 0 },
    { head: t('reports.result'), width: 150 },
    { head: t('reports.lost'), width: 44, align: 'right' },
  ]
  const rows = snapshot.criticalFailures.map(
    (failure): Row => ({
      kind: 'row',
      header: 1,
      cells: [
        text(failure.code, { colour: paper.ink3 }),
        text(sheet.say(failure.text), { bold: true }),
        text(sheet.say(failure.answer), { colour: paper.bad }),
        text(pointText(failure.lost), { bold: true }),
      ],
    }),
  )
  drawTable(sheet, columns, rows)
}

/** Findings that cost most first; equal losses in the order of the sheet. */
const byLoss = (findings: readonly Finding[]): Finding[] =>
  findings.filter((finding) => Number(finding.lost) > 0).sort((a, b) => Number(b.lost) - Number(a.lost))

const lossColumns = (sheet: Sheet): Column[] => [
  { head: sheet.t('reports.code'), width: 66 },
  { head: sheet.t('reports.item'), width: 0 },
  { head: sheet.t('reports.severity'), width: 66 },
  { head: '', width: 96 },
  { head: sheet.t('reports.lost'), width: 36, align: 'right' },
]

const lossRow = (sheet: Sheet, finding: Finding, greatest: number): Row => {
  const critical = finding.severity === 'critical'
  return {
    kind: 'row',
    header: 1,
    cells: [
      text(finding.code, { colour: paper.ink3 }),
      text(sheet.say(finding.text)),
      text(sheet.t(`reports.severity.${finding.severity}`), {
        colour: critical ? paper.bad : paper.ink2,
        bold: critical,
      }),
      {
        paragraphs: [],
        draw: (x, y, width) => {
          sheet.box(x, y + 3.5, width, 5.5, paper.sunk)
          sheet.box(x, y + 3.5, (Number(finding.lost) / greatest) * width, 5.5, critical ? paper.bad : paper.accent)
        },
      },
      text(pointText(finding.lost), { bold: true }),
    ],
  }
}

const drawLosses = (sheet: Sheet): void => {
  const all = byLoss(sheet.snapshot.findings)
  if (all.length < 2) return
  const columns = lossColumns(sheet)
  const greatest = Number(all[0]?.lost)
  const rows = all.slice(0, 6).map((finding) => lossRow(sheet, finding, greatest))
  // As many as the page still holds, so that the summary stays one page; at least two.
  const room = sheet.room - headingSpace
  const fits = rows.findLastIndex((_, i) => tableHeight(sheet, columns, rows.slice(0, i + 1), 4) <= room) + 1
  const shown = fits < 2 ? rows.length : fits
  const total = sumPoints(all.map((finding) => finding.lost))
  const part = sumPoints(all.slice(0, shown).map((finding) => finding.lost))
  const share = Math.round((Number(part) / Number(total)) * 100)
  const aside = all.length > shown ? sheet.t('reports.lost.share', { n: shown, total, share }) : ''
  sheet.heading(sheet.t('reports.lost.top'), { aside })
  drawTable(sheet, columns, rows.slice(0, shown), 4)
}

/** The page for those who read only one more page: where, why, what is good, what cost most. */
export const drawSummary = (sheet: Sheet, sectionsLeft: boolean): void => {
  const { snapshot, t, locale } = sheet
  const { gates, strengths, findings, criticalFailures } = snapshot
  const empty = [gates, strengths, findings, criticalFailures].every((list) => list.length === 0)
  if (empty && !sectionsLeft && radarFor(sheet) === null) return
  sheet.chapter(
    { left: t('reports.summary'), right: `${dealerOf(sheet)} · ${dayText(snapshot.day, locale)}` },
    t('reports.summary'),
  )
  drawGlance(sheet)
  if (sectionsLeft) drawSections(sheet)
  drawGates(sheet)
  drawCritical(sheet)
  drawLosses(sheet)
}
