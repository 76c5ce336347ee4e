// One command builds everything: the server with tsc, the browser modules with esbuild. `--if-changed` skips the build
// when the sources are those of the last one, so that a command of the shell does not disturb a server that is running.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build } from 'esbuild'

const require = createRequire(import.meta.url)

const hashOfSources = () => {
  const hash = createHash('sha256')
  const add = (file) => hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  for (const file of ['package.json', 'package-lock.json', 'tsconfig.json', '.tsconfig.build.json', '.build.mjs'])
    add(file)
  for (const folder of ['server', 'views', 'migrations']) {
    const names = readdirSync(folder, { recursive: true }).filter((name) => /\.(tsx?|json)$/.test(name))
    for (const name of names.sort()) add(join(folder, name))
  }
  return hash.digest('hex')
}

const stamp = hashOfSources()
const isBuilt = existsSync('dist/.stamp') && readFileSync('dist/.stamp', 'utf8') === stamp
if (process.argv.includes('--if-changed') && isBuilt) process.exit(0)

// Built beside the old one and put in its place at the end: a running server finds its files at any time.
const target = `dist.${process.pid}`
try {
  execFileSync(
    process.execPath,
    [
      require.resolve('typescript/package.json').replace('package.json', 'bin/tsc'),
      '-p',
      '.tsconfig.build.json',
      '--outDir',
      target,
    ],
    { stdio: 'inherit' },
  )
  mkdirSync(join(target, 'client'), { recursive: true })
  const entries = readdirSync('views/client').filter((file) => /\.ts$/.test(file) && !file.endsWith('.d.ts'))
  await build({
    entryPoints: entries.map((file) => `views/client/${file}`),
    outdir: join(target, 'client'),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    sourcemap: 'linked',
    logLevel: 'warning',
  })
  copyFileSync(require.resolve('htmx.org/dist/htmx.min.js'), join(target, 'client', 'htmx.js'))
  writeFileSync(join(target, '.stamp'), stamp)
  if (existsSync('dist')) renameSync('dist', `${target}.old`)
  renameSync(target, 'dist')
} finally {
  rmSync(target, { recursive: true, force: true })
  rmSync(`${target}.old`, { recursive: true, force: true })
}
