import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.map': 'application/json',
}

type Squeezed = { br: () => Buffer; gzip: () => Buffer }
export type Asset = { type: string; tag: string; bytes: Buffer; squeezed: Squeezed | null }

/** Made when it is first asked for: squeezing them all would take longer than everything else at the start. */
const once = (make: () => Buffer): (() => Buffer) => {
  let made: Buffer | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** Stylesheets and pictures of `views/assets`, and the built browser modules, read once at the start. */
export type Assets = { find: (name: string) => Asset | undefined; url: (name: string) => string }

// A third of the time that the best takes, for a few per cent more bytes.
const brotli = (bytes: Buffer) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY - 2 } })

export const loadAssets = (assetFolder: string, clientFolder: string): Assets => {
  const assets = new Map<string, Asset>()
  const load = (folder: string, prefix: string) => {
    if (!existsSync(folder)) return
    for (const name of readdirSync(folder)) {
      const type = types[extname(name)]
      if (!type) continue
      const bytes = readFileSync(join(folder, name))
      const squeeze = type.startsWith('text/') || type.includes('svg') || type.includes('json')
      assets.set(prefix + name, {
        type,
        tag: createHash('sha256').update(bytes).digest('hex').slice(0, 16),
        bytes,
        squeezed: squeeze ? { br: once(() => brotli(bytes)), gzip: once(() => gzipSync(bytes)) } : null,
      })
    }
  }
  load(assetFolder, '')
  load(clientFolder, 'client/')
  const htmx = assets.get('client/htmx.js')
  if (htmx) assets.set('htmx.js', htmx)
  return {
    find: (name) => assets.get(name),
    url: (name) => `/assets/${name}?${assets.get(name)?.tag ?? ''}`,
  }
}
