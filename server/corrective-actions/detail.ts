import { type Actor, can } from '../access/can.ts'
import { type HistoryEntry, listHistory } from '../activity/store.ts'
import { findAudit, listNames } from '../audits/store.ts'
import type { Item, Text } from '../checklists/format.ts'
import { getContent } from '../checklists/store.ts'
import type { AppContext } from '../context.ts'
import { dayIn } from '../days.ts'
import type { ActionStepRow } from '../db/schema.ts'
import { factsOf, getCase, mayDo, type OpenedCase, stepFacts } from './case.ts'
import { type ActionFinding, listActionFindings } from './detail-store.ts'
import { planVersion } from './plan-version.ts'
import { proposedDue } from './review-commands.ts'
import { type ActionVerb, next, type Refusal, transitions } from './states.ts'
import { type DealerPerson, listDealerPeople } from './store.ts'

/** Everything that the page of an action shows, for one reader. */
export type ActionDetail = OpenedCase & {
  today: string
  item: Item | null
  /** The name of the owner's position in the checklist's own words. */
  position: Text | null
  findings: (ActionFinding & { lossTexts: Text[] })[]
  /** The audit that the action comes from, where the reader may open it. */
  auditHref: string | null
  people: DealerPerson[]
  names: ReadonlyMap<string, string>
  entries: HistoryEntry[]
  /** Steps that this reader may take in the present state, guards left aside. */
  offers: ReadonlySet<ActionVerb>
  /** Steps of the plan that are this reader's to settle. */
  settles: ReadonlySet<string>
  /** What stands in the way of a step. */
  missing: (verb: ActionVerb) => readonly Refusal[]
  /** The due day that approving the plan today would set. */
  proposedDueOn: string | null
  /** Names the draft on the page, so that a save can tell whether somebody else changed it. */
  seen: string
}

/** Opens an action for its page. Throws `not_found` for those who may not see it. */
export const getDetail = async (app: AppContext, actor: Actor, id: string): Promise<ActionDetail> => {
  const { db } = app
  const known = await getCase(db, actor, id)
  const { action, round } = known
  const content = await getContent(db, action.checklist_version_id)
  const items = content.sections.flatMap((section) => section.items)
  const item = items.find((one) => one.id === action.item_code) ?? null
  const findings = await listActionFindings(db, id)
  const audit = await findAudit(db, action.audit_id)
  const entries = await listHistory(db, { type: 'action', id })
  const today = dayIn(app.now(), app.config.timeZone)
  const steps = stepFacts(known)
  return {
    ...known,
    today,
    item,
    position: content.words.positions[action.owner_position] ?? null,
    findings: findings.map((finding) => ({ ...finding, lossTexts: lossesOf(finding, item) })),
    auditHref: audit && can(actor, 'audit.see_result', audit.facts) ? `/audits/${audit.id}` : null,
    people: await listDealerPeople(db, action.dealer_id),
    names: await listNames(db, peopleOf(known, entries)),
    entries,
    offers: offersOf(actor, known),
    settles: new Set(
      steps.filter((step) => mayDo(actor, 'complete_step', action, step.person_id)).map((step) => step.id),
    ),
    missing: (verb) => next(action.state, verb, factsOf(app, actor, known)).refusals,
    proposedDueOn: proposedDue(known, today, app.config.timeZone),
    seen: planVersion(
      round,
      known.steps.filter((step) => step.round === action.round),
    ),
  }
}

const lossesOf = (finding: ActionFinding, item: Item | null): Text[] => {
  const ticked = JSON.parse(finding.losses) as string[]
  return (item?.losses ?? []).filter((loss) => ticked.includes(loss.code))
}

const offersOf = (actor: Actor, { action, steps }: OpenedCase): ReadonlySet<ActionVerb> => {
  const possible = transitions.filter((one) => one.from === action.state)
  const persons: (string | null)[] = [null, ...steps.map((step: ActionStepRow) => step.person_id)]
  return new Set(
    possible.filter(({ verb }) => persons.some((person) => mayDo(actor, verb, action, person))).map(({ verb }) => verb),
  )
}

/** Everyone whose name the page says. */
const peopleOf = ({ action, rounds, steps }: OpenedCase, entries: readonly HistoryEntry[]): string[] => {
  const inRounds = rounds.flatMap((round) => [
    round.planned_by,
    round.plan_reviewed_by,
    round.cosigned_by,
    round.done_by,
    round.implementation_reviewed_by,
    round.effectiveness_checked_by,
    round.standardised_by,
  ])
  const inSteps = steps.map((step) => step.settled_by)
  const inLog = entries.map((entry) => (JSON.parse(entry.details) as { owner?: unknown }).owner)
  return [
    ...new Set(
      [action.owner_id, ...inRounds, ...inSteps, ...inLog].filter((id): id is string => typeof id === 'string'),
    ),
  ]
}
