import type { Kysely } from 'kysely'
import type { Database, ImportKind } from '../db/schema.ts'
import { type Choice, codeOf, nameOf } from '../exchange/excel/lists.ts'
import { bilingual, type Labels, labelsOf } from '../exchange/excel/table.ts'
import type { ColumnOut, DropDown, Line, SheetOut } from '../exchange/excel/write.ts'
import { type Locale, pick, type Translate, translator, type WordKey } from '../i18n/words.ts'
import type { Values } from './check.ts'
import { closedLists, columnsOf, type ImportColumn, mostRows, type Offer } from './columns.ts'
import type { Invitation } from './invitation-commands.ts'
import { nameInFile, waveName } from './known-plans.ts'
import { loadAuditors, loadFeatures, loadGroups, loadPublishedVersions, loadRegions, loadWaves } from './known-store.ts'

type Db = Kysely<Database>
type List = { name: string; labels: Labels; choices: readonly Choice[]; isClosed: boolean }

/** What the drop-downs of a kind offer: its closed lists, and what is in the database. */
export const listsFor = async (db: Db, kind: ImportKind): Promise<List[]> => {
  const lists: List[] = []
  for (const { list, offers } of columnsOf[kind]) {
    const name = list ?? offers
    if (!name || lists.some((other) => other.name === name)) continue
    const choices = offers ? await offered(db, offers) : (closedLists[name] ?? [])
    if (choices.length > 0) {
      lists.push({ name, labels: labelsOf(`imports.list.${name}` as WordKey), choices, isClosed: list !== undefined })
    }
  }
  return lists
}

const named = (code: string, { name_zh, name_en }: { name_zh: string; name_en: string }): Choice => ({
  code,
  zh: name_zh,
  en: name_en || name_zh,
})

const offered = async (db: Db, offer: Offer): Promise<Choice[]> => {
  switch (offer) {
    case 'regions':
      return (await loadRegions(db)).filter(({ active }) => active).map((region) => named(region.code, region))
    case 'groups':
      return (await loadGroups(db)).filter(({ active }) => active).map((group) => named(group.code, group))
    case 'features':
      return loadFeatures(db)
    case 'waves': {
      const waves = await loadWaves(db)
      return waves.filter(({ active }) => active).map((wave) => named(waveName(wave, waves), wave))
    }
    case 'checklists': {
      const versions = await loadPublishedVersions(db)
      const newest = new Map(versions.toReversed().map((version) => [version.checklist_id, version]))
      return [...newest].map(([code, { title_zh, title_en }]) => ({ code, zh: title_zh, en: title_en }))
    }
    case 'auditors': {
      const people = (await loadAuditors(db)).filter((person) => person.active && nameInFile(person) !== '')
      return people.map((person) => {
        const role = labelsOf(`role.${person.role}`)
        return { code: nameInFile(person), ...role }
      })
    }
  }
}

/** Where each list stands in the sheet of lists: closed ones are offered by name, others by the code that is written. */
const rangesOf = (lists: readonly List[], sheet: string, locale: Locale): Map<string, string> => {
  const ranges = new Map<string, string>()
  let first = 2
  for (const { name, choices, isClosed } of lists) {
    const column = !isClosed ? 'B' : locale === 'zh-CN' ? 'C' : 'D'
    ranges.set(name, `'${sheet}'!$${column}$${first}:$${column}$${first + choices.length - 1}`)
    first += choices.length
  }
  return ranges
}

const plainColumn = (labels: Labels, locale: Locale, width: number): ColumnOut => ({
  heading: bilingual(labels, locale, '\n'),
  isRequired: false,
  isNumber: false,
  width,
  help: '',
})

const dropDownOf = (range: string | undefined, isClosed: boolean, t: Translate): DropDown | undefined =>
  range === undefined
    ? undefined
    : { range, isClosed, title: t('imports.drop_down.title'), error: t('imports.drop_down.error') }

/** How a value of a column is written: a choice by its name, where that is understood again. */
const cellOf = ({ kind, list = '' }: ImportColumn, value: string, locale: Locale): string | null => {
  if (value === '') return null
  return kind === 'list' || kind === 'yes_no' ? nameOf(value, closedLists[list] ?? [], locale) : value
}

/**
 * A workbook to fill in, with the example row, or with what is there now. Headings in both languages, choices from lists, and a
 * sheet that explains the columns.
 */
export const importSheets = (
  kind: ImportKind,
  lists: readonly List[],
  rows: readonly Values[] | null,
  locale: Locale,
): SheetOut[] => {
  const t = translator(locale)
  const columns = columnsOf[kind]
  const sheetName = (key: WordKey) => bilingual(labelsOf(key), locale, ' ')
  const ranges = rangesOf(lists, sheetName('imports.sheet.lists'), locale)
  const example = Object.fromEntries(columns.map((column) => [column.name, pick(locale, column.example)]))
  const lines = (rows ?? [example]).map((values) =>
    columns.map((column) => cellOf(column, values[column.name] ?? '', locale)),
  )
  const data: SheetOut = {
    name: sheetName(`imports.kind.${kind}`),
    columns: columns.map((column) => ({
      heading: bilingual(column.labels, locale, '\n'),
      isRequired: column.isRequired,
      isNumber: false,
      width: column.width,
      help: t(column.help),
      dropDown: dropDownOf(ranges.get(column.list ?? column.offers ?? ''), column.list !== undefined, t),
    })),
    frozenColumns: 1,
    rows: lines,
    offersDownTo: mostRows + 1,
  }
  const written = [data, guide(kind, lists, locale)]
  if (lists.length > 0) written.push(listsSheet(lists, locale))
  return written
}

const listsSheet = (lists: readonly List[], locale: Locale): SheetOut => ({
  name: bilingual(labelsOf('imports.sheet.lists'), locale, ' '),
  columns: [
    plainColumn(labelsOf('imports.lists.list'), locale, 16),
    plainColumn(labelsOf('imports.lists.code'), locale, 28),
    plainColumn(labelsOf('imports.lists.zh'), locale, 28),
    plainColumn(labelsOf('imports.lists.en'), locale, 28),
  ],
  rows: lists.flatMap(({ labels, choices }) =>
    choices.map(({ code, zh, en }): Line => [pick(locale, labels), code, zh, en]),
  ),
})

const both = (locale: Locale): Locale[] => (locale === 'zh-CN' ? ['zh-CN', 'en'] : ['en', 'zh-CN'])

const guide = (kind: ImportKind, lists: readonly List[], locale: Locale): SheetOut => {
  const t = translator(locale)
  const update: WordKey = kind === 'audit_plans' ? 'imports.guide.add' : 'imports.guide.update'
  return {
    name: bilingual(labelsOf('imports.sheet.guide'), locale, ' '),
    above: both(locale).flatMap((language) => {
      const say = translator(language)
      return [
        say('imports.guide.title', { kind: say(`imports.kind.${kind}`) }),
        say('imports.guide.rows'),
        say('imports.guide.example'),
        say(update),
        say('imports.guide.choices'),
        say('imports.guide.nothing'),
        '',
      ]
    }),
    columns: [
      plainColumn(labelsOf('imports.guide.column'), locale, 32),
      plainColumn(labelsOf('imports.guide.required'), locale, 12),
      plainColumn(labelsOf('imports.guide.values'), locale, 44),
      plainColumn(labelsOf('imports.guide.help'), locale, 60),
      plainColumn(labelsOf('imports.guide.help'), locale, 60),
    ],
    rows: columnsOf[kind].map((column): Line => {
      const help = labelsOf(column.help)
      return [
        bilingual(column.labels, locale, ' '),
        column.isRequired ? t('imports.guide.is_required') : null,
        takes(column, lists, t, locale),
        ...(locale === 'zh-CN' ? [help.zh, help.en] : [help.en, help.zh]),
      ]
    }),
  }
}

const takes = ({ kind, list, offers }: ImportColumn, lists: readonly List[], t: Translate, locale: Locale): string => {
  if (kind === 'day') return t('imports.guide.day')
  const offer = lists.find(({ name }) => name === (list ?? offers))
  if (!offer) return t('imports.guide.text')
  if (!offer.isClosed || offer.choices.length > 8) {
    return t('imports.guide.see_lists', { sheet: t('imports.sheet.lists') })
  }
  return offer.choices.map((choice) => pick(locale, choice)).join(t('exchange.problem.between'))
}

/** Is a code shown by a name? For the preview. */
export const shownValue = (column: ImportColumn, value: string, locale: Locale): string =>
  (column.kind === 'list' || column.kind === 'yes_no') &&
  codeOf(value, closedLists[column.list ?? ''] ?? []) !== undefined
    ? nameOf(value, closedLists[column.list ?? ''] ?? [], locale)
    : value

/** The links of new people, to be passed on. */
export const invitationSheets = (
  invitations: readonly Invitation[],
  shown: { link: (token: string) => string; until: (at: string) => string },
  locale: Locale,
): SheetOut[] => [
  {
    name: bilingual(labelsOf('imports.invitations'), locale, ' '),
    columns: [
      plainColumn(labelsOf('users.field.name'), locale, 18),
      plainColumn(labelsOf('users.field.sign_in_name'), locale, 22),
      plainColumn(labelsOf('imports.invitations.link'), locale, 90),
      plainColumn(labelsOf('imports.invitations.until'), locale, 22),
    ],
    rows: invitations.map(
      ({ name, sign_in_name, token, expiresAt }): Line => [
        name,
        sign_in_name,
        shown.link(token),
        shown.until(expiresAt),
      ],
    ),
  },
]
