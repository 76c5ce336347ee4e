import { answers } from './answers.ts'
import { audits } from './audits.ts'
import { checklistImports } from './checklist-imports.ts'
import { checklistProblems } from './checklist-problems.ts'
import { checklists } from './checklists.ts'
import { conditions } from './conditions.ts'
import { correctiveActions } from './corrective-actions.ts'
import { dashboards } from './dashboards.ts'
import { dealers } from './dealers.ts'
import { draftFlaws } from './draft-flaws.ts'
import { draftSettings } from './draft-settings.ts'
import { drafts } from './drafts.ts'
import { evidence } from './evidence.ts'
import { exchange } from './exchange.ts'
import { fill, type Params } from './fill.ts'
import { general } from './general.ts'
import { imports } from './imports.ts'
import { preview } from './preview.ts'
import { programmes } from './programmes.ts'
import { regions } from './regions.ts'
import { reports } from './reports.ts'
import { results } from './results.ts'
import { sessions } from './sessions.ts'
import { sheet } from './sheet.ts'
import { shell } from './shell.ts'
import { trace } from './trace.ts'
import { users } from './users.ts'
import { versions } from './versions.ts'
import { visits } from './visits.ts'

export type Locale = 'zh-CN' | 'en'
export const locales: readonly Locale[] = ['zh-CN', 'en']

/** All words of the product, one file per feature, both languages side by side so that none can be missing. */
export const words = {
  ...answers,
  ...audits,
  ...checklistImports,
  ...checklistProblems,
  ...checklists,
  ...conditions,
  ...dealers,
  ...correctiveActions,
  ...dashboards,
  ...draftFlaws,
  ...draftSettings,
  ...drafts,
  ...evidence,
  ...exchange,
  ...general,
  ...preview,
  ...imports,
  ...programmes,
  ...regions,
  ...reports,
  ...results,
  ...sessions,
  ...sheet,
  ...shell,
  ...trace,
  ...users,
  ...versions,
  ...visits,
} as const
export type WordKey = keyof typeof words

export type { Params } from './fill.ts'
export { pick } from './fill.ts'

/** A translator for one reader. Unknown parameters stay visible as `{name}`, so that tests find them. */
export type Translate = (key: WordKey, params?: Params) => string

/** Looks a word up and fills it; see `fill`. */
export const translator =
  (locale: Locale): Translate =>
  (key, params) =>
    fill(words[key][locale === 'zh-CN' ? 0 : 1], params)
