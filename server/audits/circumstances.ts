import type { Kysely } from 'kysely'
import type { Recorded } from '../answers/recorded.ts'
import { findLastAudit } from '../answers/sheet-store.ts'
import type { ChecklistContent } from '../checklists/format.ts'
import type { AuditRow, Database } from '../db/schema.ts'
import { featuresOf } from '../dealers/features.ts'
import { findDealer } from '../dealers/store.ts'
import { codesAskedAbout, outcomeOf } from '../scoring/conditions.ts'
import type { Circumstances, ScoreInput } from '../scoring/result.ts'

type Db = Kysely<Database>
type OfAudit = Pick<AuditRow, 'id' | 'dealer_id' | 'checklist_id' | 'frequency'>

/**
 * What the conditions of a checklist look at, as it is now: the dealer's features, and how the items that are asked about came
 * out in its last counted audit. It is kept with the audit when that starts.
 */
export const gatherCircumstances = async (
  db: Db,
  audit: OfAudit,
  content: ChecklistContent,
): Promise<Circumstances> => {
  const dealer = await findDealer(db, audit.dealer_id)
  return { features: dealer ? featuresOf(dealer) : [], last: await outcomesOf(db, audit, content) }
}

const outcomesOf = async (db: Db, audit: OfAudit, content: ChecklistContent): Promise<Circumstances['last']> => {
  const codes = codesAskedAbout(content)
  if (codes.size === 0) return {}
  const last = await findLastAudit(db, {
    id: audit.id,
    dealerId: audit.dealer_id,
    checklistId: audit.checklist_id,
    frequency: audit.frequency,
    previousId: null,
  })
  const outcomes = (last?.result.items ?? []).flatMap((item) => {
    const outcome = codes.has(item.code) ? outcomeOf(item) : undefined
    return outcome ? [[item.code, outcome] as const] : []
  })
  return Object.fromEntries(outcomes)
}

/** What an audit was started with; undefined before that, and for one that started without. */
export const circumstancesOf = ({ circumstances }: Pick<AuditRow, 'circumstances'>): Circumstances | undefined =>
  circumstances === null ? undefined : (JSON.parse(circumstances) as Circumstances)

/** What conditions look at on a sheet: before the start, what they would look at if it started now. */
export const circumstancesNow = (
  db: Db,
  audit: OfAudit & Pick<AuditRow, 'state' | 'circumstances'>,
  content: ChecklistContent,
): Promise<Circumstances | undefined> =>
  audit.state === 'planned' ? gatherCircumstances(db, audit, content) : Promise.resolve(circumstancesOf(audit))

/** Everything that the score of an audit depends on, but for repeats and the mode. */
export const scoreInputOf = (
  audit: Pick<AuditRow, 'frequency' | 'circumstances'>,
  checklist: ChecklistContent,
  { answers, marks, losses }: Recorded,
): Omit<ScoreInput, 'mode'> => ({
  checklist,
  answers,
  marks,
  losses,
  frequency: audit.frequency ?? undefined,
  circumstances: circumstancesOf(audit),
})
