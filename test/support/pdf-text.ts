import { inflateSync } from 'node:zlib'

/** What a reader of the file finds without any library: the parts of the PDF that the report's tests look at. */
export type ReadPdf = {
  text: string
  pages: number
  bookmarks: string[]
  images: number
  emptyGlyphs: number
  raw: string
}

/** A PDF string, either plain or UTF-16 with its mark. */
const stringOf = (body: string): string => {
  const bytes = Buffer.from(
    body.replace(/\\([nrtbf()\\])/g, (_, c: string) => ({ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' })[c] ?? c),
    'latin1',
  )
  return bytes[0] === 0xfe && bytes[1] === 0xff
    ? bytes.subarray(2).swap16().toString('utf16le')
    : bytes.toString('latin1')
}

/** The value of a string entry such as `/Title (…)`, everywhere it occurs. */
const strings = (raw: string, key: string): string[] =>
  [...raw.matchAll(new RegExp(`/${key} \\(((?:\\\\.|[^\\\\)])*)\\)`, 'gs'))].map((match) => stringOf(match[1] ?? ''))

/** Characters by glyph, from a font's table of Unicode values. */
const unicodeOf = (cmap: string): string[] =>
  [...cmap.matchAll(/\[([^\]]*)\]/g)].flatMap((range) =>
    [...(range[1] ?? '').matchAll(/<([0-9a-f ]*)>/g)].map((entry) =>
      String.fromCharCode(
        ...(entry[1] ?? '')
          .split(' ')
          .filter(Boolean)
          .map((code) => Number.parseInt(code, 16)),
      ),
    ),
  )

/** Reads text, pages, bookmarks and pictures out of a PDF as pdfkit writes it. Lines of text are parted by line feeds. */
export const readPdf = (pdf: Buffer): ReadPdf => {
  const raw = pdf.toString('latin1')
  const objects = new Map<string, { dictionary: string; stream: string }>()
  for (const [, id = '', dictionary = '', stream] of raw.matchAll(
    /(\d+) 0 obj\n(.*?)(?:\nstream\n(.*?)\nendstream)?\nendobj/gs,
  )) {
    const packed = stream !== undefined && dictionary.includes('FlateDecode')
    const content = packed ? inflateSync(Buffer.from(stream, 'latin1')).toString('latin1') : (stream ?? '')
    objects.set(id, { dictionary, stream: content })
  }
  const fonts = new Map<string, string[]>()
  for (const { dictionary } of objects.values()) {
    for (const [, name = '', id = ''] of dictionary.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const table = objects.get(id)?.dictionary.match(/\/ToUnicode (\d+) 0 R/)?.[1]
      if (table) fonts.set(name, unicodeOf(objects.get(table)?.stream ?? ''))
    }
  }
  let text = ''
  let emptyGlyphs = 0
  for (const { stream } of objects.values()) {
    if (!/ Tf\n/.test(stream)) continue
    let font: string[] = []
    for (const [, name, line] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|^\[(.*)\] TJ$/gm)) {
      if (name !== undefined) font = fonts.get(name) ?? []
      else {
        for (const [, hex = ''] of (line ?? '').matchAll(/<([0-9a-f]+)>/g)) {
          for (const glyph of hex.match(/.{4}/g) ?? []) {
            if (glyph === '0000') emptyGlyphs++
            text += font[Number.parseInt(glyph, 16)] ?? ''
          }
        }
        text += '\n'
      }
    }
  }
  const outlines = [...objects.values()].filter(({ dictionary }) => /\/Dest \[/.test(dictionary))
  return {
    text,
    pages: raw.match(/\/Type \/Page\n/g)?.length ?? 0,
    bookmarks: outlines.flatMap(({ dictionary }) => strings(dictionary, 'Title')),
    images: raw.match(/\/Subtype \/Image/g)?.length ?? 0,
    emptyGlyphs,
    raw,
  }
}
