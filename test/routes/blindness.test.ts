import { expect, it } from 'vitest'
import { urls } from '../../server/app.tsx'
import type { CastName } from '../../server/demo/cast.ts'
import { dealers, people } from '../../server/demo/cast.ts'
import { returnAudit, takeReview } from '../../server/reviews/commands.ts'
import { answerAll, releasedAudit, submittedAudit } from '../support/answering.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { givenAudit, programmeId, waveId, withChecklists, withWave } from '../support/world.ts'

/** The kinds of people to whom a mystery shop does not exist before its release. */
const blind: readonly (CastName | undefined)[] = [
  undefined,
  'dealerManager',
  'dealerStaff',
  'otherManager',
  'regionEast',
  'auditor',
]

const shop = { kind: 'mystery', auditor: 'shopper', checklist: 'mystery-service-visit' } as const
const idOf = (n: number) => `90000000-0000-4000-8000-00000000000${n}`
const shopIds = [1, 2, 3, 4, 5, 6].map(idOf)

/** Shops at 临江店 in every state before release: with answers, photos, findings, scores and a log. */
const withShops = async (test: TestApp) => {
  const [planned, recording, submitted, inReview, returned, cancelled] = shopIds
  const headOffice = await test.actor('headOffice')
  await givenAudit(test, { ...shop, id: planned, state: 'planned', started_at: null, wave_id: waveId })
  const started = await givenAudit(test, { ...shop, id: recording })
  await answerAll(test, 'shopper', started, ['MV-1-02'])
  await submittedAudit(test, { ...shop, id: submitted }, ['MV-1-02'])
  await submittedAudit(test, { ...shop, id: inReview }, ['MV-1-02'])
  await takeReview(test.app, headOffice, inReview ?? '')
  await submittedAudit(test, { ...shop, id: returned }, ['MV-1-02'])
  await takeReview(test.app, headOffice, returned ?? '')
  await returnAudit(test.app, headOffice, returned ?? '', 'The receipt cannot be read')
  const at = test.app.now().toISOString()
  await givenAudit(test, { ...shop, id: cancelled, state: 'cancelled', cancelled_at: at, cancel_reason: 'Recognised' })
}

const idsOf = async (test: TestApp, table: 'audits' | 'photos' | 'corrective_actions' | 'visits') =>
  (await test.db.selectFrom(table).select('id').orderBy('id').execute()).map((row) => row.id)

/** What a URL can be asked about: everything that the dealer may know, the shops, and something unknown. */
const candidates = async (test: TestApp) => {
  const version = await test.db
    .selectFrom('checklist_versions')
    .select(['checklist_id', 'version'])
    .where('checklist_id', 'in', ['after-sales-core-process', shop.checklist])
    .orderBy('checklist_id')
    .execute()
  const audits = await idsOf(test, 'audits')
  const issued = await test.db.selectFrom('report_versions').select('content_hash').execute()
  const id = (values: string[]) => values.map((value) => ({ id: value }))
  const known: Record<string, Record<string, string>[]> = {
    audits: id([...new Set([...audits, ...shopIds])]),
    photos: id((await idsOf(test, 'photos')).slice(0, 3)),
    'corrective-actions': id(await idsOf(test, 'corrective_actions')),
    visits: id((await idsOf(test, 'visits')).slice(0, 2)),
    dealers: id([dealers.linjiang.id]),
    users: id([people.shopper.id]),
    programmes: id([programmeId]),
    waves: id([waveId]),
    checklists: version.map((row) => ({ id: row.checklist_id, version: row.version })),
    verify: issued.map((row) => ({ hash: row.content_hash })),
    assets: [{ '*': 'base.css' }],
  }
  return (path: string) => {
    if (!/[:*]/.test(path)) return [path, ...searches(path)]
    const noun = path.startsWith('/sync/v1/audits') ? 'audits' : (path.split('/')[1] ?? '')
    const unknown = { id: idOf(9) }
    return [...(known[noun] ?? []), unknown].map((params: Record<string, string>) =>
      path.replace(/:(\w+)|\*/g, (hole, name) => params[name ?? hole] ?? idOf(8)),
    )
  }
}

/** Searches and filters under which a shop would come up, were it there to be found. */
const searches = (path: string): string[] =>
  ['/', '/audits', '/corrective-actions', '/corrective-actions/board', '/dealers', '/checklists'].includes(path)
    ? ['?kind=mystery', '?state=submitted', '?q=神秘', '?q=顾客07', '?q=临江&sort=dealer&dir=desc&page=2'].map(
        (query) => path + query,
      )
    : []

type Seen = Map<string, { status: number; headers: string; body: string }>

/** Everything that these people are answered on every page, to the byte; also what they ask for. */
const eyes = async (test: TestApp, pages: string[]): Promise<Seen> => {
  // The number of a request stands on error pages; it is the same everywhere here.
  test.app.newTimeId = () => '01900000-0000-7000-8000-000000000000'
  const seen: Seen = new Map()
  for (const as of blind) {
    for (const page of pages) {
      const response = await test.ask(page, { as })
      const headers = JSON.stringify([...response.headers].sort())
      const body = Buffer.from(await response.arrayBuffer()).toString('latin1')
      seen.set(`${as ?? 'anonymous'} GET ${page}`, { status: response.status, headers, body })
    }
  }
  return seen
}

const differences = (before: Seen, after: Seen): string[] =>
  [...before].flatMap(([asked, answer]) => {
    const again = after.get(asked)
    return again && JSON.stringify(again) === JSON.stringify(answer) ? [] : [asked]
  })

/** A dealer with a released audit, one announced, and corrective actions. */
const given = async (test: TestApp) => {
  await withChecklists(test)
  await withWave(test)
  await givenAudit(test, { id: idOf(7), state: 'planned', started_at: null, wave_id: waveId })
}

const getUrls = urls.filter(([method]) => method === 'GET').map(([, path]) => path)

it('shows not a byte of an unreleased mystery shop on any page', { timeout: 300_000 }, async () => {
  const test = await testApp()
  await given(test)
  const { id } = await releasedAudit(test)
  // Made and stored when they are first asked for.
  for (const lang of ['zh-CN', 'en']) await test.ask(`/audits/${id}/report.pdf?lang=${lang}`, { as: 'headOffice' })
  const { newTimeId } = test.app
  const fill = await candidates(test)
  const pages = getUrls.flatMap(fill)
  const before = await eyes(test, pages)
  // The pages are there to be compared: most of what a dealer may open answers with a page.
  expect([...before.values()].filter(({ status }) => status === 200).length).toBeGreaterThan(50)
  test.app.newTimeId = newTimeId
  await withShops(test)
  expect(differences(before, await eyes(test, pages))).toEqual([])
})

/** Ids that count up, so that two databases with the same story have the same ones. */
const counting = (kind: number) => {
  let n = 0
  return () => `${kind}0000000-0000-4000-8000-${String(++n).padStart(12, '0')}`
}

it('leaves no trace in what happens after it: numbers, repeats and reports are the same', {
  timeout: 300_000,
}, async () => {
  const story = async (isShopped: boolean) => {
    const test = await testApp()
    const newId = counting(7)
    test.app.newId = newId
    await given(test)
    test.app.newId = counting(8)
    if (isShopped) await withShops(test)
    test.app.newId = newId
    const { id } = await releasedAudit(test)
    const actions = await test.db.selectFrom('corrective_actions').select('id').orderBy('number').execute()
    const pages = [
      ...['/', '/audits', '/audits?sort=dealer', '/corrective-actions', '/corrective-actions/board'],
      `/audits/${id}`,
      `/audits/${idOf(7)}`,
      ...actions.map((action) => `/corrective-actions/${action.id}`),
      `/dealers/${dealers.linjiang.id}`,
    ]
    return eyes(test, pages)
  }
  expect(differences(await story(false), await story(true))).toEqual([])
})
