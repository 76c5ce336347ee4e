import { dayText, percentText, pointText, sumPoints } from '../figures.ts'
import type { Finding, GateReason, Strength } from '../snapshot.ts'
import { dealerOf } from './cover.ts'
import { drawRadar, drawSign, radarOf } from './drawing.ts'
import { severities } from './findings.ts'
import { page, paper, type } from './page.ts'
import { drawSections } from './sections.ts'
import type { Sheet } from './sheet.ts'
import { type Column, drawTable, type Row, text } from './table.ts'
import type { Run } from './text.ts'

const radar = { width: 276, height: 240 }

const legend = (sheet: Sheet): void => {
  const { doc, t, snapshot } = sheet
  const known = (key: 'lastBp' | 'networkBp') => snapshot.sections.every((section) => section[key] !== null)
  const entries: [string, string, [number, number] | null, number][] = [
    [t('reports.radar.this'), paper.accent, null, 1.5],
    ...(known('lastBp')
      ? [[t('reports.radar.last'), paper.ink3, [1.5, 2.25], 0.94] as [string, string, [number, number], number]]
      : []),
    ...(known('networkBp')
      ? [[t('reports.radar.network'), paper.ink, [5.25, 2.25], 0.94] as [string, string, [number, number], number]]
      : []),
  ]
  let x = page.left
  sheet.mark('P', () => {
    for (const [word, colour, dash, width] of entries) {
      doc.lineWidth(width).strokeColor(colour)
      if (dash) doc.dash(dash[0], { space: dash[1] })
      doc
        .moveTo(x, sheet.y + 6.2)
        .lineTo(x + 18, sheet.y + 6.2)
        .stroke()
      doc.undash()
      const line = sheet.one({ ...type.small, colour: paper.ink2, text: word }, 120)
      sheet.line(line, x + 23, sheet.y, 12.5)
      x += 23 + line.width + 16
    }
  })
}

const drawStrength = (sheet: Sheet, strength: Strength, x: number, width: number): void => {
  const { decimals } = sheet.snapshot.score
  const above = strength.aboveNetworkBp ?? strength.aboveLastBp
  const score = sheet.one({ ...type.body, bold: true, text: percentText(strength.percentBp, decimals) }, 60)
  const gain = above === null ? '' : percentText(Math.abs(above), decimals)
  const change = sheet.one({ ...type.table, colour: (above ?? 0) < 0 ? paper.bad : paper.good, text: gain }, 60)
  const right = x + width
  const title = sheet.lines([{ ...type.body, bold: true, text: sheet.say(strength.title) }], width - 84)
  const below = title.length * 15.5
  const lines = strength.text
    ? sheet.lines([{ ...type.table, colour: paper.ink2, text: sheet.say(strength.text) }], width)
    : []
  sheet.mark('P', () => {
    title.forEach((line, i) => {
      sheet.line(line, x, sheet.y + i * 15.5, 15.5)
    })
    sheet.lineRight(score, right - 44, sheet.y, 15.5)
    if (above !== null) {
      const sign = above < 0 ? 'down' : 'up'
      drawSign(sheet, sign, right - change.width - 8, sheet.y + 7.6, above < 0 ? paper.bad : paper.good, 6)
      sheet.lineRight(change, right, sheet.y, 15.5)
    }
    lines.forEach((line, i) => {
      sheet.line(line, x, sheet.y + below + i * 13, 13)
    })
  })
  sheet.y += below + lines.length * 13 + 6
  sheet.artifact(() => sheet.rule(sheet.y, 0.5, paper.line, x, right))
  sheet.y += 6
}

/** How many findings of each severity, as figures. */
const drawCounts = (sheet: Sheet, x: number, width: number): void => {
  const { snapshot, t } = sheet
  const { findings } = snapshot
  const counts: [string, number, string][] = severities.map((severity) => [
    t(`reports.severity.${severity}`),
    findings.filter((finding) => finding.severity === severity).length,
    severity === 'critical' ? paper.bad : paper.ink,
  ])
  counts.push([t('reports.repeat.count'), findings.filter((finding) => finding.occurrence > 1).length, paper.bad])
  const words = counts.map(([word]) => sheet.one({ ...type.small, text: word }, 80))
  const gap = (width - words.reduce((sum, word) => sum + word.width, 0)) / counts.length
  let at = x
  counts.forEach(([, count, colour], i) => {
    const word = words[i]
    if (!word) return
    const left = at
    const figure: Run = { text: String(count), size: 20, bold: true, colour: count > 0 ? colour : paper.ink3 }
    sheet.mark('P', () => {
      sheet.line(sheet.one(figure, 60), left, sheet.y, 26)
      sheet.line(word, left, sheet.y + 25, 13)
    })
    at += Math.max(word.width, 24) + Math.min(gap, 22)
  })
  sheet.y += 38
}

/** Radar at the left; strengths and the count of findings at the right of it. */
const drawGlance = (sheet: Sheet): void => {
  const { snapshot, t } = sheet
  const top = sheet.y
  const drawing = radarOf(sheet, radar.width, radar.height)
  const enough = drawing !== null
  const heading = (content: string, x: number, width: number, aside = '') => {
    sheet.mark('H2', () => {
      const title = sheet.one({ ...type.heading, text: content }, width)
      sheet.line(title, x, sheet.y, 19)
      sheet.lineRight(sheet.one({ ...type.small, text: aside }, width - title.width - 8), x + width, sheet.y + 2, 19)
    })
    sheet.y += 24
  }
  let bottom = top
  if (drawing !== null) {
    heading(t('reports.summary.radar'), page.left, radar.width)
    sheet.mark('Figure', () => drawRadar(sheet, drawing, page.left - 10, sheet.y, radar.width, radar.height), {
      alt: t('reports.radar'),
    })
    sheet.y += radar.height + 4
    legend(sheet)
    bottom = sheet.y + 14
  }
  const x = enough ? page.left + radar.width + 18 : page.left
  const width = page.right - x
  sheet.y = top
  if (snapshot.strengths.length > 0) {
    const toNetwork = snapshot.strengths.some((strength) => strength.aboveNetworkBp !== null)
    heading(t('reports.strengths'), x, width, t(toNetwork ? 'reports.strengths.network' : 'reports.strengths.last'))
    sheet.artifact(() => sheet.rule(sheet.y - 1, 0.75, paper.edge, x, page.right))
    sheet.y += 5
    for (const strength of snapshot.strengths.slice(0, 4)) drawStrength(sheet, strength, x, width)
  }
  if (snapshot.findings.length > 0) {
    sheet.y = Math.max(sheet.y + 12, bottom - 80)
    heading(t('reports.findings'), x, width)
    sheet.artifact(() => sheet.rule(sheet.y - 1, 0.75, paper.edge, x, page.right))
    sheet.y += 3
    drawCounts(sheet, x, width)
  }
  sheet.y = Math.max(bottom, sheet.y) + 2
}

const reasonText = (sheet: Sheet, reason: GateReason): string => {
  switch (reason.kind) {
    case 'item':
      return `${reason.code} ${sheet.say(reason.text)}`
    case 'section':
      return `${sheet.say(reason.title)} ${percentText(reason.percentBp, sheet.snapshot.score.decimals)}%`
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
  [...findings].filter((finding) => Number(finding.lost) > 0).sort((a, b) => Number(b.lost) - Number(a.lost))

const drawLosses = (sheet: Sheet): void => {
  const { snapshot, t } = sheet
  const all = byLoss(snapshot.findings)
  // As many as the page still holds, so that the summary stays one page.
  const fits = Math.floor((sheet.room - 70) / 21.5)
  const top = all.slice(0, fits < 3 ? 6 : Math.min(6, fits))
  if (top.length < 2) return
  const total = sumPoints(all.map((finding) => finding.lost))
  const part = sumPoints(top.map((finding) => finding.lost))
  const share = Math.round((Number(part) / Number(total)) * 100)
  const greatest = Number(top[0]?.lost ?? 0)
  const aside = all.length > top.length ? t('reports.lost.share', { n: top.length, total, share }) : ''
  sheet.heading(t('reports.lost.top'), { aside })
  const columns: Column[] = [
    { head: t('reports.code'), width: 66 },
    { head: t('reports.item'), width: 0 },
    { head: t('reports.severity'), width: 66 },
    { head: '', width: 96 },
    { head: t('reports.lost'), width: 36, align: 'right' },
  ]
  const rows = top.map(
    (finding): Row => ({
      kind: 'row',
      header: 1,
      cells: [
        text(finding.code, { colour: paper.ink3 }),
        text(sheet.say(finding.text)),
        text(t(`reports.severity.${finding.severity}`), {
          colour: finding.severity === 'critical' ? paper.bad : paper.ink2,
          bold: finding.severity === 'critical',
        }),
        {
          paragraphs: [],
          draw: (x, y, width) => {
            sheet.box(x, y + 3.5, width, 5.5, paper.sunk)
            const colour = finding.severity === 'critical' ? paper.bad : paper.accent
            sheet.box(x, y + 3.5, (Number(finding.lost) / greatest) * width, 5.5, colour)
          },
        },
        text(pointText(finding.lost), { bold: true }),
      ],
    }),
  )
  drawTable(sheet, columns, rows, 4)
}

/** The page for those who read only one more page: where, why, what is good, what cost most. */
export const drawSummary = (sheet: Sheet, sectionsLeft: boolean): void => {
  const { snapshot, t, locale } = sheet
  const { gates, strengths, findings, criticalFailures } = snapshot
  const empty = [gates, strengths, findings, criticalFailures].every((list) => list.length === 0)
  if (empty && !sectionsLeft && radarOf(sheet, radar.width, radar.height) === null) return
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
