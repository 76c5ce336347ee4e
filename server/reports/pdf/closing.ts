import { dayText, instantText } from '../../../views/format.ts'
import { formatScore, sayScore } from '../../../views/score.ts'
import { type Band, type ReportSnapshot, type Signature, scalesOf } from '../snapshot.ts'
import { dealerOf } from './cover.ts'
import { findingsLine } from './findings.ts'
import { measure, page, paper, type } from './page.ts'
import type { Sheet } from './sheet.ts'
import { type Cell, type Column, drawTable, type Row, text } from './table.ts'
import type { Run } from './text.ts'

/** A cell with a smaller grey line under its text. */
const withAside = (content: string, aside: string | null, style: Partial<Run>): Cell => ({
  paragraphs: [
    { runs: [{ ...type.table, ...style, text: content }] },
    ...(aside === null ? [] : [{ runs: [{ ...type.small, size: 7.5, text: aside }], line: 11.5 }]),
  ],
})

/** The corrective actions as they stood when this version was issued. */
export const drawActions = (sheet: Sheet): void => {
  const { snapshot, t, locale } = sheet
  sheet.chapter(
    { left: t('reports.actions'), right: snapshot.findings.length > 0 ? findingsLine(sheet) : '' },
    t('reports.actions'),
  )
  sheet.heading(t('reports.actions'), { aside: t('reports.actions.asof') })
  if (snapshot.actions.length === 0) {
    sheet.paragraph([{ ...type.body, text: t('reports.actions.none') }])
    return
  }
  const columns: Column[] = [
    { head: t('reports.number'), width: 54 },
    { head: t('reports.action.title'), width: 0 },
    { head: t('reports.severity'), width: 68 },
    { head: t('reports.state'), width: 78 },
    { head: t('reports.person'), width: 80 },
    { head: t('reports.due'), width: 58, align: 'right' },
  ]
  const rows = snapshot.actions.map((action): Row => {
    const severity = t(`reports.severity.${action.severity}`)
    const state = t(`reports.state.${action.state}`)
    const over = action.state === 'void'
    return {
      kind: 'row',
      header: 1,
      cells: [
        text(action.number, { colour: paper.ink3 }),
        withAside(sheet.say(action.title), action.codes.join(t('reports.list')) || null, {
          colour: over ? paper.ink3 : paper.ink,
        }),
        withAside(severity, action.repeat ? t('reports.repeat.short') : null, {
          colour: action.severity === 'critical' ? paper.bad : paper.ink2,
          bold: action.severity === 'critical',
        }),
        withAside(state, action.round > 1 ? t('reports.round', { round: action.round }) : null, { colour: paper.ink2 }),
        text(action.owner ? sheet.say(action.owner) : '—', { colour: paper.ink2 }),
        text(action.dueOn ? dayText(action.dueOn, locale) : '—'),
      ],
    }
  })
  drawTable(sheet, columns, rows)
}

const lineHeight = 62

const drawSignature = (sheet: Sheet, signature: Signature, x: number, top: number, width: number): void => {
  const { t, snapshot, locale } = sheet
  const name = signature.name ? sheet.say(signature.name) : ''
  sheet.mark('P', () => {
    const role = sheet.one({ ...type.small, text: sheet.say(signature.role) }, width * 0.6)
    sheet.line(role, x, top, 13)
    sheet.line(
      sheet.one({ ...type.body, bold: true, text: name }, width - role.width - 8),
      x + role.width + 8,
      top - 1,
      15,
    )
    if (signature.signedAt !== null) {
      const at = instantText(signature.signedAt, snapshot.timeZone, locale)
      sheet.line(sheet.one({ ...type.body, text: t('reports.signed', { at }) }, width), x, top + 20, 15.5)
      if (signature.remark) {
        const remark = sheet.lines([{ ...type.small, colour: paper.ink2, text: signature.remark }], width).slice(0, 2)
        remark.forEach((line, i) => {
          sheet.line(line, x, top + 36 + i * 12, 12)
        })
      }
      return
    }
    const date = x + width * 0.66
    sheet.line(sheet.one({ ...type.tiny, text: t('reports.sign') }, 80), x, top + 45, 10)
    sheet.line(sheet.one({ ...type.tiny, text: t('reports.date') }, 80), date, top + 45, 10)
  })
  if (signature.signedAt === null) {
    sheet.artifact(() => {
      sheet.rule(top + 43, 0.75, paper.edge, x, x + width * 0.6)
      sheet.rule(top + 43, 0.75, paper.edge, x + width * 0.66, x + width)
    })
  }
}

const drawSignatures = (sheet: Sheet): void => {
  const { snapshot, t, locale } = sheet
  if (snapshot.signatures.length === 0) return
  const rows = Math.ceil(snapshot.signatures.length / 2)
  sheet.head = { left: t('reports.signatures'), right: `${dealerOf(sheet)} · ${dayText(snapshot.day, locale)}` }
  sheet.heading(t('reports.signatures'), { before: 26, keep: Math.min(rows, 3) * (lineHeight + 16) + 30 })
  sheet.bookmark(t('reports.signatures'))
  sheet.paragraph([{ ...type.small, text: t('reports.signatures.text') }], { line: 13, after: 14 })
  const width = (measure - 32) / 2
  for (let i = 0; i < snapshot.signatures.length; i += 2) {
    sheet.need(lineHeight)
    snapshot.signatures.slice(i, i + 2).forEach((signature, column) => {
      drawSignature(sheet, signature, page.left + column * (width + 32), sheet.y, width)
    })
    sheet.y += lineHeight + 14
  }
}

const drawVersions = (sheet: Sheet): void => {
  const { snapshot, t, locale } = sheet
  if (snapshot.versions.length < 2) return
  const scale = { ...scalesOf(snapshot).whole, limits: [] }
  sheet.heading(t('reports.versions'))
  const columns: Column[] = [
    { head: t('reports.versions.head'), width: 76 },
    { head: t(scale.unit === 'percent' ? 'reports.percent' : 'reports.score'), width: 72 },
    { head: t('reports.issued'), width: 104 },
    { head: t('reports.reason'), width: 0 },
  ]
  const rows = [...snapshot.versions].reverse().map((row): Row => {
    const current = row.version === snapshot.issue.version
    const colour = current ? paper.ink : paper.ink3
    const reason = row.reason ? sheet.say(row.reason) : t('reports.versions.first')
    const why = current ? reason : reason + t('reports.superseded')
    const score = [row.percentBp === null ? '—' : formatScore(t, row.percentBp, scale), row.grade ?? ''].join(' ')
    return {
      kind: 'row',
      header: 0,
      cells: [
        text(t('reports.version', { version: row.version }), { bold: current, colour }),
        text(score, { bold: current, colour }),
        text(instantText(row.issuedAt, snapshot.timeZone, locale), { colour }),
        text(why, { colour }),
      ],
    }
  })
  drawTable(sheet, columns, rows)
}

/** How the score comes about, in a sentence; of points where the report tells points. */
const readingOf = ({ checklist: { rollup }, score }: ReportSnapshot) => {
  const tellsPoints = score.unit !== undefined && (rollup === 'demerit_sum' || rollup === 'start_minus')
  return tellsPoints ? (`reports.reading.${rollup}.points` as const) : (`reports.reading.${rollup}` as const)
}

/** A grade with its limit; without a limit of its own only its name. */
const bandWords = (sheet: Sheet, band: Band, above: Band | undefined): string => {
  const { snapshot, t } = sheet
  const { unit } = scalesOf(snapshot).whole
  const named = { grade: band.grade, word: sheet.say(band.word) }
  if (unit === 'percent') {
    const limit = (bp: number) => formatScore(t, bp, { decimals: bp % 100 === 0 ? 0 : 1 })
    if (band.minBp !== null && band.minBp > 0) return t('reports.reading.band', { ...named, min: limit(band.minBp) })
    const least = band.minBp === 0 ? above?.minBp : null
    return least == null
      ? t('reports.reading.band.only', named)
      : t('reports.reading.band.lowest', { ...named, min: limit(least) })
  }
  const isLast = band === snapshot.score.bands.at(-1)
  if (isLast || band.minBp === null) return t('reports.reading.band.only', named)
  const limit = sayScore(t, band.minBp, { unit })
  return t(unit === 'points_off' ? 'reports.reading.band.most' : 'reports.reading.band.least', { ...named, limit })
}

/** How the figures come about, and where to check the document. */
const drawReading = (sheet: Sheet): void => {
  const { snapshot, t } = sheet
  const { score, network, issue } = snapshot
  const bands = score.bands.map((band, i) => bandWords(sheet, band, score.bands[i - 1])).join(t('reports.comma'))
  const notes = [
    t(readingOf(snapshot)),
    t('reports.reading.bands', { bands }),
    ...(network ? [t('reports.reading.network', { dealers: network.dealers })] : []),
    ...(snapshot.findings.some((finding) => finding.occurrence > 1) ? [t('reports.reading.repeat')] : []),
    t('reports.reading.hash', { hash: issue.contentHash, url: issue.verifyUrl }),
  ]
  sheet.heading(t('reports.reading'), { before: 22, keep: 80 })
  for (const note of notes) {
    sheet.paragraph([{ ...type.small, colour: paper.ink2, text: note }], { line: 13, after: 3 })
  }
}

/** Signatures, versions and the notes, after the actions. */
export const drawClosing = (sheet: Sheet): void => {
  drawSignatures(sheet)
  drawVersions(sheet)
  drawReading(sheet)
}
