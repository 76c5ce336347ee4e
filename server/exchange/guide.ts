import type { ChecklistContent } from '../checklists/format.ts'
import { type Locale, pick, translator } from '../i18n/words.ts'
import type { Lists } from './excel/lists.ts'
import { bilingual, type Column, headingOf, labelsOf, type SheetName } from './excel/table.ts'
import type { ColumnOut, Line, SheetOut } from './excel/write.ts'
import { checklistFields, listsTable, tables } from './sheets.ts'

const general = ['one_sheet', 'both_languages', 'drop_downs', 'dates', 'nothing_half'] as const
const columns = [
  ['guide.sheet', 14],
  ['guide.column', 30],
  ['guide.required', 10],
  ['guide.values', 40],
] as const

/** Longer lists are looked up in their own sheet. */
const mostChoices = 8

/** The sheet that explains all others, in both languages. */
export function guideSheet({ title, version }: ChecklistContent, lists: Lists, locale: Locale): SheetOut {
  const both: Locale[] = locale === 'zh-CN' ? ['zh-CN', 'en'] : ['en', 'zh-CN']
  const heading = (text: string, width: number): ColumnOut => ({
    heading: text,
    isRequired: false,
    isNumber: false,
    width,
    help: '',
  })
  return {
    name: bilingual(labelsOf('exchange.sheet.guide'), locale, ' '),
    above: both.flatMap((language) => {
      const t = translator(language)
      return [
        t('exchange.guide.title', { title: pick(language, title), version }),
        ...general.map((name) => t(`exchange.guide.${name}`)),
        '',
      ]
    }),
    columns: [
      ...columns.map(([name, width]) => heading(bilingual(headingOf({ name }), locale, '\n'), width)),
      ...(['zh', 'en'] as const).map((language) =>
        heading(bilingual(headingOf({ name: 'guide.help', language }), locale, '\n'), 60),
      ),
    ],
    rows: [
      ...explained('checklist', checklistFields, lists, locale),
      ...tables.flatMap((table) => explained(table.sheet, table.columns, lists, locale)),
      ...explained('lists', listsTable.columns, lists, locale),
    ],
  }
}

const explained = (sheet: SheetName, described: readonly Column[], lists: Lists, locale: Locale): Line[] =>
  described.map((column) => {
    const help = labelsOf(`exchange.help.${column.name}`)
    return [
      bilingual(labelsOf(`exchange.sheet.${sheet}`), locale, ' '),
      bilingual(headingOf(column), locale, ' '),
      column.isRequired ? translator(locale)('exchange.guide.required') : null,
      valuesOf(column, lists, locale),
      help.zh,
      help.en,
    ]
  })

function valuesOf({ kind, list, from }: Column, lists: Lists, locale: Locale): string {
  const t = translator(locale)
  if (from) return t('exchange.guide.see_sheet', { sheet: t(`exchange.sheet.${from[0]}`) })
  const choices = lists[list ?? (kind === 'yes_no' || kind === 'yes' || kind === 'no' ? 'yes_no' : 'lists')] ?? []
  if (kind === 'number') return t('exchange.guide.number')
  if (kind === 'text' || (kind === 'codes' && !list) || kind === 'yes_or_text') return t('exchange.guide.text')
  if (choices.length > mostChoices) return t('exchange.guide.see_sheet', { sheet: t('exchange.sheet.lists') })
  return choices.map((choice) => pick(locale, choice)).join(t('exchange.problem.between'))
}
