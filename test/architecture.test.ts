import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
const sources = [...filesUnder('server'), ...filesUnder('views')]
const text = new Map(sources.map((file) => [file, readFileSync(file, 'utf8')]))

/** Files of `among` whose code (comments left out) matches. */
const offenders = (among: string[], pattern: RegExp): string[] =>
  among.filter((file) =>
    pattern.test((text.get(file) ?? '').replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')),
  )

const server = sources.filter((file) => file.startsWith('server/'))
const named =
  (...names: string[]) =>
  (file: string) =>
    names.includes(basename(file))
const inFolder = (folder: string) => (file: string) => file.startsWith(`${folder}/`)

describe('the house is as drawn', () => {
  it('holds nothing else at the top but what the drawing shows', () => {
    const top = readdirSync('.').filter(
      (name) => !name.startsWith('.') && !['node_modules', 'dist', 'data', 'demo-data'].includes(name),
    )
    const drawn = [
      'server',
      'views',
      'checklists',
      'migrations',
      'test',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'README.md',
      'LICENSE',
      'Dockerfile',
    ]
    expect(top.filter((name) => !drawn.includes(name))).toEqual([])
  })

  it('has no room for leftovers', () => {
    const rooms = sources.map((file) => dirname(file)).flatMap((folder) => folder.split('/'))
    expect(rooms.filter((room) => ['utils', 'util', 'helpers', 'common', 'services', 'lib'].includes(room))).toEqual([])
  })

  it('writes SQL only in stores, the database folder and migrations', () => {
    const elsewhere = server.filter(
      (file) =>
        !named('store.ts')(file) && !/\/store-[a-z-]+\.ts$|-store\.ts$/.test(file) && !inFolder('server/db')(file),
    )
    expect(
      offenders(elsewhere, /\.(selectFrom|insertInto|updateTable|deleteFrom|replaceInto)\(|\bsql`|\bsql<|sql\.raw/),
    ).toEqual([])
  })

  it('brings neither word lists nor zod to the browser', () => {
    // What is imported at run time: lines that import something else than types.
    const importsOf = (file: string) =>
      [...(text.get(file) ?? '').matchAll(/^import (?!type\b)(.*?) from '(\.[^']+)'/gms)]
        .filter(([, what = '']) => !/^\{(\s*type [^,]+,?)+\s*\}$/.test(what.trim()))
        .map(([, , from = '']) => join(dirname(file), from))
    const reached = new Set(sources.filter((file) => /^views\/client\/[^/]+\.ts$/.test(file)))
    for (const file of reached) for (const from of importsOf(file)) reached.add(from)
    const inBrowser = [...reached]
    expect(inBrowser.filter((file) => /^server\/i18n\/(?!fill)/.test(file))).toEqual([])
    expect(offenders(inBrowser, /^import (?!type\b).* from '(zod|kysely|node:|hono(?!\/(jsx|html)))/m)).toEqual([])
    expect(inBrowser.length).toBeGreaterThan(40)
  })

  it('opens transactions only in commands', () => {
    const elsewhere = server.filter(
      (file) => !/commands(-[a-z-]+)?\.ts$|-commands\.ts$/.test(file) && !inFolder('server/db')(file),
    )
    expect(offenders(elsewhere, /\.transact\(|\.transaction\(/)).toEqual([])
  })

  it('keeps rules pure: no framework, no database, no node modules, no clock', () => {
    const pure = server.filter(
      (file) =>
        named('states.ts', 'rules.ts', 'can.ts', 'lockout.ts', 'problem.ts')(file) || inFolder('server/scoring')(file),
    )
    const rules = pure.filter((file) => !named('store.ts', 'commands.ts', 'routes.tsx')(file))
    expect(rules.length).toBeGreaterThan(2)
    expect(
      offenders(
        rules,
        /from '(hono|kysely|node:|better-sqlite3|pg)|Date\.now\(|new Date\(\)|Math\.random|from '\..*\/(store|connect|transact)\.ts'/,
      ),
    ).toEqual([])
  })

  it('compares roles only in access', () => {
    expect(
      offenders(
        sources.filter((file) => !inFolder('server/access')(file)),
        /[!=]== '(administrator|head_office|region_manager|auditor|shopper|dealer_manager|dealer_staff)'/,
      ),
    ).toEqual([])
  })

  it('names HTTP status numbers only in app.tsx and http/', () => {
    const elsewhere = sources.filter(
      (file) => file !== 'server/app.tsx' && !inFolder('server/http')(file) && !inFolder('views/client')(file),
    )
    expect(
      offenders(elsewhere, /\bstatus\((\d{3})\)|status: \d{3}\b|\.(json|html|text|body|redirect)\([^)]*, [1-5]\d\d\b/),
    ).toEqual([])
  })

  it('says words to users only from i18n and checklists', () => {
    const elsewhere = sources.filter((file) => !inFolder('server/i18n')(file) && !inFolder('server/demo')(file))
    // How a date is spelt and where a line may break is typography, not wording.
    const typography = ['views/charts/radar.ts', 'views/format.ts']
    expect(
      offenders(
        elsewhere.filter((file) => !inFolder('server/reports/pdf')(file) && !typography.includes(file)),
        /\p{Script=Han}/u,
      ),
    ).toEqual([])
  })

  it('keeps scripts, styles and handlers out of the pages', () => {
    const views = sources.filter((file) => file.endsWith('.tsx'))
    expect(
      offenders(views, /\bhx-on|\bstyle=|\bon(click|change|submit|load|input|keydown)=|"js:|<style|<script>(?!<)/i),
    ).toEqual([])
  })

  it('reads the environment only in config.ts', () => {
    expect(
      offenders(
        sources.filter((file) => file !== 'server/config.ts'),
        /process\.env/,
      ),
    ).toEqual([])
  })

  it('keeps migrations free of application code', () => {
    const migrations = filesUnder('migrations')
    const imports = migrations.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/from '([^']+)'/g)].map((match) => match[1] ?? ''),
    )
    expect(imports.filter((from) => from.startsWith('../'))).toEqual([])
  })

  it('keeps files short enough to read', () => {
    const known: Record<string, string> = {
      'server/db/schema.ts': 'one row type per table',
      'server/access/can.ts': 'the one permission table',
    }
    const long = sources.filter(
      (file) => (text.get(file) ?? '').split('\n').length > 340 && !inFolder('server/i18n')(file),
    )
    expect(long.filter((file) => !(file in known))).toEqual([])
  })
})
