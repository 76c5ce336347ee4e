import { fill } from '../../../server/i18n/fill.ts'
import type { Locale } from '../../../server/i18n/words.ts'
import type { SheetData } from '../../sheet/model.ts'
import type { Reader } from '../../view.ts'

type Given = { data: SheetData; reader: Omit<Reader, 't'> & { locale: Locale; words: Record<string, string> } }

/** What the page brought along: the audit as recorded, and who reads it in which words. */
export const readPage = (): { data: SheetData; reader: Reader } | null => {
  const block = document.getElementById('sheet-data')
  if (!block) return null
  const { data, reader } = JSON.parse(block.textContent ?? '') as Given
  const { words, ...rest } = reader
  return { data, reader: { ...rest, t: (key, params) => fill(words[key] ?? key, params) } }
}
