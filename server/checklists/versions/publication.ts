import type { Kysely } from 'kysely'
import type { Database } from '../../db/schema.ts'
import { clashesOf } from '../../exchange/clashes.ts'
import { writtenInFull, writtenOf } from '../../exchange/written.ts'
import type { WordKey } from '../../i18n/words.ts'
import { resolve } from '../content.ts'
import type { Draft } from '../drafts/draft.ts'
import { flawsOfDraft } from '../drafts/flaws.ts'
import { type ChecklistContent, type Common, type Text, writtenChecklist } from '../format.ts'
import { getContent } from '../store.ts'
import type { Flaw } from '../wording.ts'
import { type Difference, differenceBetween, differenceOf, reusedCodes } from './diff.ts'
import { proposedVersion } from './number.ts'
import { listKnown, listVersionsOf, type OwnVersion } from './store.ts'

/** Something that another version forbids; `item` is the code that it is about, `title` the checklist that has it already. */
export type Obstacle = {
  readonly word: WordKey
  readonly params: Readonly<Record<string, string>>
  readonly item?: string
  readonly title?: Text
}

/** What stands between a checklist and its publication, and what publishing it would change. */
export type Publication = {
  readonly flaws: readonly Flaw[]
  readonly obstacles: readonly Obstacle[]
  /** Without flaws, what would be frozen. */
  readonly content: ChecklistContent | null
  /** All versions that there are, the highest first. */
  readonly versions: readonly OwnVersion[]
  /** Against the highest version; null where there is none. */
  readonly difference: Difference | null
  readonly proposed: string
}

/** Looks at a draft as it would be published. */
export async function publicationOf(db: Kysely<Database>, draft: Draft, common: Common): Promise<Publication> {
  const flaws = flawsOfDraft(draft, common)
  const content = flaws.length === 0 ? resolve(writtenChecklist.parse(draft), common) : null
  const versions = await listVersionsOf(db, draft.id)
  const last = versions[0] && (await getContent(db, versions[0].id))
  const difference = last ? differenceFrom(last, { draft, content }, common) : null
  return {
    flaws,
    obstacles: await obstaclesOf(db, draft, versions),
    content,
    versions,
    difference,
    proposed: proposedVersion(
      draft.version,
      versions.map(({ version }) => version),
      difference?.effect ?? 'same',
    ),
  }
}

const differenceFrom = (
  last: ChecklistContent,
  { draft, content }: { draft: Draft; content: ChecklistContent | null },
  common: Common,
) => (content ? differenceBetween(last, content) : differenceOf(writtenOf(last, common), draft))

/** What other versions forbid: item codes of other checklists, codes that meant something else, another kind of checklist. */
export async function obstaclesOf(
  db: Kysely<Database>,
  draft: Draft,
  versions: readonly OwnVersion[],
): Promise<Obstacle[]> {
  const known = await listKnown(db)
  const titles = new Map(known.map(({ checklist_id, content }) => [checklist_id, content.title]))
  const others = known.map(({ checklist_id, content }) => ({ file: checklist_id, content }))
  const rank = new Map(versions.map(({ id }, at) => [id, at]))
  const [last, ...earlier] = known
    .filter(({ id }) => rank.has(id))
    .sort((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0))
    .map(({ content }) => writtenInFull(content))
  const kind = versions[0]?.kind
  return [
    ...(kind !== undefined && kind !== draft.kind
      ? [{ word: 'versions.problem.other_kind' as const, params: { id: draft.id } }]
      : []),
    ...clashesOf(draft, others).flatMap(({ word, params }): Obstacle[] =>
      // A version number that is taken is no obstacle: a new one is chosen when publishing.
      word === 'checklist.problem.item_elsewhere'
        ? [{ word, params, item: params.id, title: titles.get(params.file ?? '') }]
        : [],
    ),
    ...reusedCodes(draft, last, earlier).map(
      ({ code, version }): Obstacle => ({
        word: 'versions.problem.code_reused',
        params: { code, version },
        item: code,
      }),
    ),
  ]
}
