import { describe, expect, it } from 'vitest'
import { type CastName, dealers, people, regions } from '../../server/demo/cast.ts'
import type { Locale } from '../../server/i18n/words.ts'
import { forgetOldImports } from '../../server/imports/commands.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { csvOf, linesOf, sheetOf, uploaded } from '../support/imports.ts'
import { withChecklists, withWave } from '../support/world.ts'

const dealerHeads = ['经销商编号', '中文名称', '英文名称', '区域编号', '城市（中文）', '申诉期（工作日）']
const newDealer = (code: string, more: Partial<Record<'name' | 'region' | 'days', string | number>> = {}) => [
  code,
  more.name ?? `${code}店`,
  '',
  more.region ?? 'E-JS',
  '苏州',
  more.days ?? null,
]

const confirm = (test: TestApp, id: string, as: CastName = 'administrator') =>
  test.ask(`/imports/${id}/confirmation`, { as, form: {} })

/** Everyone reads this language from now on. */
const reading = (test: TestApp, locale: Locale) => test.db.updateTable('users').set({ locale }).execute()

const countDealers = async ({ db }: TestApp) =>
  (
    await db
      .selectFrom('dealers')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n

const entriesOf = (test: TestApp, id: string) =>
  test.db.selectFrom('activity').selectAll().where('subject_id', '=', id).orderBy('position').execute()

describe('an import', () => {
  it('does not exist for those who could not enter such things by hand', async () => {
    const test = await testApp()
    const mine = await uploaded(test, 'administrator', 'dealers', await sheetOf([dealerHeads, newDealer('N1')]))
    for (const as of ['headOffice', 'regionEast', 'auditor', 'shopper', 'dealerManager', 'dealerStaff'] as const) {
      expect((await test.ask(`/imports/${mine.id}`, { as })).status).toBe(404)
      expect((await confirm(test, mine.id, as)).status).toBe(404)
      expect((await test.ask('/imports/exports/users', { as })).status).toBe(404)
      expect((await test.ask('/imports/templates/dealers', { as })).status).toBe(404)
    }
    expect((await test.ask('/imports/exports/audit_plans', { as: 'administrator' })).status).toBe(404)
    const form = new FormData()
    form.set('kind', 'users')
    form.set('file', new File(['x'], 'x.csv'))
    expect((await test.ask('/imports', { as: 'headOffice', form })).status).toBe(404)
    expect(await countDealers(test)).toBe(3)
  })

  it('asks for a kind and a file', async () => {
    const test = await testApp()
    const { ask } = test
    await reading(test, 'en')
    const response = await ask('/imports', { as: 'administrator', form: {} })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain('Please choose one.')
    const form = new FormData()
    form.set('kind', 'dealers')
    const without = await ask('/imports', { as: 'administrator', form })
    expect(without.status).toBe(422)
    expect(await without.text()).toContain('Please choose the file to upload.')
  })

  it('refuses a file that is too large before it is read', async () => {
    const { ask } = await testApp()
    const form = new FormData()
    form.set('kind', 'dealers')
    form.set('file', new File([new Uint8Array(13_000_000)], 'large.xlsx'))
    expect((await ask('/imports', { as: 'administrator', form })).status).toBe(413)
  })

  it('shows what every row would do, and changes nothing', async () => {
    const test = await testApp()
    await reading(test, 'en')
    const file = await sheetOf([
      dealerHeads,
      newDealer('N1', { days: 5 }),
      ['D3107', '临江旗舰店', 'Linjiang', 'E-JS', '南京', null],
      ['D4112', '东湖店', 'Donghu', 'C-HB', '武汉', null],
      ['示例001', '示例', '', 'E-JS', '', null],
    ])
    const { id, state, example_count } = await uploaded(test, 'administrator', 'dealers', file, '经销商.xlsx')
    expect([state, example_count]).toEqual(['ready', 1])
    expect(await linesOf(test, id)).toEqual([
      { row: 2, outcome: 'new', changes: [], flaws: [], moved: 0 },
      { row: 3, outcome: 'changed', changes: [['name_zh', '临江店', '临江旗舰店']], flaws: [], moved: 0 },
      { row: 4, outcome: 'unchanged', changes: [], flaws: [], moved: 0 },
    ])
    expect(await countDealers(test)).toBe(3)
    const text = await (await test.ask(`/imports/${id}`, { as: 'administrator' })).text()
    expect(text).toContain('Chinese name: 临江店 → 临江旗舰店')
    expect(text).toContain('Waiting for confirmation')
    expect(text).toContain('经销商.xlsx')
    const list = await (await test.ask('/imports', { as: 'administrator' })).text()
    expect(list).toContain(`/imports/${id}`)
    expect((await entriesOf(test, id)).map(({ verb }) => verb)).toEqual(['import.preview'])
  })

  it('says row, column and sentence of what is wrong, in the language of the reader, and cannot be confirmed', async () => {
    const test = await testApp()
    await reading(test, 'en')
    const file = await sheetOf([dealerHeads, newDealer('N1'), newDealer('N2', { region: 'XX' })])
    const { id } = await uploaded(test, 'administrator', 'dealers', file)
    const path = `/imports/${id}?outcome=wrong`
    const english = await (await test.ask(path, { as: 'administrator' })).text()
    expect(english).toContain('D Region code')
    expect(english).toContain('There is no region with the code “XX”.')
    expect(english).not.toContain('N1店')
    await reading(test, 'zh-CN')
    const chinese = await (await test.ask(path, { as: 'administrator' })).text()
    expect(chinese).toContain('没有编号为“XX”的区域。')
    expect((await confirm(test, id)).status).toBe(409)
    expect(await countDealers(test)).toBe(3)
  })

  it('imports everything once it is confirmed, with the log entries of the forms, and only once', async () => {
    const test = await testApp()
    await reading(test, 'en')
    const file = await sheetOf([
      dealerHeads,
      newDealer('N1', { days: 5 }),
      ['D3107', '临江旗舰店', 'Linjiang', 'E-ZJ', '南京', null],
    ])
    const { id } = await uploaded(test, 'administrator', 'dealers', file)
    expect((await confirm(test, id)).status).toBe(303)
    const added = await test.db.selectFrom('dealers').selectAll().where('code', '=', 'N1').executeTakeFirstOrThrow()
    expect(added).toMatchObject({ name_zh: 'N1店', region_id: regions.jiangsu.id, appeal_days: 5, active: 1 })
    expect((await entriesOf(test, added.id)).map(({ verb }) => verb)).toEqual(['dealer.create'])
    const [change] = (await entriesOf(test, dealers.linjiang.id)).slice(-1)
    expect(change?.verb).toBe('dealer.update')
    expect(JSON.parse(change?.details ?? '')).toEqual({
      changes: { name_zh: ['临江店', '临江旗舰店'], region_id: [regions.jiangsu.id, regions.zhejiang.id] },
    })
    const [, applied] = await entriesOf(test, id)
    expect(applied).toMatchObject({ verb: 'import.apply', actor_id: people.administrator.id })
    expect(JSON.parse(applied?.details ?? '')).toMatchObject({ kind: 'dealers', new: 1, changed: 1, wrong: 0 })
    expect((await confirm(test, id)).status).toBe(409)
    expect(await countDealers(test)).toBe(4)
    const again = await uploaded(test, 'administrator', 'dealers', file)
    expect([again.new_count, again.changed_count, again.unchanged_count]).toEqual([0, 0, 2])
    const text = await (await test.ask(`/imports/${again.id}`, { as: 'administrator' })).text()
    expect(text).toContain('The file says exactly what is there already.')
  })

  it('stops when somebody changed things since the preview, names the rows, and can be confirmed anew', async () => {
    const test = await testApp()
    await reading(test, 'en')
    const file = await sheetOf([dealerHeads, newDealer('N1'), ['D3107', '新名', '', 'E-JS', '南京', null]])
    const { id } = await uploaded(test, 'administrator', 'dealers', file)
    await test.db.updateTable('dealers').set({ name_zh: '改过' }).where('code', '=', 'D3107').execute()
    const stopped = await confirm(test, id)
    expect(stopped.status).toBe(200)
    expect(await stopped.text()).toContain('These rows say something else now: 3.')
    expect(await countDealers(test)).toBe(3)
    expect((await linesOf(test, id)).map(({ moved }) => moved)).toEqual([0, 1])
    expect((await linesOf(test, id))[1]?.changes[0]).toEqual(['name_zh', '改过', '新名'])
    expect((await confirm(test, id)).status).toBe(303)
    expect(await countDealers(test)).toBe(4)
  })

  it('imports nothing at all when one row no longer fits', async () => {
    const test = await testApp()
    await reading(test, 'en')
    const file = await sheetOf([dealerHeads, newDealer('N1'), newDealer('N2', { region: 'E-ZJ' }), newDealer('N3')])
    const { id } = await uploaded(test, 'administrator', 'dealers', file)
    await test.db.updateTable('regions').set({ active: 0 }).where('code', '=', 'E-ZJ').execute()
    const stopped = await confirm(test, id)
    expect(await stopped.text()).toContain('These rows say something else now: 3.')
    expect(await countDealers(test)).toBe(3)
    expect((await linesOf(test, id))[1]).toMatchObject({
      outcome: 'wrong',
      flaws: ['region: dealers.region.inactive'],
      moved: 1,
    })
    expect((await confirm(test, id)).status).toBe(409)
    expect((await entriesOf(test, id)).map(({ verb }) => verb)).toEqual(['import.preview'])
  })

  it('can be withdrawn, and is gone after thirty days', async () => {
    const test = await testApp()
    const file = await sheetOf([dealerHeads, newDealer('N1')])
    const first = await uploaded(test, 'administrator', 'dealers', file)
    const second = await uploaded(test, 'administrator', 'dealers', file)
    expect((await test.ask(`/imports/${first.id}/withdrawal`, { as: 'administrator', form: {} })).status).toBe(303)
    expect(await linesOf(test, first.id)).toEqual([])
    expect((await confirm(test, first.id)).status).toBe(409)
    test.clock.now = new Date('2026-12-17T00:00:00Z')
    await forgetOldImports(test.app)
    expect((await test.ask(`/imports/${second.id}`, { as: 'administrator' })).status).toBe(200)
    test.clock.now = new Date('2026-12-19T02:00:00Z')
    await forgetOldImports(test.app)
    expect((await test.ask(`/imports/${second.id}`, { as: 'administrator' })).status).toBe(404)
    expect(await linesOf(test, second.id)).toEqual([])
  })

  it('tells of a file that cannot be used, and of a reader that died', async () => {
    const test = await testApp()
    await reading(test, 'en')
    const broken = await uploaded(test, 'administrator', 'dealers', Buffer.from('PK\u0003\u0004 no archive'))
    const text = await (await test.ask(`/imports/${broken.id}`, { as: 'administrator' })).text()
    expect(text).toContain('The file is damaged and cannot be read.')
    test.app.imports.read = () => Promise.reject(new Error('out of memory'))
    const dead = await uploaded(test, 'administrator', 'dealers', Buffer.from('x'))
    expect(dead.state).toBe('failed')
    const page = await (await test.ask(`/imports/${dead.id}`, { as: 'administrator' })).text()
    expect(page).toContain('Reading the file failed or took too long.')
    expect((await confirm(test, dead.id)).status).toBe(409)
  })

  it('shows how far it has come while it is read, and gives up one that nobody reads any more', async () => {
    const test = await testApp()
    await reading(test, 'en')
    let finish = () => {}
    const { read } = test.app.imports
    test.app.imports.read = (file) =>
      new Promise((resolve) => {
        finish = () => resolve(read(file))
      })
    const form = new FormData()
    form.set('kind', 'dealers')
    form.set('file', new File([new Uint8Array(csvOf([dealerHeads, newDealer('N1')]))], 'rows.csv'))
    const started = await test.ask('/imports', { as: 'administrator', form })
    const at = started.headers.get('location') ?? ''
    const text = await (await test.ask(at, { as: 'administrator' })).text()
    expect(text).toContain('Reading the file')
    expect(text).toContain('hx-trigger="every 1s"')
    test.clock.now = new Date(test.clock.now.getTime() + 600_000)
    const later = await (await test.ask(at, { as: 'administrator' })).text()
    expect(later).toContain('The server was interrupted.')
    expect(later).not.toContain('hx-trigger="every 1s"')
    finish()
  })
})

describe('an export', () => {
  it('comes in again without a change, for every kind', async () => {
    const test = await testApp()
    const version = await withChecklists(test)
    await withWave(test)
    const plan = { dealer: 'D3107', on_day: '2026-11-25', wave_id: '', lead_id: people.auditor.id }
    const audit = { checklist_1: await version('after-sales-core-process'), kind_1: 'announced' }
    await test.ask('/visits/new', { as: 'headOffice', form: { ...plan, ...audit } })
    for (const [kind, as] of [
      ['regions', 'administrator'],
      ['dealers', 'administrator'],
      ['users', 'administrator'],
      ['audit_plans', 'headOffice'],
    ] as const) {
      for (const locale of ['zh-CN', 'en'] as const) {
        await reading(test, locale)
        const response = await test.ask(`/imports/exports/${kind}`, { as })
        expect(response.headers.get('content-type')).toContain('spreadsheetml')
        const row = await uploaded(test, as, kind, new Uint8Array(await response.arrayBuffer()))
        expect([kind, row.problems, row.wrong_count]).toEqual([kind, '[]', 0])
        expect([kind, row.new_count, row.changed_count]).toEqual([kind, 0, 0])
        expect(row.unchanged_count).toBeGreaterThan(0)
      }
    }
  })

  it('of people and plans names no shopper to those who may only know the alias', async () => {
    const test = await testApp()
    const version = await withChecklists(test)
    const plan = { dealer: 'D3107', on_day: '2026-11-25', wave_id: '', lead_id: people.shopper.id }
    const audit = { checklist_1: await version('mystery-service-visit'), kind_1: 'mystery' }
    const planned = await test.ask('/visits/new', { as: 'headOffice', form: { ...plan, ...audit } })
    expect(planned.status).toBe(303)
    const response = await test.ask('/imports/exports/audit_plans', { as: 'headOffice' })
    const row = await uploaded(test, 'headOffice', 'audit_plans', new Uint8Array(await response.arrayBuffer()))
    expect(row.unchanged_count).toBe(1)
    const { line } = await test.db.selectFrom('import_rows').select('line').executeTakeFirstOrThrow()
    expect(JSON.parse(line)).toMatchObject({ auditor: '顾客07' })
  })

  it('has a template with an example that is recognised, in both languages', async () => {
    const test = await testApp()
    for (const locale of ['zh-CN', 'en'] as const) {
      await reading(test, locale)
      const response = await test.ask('/imports/templates/users', { as: 'administrator' })
      const row = await uploaded(test, 'administrator', 'users', new Uint8Array(await response.arrayBuffer()))
      expect(JSON.parse(row.problems)).toMatchObject([{ word: 'imports.problem.no_rows' }])
    }
  })
})

describe('regions', () => {
  it('may stand under others of the same file, in any order, and be moved with what is below', async () => {
    const test = await testApp()
    const heads = ['区域编号', '中文名称', '英文名称', '上级区域编号']
    const file = csvOf([
      heads,
      ['N-SZ', '苏州', 'Suzhou', 'N-JS'],
      ['N-JS', '江苏大区', '', 'N'],
      ['N', '北方', 'North', 'CN'],
      ['E-JS', '江苏', 'Jiangsu', 'N-JS'],
    ])
    const { id } = await uploaded(test, 'administrator', 'regions', file, 'regions.csv')
    expect((await linesOf(test, id)).map(({ outcome }) => outcome)).toEqual(['new', 'new', 'new', 'changed'])
    expect((await confirm(test, id)).status).toBe(303)
    const rows = await test.db.selectFrom('regions').selectAll().execute()
    const byCode = new Map(rows.map((row) => [row.code, row]))
    expect(byCode.get('N-SZ')?.path).toBe(
      `/${regions.china.id}/${byCode.get('N')?.id}/${byCode.get('N-JS')?.id}/${byCode.get('N-SZ')?.id}/`,
    )
    expect(byCode.get('E-JS')?.depth).toBe(4)
    expect((await entriesOf(test, regions.jiangsu.id)).map(({ verb }) => verb)).toEqual(['region.move'])
  })
})

describe('people', () => {
  const heads = ['账号', '姓名', '角色', '岗位', '经销商编号', '负责区域编号', '代号', '语言']
  const file = () =>
    csvOf([
      heads,
      ['li.na', '李娜', '经销商负责人', '服务经理', 'd3107，D3126', '', '', ''],
      ['wang', '王强', 'region_manager', '', '', 'C', '', 'en'],
      ['ke08', '赵云', '神秘顾客', '', '', '', '顾客08', ''],
    ])

  it('get no password, but links that are shown once and can be taken along as a workbook', async () => {
    const test = await testApp()
    const { id } = await uploaded(test, 'administrator', 'users', file(), 'people.csv')
    expect((await test.ask(`/imports/${id}/invitations`, { as: 'administrator', form: {} })).status).toBe(409)
    expect((await confirm(test, id)).status).toBe(303)
    const added = await test.db
      .selectFrom('users')
      .selectAll()
      .where('sign_in_name', 'in', ['li.na', 'wang', 'ke08'])
      .execute()
    expect(added.map(({ password_hash }) => password_hash)).toEqual([null, null, null])
    const lina = added.find(({ sign_in_name }) => sign_in_name === 'li.na')
    expect(lina).toMatchObject({ role: 'dealer_manager', position: 'service_manager', locale: 'zh-CN' })
    const at = await test.db
      .selectFrom('user_dealers')
      .selectAll()
      .where('user_id', '=', lina?.id ?? '')
      .execute()
    expect(at.map(({ dealer_id }) => dealer_id).sort()).toEqual([dealers.linjiang.id, dealers.binjiang.id].sort())
    expect((await entriesOf(test, lina?.id ?? '')).map(({ verb }) => verb)).toEqual(['user.create'])

    expect(await (await test.ask(`/imports/${id}`, { as: 'administrator' })).text()).toContain('3 位新人员还没有密码')
    const shown = await (await test.ask(`/imports/${id}/invitations`, { as: 'administrator', form: {} })).text()
    const links = [...shown.matchAll(/http:\/\/localhost(\/invitations\/[\w-]+)/g)].map(([, path = '']) => path)
    expect(links).toHaveLength(3)
    for (const path of links) expect((await test.ask(path)).status).toBe(200)
    const tokens = links.map((path) => path.split('/').at(-1)).join(' ')
    const workbook = await test.ask(`/imports/${id}/invitations/workbook`, { as: 'administrator', form: { tokens } })
    expect(workbook.headers.get('content-type')).toContain('spreadsheetml')
    expect((await workbook.arrayBuffer()).byteLength).toBeGreaterThan(2000)
    expect(await (await test.ask(`/imports/${id}`, { as: 'administrator' })).text()).not.toContain('/invitations/')
    expect((await entriesOf(test, id)).map(({ verb }) => verb)).toEqual([
      'import.preview',
      'import.apply',
      'import.invite',
    ])
  })

  it('keep what they hold: open work and the alias of a shopper stop a change of role', async () => {
    const test = await testApp()
    const version = await withChecklists(test)
    const plan = { dealer: 'D3107', on_day: '2026-11-25', wave_id: '' }
    const checklist_1 = await version('after-sales-core-process')
    await test.ask('/visits/new', {
      as: 'headOffice',
      form: { ...plan, lead_id: people.auditor.id, checklist_1, kind_1: 'announced' },
    })
    const rows = csvOf([
      heads,
      ['auditor', '顾明', '经销商负责人', '服务经理', 'D3107', '', '', ''],
      ['admin', '何静', '总部', '', '', '', '', ''],
    ])
    const { id } = await uploaded(test, 'administrator', 'users', rows, 'people.csv')
    expect((await linesOf(test, id)).map(({ flaws }) => flaws)).toEqual([
      [': users.open_work_first'],
      ['role: users.role.own'],
    ])
  })
})

describe('audit plans', () => {
  const heads = ['经销商编号', '检查表', '到店日期', '审核类型', '审核员账号或代号', '批次', '练习']

  it('become visits: rows of one dealer and day are one, a shop is one of its own', async () => {
    const test = await testApp()
    await withChecklists(test)
    await withWave(test)
    const file = await sheetOf([
      heads,
      ['D3107', 'after-sales-core-process', new Date('2026-11-25T00:00:00Z'), '明检', 'auditor', '2026 第2批', '否'],
      ['d3107', 'sales-standards-ssi', '2026/11/25', 'announced', 'auditor2', '2026 第2批', null],
      ['D3107', 'mystery-service-visit', 46351, '神秘顾客', '顾客07', null, null],
    ])
    const row = await uploaded(test, 'headOffice', 'audit_plans', file)
    expect([row.problems, await linesOf(test, row.id)]).toMatchObject([
      '[]',
      [{ outcome: 'new' }, { outcome: 'new' }, { outcome: 'new' }],
    ])
    expect((await confirm(test, row.id, 'headOffice')).status).toBe(303)
    const audits = await test.db.selectFrom('audits').selectAll().orderBy('kind').orderBy('checklist_id').execute()
    expect(audits.map(({ kind, auditor_id, planned_on }) => [kind, auditor_id, planned_on])).toEqual([
      ['announced', people.auditor.id, '2026-11-25'],
      ['announced', people.auditorSecond.id, '2026-11-25'],
      ['mystery', people.shopper.id, '2026-11-25'],
    ])
    const [first, second, shop] = audits
    expect(first?.visit_id).toBe(second?.visit_id)
    expect(shop?.visit_id).not.toBe(first?.visit_id)
    expect((await entriesOf(test, first?.visit_id ?? '')).map(({ verb }) => verb)).toEqual(['visit.plan'])
    expect((await entriesOf(test, shop?.id ?? '')).map(({ verb }) => verb)).toEqual(['audit.plan'])
    const followed = await test.db.selectFrom('followed_dealers').selectAll().execute()
    expect(followed).toHaveLength(3)
    const again = await uploaded(test, 'headOffice', 'audit_plans', file)
    expect([again.unchanged_count, again.new_count]).toEqual([3, 0])
  })
})

it('brings in two thousand dealers at once', async () => {
  const test = await testApp()
  await reading(test, 'en')
  const rows = Array.from({ length: 2000 }, (_, at) => newDealer(`B${String(at).padStart(4, '0')}`))
  const row = await uploaded(test, 'administrator', 'dealers', await sheetOf([dealerHeads, ...rows]))
  expect([row.row_count, row.new_count, row.wrong_count]).toEqual([2000, 2000, 0])
  const page = await (await test.ask(`/imports/${row.id}?page=40`, { as: 'administrator' })).text()
  expect(page).toContain('B1999')
  expect((await confirm(test, row.id)).status).toBe(303)
  expect(await countDealers(test)).toBe(2003)
  const { n } = await test.db
    .selectFrom('activity')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('verb', '=', 'dealer.create')
    .executeTakeFirstOrThrow()
  expect(n).toBe(2000)
})
