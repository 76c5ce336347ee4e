import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { measureDisk } from './disk.ts'
import { type Figure, table } from './figures.ts'
import { measurePages } from './pages.ts'
import { measurePdf } from './pdf.ts'
import { type Running, startServer } from './process.ts'
import { measureSaves, measureSavesBesidePdfs } from './saves.ts'
import { measureScoring } from './scoring.ts'
import { seed } from './world.ts'

const beside = { runs: 3, ms: 6_000, every: 200, pdfEvery: 500 }
const pdfs = 2 + (beside.runs * beside.ms) / beside.pdfEvery
const size = { laptops: 64, pdfs, rows: 3_000, scored: 2_000 }

const started = performance.now()
const say = (line: string) => process.stdout.write(`${line}\n`)
const step = (name: string) => process.stderr.write(`${((performance.now() - started) / 1000).toFixed(0)} s  ${name}\n`)
const load = () =>
  loadavg()
    .map((value) => value.toFixed(1))
    .join(' ')

const folder = mkdtempSync(join(tmpdir(), 'dealer-audit-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))

const servers: Running[] = []
const start = async (script: string, env: Record<string, string>) => {
  const server = await startServer(script, folder, env)
  servers.push(server)
  return server.port
}

const loadBefore = load()
const figures: Figure[] = [measureDisk(folder, 200)]
try {
  step('filling a database')
  const dataDir = join(folder, 'data')
  const world = await seed(dataDir, size)
  const product = await start('dist/server/main.js', { DATA_DIR: dataDir, PUBLIC_ORIGIN: 'http://localhost' })
  const yardstick = await start(join(import.meta.dirname, 'upsert-server.mjs'), {
    DATABASE_FILE: join(folder, 'yardstick.sqlite'),
  })
  step('pages')
  const pages = await measurePages(product, world, 20)
  step('saves')
  figures.push(...(await measureSaves({ product, yardstick }, world, 3, 1_500)))
  step('saves while PDFs are drawn')
  figures.push(...(await measureSavesBesidePdfs(product, world, beside)))
  await Promise.all(servers.splice(0).map((server) => server.stop()))
  step('scores')
  const scores = await measureScoring(dataDir, world, 5)
  step('a long PDF')
  figures.push(...(await measurePdf(folder, 12)), ...scores, ...pages)
} finally {
  await Promise.all(servers.map((server) => server.stop()))
}
step('done')

say(`\nNode ${process.version}, ${cpus()[0]?.model.trim()}, ${availableParallelism()} cores`)
say(`load ${loadBefore} before, ${load()} after (of 1, 5 and 15 minutes)\n`)
say(table(figures))
