import type { Locale } from './words.ts'

/** The wording of words, without the words: what the browser needs too. */
export type Params = Record<string, string | number>

/** Fills `{name}`; `{n|item|items}` gives "1 item" or "2 items" in English. Unknown parameters stay visible. */
export const fill = (text: string, params: Params = {}): string =>
  text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name, one, many) => {
    const value = params[name]
    if (value === undefined) return whole
    if (one === undefined) return String(value)
    return `${value} ${Number(value) === 1 ? one : many}`
  })

/** Chooses the reader's text of a `{zh, en}` pair; falls back to the other language when one is empty. */
export const pick = (locale: Locale, pair: { zh: string; en: string }): string =>
  (locale === 'zh-CN' ? pair.zh || pair.en : pair.en || pair.zh) ?? ''
