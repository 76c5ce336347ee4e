import { dayText, pointsText, pointText, shortInstantText } from '../../../views/format.ts'
import { changeFigure, formatScore } from '../../../views/score.ts'
import { type Finding, type Photo, type Severity, scalesOf } from '../snapshot.ts'
import { drawSign } from './drawing.ts'
import { measure, page, paper, type } from './page.ts'
import type { Sheet } from './sheet.ts'

/** A photo as pdfkit holds it; null where the bytes are missing or cannot be read. */
export type Picture = { width: number; height: number; image: unknown } | null
export type Pictures = (sha256: string) => Picture

export const severities: readonly Severity[] = ['critical', 'major', 'minor', 'observation']

const photoColumn = 222
const photo = { width: 107, height: 80, gap: 8 }
/** One piece of a column: its height and how to draw it with its top at the pen. */
type Piece = { height: number; draw: (top: number) => void }

const looks: Record<Severity, { ink: string; ground: string; bold?: boolean }> = {
  critical: { ink: paper.surface, ground: paper.bad, bold: true },
  major: { ink: paper.bad, ground: paper.badSoft },
  minor: { ink: paper.watch, ground: paper.watchSoft },
  observation: { ink: paper.ink2, ground: paper.sunk },
}

/** "19 findings: critical 1 · major 3 · minor 15, 1 repeated". */
export const findingsLine = (sheet: Sheet): string => {
  const { snapshot, t } = sheet
  const count = (severity: Severity) => snapshot.findings.filter((finding) => finding.severity === severity).length
  const parts = severities
    .filter((severity) => count(severity) > 0)
    .map((severity) => `${t(`reports.severity.${severity}`)} ${count(severity)}`)
    .join(' · ')
  const repeated = snapshot.findings.filter((finding) => finding.occurrence > 1).length
  const line = t('reports.findings.count', { n: snapshot.findings.length, parts })
  return repeated > 0 ? line + t('reports.findings.repeat', { n: repeated }) : line
}

const headPiece = (sheet: Sheet, finding: Finding, x: number): Piece => ({
  height: 18,
  draw: (top) =>
    sheet.mark('P', () => {
      const code = sheet.one({ ...type.body, size: 9, colour: paper.ink3, text: finding.code }, 140)
      sheet.line(code, x, top, 14)
      let at = x + code.width + 8
      at += sheet.tag(sheet.t(`reports.severity.${finding.severity}`), at, top, looks[finding.severity]) + 5
      if (finding.occurrence > 1) {
        const word = sheet.t('reports.repeat', { n: finding.occurrence })
        at += 12
        sheet.tag(word, at, top, { ink: paper.bad, ground: paper.badSoft })
        drawSign(sheet, 'again', at - 6, top + 7, paper.bad, 7.5)
      }
    }),
})

const linePieces = (
  sheet: Sheet,
  tag: string,
  content: string,
  style: { size: number; line: number; colour: string; bold?: boolean },
  x: number,
  width: number,
): Piece[] =>
  sheet.lines([{ ...style, text: content }], width).map((line) => ({
    height: style.line,
    draw: (top) => sheet.mark(tag, () => sheet.line(line, x, top, style.line)),
  }))

/** What was wrong, with a rule at its left: ticked descriptions first, then what the auditor wrote. */
const quotePieces = (sheet: Sheet, finding: Finding, x: number, width: number): Piece[] => {
  const stop = sheet.t('reports.stop')
  const paragraphs = [
    ...finding.losses.map((loss) => sheet.say(loss).replace(/[。.]$/, '') + stop),
    ...(finding.note ? finding.note.split(/\n+/) : []),
  ]
  const style = { ...type.body, size: 9, line: 14.5, colour: paper.ink2 }
  const pieces = paragraphs.flatMap((paragraph) => linePieces(sheet, 'P', paragraph, style, x + 10, width - 10))
  return pieces.map((piece) => ({
    height: piece.height,
    draw: (top) => {
      sheet.artifact(() => sheet.box(x, top, 1.5, piece.height, paper.line))
      piece.draw(top)
    },
  }))
}

const factPieces = (sheet: Sheet, finding: Finding, x: number, width: number): Piece[] => {
  const { t, locale } = sheet
  const facts: [string, string][] = []
  if (finding.owner && !finding.action) facts.push([t('reports.owner'), sheet.say(finding.owner)])
  if (finding.action) {
    const parts = [finding.action.number]
    if (finding.owner) parts.push(sheet.say(finding.owner))
    if (finding.action.state !== 'planning') parts.push(t(`reports.state.${finding.action.state}`))
    if (finding.action.dueOn) parts.push(t('reports.action.due', { day: dayText(finding.action.dueOn, locale) }))
    else if (finding.capaDays !== null) parts.push(t('reports.action.days', { days: finding.capaDays }))
    facts.push([t('reports.action'), parts.join(' · ')])
  }
  return facts.flatMap(([name, value]) => {
    const label = sheet.one({ ...type.body, size: 9, colour: paper.ink3, text: name }, 120)
    const indent = label.width + 14
    return sheet.lines([{ ...type.body, size: 9, text: value }], width - indent).map((line, i) => ({
      height: 14.5,
      draw: (top: number) =>
        sheet.mark('P', () => {
          if (i === 0) sheet.line(label, x, top, 14.5)
          sheet.line(line, x + indent, top, 14.5)
        }),
    }))
  })
}

const space = (height: number): Piece => ({ height, draw: () => {} })

const textPieces = (sheet: Sheet, finding: Finding, width: number): Piece[] => {
  const x = page.left
  const answer = sheet.t('reports.finding.answer', {
    answer: sheet.say(finding.answer).replace(/[。.]$/, ''),
    lost: pointText(finding.lost),
  })
  const quotes = quotePieces(sheet, finding, x, width)
  const facts = factPieces(sheet, finding, x, width)
  return [
    headPiece(sheet, finding, x),
    ...linePieces(sheet, 'H3', sheet.say(finding.text), type.strong, x, width),
    ...linePieces(sheet, 'P', answer, type.body, x, width),
    ...(quotes.length > 0 ? [space(3), ...quotes] : []),
    ...(facts.length > 0 ? [space(5), ...facts] : []),
  ]
}

const drawPhoto = (sheet: Sheet, shot: Photo, number: number, pictures: Pictures, x: number, top: number): void => {
  const { doc, t, snapshot, locale } = sheet
  const caption = [t('reports.figure', { n: number }), ...(shot.caption ? [sheet.say(shot.caption)] : [])].join(' · ')
  sheet.mark(
    'Figure',
    () => {
      sheet.box(x, top, photo.width, photo.height, paper.sunk, 2)
      const picture = pictures(shot.sha256)
      if (picture) {
        // The whole picture, never cropped: evidence may be at its edge.
        const scale = Math.min(photo.width / picture.width, photo.height / picture.height)
        const width = picture.width * scale
        const height = picture.height * scale
        doc.image(picture.image as string, x + (photo.width - width) / 2, top + (photo.height - height) / 2, {
          width,
          height,
        })
      } else {
        const line = sheet.one({ ...type.tiny, text: t('reports.photo.missing') }, photo.width - 8)
        sheet.line(line, x + (photo.width - line.width) / 2, top + photo.height / 2 - 5, 10)
      }
      doc.lineWidth(0.5).strokeColor(paper.line).roundedRect(x, top, photo.width, photo.height, 2).stroke()
    },
    { alt: caption },
  )
  sheet.mark('Caption', () => {
    const words = sheet.lines([{ ...type.tiny, size: 7.5, colour: paper.ink2, text: caption }], photo.width).slice(0, 2)
    words.forEach((line, i) => {
      sheet.line(line, x, top + photo.height + 3 + i * 10.5, 10.5)
    })
    if (shot.at) {
      const at = sheet.one({ ...type.tiny, text: shortInstantText(shot.at, snapshot.timeZone, locale) }, photo.width)
      sheet.line(at, x, top + photo.height + 3 + words.length * 10.5, 10)
    }
  })
}

/** Photos two in a row; `first` is the number of the first figure. */
const photoPieces = (sheet: Sheet, shots: readonly Photo[], first: number, pictures: Pictures): Piece[] => {
  const pieces: Piece[] = []
  for (let i = 0; i < shots.length; i += 2) {
    const pair = shots.slice(i, i + 2)
    pieces.push({
      height: photo.height + 38,
      draw: (top) => {
        pair.forEach((shot, column) => {
          const x = page.right - photoColumn + column * (photo.width + photo.gap)
          drawPhoto(sheet, shot, first + i + column, pictures, x, top)
        })
      },
    })
  }
  return pieces
}

const heightOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, piece) => sum + piece.height, 0)

/** Draws as many pieces as fit above `bottom`; gives back the rest. */
const pour = (pieces: readonly Piece[], top: number, bottom: number): { rest: Piece[]; end: number } => {
  let y = top
  let i = 0
  for (; i < pieces.length; i++) {
    const piece = pieces[i]
    if (!piece || (y + piece.height > bottom + 0.01 && i > 0)) break
    piece.draw(y)
    y += piece.height
  }
  return { rest: pieces.slice(i), end: y }
}

const columnsOf = (sheet: Sheet, finding: Finding, figure: number, pictures: Pictures): [Piece[], Piece[]] => {
  const width = finding.photos.length > 0 ? measure - photoColumn - 20 : measure
  return [textPieces(sheet, finding, width), photoPieces(sheet, finding.photos, figure, pictures)]
}

const heightOfFinding = (sheet: Sheet, finding: Finding, pictures: Pictures): number =>
  Math.max(...columnsOf(sheet, finding, 1, pictures).map(heightOf))

const drawFinding = (sheet: Sheet, finding: Finding, figure: number, pictures: Pictures): void => {
  let [left, right] = columnsOf(sheet, finding, figure, pictures)
  const height = Math.max(heightOf(left), heightOf(right))
  const full = page.bottom - page.top
  if (height + 10 > sheet.room && (height + 10 <= full || sheet.room < 160)) sheet.newPage()
  sheet.artifact(() => {
    if (sheet.y > page.top) sheet.rule(sheet.y, 0.5, paper.line)
  })
  sheet.y += sheet.y > page.top ? 10 : 0
  sheet.within('Sect', () => {
    for (;;) {
      const text = pour(left, sheet.y, page.bottom)
      const photos = pour(right, sheet.y, page.bottom)
      left = text.rest
      right = photos.rest
      sheet.y = Math.max(text.end, photos.end)
      if (left.length === 0 && right.length === 0) break
      sheet.newPage()
      const code = sheet.one({ ...type.small, text: sheet.t('reports.continued', { title: finding.code }) }, measure)
      sheet.artifact(() => sheet.line(code, page.left, sheet.y, 13))
      sheet.y += 18
    }
  })
  sheet.y += 10
}

/** Findings by section, the heaviest first, each with its pictures beside it. */
export const drawFindings = (sheet: Sheet, pictures: Pictures): void => {
  const { snapshot, t } = sheet
  const scale = scalesOf(snapshot).section
  sheet.chapter(
    { left: t('reports.findings'), right: snapshot.findings.length > 0 ? findingsLine(sheet) : '' },
    t('reports.findings'),
  )
  if (snapshot.findings.length === 0) {
    sheet.paragraph([{ ...type.body, text: t('reports.findings.none') }])
    return
  }
  let figure = 1
  snapshot.sections.forEach((section, index) => {
    const findings = snapshot.findings.filter((finding) => finding.section === index)
    if (findings.length === 0) return
    const title = `${index + 1} ${sheet.say(section.title)}`
    const first = findings[0] ? Math.min(240, heightOfFinding(sheet, findings[0], pictures)) : 0
    sheet.need(14 + 27 + first + 10)
    if (sheet.y > page.top) sheet.y += 14
    sheet.bookmark(title)
    const figures =
      section.percentBp === null
        ? t('reports.section.none')
        : scale.unit === 'percent'
          ? t('reports.section.points', {
              points: pointsText(section.earned, section.possible),
              percent: formatScore(t, section.percentBp, scale),
            })
          : formatScore(t, section.percentBp, scale)
    const change =
      section.percentBp !== null && section.lastBp !== null
        ? ` · ${t('reports.change')} ${changeFigure(section.percentBp - section.lastBp, scale)}`
        : ''
    sheet.paragraph(
      [
        { ...type.heading, text: `${title} ` },
        { ...type.heading, bold: true, colour: section.weak ? paper.bad : paper.ink3, text: ` ${figures}` },
        { ...type.body, colour: paper.ink3, text: change },
      ],
      { tag: 'H2', line: 19, after: 8 },
    )
    for (const finding of findings) {
      drawFinding(sheet, finding, figure, pictures)
      figure += finding.photos.length
    }
  })
}
