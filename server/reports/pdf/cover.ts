import { rulerDrawing, rulerLabel, rulerMarks } from '../../../views/charts/ruler.tsx'
import { instantText, longDayText, percentFigure } from '../../../views/format.ts'
import { changeFigure, distanceFigure, type Scale, unitWords } from '../../../views/score.ts'
import { type Gate, scalesOf } from '../snapshot.ts'
import { drawQr, drawShapes, rulerOf } from './drawing.ts'
import { measure, page, paper, type } from './page.ts'
import { drawSections, headline, sectionsHeight } from './sections.ts'
import type { Sheet } from './sheet.ts'
import type { Run } from './text.ts'

const sealHeight = 76

/** Code and name of the dealer, as on every foot. */
export const dealerOf = (sheet: Sheet): string =>
  `${sheet.snapshot.dealer.code} ${sheet.say(sheet.snapshot.dealer.name)}`

const facts = (sheet: Sheet): [string, string][] => {
  const { snapshot, t, locale } = sheet
  const { dealer, checklist, score } = snapshot
  const wave = [snapshot.programme, snapshot.wave].flatMap((pair) => (pair ? [sheet.say(pair)] : []))
  const region = [sheet.say(dealer.region), sheet.say(dealer.city)].filter(Boolean)
  const list: [string, string][] = [
    [t('reports.wave'), wave.join(' · ') || t('reports.wave.none')],
    [
      t('reports.kind'),
      [t(`reports.kind.${snapshot.kind}`), t(`reports.by.${snapshot.conductedBy}`)].join(t('reports.comma')),
    ],
    [t('reports.day'), longDayText(snapshot.day, locale)],
    [
      t(snapshot.kind === 'mystery' ? 'reports.shopper' : 'reports.auditors'),
      snapshot.auditors
        .map(({ name, lead }) =>
          lead && snapshot.auditors.length > 1 ? t('reports.lead', { name: sheet.say(name) }) : sheet.say(name),
        )
        .join(t('reports.list')),
    ],
    [
      t('reports.checklist.version'),
      t('reports.checklist.items', {
        version: checklist.version,
        items: checklist.items,
        na: checklist.notApplicable,
      }),
    ],
    [t('reports.place'), region.join(' · ')],
  ]
  if (score.rebate !== null) list.push([t('reports.rebate'), score.rebate])
  return list.filter(([, value]) => value !== '')
}

const drawFacts = (sheet: Sheet): void => {
  const list = facts(sheet)
  const half = measure / 2
  const names = list.map(([name]) => sheet.one({ ...type.body, size: 9, colour: paper.ink3, text: name }, 90))
  const indents = [0, 1].map(
    (column) => 16 + Math.max(...names.filter((_, i) => i % 2 === column).map((name) => name.width)),
  )
  for (let i = 0; i < list.length; i += 2) {
    let deepest = 0
    for (const column of [0, 1]) {
      const fact = list[i + column]
      const name = names[i + column]
      if (!fact || !name) continue
      const x = page.left + column * half
      const indent = indents[column] ?? 0
      const lines = sheet.lines([{ ...type.body, size: 9, text: fact[1] }], half - indent - 12)
      sheet.mark('P', () => sheet.line(name, x, sheet.y, 14.5))
      sheet.mark('P', () => {
        lines.forEach((line, row) => {
          sheet.line(line, x + indent, sheet.y + row * 14.5, 14.5)
        })
      })
      deepest = Math.max(deepest, lines.length)
    }
    sheet.y += deepest * 14.5 + 3
  }
}

/** A triggered gate with its first reason, short: "G3（维修作业 63.6%）". */
const gateText = (sheet: Sheet, gate: Gate): string => {
  const { t, snapshot } = sheet
  const reasons = gate.because.flatMap((reason) => {
    if (reason.kind === 'item') return [reason.code]
    if (reason.kind === 'section') {
      return [`${sheet.say(reason.title)} ${percentFigure(reason.percentBp, snapshot.score.decimals)}%`]
    }
    return []
  })
  const [first] = reasons
  if (first === undefined) return gate.id
  const why = reasons.length > 1 ? t('reports.gate.more', { first, n: reasons.length }) : first
  return t('reports.gate.why', { id: gate.id, why })
}

/** How this score stands to the last one. */
const changeWords = ({ t }: Sheet, difference: number, scale: Scale): string => {
  if (scale.unit === 'percent') return t('reports.verdict.change', { change: changeFigure(difference, scale) })
  if (difference === 0) return t('reports.verdict.change.same')
  const kind = scale.unit === 'points_off' ? 'points_off' : 'points'
  const change = distanceFigure(difference, scale)
  return t(`reports.verdict.change.${kind}.${difference > 0 ? 'better' : 'worse'}`, { change })
}

/** Why it is this grade, in a few sentences. */
const verdict = (sheet: Sheet): Run[] => {
  const { snapshot, t } = sheet
  const { score, gates, last, issue, versions } = snapshot
  const strong = (content: string): Run => ({ ...type.body, bold: true, text: content })
  const plain = (content: string): Run => ({ ...type.body, text: content })
  const runs: Run[] = []
  if (snapshot.practice) runs.push(strong(t('reports.practice') + ' '))
  if (score.grade === null) {
    runs.push(strong(t('reports.verdict.none')), plain(t('reports.verdict.none.why')))
    return runs
  }
  runs.push(strong(t('reports.verdict.grade', { grade: score.grade, word: score.word ? sheet.say(score.word) : '' })))
  const triggered = gates
    .filter((gate) => gate.triggered)
    .map((gate) => gateText(sheet, gate))
    .join(t('reports.list'))
  if (triggered === '') runs.push(plain(t('reports.verdict.free')))
  else {
    const held = score.gradeByScore !== null && score.gradeByScore !== score.grade
    const values = { gates: triggered, grade: score.grade, byScore: score.gradeByScore ?? score.grade }
    runs.push(plain(t(held ? 'reports.verdict.held' : 'reports.verdict.same', values)))
  }
  if (last?.percentBp != null && score.percentBp !== null) {
    runs.push(plain(changeWords(sheet, score.percentBp - last.percentBp, scalesOf(snapshot).whole)))
  }
  const reason = versions.find((row) => row.version === issue.version)?.reason
  if (reason) runs.push(plain(t('reports.verdict.reason', { version: issue.version, reason: sheet.say(reason) })))
  return runs
}

const drawScore = (sheet: Sheet): void => {
  const { snapshot, t, doc } = sheet
  const { score } = snapshot
  const colour = score.percentBp === null ? paper.edge : paper.ink
  const figure = sheet.one({ text: headline(sheet), size: 68, colour, bold: true }, 300)
  const words = unitWords(t, scalesOf(snapshot).whole.unit)
  const before = sheet.one({ text: words.before, size: 30, colour: paper.ink3 }, 60)
  const unit = sheet.one({ text: words.after, size: words.after.length > 2 ? 13 : 30, colour: paper.ink3 }, 120)
  const top = sheet.y
  let x = page.left - 3
  sheet.mark('P', () => {
    // Signs and words share the baseline of the figure.
    if (score.percentBp !== null && words.before !== '') {
      sheet.line(before, x + 3, top + 40 + 68 * 0.38 - 30 * 0.88, 30)
      x += before.width + 6
    }
    sheet.line(figure, x, top, 80)
    x += figure.width + 2
    if (score.percentBp !== null) {
      const size = words.after.length > 2 ? 13 : 30
      sheet.line(unit, x, top + 40 + 68 * 0.38 - size * 0.88, size)
      x += unit.width
    }
    x += 14
  })
  if (score.grade !== null) {
    const grade = sheet.one({ text: score.grade, size: 30, colour: paper.ink, bold: true }, 120)
    const width = Math.max(46, grade.width + 20)
    const left = x
    sheet.mark('P', () => {
      doc.lineWidth(1.4).strokeColor(paper.ink)
      doc.roundedRect(left, top + 18, width, 46, 2.5).stroke()
      sheet.line(grade, left + (width - grade.width) / 2, top + 18, 45)
    })
    x += width
  }
  const left = Math.max(x + 24, page.left + 222)
  const lines = sheet.lines(verdict(sheet), page.right - left)
  const height = Math.max(80, lines.length * 15.5)
  sheet.mark('P', () => {
    lines.forEach((line, i) => {
      sheet.line(line, left, top + (height - lines.length * 15.5) / 2 + i * 15.5, 15.5)
    })
  })
  sheet.y = top + height + 12

  const ruler = rulerOf(snapshot)
  // The scale itself spans the measure: the drawing is inset by 6 pixels at both ends.
  const drawing = rulerDrawing(ruler, measure / 0.75 + 12)
  const marks = rulerMarks(ruler, t)
  sheet.mark('Figure', () => drawShapes(sheet, drawing.shapes, page.left - 4.5, sheet.y), { alt: rulerLabel(ruler, t) })
  sheet.y += drawing.height * 0.75 + 10
  sheet.mark('P', () => {
    let at = page.left
    for (const mark of marks) {
      drawShapes(sheet, mark.drawing.shapes, at, sheet.y + 2)
      at += mark.drawing.width * 0.75 + 5
      const word = sheet.one({ ...type.small, colour: paper.ink2, text: mark.word }, 200)
      sheet.line(word, at, sheet.y, 13)
      at += word.width + 18
    }
  })
  sheet.y += 13
}

const drawSeal = (sheet: Sheet): void => {
  const { snapshot, t, locale } = sheet
  const { issue } = snapshot
  const top = page.bottom - sealHeight
  const hash = (issue.contentHash.match(/.{1,8}/g) ?? []).join(' ')
  const at = instantText(issue.issuedAt, snapshot.timeZone, locale)
  const issued = t('reports.seal.issued', { version: issue.version, at })
  const width = measure - 100
  const texts: Run[] = [
    { ...type.body, bold: true, text: issued },
    { ...type.body, text: t('reports.seal.scan') },
    { ...type.small, text: hash },
  ]
  let y = top + sealHeight - 48
  for (const run of texts) {
    sheet.mark('P', () => sheet.line(sheet.one(run, width), page.left, y, 15.5))
    y += 15.5
  }
  sheet.mark('Figure', () => drawQr(sheet, issue.verifyUrl, page.right - 70, top + 4, 70), {
    alt: t('reports.seal.qr', { url: issue.verifyUrl }),
  })
  sheet.doc.link(page.right - 70, top + 4, 70, 70, issue.verifyUrl)
}

/** The cover. Gives back whether the table of sections still has to be drawn, because it did not fit. */
export const drawCover = (sheet: Sheet): { sectionsLeft: boolean } => {
  const { snapshot, t } = sheet
  sheet.chapter(
    {
      left: t(snapshot.kind === 'mystery' ? 'reports.name.mystery' : 'reports.name'),
      right: t('reports.confidential'),
    },
    t('reports.cover'),
  )
  const kicker: Run = { text: sheet.say(snapshot.checklist.title), size: 11, colour: paper.ink2 }
  sheet.mark('P', () => sheet.line(sheet.one(kicker, measure), page.left, sheet.y, 18))
  sheet.y += 18
  sheet.paragraph([{ text: dealerOf(sheet), size: 28, colour: paper.ink, bold: true }], {
    tag: 'H1',
    line: 38,
    after: 10,
  })
  drawFacts(sheet)
  sheet.y += 8
  sheet.artifact(() => sheet.rule(sheet.y, 0.75, paper.line))
  sheet.y += 14
  drawScore(sheet)
  sheet.y += 14
  sheet.artifact(() => sheet.rule(sheet.y, 0.75, paper.line))
  sheet.y += 2
  const sectionsLeft = sectionsHeight(sheet) > page.bottom - sealHeight - sheet.y
  if (!sectionsLeft) drawSections(sheet)
  drawSeal(sheet)
  return { sectionsLeft }
}
