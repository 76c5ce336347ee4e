import { answers } from './answers.ts'
import { audits } from './audits.ts'
import { checklistProblems } from './checklist-problems.ts'
import { correctiveActions } from './corrective-actions.ts'
import { dealers } from './dealers.ts'
import { evidence } from './evidence.ts'
import { exchange } from './exchange.ts'
import { general } from './general.ts'
import { regions } from './regions.ts'
import { reports } from './reports.ts'
import { results } from './results.ts'
import { sessions } from './sessions.ts'
import { shell } from './shell.ts'
import { users } from './users.ts'
import { visits } from './visits.ts'

export type Locale = 'zh-CN' | 'en'
export const locales: readonly Locale[] = ['zh-CN', 'en']

/** All words of the product, one file per feature, both languages side by side so that none can be missing. */
export const words = {
  ...answers,
  ...audits,
  ...checklistProblems,
  ...dealers,
  ...correctiveActions,
  ...evidence,
  ...exchange,
  ...general,
  ...regions,
  ...reports,
  ...results,
  ...sessions,
  ...shell,
  ...users,
  ...visits,
} as const
export type WordKey = keyof typeof words

export type Params = Record<string, string | number>
/** A translator for one reader. Unknown parameters stay visible as `{name}`, so that tests find them. */
export type Translate = (key: WordKey, params?: Params) => string

/** Looks a word up and fills `{name}`; `{n|item|items}` gives "1 item" or "2 items" in English. */
export const translator =
  (locale: Locale): Translate =>
  (key, params = {}) =>
    words[key][locale === 'zh-CN' ? 0 : 1].replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name, one, many) => {
      const value = params[name]
      if (value === undefined) return whole
      if (one === undefined) return String(value)
      return `${value} ${Number(value) === 1 ? one : many}`
    })

/** Chooses the reader's text of a `{zh, en}` pair; falls back to the other language when one is empty. */
export const pick = (locale: Locale, pair: { zh: string; en: string }): string =>
  (locale === 'zh-CN' ? pair.zh || pair.en : pair.en || pair.zh) ?? ''
