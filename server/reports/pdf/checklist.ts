import { pointsText } from '../../../views/format.ts'
import { formatScore } from '../../../views/score.ts'
import { type ItemResult, scalesOf, type Verdict } from '../snapshot.ts'
import { drawSign, type Sign } from './drawing.ts'
import { paper, type } from './page.ts'
import type { Sheet } from './sheet.ts'
import { type Cell, type Column, drawTable, type Row, text } from './table.ts'

const signs: Record<Verdict, { sign: Sign; colour: string }> = {
  conforms: { sign: 'check', colour: paper.good },
  partly: { sign: 'half', colour: paper.watch },
  fails: { sign: 'cross', colour: paper.bad },
  not_applicable: { sign: 'none', colour: paper.edge },
  not_answered: { sign: 'none', colour: paper.edge },
  unscored: { sign: 'none', colour: paper.edge },
  not_scored_now: { sign: 'none', colour: paper.edge },
}

const itemCell = (sheet: Sheet, item: ItemResult): Cell => {
  const { t } = sheet
  const grey = item.verdict === 'not_applicable' || item.verdict === 'not_answered'
  const asides = [
    ...(item.verdict === 'not_scored_now' ? [t('result.verdict.item.not_scored_now')] : []),
    ...(item.note ? [t('reports.item.note', { note: item.note.replace(/\s*\n\s*/g, ' ') })] : []),
    ...(item.photoCount > 0 ? [t('reports.item.photos', { n: item.photoCount })] : []),
  ]
  return {
    paragraphs: [
      {
        runs: [
          ...(item.critical
            ? [{ ...type.table, bold: true, colour: paper.bad, text: `${t('reports.item.critical')}  ` }]
            : []),
          { ...type.table, colour: grey ? paper.ink3 : paper.ink, text: sheet.say(item.text) },
        ],
      },
      ...asides.map((aside) => ({ runs: [{ ...type.small, size: 7.5, text: aside }], line: 11.5 })),
    ],
  }
}

const resultCell = (sheet: Sheet, item: ItemResult): Cell => {
  const { sign, colour } = signs[item.verdict]
  const strong = item.verdict === 'fails' || item.verdict === 'partly'
  return {
    paragraphs: [
      { runs: [{ ...type.table, colour: strong ? colour : paper.ink2, text: sheet.say(item.answer) }], indent: 14 },
    ],
    draw: (x, top) => drawSign(sheet, sign, x + 4.5, top + 6.5, colour, 7),
  }
}

/** Every item with its answer, section by section; the head repeats on each page. */
export const drawChecklist = (sheet: Sheet): void => {
  const { snapshot, t } = sheet
  const { checklist } = snapshot
  const scale = scalesOf(snapshot).section
  sheet.chapter(
    { left: t('reports.checklist.full'), right: `${sheet.say(checklist.title)} ${checklist.version}` },
    t('reports.checklist.full'),
  )
  const columns: Column[] = [
    { head: t('reports.code'), width: 62 },
    { head: t('reports.item'), width: 0 },
    { head: t('reports.result'), width: 150 },
    { head: t('reports.points'), width: 48, align: 'right' },
  ]
  const rows = snapshot.checklistSections.flatMap((section, index): Row[] => {
    const title = `${index + 1} ${sheet.say(section.title)}`
    const figures =
      section.percentBp === null
        ? t('reports.section.none')
        : scale.unit === 'percent'
          ? t('reports.section.points', {
              points: pointsText(section.earned, section.possible),
              percent: formatScore(t, section.percentBp, scale),
            })
          : formatScore(t, section.percentBp, scale)
    return [
      {
        kind: 'heading',
        left: { ...type.strong, size: 10, text: title },
        right: { ...type.small, colour: paper.ink2, text: figures },
        onDraw: () => sheet.bookmark(title),
      },
      ...section.items.map(
        (item): Row => ({
          kind: 'row',
          header: 1,
          cells: [
            text(item.code, { colour: paper.ink3 }),
            itemCell(sheet, item),
            resultCell(sheet, item),
            text(item.earned === null || item.possible === null ? '—' : pointsText(item.earned, item.possible)),
          ],
        }),
      ),
    ]
  })
  drawTable(sheet, columns, rows, 4)
}
