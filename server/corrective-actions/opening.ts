import type { Actor } from '../access/can.ts'
import { record } from '../activity/store.ts'
import type { ChecklistContent, Item } from '../checklists/format.ts'
import type { AppContext } from '../context.ts'
import type { AuditRow, CorrectiveActionRow, FindingRow, Severity } from '../db/schema.ts'
import type { Trx } from '../db/transact.ts'
import { Problem } from '../problem.ts'
import { duesOfPlanning } from './due.ts'
import { emptyRound, nextRound } from './round.ts'
import { graver, needsAction, oneUp } from './severity.ts'
import {
  findActionOfFinding,
  findOpenActionOfItem,
  findRound,
  insertAction,
  insertRound,
  linkFinding,
  listDealerPeople,
  moveAction,
  nextNumber,
} from './store.ts'

/**
 * Turns the findings of an audit that is being released into corrective actions, inside the release's own transaction:
 * one action per finding of severity critical, major or minor. A finding that repeats one with an action joins that action,
 * and so does a finding whose item has an open action at this dealer: there is never a second one. Practice audits and
 * self-checks make none.
 */
export const openActions = async (
  trx: Trx,
  app: AppContext,
  actor: Actor,
  audit: AuditRow,
  findings: FindingRow[],
  content: ChecklistContent,
): Promise<void> => {
  if (audit.practice === 1 || audit.kind === 'self_check') return
  const items = new Map(content.sections.flatMap((section) => section.items.map((item) => [item.id, item])))
  for (const finding of findings.filter((one) => one.state !== 'withdrawn' && needsAction(one.severity))) {
    const opening = { trx, app, actor, audit, finding }
    const repeated = finding.repeat_of ? await findActionOfFinding(trx, audit.dealer_id, finding.repeat_of) : undefined
    const known = repeated ?? (await findOpenActionOfItem(trx, audit.dealer_id, finding.item_code))
    if (known?.state === 'closed') await reopen(opening, known)
    else if (known) await join(opening, known)
    else await open(opening, items.get(finding.item_code))
  }
}

type Opening = { trx: Trx; app: AppContext; actor: Actor; audit: AuditRow; finding: FindingRow }

const open = async ({ trx, app, actor, audit, finding }: Opening, item: Item | undefined) => {
  if (!item) throw new Error(`item ${finding.item_code} is not in version ${audit.checklist_version_id}`)
  const at = app.now().toISOString()
  const people = await listDealerPeople(trx, audit.dealer_id)
  const [owner, ...others] = people.filter((person) => person.position === finding.responsible)
  const action: CorrectiveActionRow = {
    id: app.newId(),
    dealer_id: audit.dealer_id,
    number: await nextNumber(trx, audit.dealer_id),
    audit_id: audit.id,
    checklist_version_id: audit.checklist_version_id,
    item_code: finding.item_code,
    title_zh: titleOf(item.text.zh),
    title_en: titleOf(item.text.en),
    severity: finding.severity,
    repeat_count: finding.repeat_count,
    owner_position: finding.responsible,
    // Two people in one position: the dealer manager says who.
    owner_id: others.length === 0 && owner ? owner.id : null,
    capa_days: finding.capa_days,
    fixed_on_spot: 0,
    state: 'planning',
    round: 1,
    ...duesOfPlanning(finding.severity, at, app.config.timeZone),
    due_on: null,
    first_due_on: null,
    check_on: null,
    created_at: at,
    moved_at: at,
    closed_at: null,
    void_reason: null,
  }
  await insertAction(trx, action)
  await insertRound(trx, emptyRound(action.id, 1, at))
  await linkFinding(trx, { finding_id: finding.id, action_id: action.id, round: 1, joined_at: at })
  await record(trx, {
    id: app.newTimeId(),
    at,
    actor,
    verb: 'action.open',
    subject: { type: 'action', id: action.id },
    details: { finding: finding.id, audit: audit.id, severity: action.severity, to: action.state, round: 1 },
  })
}

/** The earlier action is still open: it takes the new finding along, counts it, and becomes as grave as a repeat is. */
const join = async ({ trx, app, actor, audit, finding }: Opening, action: CorrectiveActionRow) => {
  const at = app.now().toISOString()
  const severity = severityAfter(action, finding)
  const isGraver = severity !== action.severity
  // Only what is still to be done can get a new due day.
  const dues = isGraver && action.state === 'planning' ? duesOfPlanning(severity, at, app.config.timeZone) : {}
  await move(trx, action, { severity, repeat_count: action.repeat_count + (finding.repeat_of ? 1 : 0), ...dues })
  await linkFinding(trx, { finding_id: finding.id, action_id: action.id, round: action.round, joined_at: at })
  await record(trx, {
    id: app.newTimeId(),
    at,
    actor,
    verb: 'action.join',
    subject: { type: 'action', id: action.id },
    details: { finding: finding.id, audit: audit.id, severity, was: action.severity, round: action.round },
  })
}

/** The earlier action was closed, so its effect did not last: planning begins again, with the old rounds kept. */
const reopen = async ({ trx, app, actor, audit, finding }: Opening, action: CorrectiveActionRow) => {
  const at = app.now().toISOString()
  const round = action.round + 1
  const severity = severityAfter(action, finding)
  await move(trx, action, {
    severity,
    repeat_count: action.repeat_count + 1,
    capa_days: finding.capa_days,
    state: 'planning',
    round,
    ...duesOfPlanning(severity, at, app.config.timeZone),
    due_on: null,
    first_due_on: null,
    check_on: null,
    moved_at: at,
    closed_at: null,
  })
  const before = await findRound(trx, action.id, action.round)
  await insertRound(trx, nextRound(action.id, round, at, before))
  await linkFinding(trx, { finding_id: finding.id, action_id: action.id, round, joined_at: at })
  await record(trx, {
    id: app.newTimeId(),
    at,
    actor,
    verb: 'action.reopen',
    subject: { type: 'action', id: action.id },
    details: {
      finding: finding.id,
      audit: audit.id,
      severity,
      was: action.severity,
      from: 'closed',
      to: 'planning',
      round,
    },
  })
}

/** Someone else moved the action since it was read: the whole release is undone and can be done again. */
const move = async (trx: Trx, action: CorrectiveActionRow, change: Partial<CorrectiveActionRow>) => {
  if (!(await moveAction(trx, action, change))) throw new Problem('conflict', 'general.problem.moved_on')
}

/** A repeat is one step graver than the finding alone, and an action never becomes less grave by it. */
const severityAfter = (action: CorrectiveActionRow, finding: FindingRow): Severity =>
  graver(action.severity, finding.repeat_of ? graver(finding.severity, oneUp(finding.base_severity)) : finding.severity)

/** The item's text as a heading: without the full stop. */
const titleOf = (text: string): string => text.trim().replace(/[。.]$/u, '')
