import { distanceFigure, formatScore } from '../../../views/score.ts'
import { type Strength, scalesOf } from '../snapshot.ts'
import { drawRadar, drawSign, radarOf } from './drawing.ts'
import { severities } from './findings.ts'
import { page, paper, type } from './page.ts'
import type { Sheet } from './sheet.ts'
import type { Run } from './text.ts'

const radar = { width: 276, height: 240 }

/** The radar of this page; null where the sections give none. */
export const radarFor = (sheet: Sheet): string | null => radarOf(sheet, radar.width, radar.height)

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
  const scale = scalesOf(sheet.snapshot).section
  const above = strength.aboveNetworkBp ?? strength.aboveLastBp
  const score = sheet.one({ ...type.body, bold: true, text: formatScore(sheet.t, strength.percentBp, scale) }, 60)
  const gain = above === null ? '' : distanceFigure(above, scale)
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
export const drawGlance = (sheet: Sheet): void => {
  const { snapshot, t } = sheet
  const top = sheet.y
  const drawing = radarFor(sheet)
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
    sheet.mark('Figure', () => drawRadar(sheet, drawing, page.left, sheet.y, radar.width, radar.height), {
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
