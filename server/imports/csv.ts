/** The text of a CSV file; undefined when it is written in no encoding that Excel uses. */
export const decoded = (bytes: Uint8Array): string | undefined => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  // Chinese Excel writes GBK, which GB 18030 holds; random bytes are seldom valid in either.
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    }
  }
  return undefined
}

const separators = [',', '\t', ';'] as const

/** Excel separates by comma, tab or semicolon, as the country of the computer has it: the most frequent one in the first line. */
const separatorOf = (text: string): string => {
  const first = /^[^\r\n]*/.exec(text)?.[0] ?? ''
  const count = (sign: string) => first.split(sign).length
  return separators.reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

/** The cells of a CSV file, row by row, by RFC 4180; a quotation mark inside a cell that does not begin with one is a sign like others. */
export const cellsOf = (text: string): string[][] => {
  const separator = separatorOf(text)
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  const endRow = () => {
    rows.push(row)
    row = []
  }
  while (at < text.length) {
    if (text[at] === '"') {
      let cell = ''
      at++
      for (;;) {
        const quote = text.indexOf('"', at)
        const end = quote < 0 ? text.length : quote
        cell += text.slice(at, end)
        at = end + 1
        if (quote < 0 || text[at] !== '"') break
        cell += '"'
        at++
      }
      const end = endOfCell(text, at, separator)
      row.push(cell + text.slice(at, end))
      at = end
    } else {
      const end = endOfCell(text, at, separator)
      row.push(text.slice(at, end))
      at = end
    }
    if (text[at] === separator) {
      at++
      if (at === text.length) row.push('')
    } else if (at < text.length) {
      at += text.startsWith('\r\n', at) ? 2 : 1
      endRow()
    }
  }
  if (row.length > 0) endRow()
  return rows
}

const endOfCell = (text: string, from: number, separator: string): number => {
  let at = from
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++
  return at
}
