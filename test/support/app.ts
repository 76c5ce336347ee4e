import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { createApp } from '../../server/app.tsx'
import { readConfig } from '../../server/config.ts'
import type { AppContext } from '../../server/context.ts'
import { type CastName, castPassword, dealers, people, regions } from '../../server/demo/cast.ts'
import { insertCast } from '../../server/demo/store.ts'
import { fileStore } from '../../server/evidence/files.ts'
import { exchangeHere } from '../../server/exchange/pool.ts'
import { loadAssets } from '../../server/http/assets.ts'
import { newId, newTimeId } from '../../server/ids.ts'
import { readImport } from '../../server/imports/read.ts'
import { type Fonts, loadFonts } from '../../server/reports/pdf/fonts.ts'
import { renderReport } from '../../server/reports/pdf/render.ts'
import { hashPassword } from '../../server/sessions/passwords.ts'
import { insertSession, loadActor } from '../../server/sessions/store.ts'
import { newToken, tokenHash } from '../../server/sessions/token.ts'
import { readCommonVocabulary } from './checklists.ts'
import { freshDatabase, freshSqliteFile } from './database.ts'

let fonts: Fonts | undefined

/** Draws in this thread: the worker has a test of its own, and needs a build. */
const renderHere: AppContext['reports']['render'] = (snapshot, locale, photoPaths) => {
  fonts ??= loadFonts()
  const photo = (sha256: string) => {
    const path = photoPaths[sha256]
    return path === undefined ? null : readFileSync(path)
  }
  return renderReport(snapshot, locale, photo, fonts)
}

let castHash: Promise<string> | undefined
// Compressing them takes a tenth of a second, and every test has the same ones.
const assets = loadAssets('views/assets', 'dist/client')

type RequestBody = NonNullable<ConstructorParameters<typeof Request>[1]>['body']
type Ask = {
  as?: CastName
  method?: string
  form?: Record<string, string | string[]> | FormData
  json?: unknown
  body?: RequestBody
  headers?: Record<string, string>
  locale?: 'zh-CN' | 'en'
}

export type TestAppOptions = {
  now?: string
  cast?: boolean
  /** Fills the SQLite file of this folder instead, for a process that is started on it afterwards; `close` it first. */
  dataDir?: string
}

const vocabulary = readCommonVocabulary()

/** The app on a fresh database with the cast in it, a clock that the test moves, and requests without a port. */
export const testApp = async (options: TestAppOptions = {}) => {
  const connection = options.dataDir ? await freshSqliteFile(options.dataDir) : await freshDatabase()
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'dealer-audit-'))
  const config = readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', PUBLIC_ORIGIN: 'http://localhost' })
  const clock = { now: new Date(options.now ?? '2026-11-18T01:30:00.000Z') }
  const app: AppContext = {
    config,
    db: connection.db,
    transact: connection.transact,
    now: () => new Date(clock.now),
    newId,
    newTimeId: () => newTimeId(clock.now),
    files: fileStore(dataDir),
    vocabulary,
    reports: { render: renderHere },
    exchange: exchangeHere,
    imports: { mustHaveRoom: () => undefined, read: readImport },
    log: pino({ level: 'silent' }),
    setup: { code: null },
    assets,
  }
  if (options.cast !== false) {
    castHash ??= hashPassword(castPassword)
    const cast = { regions: Object.values(regions), dealers: Object.values(dealers), people: Object.values(people) }
    await insertCast(connection.db, cast, await castHash, '2026-01-05T01:00:00.000Z')
  }
  const hono = createApp(app)
  let isOpen = true
  const close = async () => {
    if (isOpen) await connection.close()
    isOpen = false
  }
  onTestFinished(async () => {
    await close()
    if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true })
  })

  const tokens = new Map<CastName, string>()
  const tokenOf = async (name: CastName) => {
    const known = tokens.get(name)
    if (known) return known
    const token = newToken()
    await insertSession(connection.db, {
      token_hash: tokenHash(token),
      user_id: people[name].id,
      created_at: clock.now.toISOString(),
      seen_at: clock.now.toISOString(),
      expires_at: '2099-01-01T00:00:00.000Z',
      agent: 'test',
    })
    tokens.set(name, token)
    return token
  }

  /** Sends a request as someone of the cast (or anonymously), as a browser of this site would. */
  const ask = async (path: string, { as, method, form, json, body, headers = {}, locale }: Ask = {}) => {
    const cookies = [as ? `session=${await tokenOf(as)}` : '', locale ? `language=${locale}` : ''].filter(Boolean)
    const sent: Record<string, string> = { accept: 'text/html', 'sec-fetch-site': 'same-origin', ...headers }
    if (cookies.length > 0) sent.cookie = cookies.join('; ')
    let payload: RequestBody = body
    if (form instanceof FormData) payload = form
    else if (form) {
      const fields = new URLSearchParams()
      for (const [name, value] of Object.entries(form)) for (const one of [value].flat()) fields.append(name, one)
      payload = fields
    } else if (json !== undefined) {
      payload = JSON.stringify(json)
      sent['content-type'] = 'application/json'
      sent.accept = 'application/json'
    }
    const verb = method ?? (payload === undefined ? 'GET' : 'POST')
    return hono.request(path, { method: verb, headers: sent, body: payload })
  }

  /** The person as the permission table sees them. */
  const actor = (name: CastName) => loadActor(connection.db, people[name].id, people[name].role)

  return { app, hono, ask, actor, tokenOf, clock, db: connection.db, close }
}
export type TestApp = Awaited<ReturnType<typeof testApp>>
/** What it takes to put things into a database and to act as someone, with or without requests. */
export type TestWorld = Pick<TestApp, 'app' | 'db' | 'actor'>
