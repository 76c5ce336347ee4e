import { roles } from '../access/can.ts'
import type { ImportKind } from '../db/schema.ts'
import type { Choice, Lists } from '../exchange/excel/lists.ts'
import { type CellKind, type Labels, labelsOf, type ReadColumn } from '../exchange/excel/table.ts'
import type { imports } from '../i18n/imports.ts'
import { locales, type WordKey } from '../i18n/words.ts'
import { positions } from '../users/positions.ts'
import { plannedKinds } from '../visits/rules.ts'

export const importKinds: readonly ImportKind[] = ['regions', 'dealers', 'users', 'audit_plans']

/** So many rows are imported at once. */
export const mostRows = 5000

/** What a drop-down offers out of the database. */
export type Offer = 'regions' | 'groups' | 'features' | 'checklists' | 'waves' | 'auditors'

export type ImportColumn = ReadColumn & {
  readonly labels: Labels
  readonly help: WordKey
  readonly example: Labels
  readonly isRequired: boolean
  readonly offers?: Offer
  /** In characters. */
  readonly width: number
}

type ColumnOf<Kind extends ImportKind> = keyof typeof imports extends infer Key
  ? Key extends `imports.column.${Kind}.${infer Name}`
    ? Name
    : never
  : never
type More = { kind?: CellKind; list?: string; offers?: Offer; width?: number; isRequired?: true }

const columnsIn = <Kind extends ImportKind>(of: Kind, columns: Record<ColumnOf<Kind>, More>): ImportColumn[] =>
  Object.entries<More>(columns).map(([name, { kind = 'text', width = 16, isRequired = false, ...more }]) => ({
    name,
    kind,
    width,
    isRequired,
    ...more,
    labels: labelsOf(`imports.column.${of}.${name}` as WordKey),
    help: `imports.help.${of}.${name}` as WordKey,
    example: labelsOf(`imports.example.${of}.${name}` as WordKey),
  }))

const required = { isRequired: true } as const
const name = { width: 28 } as const

/** The columns of each kind of import, in the order of the template. The first names what the row is about. */
export const columnsOf: Readonly<Record<ImportKind, readonly ImportColumn[]>> = {
  regions: columnsIn('regions', {
    code: required,
    name_zh: { ...name, ...required },
    name_en: name,
    parent: { offers: 'regions' },
  }),
  dealers: columnsIn('dealers', {
    code: required,
    name_zh: { ...name, ...required },
    name_en: name,
    region: { offers: 'regions', ...required },
    group: { offers: 'groups' },
    city_zh: {},
    city_en: {},
    address: { width: 40 },
    features: { kind: 'codes', offers: 'features', width: 28 },
    appeal_days: {},
  }),
  users: columnsIn('users', {
    sign_in_name: required,
    name: required,
    role: { kind: 'list', list: 'role', ...required },
    position: { kind: 'list', list: 'position', width: 22 },
    dealers: { kind: 'codes', width: 24 },
    regions: { kind: 'codes', width: 20 },
    alias: {},
    locale: { kind: 'list', list: 'locale' },
    email: { width: 26 },
    phone: {},
  }),
  audit_plans: columnsIn('audit_plans', {
    dealer: required,
    checklist: { offers: 'checklists', width: 32, ...required },
    version: {},
    day: { kind: 'day', ...required },
    kind: { kind: 'list', list: 'audit_kind', ...required },
    auditor: { offers: 'auditors', ...required },
    wave: { offers: 'waves', width: 28 },
    conducted_by: { kind: 'list', list: 'conducted_by' },
    practice: { kind: 'yes_no', list: 'yes_no', width: 10 },
  }),
}

const choices = <Code extends string>(codes: readonly Code[], wordOf: (code: Code) => WordKey): Choice[] =>
  codes.map((code) => ({ code, ...labelsOf(wordOf(code)) }))

/** The closed lists: what they do not hold cannot be chosen. */
export const closedLists: Lists = {
  yes_no: choices(['yes', 'no'], (code) => `exchange.value.yes_no.${code}`),
  role: choices(roles, (code) => `role.${code}`),
  locale: choices(locales, (code) => `imports.locale.${code}`),
  position: choices(positions, (code) => `position.${code}`),
  audit_kind: choices(plannedKinds, (code) => `audit.kind.${code}`),
  conducted_by: choices(['oem', 'third_party', 'region'], (code) => `audit.conducted_by.${code}`),
}
