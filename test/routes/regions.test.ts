import { expect, it } from 'vitest'
import { type CastName, dealers, people, regions } from '../../server/demo/cast.ts'
import { inTreeOrder, summedUp } from '../../server/regions/rules.ts'
import { type TestApp, testApp } from '../support/app.ts'

const unknown = '00000000-0000-4000-8000-000000000000'
const as = 'administrator'

const treeOf = async ({ db }: TestApp) => {
  const rows = await db.selectFrom('regions').selectAll().execute()
  return Object.fromEntries(
    inTreeOrder(rows).map((row) => [
      row.code,
      row.path
        .split('/')
        .filter(Boolean)
        .map((id) => rows.find((other) => other.id === id)?.code)
        .join('/'),
    ]),
  )
}
const verbsOf = async ({ db }: TestApp, id: string) =>
  (await db.selectFrom('activity').select('verb').where('subject_id', '=', id).orderBy('position').execute()).map(
    (entry) => entry.verb,
  )
const errorAt = (html: string, field: string) => html.match(new RegExp(`id="f-${field}-error"[^>]*>([^<]+)`))?.[1]

it('does not exist for anyone but administrators, nor for regions that do not exist', async () => {
  const { ask } = await testApp()
  const id = regions.east.id
  for (const role of ['headOffice', 'regionEast', 'auditor', 'shopper', 'dealerManager', 'dealerStaff'] as CastName[]) {
    for (const path of ['/regions', '/regions/new', `/regions/${id}`, `/regions/${id}/edit`]) {
      expect([role, path, (await ask(path, { as: role })).status]).toEqual([role, path, 404])
    }
    expect((await ask('/regions', { as: role, form: { code: 'X', name_zh: '东北' } })).status).toBe(404)
  }
  for (const path of ['', '/edit', '/deactivation']) {
    expect((await ask(`/regions/${unknown}${path}`, { as })).status).toBe(404)
  }
  for (const path of ['', '/deactivation', '/reactivation']) {
    const form = { code: 'X', name_zh: '东北' }
    expect((await ask(`/regions/${unknown}${path}`, { as, form })).status).toBe(404)
  }
})

it('shows the tree in order, with what each part holds', async () => {
  const { ask } = await testApp()
  const html = await (await ask('/regions', { as })).text()
  const order = ['全国', '华中大区', '湖北', '华东大区', '江苏', '浙江'].map((name) => html.indexOf(`>${name}<`))
  expect(order).toEqual([...order].sort((a, b) => a - b))
  expect(order.every((at) => at > 0)).toBe(true)
  const east = await (await ask(`/regions/${regions.east.id}`, { as })).text()
  expect(east).toMatch(/href="\/dealers\?region=[^"]+">2</)
  for (const text of ['江苏', '浙江', people.regionEast.name]) expect(east).toContain(text)
})

it('adds a region below another, and refuses a code that is taken', async () => {
  const test = await testApp()
  const form = { code: 'E-AH', name_zh: '安徽', name_en: 'Anhui', parent_id: regions.east.id }
  const response = await test.ask('/regions', { as, form })
  const id = response.headers.get('location')?.split('/')[2] ?? ''
  expect((await treeOf(test))['E-AH']).toBe('CN/E/E-AH')
  expect(await verbsOf(test, id)).toEqual(['region.create'])
  const again = await test.ask('/regions', { as, form: { ...form, name_zh: '安徽省' } })
  expect(again.status).toBe(409)
  const html = await again.text()
  expect(errorAt(html, 'code')).toContain('这个编号已被其他区域使用')
  expect(html).toContain('value="安徽省"')
  const bad = await (await test.ask('/regions', { as, form: { code: '', parent_id: unknown } })).text()
  expect(errorAt(bad, 'code')).toBeTruthy()
  expect(errorAt(bad, 'name_zh')).toBeTruthy()
  const nowhere = await test.ask('/regions', { as, form: { ...form, code: 'E-XX', parent_id: unknown } })
  expect(errorAt(await nowhere.text(), 'parent_id')).toContain('此选项不可用')
})

it('moves a region with everything below it, and those who look after the new place see its dealers', async () => {
  const test = await testApp()
  const { ask, db } = test
  const jiangsu = { code: 'E-JS', name_zh: '江苏', name_en: 'Jiangsu' }
  await ask('/regions', { as, form: { code: 'E-JS-1', name_zh: '苏南', parent_id: regions.jiangsu.id } })
  expect((await ask(`/dealers/${dealers.linjiang.id}`, { as: 'regionCentral' })).status).toBe(404)
  const moved = await ask(`/regions/${regions.jiangsu.id}`, {
    as,
    form: { ...jiangsu, parent_id: regions.central.id },
  })
  expect(moved.status).toBe(303)
  expect(await treeOf(test)).toMatchObject({
    'C-HB': 'CN/C/C-HB',
    'E-JS': 'CN/C/E-JS',
    'E-JS-1': 'CN/C/E-JS/E-JS-1',
    'E-ZJ': 'CN/E/E-ZJ',
  })
  const depths = await db.selectFrom('regions').select(['code', 'depth']).where('code', 'like', 'E-JS%').execute()
  expect(depths.map((row) => row.depth).sort()).toEqual([3, 4])
  expect((await ask(`/dealers/${dealers.linjiang.id}`, { as: 'regionCentral' })).status).toBe(200)
  expect((await ask(`/dealers/${dealers.linjiang.id}`, { as: 'regionEast' })).status).toBe(404)
  const html = await (await ask(`/regions/${regions.jiangsu.id}`, { as })).text()
  expect(html).toContain('上级区域 华东大区 → 华中大区')
  const root = await ask(`/regions/${regions.jiangsu.id}`, { as, form: { ...jiangsu, parent_id: '' } })
  expect(root.status).toBe(303)
  expect(await treeOf(test)).toMatchObject({ 'E-JS': 'E-JS', 'E-JS-1': 'E-JS/E-JS-1' })
})

it('never lets a region stand under itself or under one of its own parts', async () => {
  const test = await testApp()
  const before = await treeOf(test)
  for (const parent_id of [regions.east.id, regions.jiangsu.id]) {
    const form = { code: 'E', name_zh: '华东大区', name_en: 'East China', parent_id }
    const refused = await test.ask(`/regions/${regions.east.id}`, { as, form })
    expect(refused.status).toBe(422)
    expect(errorAt(await refused.text(), 'parent_id')).toContain('不能移到自己或自己的下级之下')
  }
  const offered = await (await test.ask(`/regions/${regions.east.id}/edit`, { as })).text()
  expect(offered).not.toContain(`value="${regions.jiangsu.id}"`)
  expect(await treeOf(test)).toEqual(before)
})

it('lets two moves at once not put two regions under each other', async () => {
  const test = await testApp()
  const move = (id: string, code: string, parent_id: string) =>
    test.ask(`/regions/${id}`, { as, form: { code, name_zh: code, parent_id } })
  const answers = await Promise.all([
    move(regions.east.id, 'E', regions.hubei.id),
    move(regions.central.id, 'C', regions.jiangsu.id),
  ])
  expect(answers.map((answer) => answer.status).sort()).toEqual([303, 422])
  const tree = await treeOf(test)
  expect(Object.keys(tree)).toHaveLength(6)
  for (const path of Object.values(tree)) expect(path.startsWith('CN')).toBe(true)
})

it('renames, recording what was and what is', async () => {
  const test = await testApp()
  const form = { code: 'E', name_zh: '东区', name_en: '', parent_id: regions.china.id }
  await test.ask(`/regions/${regions.east.id}`, { as, form })
  const entry = await test.db.selectFrom('activity').select(['verb', 'details']).executeTakeFirstOrThrow()
  expect([entry.verb, JSON.parse(entry.details)]).toEqual([
    'region.update',
    { changes: { name_zh: ['华东大区', '东区'], name_en: ['East China', ''] } },
  ])
  await test.ask(`/regions/${regions.east.id}`, { as, form })
  expect(await verbsOf(test, regions.east.id)).toEqual(['region.update'])
})

it('closes only what holds nothing active, and opens again only below what is open', async () => {
  const test = await testApp()
  const { ask } = test
  const close = (id: string) => ask(`/regions/${id}/deactivation`, { as, form: {} })
  const open = (id: string) => ask(`/regions/${id}/reactivation`, { as, form: {} })
  const held = await close(regions.east.id)
  expect(held.status).toBe(409)
  expect(await held.text()).toContain('0 家营业中的经销商和 2 个下级区域')
  expect(await (await close(regions.hubei.id)).text()).toContain('1 家营业中的经销商和 0 个下级区域')
  await ask(`/dealers/${dealers.donghu.id}/deactivation`, { as, form: {} })
  expect((await close(regions.hubei.id)).status).toBe(303)
  expect((await close(regions.hubei.id)).status).toBe(409)
  expect((await close(regions.central.id)).status).toBe(303)
  expect((await open(regions.hubei.id)).status).toBe(409)
  const under = await ask('/regions', { as, form: { code: 'C-HN', name_zh: '湖南', parent_id: regions.central.id } })
  expect(errorAt(await under.text(), 'parent_id')).toContain('上级区域已停用')
  expect((await open(regions.central.id)).status).toBe(303)
  expect((await open(regions.hubei.id)).status).toBe(303)
  expect(await verbsOf(test, regions.hubei.id)).toEqual(['region.deactivate', 'region.reactivate'])
})

it('sums figures up the tree', () => {
  const tree = [
    { id: 'a', parent_id: null, code: 'A', path: '/a/' },
    { id: 'b', parent_id: 'a', code: 'B', path: '/a/b/' },
    { id: 'c', parent_id: 'b', code: 'C', path: '/a/b/c/' },
    { id: 'd', parent_id: null, code: 'D', path: '/d/' },
  ]
  const own = new Map([
    ['c', 2],
    ['b', 1],
    ['d', 4],
  ])
  expect([...summedUp(tree, own)]).toEqual([
    ['a', 3],
    ['b', 3],
    ['c', 2],
    ['d', 4],
  ])
  expect(inTreeOrder([...tree].reverse()).map((region) => region.id)).toEqual(['a', 'b', 'c', 'd'])
})
