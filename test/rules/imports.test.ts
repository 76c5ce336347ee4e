import { describe, expect, it } from 'vitest'
import type { Actor } from '../../server/access/can.ts'
import type { DealerRow, ImportKind, RegionRow, UserRow } from '../../server/db/schema.ts'
import type { Cell } from '../../server/exchange/excel/open.ts'
import { problemText } from '../../server/exchange/excel/problem.ts'
import { type Translate, translator } from '../../server/i18n/words.ts'
import { checkAuditPlans } from '../../server/imports/audit-plan-lines.ts'
import type { Checking, ImportContext } from '../../server/imports/check.ts'
import { columnsOf, mostRows } from '../../server/imports/columns.ts'
import { checkDealers } from '../../server/imports/dealer-lines.ts'
import type { KnownPlans } from '../../server/imports/known-plans.ts'
import type { Line } from '../../server/imports/lines.ts'
import { readImport } from '../../server/imports/read.ts'
import { checkRegions } from '../../server/imports/region-lines.ts'
import { checkUsers, type KnownUser } from '../../server/imports/user-lines.ts'
import { csvOf, sheetOf } from '../support/imports.ts'

const actor: Actor = { id: 'u-admin', role: 'administrator', dealerIds: [], regionPaths: [] }
let made = 0
const context: ImportContext = {
  actor,
  today: '2026-11-18',
  newId: () => `90000000-0000-4000-8000-${String(++made).padStart(12, '0')}`,
}
const en = translator('en')
const zh = translator('zh-CN')

const id = (kind: number, n: number) => `${kind}0000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const region = (n: number, code: string, parent: number | null, active: 0 | 1 = 1): RegionRow => ({
  id: id(1, n),
  parent_id: parent === null ? null : id(1, parent),
  code,
  name_zh: `${code}区`,
  name_en: '',
  path: parent === null ? `/${id(1, n)}/` : `/${id(1, parent)}/${id(1, n)}/`,
  depth: parent === null ? 1 : 2,
  active,
  created_at: '',
})
const regions = [region(1, 'CN', null), region(2, 'E', 1), region(3, 'OLD', 1, 0)]
const dealer = (n: number, code: string, active: 0 | 1 = 1): DealerRow => ({
  id: id(2, n),
  code,
  name_zh: `${code}店`,
  name_en: '',
  region_id: id(1, 2),
  group_id: null,
  city_zh: '',
  city_en: '',
  address: '',
  features: '[]',
  appeal_days: null,
  active,
  created_at: '',
})
const group = { id: id(5, 1), code: 'G1', name_zh: '集团', name_en: '', active: 0 as const, created_at: '' }
const user = (n: number, name: string, role: UserRow['role'], alias: string | null = null): KnownUser => ({
  row: {
    id: n === 0 ? actor.id : id(3, n),
    sign_in_name: name,
    name,
    alias,
    role,
    locale: 'zh-CN',
    email: null,
    phone: null,
    position: null,
    password_hash: 'x',
    active: 1,
    created_at: '',
    signed_in_at: null,
  },
  dealerIds: [],
  regionIds: [],
})
const version = (n: number, checklist: string, kind: 'oem_audit' | 'mystery_shop', title: string) => ({
  id: id(6, n),
  version: '1.0',
  checklist_id: checklist,
  kind,
  title_zh: title,
  title_en: title,
})
const plans: KnownPlans = {
  dealers: [dealer(1, 'D1'), dealer(2, 'D2', 0), dealer(3, 'D3')],
  versions: [
    version(1, 'after-sales', 'oem_audit', 'After sales'),
    version(2, 'sales', 'oem_audit', 'Standards'),
    version(3, 'safety', 'oem_audit', 'Standards'),
    version(4, 'shop', 'mystery_shop', 'Service visit'),
    ...[5, 6, 7].map((n) => version(n, `list-${n}`, 'oem_audit', `List ${n}`)),
  ],
  waves: [1, 2, 3].map((n) => ({
    id: id(7, n),
    name_zh: n === 1 ? '第一批' : '同名',
    name_en: n === 1 ? 'Wave one' : 'Same',
    from_on: '2026-11-01',
    to_on: '2026-11-30',
    active: 1,
    review_required: 1,
    programme_zh: `项目${n}`,
    programme_en: `Programme ${n}`,
  })),
  people: [
    { id: id(3, 1), sign_in_name: 'gu', alias: null, role: 'auditor', active: 1 },
    { id: id(3, 2), sign_in_name: 'su', alias: '顾客07', role: 'shopper', active: 1 },
    { id: id(3, 3), sign_in_name: 'gone', alias: null, role: 'auditor', active: 0 },
  ],
  audits: [
    {
      dealer_id: id(2, 3),
      wave_id: id(7, 1),
      checklist_id: 'after-sales',
      checklist_version_id: id(6, 1),
      kind: 'announced',
      conducted_by: 'oem',
      practice: 0,
      state: 'planned',
      planned_on: '2026-11-20',
      auditor_id: id(3, 1),
    },
    {
      dealer_id: id(2, 3),
      wave_id: null,
      checklist_id: 'shop',
      checklist_version_id: id(6, 4),
      kind: 'mystery',
      conducted_by: 'oem',
      practice: 0,
      state: 'final',
      planned_on: '2026-03-20',
      auditor_id: id(3, 2),
    },
  ],
}

const checkOf: Record<ImportKind, (lines: readonly Line[]) => Checking<unknown>> = {
  regions: (lines) => checkRegions(lines, regions, context),
  dealers: (lines) => {
    const features = [{ code: 'full_4s', zh: '4S店', en: 'Full dealership' }]
    return checkDealers(lines, { dealers: [dealer(1, 'D1')], regions, groups: [group], features }, context)
  },
  users: (lines) =>
    checkUsers(
      lines,
      {
        users: [user(0, 'me', 'administrator'), user(2, 'su', 'shopper', '顾客07'), user(3, 'gu', 'auditor')],
        dealers: [dealer(1, 'D1')],
        regions,
        held: new Set([id(3, 2)]),
        work: new Map([[id(3, 3), { audits: [], actions: [{ id: 'a', dealer_id: id(2, 1) }], steps: [] }]]),
      },
      context,
    ),
  audit_plans: (lines) => checkAuditPlans(lines, plans, context),
}

/** Reads rows as a workbook (columns by name) and tells what is wrong, `row column: sentence`. */
const judged = async (kind: ImportKind, rows: readonly Record<string, Cell>[], t: Translate = en) => {
  const names = columnsOf[kind].map((column) => column.name)
  const heads = columnsOf[kind].map((column) => `${column.labels.zh}\n${column.labels.en}`)
  const cells = rows.map((row) => names.map((name) => row[name] ?? null))
  const reading = await readImport({ kind, name: 'x.xlsx', bytes: await sheetOf([heads, ...cells]) })
  expect(reading.problems).toEqual([])
  return [...checkOf[kind](reading.lines)].flatMap(({ line, flaws }) =>
    flaws.map(({ column, word, params }) => `${line.row} ${column}: ${t(word, params)}`),
  )
}

const goodRegion = { code: 'N1', name_zh: '新区', parent: 'CN' }
const goodDealer = { code: 'N1', name_zh: '新店', region: 'E' }
const goodUser = { sign_in_name: 'new', name: '新人', role: '审核员' }
const goodPlan = {
  dealer: 'D1',
  checklist: 'after-sales',
  day: '2026-11-20',
  kind: '明检',
  auditor: 'gu',
  wave: '第一批',
}
const shop = { ...goodPlan, dealer: 'D3', checklist: 'shop', kind: 'mystery', auditor: '顾客07', wave: null }
const long = 'x'.repeat(301)

const broken: Record<ImportKind, [what: string, rows: Record<string, Cell>[], says: RegExp[]][]> = {
  regions: [
    ['an empty code', [{ ...goodRegion, code: null }], [/^2 code: This must be filled in\.$/]],
    ['an empty name', [{ ...goodRegion, name_zh: '  ' }], [/^2 name_zh: This must be filled in\.$/]],
    ['a long code', [{ ...goodRegion, code: long }], [/^2 code: At most 40 characters\.$/]],
    ['a long Chinese name', [{ ...goodRegion, name_zh: long }], [/^2 name_zh: At most 100 characters\.$/]],
    ['a long English name', [{ ...goodRegion, name_en: long }], [/^2 name_en: At most 100 characters\.$/]],
    [
      'an unknown parent',
      [{ ...goodRegion, parent: 'XX' }],
      [/^2 parent: There is no region with the code “XX”, neither/],
    ],
    ['a closed parent', [{ ...goodRegion, parent: 'OLD' }], [/^2 parent: The region above is deactivated/]],
    ['a repeated code', [goodRegion, { ...goodRegion, code: 'n1' }], [/^3 code: This repeats row 2\.$/]],
    ['a region under itself', [{ ...goodRegion, parent: 'N1' }], [/^2 parent: .* in a circle: N1 → N1\.$/]],
    [
      'a circle in the file',
      [goodRegion, { code: 'CN', name_zh: '全国', parent: 'N1' }],
      [/^2 parent: .*circle: N1 → CN → N1/, /^3 parent: .*circle: CN → N1 → CN/],
    ],
    ['a known region put below its own part', [{ code: 'CN', name_zh: '全国', parent: 'E' }], [/circle: CN → E → CN/]],
    [
      'a date for a code',
      [{ ...goodRegion, code: new Date('2026-01-02') }],
      [/^2 code: Excel has turned the entry into a date/],
    ],
  ],
  dealers: [
    ['an empty code', [{ ...goodDealer, code: null }], [/^2 code: This must be filled in\.$/]],
    ['an empty name', [{ ...goodDealer, name_zh: '\u3000' }], [/^2 name_zh: This must be filled in\.$/]],
    ['an empty region', [{ ...goodDealer, region: null }], [/^2 region: This must be filled in\.$/]],
    ['an unknown region', [{ ...goodDealer, region: 'XX' }], [/^2 region: There is no region with the code “XX”\.$/]],
    ['a closed region', [{ ...goodDealer, region: 'OLD' }], [/^2 region: This region is deactivated/]],
    [
      'an unknown group',
      [{ ...goodDealer, group: 'G9' }],
      [/^2 group: There is no dealer group with the code “G9”\.$/],
    ],
    ['a closed group', [{ ...goodDealer, group: 'G1' }], [/^2 group: This group is deactivated/]],
    [
      'days that are no number',
      [{ ...goodDealer, appeal_days: 'five' }],
      [/^2 appeal_days: Please enter a whole number\.$/],
    ],
    ['half a day', [{ ...goodDealer, appeal_days: 1.5 }], [/^2 appeal_days: Please enter a whole number\.$/]],
    ['too many days', [{ ...goodDealer, appeal_days: 61 }], [/^2 appeal_days: Please enter a number from 0 to 60\.$/]],
    ['a long address', [{ ...goodDealer, address: long }], [/^2 address: At most 300 characters\.$/]],
    ['a long city', [{ ...goodDealer, city_zh: long }], [/^2 city_zh: At most 60 characters\.$/]],
    [
      'an unknown feature',
      [{ ...goodDealer, features: 'full_4s, moon' }],
      [/^2 features: There is no dealer feature “moon”\.$/],
    ],
    ['a repeated code', [goodDealer, goodDealer], [/^3 code: This repeats row 2\.$/]],
    ['a date for a name', [{ ...goodDealer, name_zh: new Date('2026-01-02') }], [/^2 name_zh: Excel has turned/]],
  ],
  users: [
    ['an empty sign-in name', [{ ...goodUser, sign_in_name: null }], [/^2 sign_in_name: This must be filled in\.$/]],
    [
      'a sign-in name with a space',
      [{ ...goodUser, sign_in_name: 'a b' }],
      [/^2 sign_in_name: A sign-in name has no spaces\.$/],
    ],
    ['an empty name', [{ ...goodUser, name: null }], [/^2 name: This must be filled in\.$/]],
    ['an empty role', [{ ...goodUser, role: null }], [/^2 role: This must be filled in\.$/]],
    ['an unknown role', [{ ...goodUser, role: '店长' }], [/^2 role: “店长” is not one of the choices/]],
    [
      'an unknown position',
      [{ ...goodUser, role: 'dealer_staff', dealers: 'D1', position: 'chef' }],
      [/^2 position: “chef” is not one/],
    ],
    ['no position', [{ ...goodUser, role: 'dealer_staff', dealers: 'D1' }], [/^2 position: Please choose one\.$/]],
    [
      'no dealer',
      [{ ...goodUser, role: 'dealer_staff', position: 'trainer' }],
      [/^2 dealers: Please enter the code of at least one/],
    ],
    ['an unknown dealer', [{ ...goodUser, dealers: 'D1、D9' }], [/^2 dealers: No dealer has this code: D9$/]],
    ['no region', [{ ...goodUser, role: 'region_manager' }], [/^2 regions: Please choose at least one region\.$/]],
    [
      'an unknown region',
      [{ ...goodUser, role: 'region_manager', regions: 'E, XX' }],
      [/^2 regions: There is no region with the code “XX”/],
    ],
    ['a shopper without an alias', [{ ...goodUser, role: 'shopper' }], [/^2 alias: A shopper needs an alias\.$/]],
    [
      'an alias that is taken',
      [{ ...goodUser, role: 'shopper', alias: '顾客07' }],
      [/^2 alias: Somebody else goes by this alias/],
    ],
    [
      'two people with one alias',
      [
        { ...goodUser, role: 'shopper', alias: '顾客09' },
        { ...goodUser, sign_in_name: 'other', role: 'shopper', alias: '顾客09' },
      ],
      [/^3 alias: Row 2 has the same alias\.$/],
    ],
    [
      'what the role does not take',
      [{ ...goodUser, position: 'trainer' }],
      [/^2 position: This does not go with the role/],
    ],
    [
      'an address that is none',
      [{ ...goodUser, email: 'nobody' }],
      [/^2 email: Please enter a valid e-mail address\.$/],
    ],
    ['a phone that is none', [{ ...goodUser, phone: 'call me' }], [/^2 phone: Please enter a telephone number/]],
    ['an unknown language', [{ ...goodUser, locale: 'fr' }], [/^2 locale: “fr” is not one of the choices/]],
    [
      'a repeated sign-in name',
      [goodUser, { ...goodUser, sign_in_name: 'NEW' }],
      [/^3 sign_in_name: This repeats row 2\.$/],
    ],
    [
      'one’s own role',
      [{ sign_in_name: 'me', name: 'me', role: '总部' }],
      [/^2 role: You cannot change your own role/],
    ],
    [
      'a shopper who would lose the alias',
      [{ sign_in_name: 'su', name: 'su', role: '审核员' }],
      [/^2 role: This person already has audits/],
    ],
    ['open work', [{ sign_in_name: 'gu', name: 'gu', role: '总部' }], [/^2 : They still hold work/]],
  ],
  audit_plans: [
    ['an empty dealer', [{ ...goodPlan, dealer: null }], [/^2 dealer: This must be filled in\.$/]],
    ['an unknown dealer', [{ ...goodPlan, dealer: 'D9' }], [/^2 dealer: There is no dealer with the code “D9”\.$/]],
    ['a closed dealer', [{ ...goodPlan, dealer: 'D2' }], [/^2 dealer: This dealer is deactivated/]],
    [
      'an unknown checklist',
      [{ ...goodPlan, checklist: 'paint' }],
      [/^2 checklist: There is no published checklist “paint”/],
    ],
    [
      'an unclear checklist',
      [{ ...goodPlan, checklist: 'standards' }],
      [/^2 checklist: Several checklists are called “standards”/],
    ],
    [
      'an unknown version',
      [{ ...goodPlan, version: '9.9' }],
      [/^2 version: The checklist has no published version “9.9”\.$/],
    ],
    ['a day that is none', [{ ...goodPlan, day: '2026-02-30' }], [/^2 day: “2026-02-30” is not a day/]],
    ['a day of two readings', [{ ...goodPlan, day: '11/12/2026' }], [/^2 day: “11\/12\/2026” is not a day/]],
    ['a day that is past', [{ ...goodPlan, day: '2026-11-17' }], [/^2 day: The day cannot be before today\.$/]],
    [
      'a day outside the wave',
      [{ ...goodPlan, day: '2026-12-01' }],
      [/^2 day: The day must lie within the wave \(2026-11-01 to 2026-11-30\)/],
    ],
    ['an unknown kind', [{ ...goodPlan, kind: '自检' }], [/^2 kind: “自检” is not one of the choices/]],
    [
      'a kind that the checklist does not fit',
      [{ ...goodPlan, kind: 'mystery', auditor: '顾客07' }],
      [/^2 kind: A mystery shop needs a mystery-shop checklist/],
    ],
    ['an unknown auditor', [{ ...goodPlan, auditor: 'nobody' }], [/^2 auditor: Nobody is found as “nobody”/]],
    ['a shopper by sign-in name', [{ ...shop, dealer: 'D1', auditor: 'su' }], [/^2 auditor: Nobody is found as “su”/]],
    ['somebody who left', [{ ...goodPlan, auditor: 'gone' }], [/^2 auditor: This person is deactivated/]],
    [
      'a shopper for an audit',
      [{ ...goodPlan, auditor: '顾客07' }],
      [/^2 auditor: This kind of audit is given to an auditor/],
    ],
    ['a shopper who comes too soon', [shop], [/^2 auditor: This shopper has a shop at this dealer within 12 months/]],
    ['an unknown wave', [{ ...goodPlan, wave: '第九批' }], [/^2 wave: There is no wave called “第九批”\.$/]],
    ['an unclear wave', [{ ...goodPlan, wave: 'same' }], [/^2 wave: Several waves are called “same”/]],
    ['neither yes nor no', [{ ...goodPlan, practice: 'perhaps' }], [/^2 practice: Write yes or no, not “perhaps”\.$/]],
    ['the same plan twice', [goodPlan, goodPlan], [/^3 : This repeats row 2\.$/]],
    [
      'a checklist twice in a wave',
      [{ ...goodPlan, dealer: 'D3', day: '2026-11-25' }],
      [/^2 checklist: This dealer already has this checklist in the wave/],
    ],
    [
      'too many checklists in a visit',
      ['after-sales', 'sales', 'list-5', 'list-6', 'list-7'].map((checklist) => ({ ...goodPlan, checklist })),
      [/^6 checklist: A visit takes at most 4 checklists/],
    ],
  ],
}

for (const kind of Object.keys(broken) as ImportKind[]) {
  describe(`rows of ${kind}`, () => {
    it('that are right have nothing wrong', async () => {
      const good = { regions: goodRegion, dealers: goodDealer, users: goodUser, audit_plans: goodPlan }[kind]
      expect(await judged(kind, [good])).toEqual([])
    })

    it.each(broken[kind])('say what is wrong with %s', async (_, rows, says) => {
      const found = await judged(kind, rows)
      expect(found).toHaveLength(says.length)
      for (const [at, one] of says.entries()) expect(found[at]).toMatch(one)
      expect((await judged(kind, rows, zh)).every((sentence) => /\p{Script=Han}/u.test(sentence))).toBe(true)
    })
  })
}

/** What is wrong with a file as a whole. */
const refused = async (bytes: Uint8Array, kind: ImportKind = 'dealers') =>
  (await readImport({ kind, name: 'file', bytes })).problems.map((problem) => problemText(problem, en))

const heads = ['Dealer code', 'Chinese name', 'Region code', 'Appeal window (working days)']
const rowsOf = async (bytes: Uint8Array) => {
  const { lines, problems } = await readImport({ kind: 'dealers', name: 'file.csv', bytes })
  expect(problems).toEqual([])
  return lines.map(({ values }) => [values.code, values.name_zh, values.region, values.appeal_days])
}

describe('a file', () => {
  it('is read from CSV in UTF-8 with and without a mark, in GBK and in UTF-16, with any usual separator', async () => {
    const text = '经销商编号,中文名称,区域编号,申诉期（工作日）\r\nN1,"临江, ""旗舰""店 ",E,5\r\n'
    const expected = [['N1', '临江, "旗舰"店', 'E', '5']]
    expect(await rowsOf(Buffer.from(text))).toEqual(expected)
    expect(await rowsOf(Buffer.from(`\ufeff${text}`))).toEqual(expected)
    expect(await rowsOf(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(expected)
    const semicolons = '经销商编号;中文名称;区域编号\nN1;临江店;E'
    expect(await rowsOf(Buffer.from(semicolons))).toEqual([['N1', '临江店', 'E', undefined]])
    // 编号 and 店 as Chinese Excel writes them.
    const gbk = Buffer.concat([
      Buffer.from([0xbe, 0xad, 0xcf, 0xfa, 0xc9, 0xcc, 0xb1, 0xe0, 0xba, 0xc5]),
      Buffer.from(',Chinese name,Region code\r\nN1,'),
      Buffer.from([0xb5, 0xea]),
      Buffer.from(',E\r\n'),
    ])
    expect(await rowsOf(gbk)).toEqual([['N1', '店', 'E', undefined]])
  })

  it('keeps numbers as they are meant: codes, text that is a number, and what CSV keeps as text', async () => {
    expect(await rowsOf(await sheetOf([heads, [3107, ' 店 ', 'E\u00a0', '7'], [null, null, null, null]]))).toEqual([
      ['3107', '店', 'E', '7'],
    ])
    expect(await rowsOf(Buffer.from(`${heads.join(',')}\n="007",店,E,`))).toEqual([['007', '店', 'E', '']])
  })

  it('reads days as Excel counts them and as people write them', async () => {
    const plan = (day: Cell) => ['D1', 'after-sales', day, '明检', 'gu']
    const planHeads = ['经销商编号', '检查表', '到店日期', '审核类型', '审核员账号或代号']
    const days = [
      new Date('2026-11-20T00:00:00Z'),
      46346,
      '46346',
      '2026-11-20',
      '2026/11/20',
      '2026.11.20',
      '20261120',
      '2026年11月20日',
    ]
    const bytes = await sheetOf([planHeads, ...days.map(plan)])
    const { lines } = await readImport({ kind: 'audit_plans', name: 'x', bytes })
    expect(lines.map(({ values }) => values.day)).toEqual(days.map(() => '2026-11-20'))
  })

  it('says why it cannot be used', async () => {
    expect(await refused(Buffer.alloc(0))).toEqual(['The file is empty.'])
    expect(await refused(Buffer.from([0x50, 0x4b, 3, 4, 1, 2, 3]))).toEqual([expect.stringMatching(/damaged/)])
    expect(await refused(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10]))).toEqual([
      expect.stringMatching(/not an Excel workbook/),
    ])
    expect(await refused(Buffer.from([0x80, 0xff, 0xff, 0x41]))).toEqual([
      expect.stringMatching(/neither an Excel workbook nor a CSV/),
    ])
    expect(await refused(Buffer.from('hello world'))).toEqual([expect.stringMatching(/no row of headings/)])
    expect(await refused(Buffer.from(heads.join(',')))).toEqual(['The file has no rows of data.'])
    expect(
      await refused(
        csvOf([
          [...heads, 'Colour'],
          ['N1', '店', 'E', '', 'red'],
        ]),
      ),
    ).toEqual([expect.stringMatching(/no column “Colour”/)])
    expect(
      await refused(
        csvOf([
          [...heads, 'Dealer code'],
          ['N1', '店', 'E', '', 'N2'],
        ]),
      ),
    ).toEqual([expect.stringMatching(/appears twice/)])
    expect(await refused(csvOf([['Chinese name'], ['店']]))).toEqual([
      'The column “经销商编号 Dealer code” is missing.',
    ])
    const many = Array.from({ length: mostRows + 1 }, (_, at) => [`N${at}`, '店', 'E', ''])
    expect(await refused(csvOf([heads, ...many]))).toEqual([
      `There are ${mostRows + 1} rows, and an import takes at most ${mostRows}. Split the file.`,
    ])
  })

  it('says of a formula without a result what to do', async () => {
    const { lines } = await readImport({
      kind: 'dealers',
      name: 'x',
      bytes: Buffer.from(`${heads.join(',')}\n=A1,店,E,`),
    })
    expect(lines[0]?.flaws).toEqual([{ column: 'code', word: 'exchange.problem.formula' }])
  })

  it('leaves what its columns do not name as it was, and needs them for what is new', async () => {
    const read = (rows: Cell[][]) =>
      readImport({ kind: 'dealers', name: 'x', bytes: csvOf([heads.slice(0, 2), ...rows]) })
    const { lines } = await read([
      ['D1', '新名'],
      ['N1', '新店'],
    ])
    const [known, added] = [...checkOf.dealers(lines)]
    expect(known).toMatchObject({ outcome: 'changed', changes: [['name_zh', 'D1店', '新名']] })
    expect(added?.flaws.map(({ word }) => word)).toContain('imports.problem.needed')
  })
})
