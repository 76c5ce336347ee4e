import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { urls } from '../../server/app.tsx'
import { type CastName, people } from '../../server/demo/cast.ts'
import { tokenHash } from '../../server/sessions/token.ts'
import { accessTable } from '../support/access-table.ts'
import { accessWorld, type Params, type Thing } from '../support/access-world.ts'
import { testApp } from '../support/app.ts'

const runs = Number(process.env.FUZZ_RUNS ?? 2000)

/** Every name that a form, a query or a JSON body of a folder of the product knows, taken from its sources. */
const namesIn = (folder: string) => [
  ...new Set(
    readdirSync(`server/${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .flatMap((file) => [
        ...readFileSync(`server/${folder}/${file}`, 'utf8').matchAll(/^\s*(\w+): (?:field|z)\.|query\('(\w+)'\)/gm),
      ])
      .map((match) => match[1] ?? match[2] ?? ''),
  ),
]
const names = [...namesIn('.'), 'q', 'sort', 'dir', 'page', 'size'].sort()
const elsewhere: Record<string, string> = {
  audits: 'reviews',
  'dealer-groups': 'dealers',
  waves: 'programmes',
  'checklist-drafts': 'checklists',
  invitations: 'users',
  'password-resets': 'users',
}
const namesOf = (noun: string) => {
  const folders = [noun, elsewhere[noun] ?? noun].filter((folder) => existsSync(`server/${folder}`))
  const own = [...new Set(folders.flatMap(namesIn))].sort()
  return own.length > 0 ? own : names
}

/** What stands in URLs of that noun, so that requests get past the door and into the commands. */
const thingsOf: Record<string, readonly Thing[]> = {
  audits: ['planned', 'inProgress', 'inReview', 'returned', 'released', 'shopInProgress', 'shopReleased'],
  'corrective-actions': ['planning', 'planReview', 'doing', 'effectivenessCheck', 'standardising', 'helping'],
  users: ['user'],
  regions: ['region'],
  dealers: ['dealer', 'linjiang'],
  'dealer-groups': ['group'],
  imports: ['importOfDealers', 'importOfPeople', 'importOfPlans'],
  programmes: ['programme'],
  waves: ['wave'],
  visits: ['visit'],
  photos: ['photoInProgress', 'photoReleased'],
  checklists: ['auditChecklist', 'shopChecklist'],
  'checklist-drafts': ['draft'],
  invitations: ['invitation'],
  'password-resets': ['passwordReset'],
  verify: ['issued'],
  assets: ['asset'],
}

const nasty = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '𠮷野家',
  '٣',
  '%',
  "'; drop table users; --",
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  '{{7*7}}',
  '=1+1',
  '-1',
  '0',
  '1e309',
  'NaN',
  '9007199254740993',
  '99999999999999999999',
  '2026-02-30',
  '2026-11-25',
  '9999-12-31',
  '2026-11-18T09:30:00+08:00',
  'zh-CN',
  'x'.repeat(5000),
  '\r\nset-cookie: a=b',
]

/** Half of a surrogate pair cannot be sent; it becomes the sign for "unreadable". */
const wellFormed = (text: string) => Buffer.from(text).toString()
const encoded = (text: string) => encodeURIComponent(wellFormed(text))

type Known = { ids: string[]; words: string[] }

const value = ({ ids, words }: Known) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...ids) },
    { weight: 3, arbitrary: fc.constantFrom(...nasty) },
    { weight: 2, arbitrary: fc.constantFrom(...words) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
    { weight: 1, arbitrary: fc.integer().map(String) },
    { weight: 1, arbitrary: fc.constantFrom(...words).map((word) => `${word}\u0000`) },
  )

const pairs = (known: Known, most: number) => {
  const name = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...names) },
    { weight: 3, arbitrary: fc.constantFrom('q', 'sort', 'dir', 'page', 'size', 'kind', 'state', 'dealer') },
    { weight: 1, arbitrary: fc.string() },
  )
  return fc.array(fc.tuple(name, value(known)), { maxLength: most })
}

/** The forms of a noun: most of their fields, with one value each. */
const fieldsOf = (known: Known, noun: string): fc.Arbitrary<[string, string][]> =>
  fc
    .record(Object.fromEntries(namesOf(noun).map((name) => [name, value(known)])), { requiredKeys: [] })
    .map((form) => Object.entries(form).map(([name, one]) => [name, one ?? ''] as [string, string]))

const opLike = (known: Known) =>
  fc.record({
    ops: fc.array(
      fc.record(
        {
          v: fc.constantFrom(1, 2, '1'),
          op_id: fc.oneof(fc.uuid(), value(known)),
          device_id: value(known),
          seq: fc.oneof(fc.nat(), fc.double(), value(known)),
          audit_id: value(known),
          checklist_version: value(known),
          item_code: fc.oneof(fc.constantFrom('AS-2-05', 'AS-5-03', 'MV-1-02'), value(known)),
          kind: fc.constantFrom(
            'answer',
            'note',
            'not_applicable',
            'losses',
            'mark',
            'add_photo',
            'remove_photo',
            'sample_refs',
            'x',
          ),
          value: fc.jsonValue(),
          supersedes: fc.oneof(fc.array(fc.uuid(), { maxLength: 3 }), fc.jsonValue()),
          client_time: fc.oneof(fc.constant('2026-11-18T09:30:00+08:00'), value(known)),
          monotonic_ms: fc.oneof(fc.nat(), fc.double()),
        },
        { requiredKeys: ['op_id', 'audit_id'] },
      ),
      { maxLength: 4 },
    ),
  })

type Body = { type?: string; bytes: string | Uint8Array | FormData }

const body = (known: Known, noun: string): fc.Arbitrary<Body | undefined> =>
  fc.oneof(
    fc.constant(undefined),
    fc
      .oneof({ weight: 3, arbitrary: fieldsOf(known, noun) }, { weight: 1, arbitrary: pairs(known, 12) })
      .map((fields) => ({
        type: 'application/x-www-form-urlencoded',
        bytes: fields.map(([name, one]) => `${encoded(name)}=${encoded(one)}`).join('&'),
      })),
    fc.tuple(fieldsOf(known, noun), fc.uint8Array({ maxLength: 200 })).map(([fields, bytes]) => {
      const form = new FormData()
      for (const [name, one] of fields) form.append(wellFormed(name), wellFormed(one))
      form.append('photos', new File([new Uint8Array(bytes)], 'a.jpg', { type: 'image/jpeg' }))
      return { bytes: form }
    }),
    fc.constantFrom('q=%ff%fe', 'name=%ED%A0%80', 'locale=%', '&&==&', 'a[b][c]=1').map((bytes) => ({
      type: 'application/x-www-form-urlencoded',
      bytes,
    })),
    opLike(known).map((json) => ({ type: 'application/json', bytes: JSON.stringify(json) })),
    fc.json().map((bytes) => ({ type: 'application/json', bytes })),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => ({ type: 'application/octet-stream', bytes })),
    fc
      .tuple(
        fc.constantFrom('multipart/form-data', 'multipart/form-data; boundary=x', 'text/plain', 'a/b;c'),
        fc.string(),
      )
      .map(([type, bytes]) => ({ type, bytes })),
  )

const headers = fc.record(
  {
    accept: fc.constantFrom('text/html', 'application/json', '*/*', ''),
    'accept-language': fc.constantFrom('en', 'zh', 'xx-YY;q=2', ',,,'),
    'accept-encoding': fc.constantFrom('br', 'gzip', 'identity', 'br;q=0'),
    'hx-request': fc.constantFrom('true', '1'),
    'if-none-match': fc.constantFrom('*', '"x"', 'W/"y"'),
    range: fc.constantFrom('bytes=0-', 'bytes=9-1', 'bytes=-5'),
    'x-forwarded-for': fc.constantFrom('1.2.3.4', ', ,', 'x'.repeat(300)),
    'sec-fetch-site': fc.oneof(
      { weight: 20, arbitrary: fc.constant('same-origin') },
      { weight: 1, arbitrary: fc.constantFrom('cross-site', 'none', '') },
    ),
    origin: fc.constantFrom('http://localhost', 'null', 'http://evil.example'),
  },
  { requiredKeys: [] },
)

/** What only a program tells itself: a stack, a path of a file, the words of a database. */
const inside =
  /\n\s+at .+:\d+:\d+|node:internal|node_modules|SqliteError|SQLITE_|syntax error at or near|constraint failed/

const cast = Object.keys(people) as CastName[]

it(`answers ${runs} requests of any kind without breaking and without showing its inside`, {
  timeout: 120_000 + runs * 100,
}, async () => {
  const test = await testApp()
  const world = await accessWorld(test)
  const params = new Map<string, Params[]>()
  for (const [noun, things] of Object.entries(thingsOf)) {
    const made: Params[] = []
    for (const thing of things) made.push(await world.kept(thing))
    params.set(noun, made)
  }
  const versions = await test.db.selectFrom('checklist_versions').select('id').execute()
  const known: Known = {
    ids: [
      ...new Set([
        ...[...params.values()].flat().flatMap((one) => Object.values(one)),
        ...Object.values(people).map(({ id }) => id),
      ]),
      ...versions.map(({ id }) => id),
    ],
    words: [
      'on',
      'yes',
      'no',
      'desc',
      'asc',
      'dealer',
      'approved',
      'returned',
      'effective',
      'not_effective',
      'mystery',
      'announced',
    ],
  }
  const target = fc.constantFrom(...urls).chain(([method, path]) => {
    const noun = path.startsWith('/sync/v1/audits') ? 'audits' : (path.split('/')[1] ?? '')
    const candidates = params.get(noun) ?? [{}]
    return fc
      .tuple(
        fc.constantFrom(...candidates),
        fc.array(value(known), { minLength: 3, maxLength: 3 }),
        fc.nat(9),
        pairs(known, 4),
      )
      .map(([fitting, wild, luck, query]) => {
        let hole = 0
        const filled = path.replace(/:(\w+)|\*/g, (whole, name) => {
          const wildly = encoded(wild[hole++] ?? '')
          return luck < 8 ? (fitting[name ?? whole] ?? wildly) : wildly
        })
        const search = query.map(([name, one]) => `${encoded(name)}=${encoded(one)}`)
        return {
          method,
          noun,
          name: `${method} ${path}`,
          path: filled + (search.length > 0 ? `?${search.join('&')}` : ''),
        }
      })
  })
  const anyone = fc.constantFrom(...cast, undefined)
  /** A request, mostly by someone who gets through to what it is about. */
  const request = target.chain(({ method, noun, name, path }) => {
    const open = [...new Set(Object.values(accessTable[name] ?? {}).flatMap((expected) => expected.open))]
    const allowed = open.filter((person): person is CastName => person !== 'anonymous')
    const as = allowed.length > 0 ? fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...allowed) }, anyone) : anyone
    return fc.record({
      method: fc.constant(method),
      path: fc.constant(path),
      as,
      sent: body(known, noun),
      more: headers,
    })
  })

  const property = fc.asyncProperty(request, async ({ method, path, as, sent, more }) => {
    const hasBody = method !== 'GET' && method !== 'HEAD' && sent !== undefined
    const type: Record<string, string> = hasBody && sent.type ? { 'content-type': sent.type } : {}
    const response = await test.ask(path, {
      as,
      method,
      headers: { ...more, ...type },
      ...(hasBody ? { body: sent.bytes as NonNullable<Parameters<typeof test.ask>[1]>['body'] } : {}),
    })
    const text = await response.text()
    expect(response.status, text.slice(0, 500)).toBeLessThan(500)
    expect(text).not.toMatch(inside)
    if (response.status === 401 && as) {
      // A request before this one signed them out or changed their account.
      await test.db.updateTable('users').set({ active: 1 }).where('id', '=', people[as].id).execute()
      const token_hash = tokenHash(await test.tokenOf(as))
      const at = test.app.now().toISOString()
      await test.db
        .insertInto('sessions')
        .values({
          token_hash,
          user_id: people[as].id,
          created_at: at,
          seen_at: at,
          expires_at: '2099-01-01T00:00:00.000Z',
          agent: '',
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }
  })
  await fc.assert(property, {
    numRuns: runs,
    endOnFailure: true,
    ...(process.env.FUZZ_SEED ? { seed: Number(process.env.FUZZ_SEED) } : {}),
  })
})
