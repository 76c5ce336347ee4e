// Measures the built product. The measuring code is bundled here, so that any Node that runs the product runs this too; what it
// uses of the server is the built server itself. Usage: npm run bench
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { build } from 'esbuild'

const builtServer = {
  name: 'built server',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\.?\/.*\.tsx?$/ }, ({ path, resolveDir }) => {
      const source = relative('.', resolve(resolveDir, path))
      if (!/^(server|views|migrations)\//.test(source)) return null
      return { path: resolve('dist', source.replace(/\.tsx?$/, '.js')), external: true }
    }),
}

// Two folders deep, as the sources are: what they find by its place stays where it is.
const folder = mkdtempSync(join('dist', 'bench-'))
try {
  await build({
    entryPoints: ['test/bench/main.ts', 'test/bench/upsert-server.ts'],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    sourcemap: 'inline',
    logLevel: 'warning',
    plugins: [builtServer],
  })
  const bench = spawn(process.execPath, ['--enable-source-maps', join(folder, 'main.mjs')], { stdio: 'inherit' })
  // The bench stops its servers by itself and then ends; this waits for it whatever the terminal sends.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => bench.kill(signal))
  process.exitCode = await new Promise((ended) => bench.once('close', (code) => ended(code ?? 1)))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
