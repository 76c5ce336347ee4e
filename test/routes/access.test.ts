import { expect, it } from 'vitest'
import { urls } from '../../server/app.tsx'
import { accessTable, type Expected, everyone, type Person } from '../support/access-table.ts'
import { accessWorld, type Params, type Thing } from '../support/access-world.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { opFor } from '../support/ops.ts'

const nameOf = (method: string, path: string) => `${method} ${path}`

it('declares every URL of the product, and none that is gone', () => {
  const present = urls.map(([method, path]) => nameOf(method, path))
  expect(present.filter((name) => !(name in accessTable))).toEqual([])
  expect(Object.keys(accessTable).filter((name) => !present.includes(name))).toEqual([])
})

const filled = (path: string, params: Params) =>
  path.replace(/:(\w+)|\*/g, (hole, name) => params[name ?? hole] ?? `no-${name}`)

/** A request that asks for the least; forms are empty, so that most of them change nothing. */
const request = async (test: TestApp, method: string, path: string, params: Params) => {
  if (path === '/sync/v1/ops') {
    const audit = await test.db
      .selectFrom('audits')
      .select(['id', 'checklist_version_id'])
      .where('id', '=', params.id ?? '')
      .executeTakeFirstOrThrow()
    return { json: { ops: [opFor(audit)] } }
  }
  const json = path.startsWith('/sync/') ? { headers: { accept: 'application/json' } } : {}
  return method === 'GET' ? json : { ...json, form: {} }
}

type Outcome = 'open' | 'forbidden' | 'hidden' | 'sign in' | `broken (${number})`

const outcomeOf = (response: Response): Outcome => {
  if (response.status === 401 || response.headers.get('location')?.startsWith('/sign-in?')) return 'sign in'
  if (response.status === 403) return 'forbidden'
  if (response.status === 404) return 'hidden'
  return response.status < 500 ? 'open' : `broken (${response.status})`
}

const expectedOf = (person: Person, { open, forbidden = [] }: Expected): Outcome => {
  if (open.includes(person)) return 'open'
  if (person === 'anonymous' && !open.includes('anonymous')) return 'sign in'
  return forbidden.includes(person) ? 'forbidden' : 'hidden'
}

// Signing out ends the session that the test asks with, so it comes last; pages that exist for nobody stay hidden.
const last = (a: readonly [string, string, ...unknown[]], b: readonly [string, string, ...unknown[]]) =>
  Number(a[1] === '/sign-out') - Number(b[1] === '/sign-out')

it('lets each kind of person through to what is theirs, and to nothing else', { timeout: 600_000 }, async () => {
  const test = await testApp()
  const world = await accessWorld(test)
  const surprises: string[] = []
  let asked = 0
  for (const [method, path, needs] of [...urls].sort(last)) {
    for (const [thing, expected] of Object.entries(accessTable[nameOf(method, path)] ?? {})) {
      for (const person of everyone) {
        const should =
          needs === 'anyone' && person === 'anonymous' && expected.open.length === 0
            ? 'hidden'
            : expectedOf(person, expected)
        // Whoever gets through may change the thing, so they get one of their own.
        const own = should === 'open' && method !== 'GET'
        const params = await (own ? world.fresh(thing as Thing) : world.kept(thing as Thing))
        const as = person === 'anonymous' ? undefined : person
        const response = await test.ask(filled(path, params), { as, ...(await request(test, method, path, params)) })
        await response.arrayBuffer()
        asked++
        const met = outcomeOf(response)
        if (met !== should) surprises.push(`${nameOf(method, path)} [${thing}] as ${person}: ${met}, not ${should}`)
      }
    }
  }
  expect(surprises).toEqual([])
  expect(asked).toBeGreaterThan(2000)
})
