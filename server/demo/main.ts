import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { configFromEnvironment } from '../config.ts'
import { openApp, serveUntilStopped } from '../start.ts'
import { type CastName, castPassword, people } from './cast.ts'
import { seedDemo } from './seed.ts'

/** One sign-in per role, in the order of the story. */
const signIns: readonly CastName[] = [
  'headOffice',
  'auditor',
  'dealerManager',
  'dealerStaff',
  'regionEast',
  'shopper',
  'administrator',
]

const say = (line: string) => process.stdout.write(`${line}\n`)

try {
  // A demo is for this machine only, and never touches a real database.
  const config = configFromEnvironment(
    { DATA_DIR: 'demo-data', LOG_LEVEL: 'warn' },
    { HOST: '127.0.0.1', DATABASE_URL: undefined },
  )
  const seeded = join(config.dataDir, 'seeded')
  if (process.argv.includes('--fresh') || !existsSync(seeded)) rmSync(config.dataDir, { recursive: true, force: true })
  const opened = await openApp(config)
  if (!existsSync(seeded)) {
    say('Making the demo network …')
    const started = performance.now()
    const made = await seedDemo(opened.app, say)
    writeFileSync(seeded, '')
    say(
      `${made.dealers} dealers, ${made.audits} audits, ${made.actions} corrective actions in ${((performance.now() - started) / 1000).toFixed(1)} s`,
    )
  }
  opened.app.setup.code = null
  const port = await serveUntilStopped(opened)
  say(`\nThe demo runs at http://localhost:${port}\n`)
  for (const name of signIns) {
    const person = people[name]
    say(`  ${person.role.padEnd(16)} ${person.signInName.padEnd(10)} ${castPassword}`)
  }
  say('\nIt is kept between starts; `npm run demo -- --fresh` begins anew. Ctrl+C stops it.')
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
