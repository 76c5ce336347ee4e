import { contentHash } from '../checklists/content-hash.ts'
import type { ChecklistContent } from '../checklists/format.ts'
import type { WordKey } from '../i18n/words.ts'

/** A checklist and how the reader knows where it is: a file, or a version that is stored. */
export type Known = { readonly file: string; readonly content: ChecklistContent }

/** What of a checklist can clash, read or still being written. */
type Listed = {
  readonly id: string
  readonly version: string
  readonly sections: readonly { readonly items: readonly { readonly id: string }[] }[]
}

/** One thing in a checklist that another one forbids. */
export type Clash = { word: WordKey; params: Record<string, string> }

/**
 * What a checklist may not share with others: an item code with a checklist of another id, and its version with other
 * content, for a version is frozen.
 */
export function clashesOf(content: Listed, others: readonly Known[]): Clash[] {
  const { id, version } = content
  const hash = contentHash(content)
  const frozen = others.find(
    (other) => other.content.id === id && other.content.version === version && contentHash(other.content) !== hash,
  )
  const owners = new Map<string, string>()
  for (const other of others) {
    if (other.content.id === id) continue
    for (const code of codesOf(other.content)) owners.set(code, other.file)
  }
  return [
    ...(frozen
      ? [{ word: 'checklist.problem.version_twice', params: { id, version, file: frozen.file } } as const]
      : []),
    ...codesOf(content).flatMap((code): Clash[] => {
      const file = owners.get(code)
      return file === undefined ? [] : [{ word: 'checklist.problem.item_elsewhere', params: { id: code, file } }]
    }),
  ]
}

const codesOf = ({ sections }: Listed) => sections.flatMap(({ items }) => items.map(({ id }) => id))
