// One command builds everything: the server with tsc, the browser modules with esbuild.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { build } from 'esbuild'

const require = createRequire(import.meta.url)
rmSync('dist', { recursive: true, force: true })
execFileSync(
  process.execPath,
  [require.resolve('typescript/package.json').replace('package.json', 'bin/tsc'), '-p', '.tsconfig.build.json'],
  {
    stdio: 'inherit',
  },
)
mkdirSync('dist/client', { recursive: true })
const entries = readdirSync('views/client').filter((file) => /\.ts$/.test(file) && !file.endsWith('.d.ts'))
await build({
  entryPoints: entries.map((file) => `views/client/${file}`),
  outdir: 'dist/client',
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  sourcemap: 'linked',
  logLevel: 'warning',
})
copyFileSync(require.resolve('htmx.org/dist/htmx.min.js'), 'dist/client/htmx.js')
