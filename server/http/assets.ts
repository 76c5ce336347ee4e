import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.map': 'application/json',
}

export type Asset = { type: string; tag: string; bytes: Buffer; gzip: Buffer | null; brotli: Buffer | null }

/** Stylesheets and pictures of `views/assets`, and the built browser modules, read once at the start. */
export type Assets = { find: (name: string) => Asset | undefined; url: (name: string) => string }

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
        gzip: squeeze ? gzipSync(bytes, { level: 9 }) : null,
        brotli: squeeze ? brotliCompressSync(bytes) : null,
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
