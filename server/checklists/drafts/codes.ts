import { itemsOf } from './arrange.ts'
import type { Draft } from './draft.ts'

/** Proposals for the codes of new sections and items. A code that was ever used keeps its meaning, so none is proposed twice. */

const counted = /^(.*?)(\d+)$/

/** The next name after another: 6S-1-09 → 6S-1-10, B → C, seiton → seiton-2. */
const after = (code: string): string => {
  const [, before = '', digits = ''] = counted.exec(code) ?? []
  if (digits) return before + String(Number(digits) + 1).padStart(digits.length, '0')
  if (/^[A-Ya-y]$/.test(code)) return String.fromCharCode(code.charCodeAt(0) + 1)
  return `${code}-2`
}

const free = (first: string, taken: ReadonlySet<string>): string => {
  let code = first
  while (taken.has(code)) code = after(code)
  return code
}

/** The next free id of a section. */
export const nextSectionId = (draft: Draft): string => {
  const ids = draft.sections.map(({ id }) => id)
  const last = ids.at(-1)
  return free(last === undefined ? '1' : after(last), new Set(ids))
}

/** The next free code in a section: after the highest of its own, else built like those of the section before, else from the id of the checklist. */
export const nextItemCode = (draft: Draft, sectionId: string, used: ReadonlySet<string>): string => {
  const taken = new Set([...used, ...itemsOf(draft).map(({ id }) => id)])
  const at = draft.sections.findIndex(({ id }) => id === sectionId)
  const own = draft.sections[at]?.items.at(-1)?.id
  if (own) return free(after(own), taken)
  const before = draft.sections.slice(0, Math.max(0, at)).findLast(({ items }) => items.length > 0)?.items[0]?.id
  const [, section = '', item = ''] = /^(.+)-(\d+)$/.exec(before ?? '') ?? []
  if (section) return free(`${after(section)}-${'1'.padStart(item.length, '0')}`, taken)
  const initials = draft.id
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, /^\d/.test(word) ? 2 : 1))
    .join('')
    .toUpperCase()
  return free(`${initials}-${at < 0 ? 1 : at + 1}-01`, taken)
}

/**
 * The codes of a copy: what all codes of the original begin with (AS in AS-1-01) becomes the prefix; without such a beginning the prefix
 * stands before the whole code.
 */
export const withPrefix = (codes: readonly string[], prefix: string): ((code: string) => string) => {
  const [first] = codes.map((code) => code.split('-')[0] ?? '')
  const isShared =
    first !== undefined && codes.every((code) => code.startsWith(`${first}-`) && code.length > first.length + 1)
  return (code) => (isShared ? prefix + code.slice(first.length) : `${prefix}-${code}`)
}
