import { exchange } from '../../i18n/exchange.ts'
import type { Locale } from '../../i18n/words.ts'
import { type Labels, type ListName, plain } from './table.ts'

/** One entry of a closed list: the code that files use, and how people call it. */
export type Choice = Labels & { readonly code: string }
/** The closed lists of a workbook; what a list does not hold cannot be chosen. */
export type Lists = Readonly<Partial<Record<string, readonly Choice[]>>>

const values = Object.entries(exchange).flatMap(([key, [zh, en]]) => {
  const [, list = '', code = ''] = /^exchange\.value\.(\w+)\.(\w+)$/.exec(key) ?? []
  return list ? [{ list: list as ListName, choice: { code, zh, en } }] : []
})

/** The lists that are the same in every workbook: all words `exchange.value.<list>.<code>`. */
export const fixedLists: Lists = Object.fromEntries(
  [...new Set(values.map(({ list }) => list))].map((list) => [
    list,
    values.flatMap((value) => (value.list === list ? value.choice : [])),
  ]),
)

/** The code that a person meant: the code itself or either name. Undefined when it is none, or more than one. */
export function codeOf(text: string, choices: readonly Choice[]): string | undefined {
  const exact = choices.find(({ code }) => code === text)
  if (exact) return exact.code
  const wanted = plain(text)
  const meant = choices.filter(({ code, zh, en }) => [code, zh, en].some((way) => plain(way) === wanted))
  return meant.length === 1 ? meant[0]?.code : undefined
}

/** How a code is shown: by its name in the reader's language, or as it is where the name would not be understood again. */
export function nameOf(code: string, choices: readonly Choice[], locale: Locale): string {
  const choice = choices.find((candidate) => candidate.code === code)
  const name = choice && (locale === 'zh-CN' ? choice.zh : choice.en)
  return name !== undefined && codeOf(name, choices) === code ? name : code
}
