import type { Role } from '../access/can.ts'
import { mayAudit } from '../access/can.ts'
import type { AuditKind } from '../db/schema.ts'
import type { WordKey } from '../i18n/words.ts'
import type { FieldProblem } from '../problem.ts'

/** Kinds that head office plans; self-checks are the dealer's own. */
export const plannedKinds = ['announced', 'unannounced', 'mystery', 're_audit'] as const
export type PlannedKind = (typeof plannedKinds)[number]

/** A shopper does not return to a dealer within this many months, before or after. */
export const shopperRestMonths = 12

/** How many checklists one visit can have, and how many co-auditors. */
export const mostAudits = 4
export const mostCoAuditors = 3
export const rowsUpTo = (most: number): number[] => Array.from({ length: most }, (_, index) => index + 1)

export type PlannedPerson = { id: string; role: Role; active: boolean }
export type PlannedChecklist = { id: string; kind: 'oem_audit' | 'mystery_shop' | 'self_check'; published: boolean }
export type PlannedAudit = {
  /** Number of its row in the form: where a refusal is shown. */
  row: number
  checklist: PlannedChecklist | undefined
  kind: AuditKind
  auditor: PlannedPerson | undefined
  /** The same checklist is already planned or done at this dealer in this wave. */
  isTwiceInWave: boolean
  /** This shopper has another shop at this dealer within the rest. */
  isTooSoon: boolean
}
export type PlannedVisit = {
  today: string
  day: string
  dealerActive: boolean
  wave: { from: string; to: string; active: boolean } | undefined
  lead: PlannedPerson | undefined
  coAuditors: { row: number; person: PlannedPerson | undefined }[]
  audits: PlannedAudit[]
}

/** Everything wrong with a plan, each at its field; an empty list when it can be carried out. */
export const problemsOf = (visit: PlannedVisit): FieldProblem[] => {
  const problems: FieldProblem[] = []
  const say = (field: string, word: WordKey, params?: FieldProblem['params']) => problems.push({ field, word, params })
  if (!visit.dealerActive) say('dealer', 'visit.refused.dealer')
  problems.push(...dayProblems(visit))
  if (visit.wave && !visit.wave.active) say('wave_id', 'visit.refused.wave_closed')
  if (!visit.lead?.active) say('lead_id', 'visit.refused.person')
  for (const { row, person } of visit.coAuditors) {
    const before = visit.coAuditors.filter((other) => other.row < row).map((other) => other.person?.id)
    if (!person?.active) say(`co_auditor_${row}`, 'visit.refused.person')
    else if (person.id === visit.lead?.id || before.includes(person.id)) {
      say(`co_auditor_${row}`, 'visit.refused.person_twice')
    }
  }
  if (visit.audits.length === 0) say('checklist_1', 'visit.refused.no_audit')
  for (const audit of visit.audits) problems.push(...auditProblems(audit, visit))
  problems.push(...crewProblems(visit))
  return problems
}

/** Whether the day can be planned: not past, and inside the wave. */
export const dayProblems = (visit: Pick<PlannedVisit, 'today' | 'day' | 'wave'>): FieldProblem[] => {
  const { day, today, wave } = visit
  if (day < today) return [{ field: 'on_day', word: 'visit.refused.past' }]
  if (wave && (day < wave.from || day > wave.to)) {
    return [{ field: 'on_day', word: 'visit.refused.outside_wave', params: { from: wave.from, to: wave.to } }]
  }
  return []
}

const auditProblems = (audit: PlannedAudit, visit: PlannedVisit): FieldProblem[] => {
  const { auditor, checklist, kind, row } = audit
  const problems: FieldProblem[] = []
  const say = (field: string, word: WordKey) => problems.push({ field: `${field}_${row}`, word })
  const twice = visit.audits.some((other) => other.row < row && checklist && other.checklist?.id === checklist.id)
  if (!checklist?.published) say('checklist', 'visit.refused.checklist')
  else if (checklist.kind === 'self_check') say('checklist', 'visit.refused.self_check')
  else if (twice) say('checklist', 'visit.refused.checklist_twice')
  else if (audit.isTwiceInWave) say('checklist', 'visit.refused.twice_in_wave')
  if (kind === 'self_check') say('kind', 'visit.refused.self_check')
  else if (checklist && (checklist.kind === 'mystery_shop') !== (kind === 'mystery')) {
    say('kind', kind === 'mystery' ? 'visit.refused.kind_mystery' : 'visit.refused.kind_not_mystery')
  }
  const person = personProblem(auditor, kind)
  if (person) say('auditor', person)
  else if (audit.isTooSoon) say('auditor', 'visit.refused.too_soon')
  return problems
}

/** Why this person cannot be given an audit of this kind; null when they can. */
export const personProblem = (person: PlannedPerson | undefined, kind: AuditKind): WordKey | null => {
  if (!person?.active) return 'visit.refused.person'
  if (mayAudit(person.role, kind)) return null
  return kind === 'mystery' ? 'visit.refused.not_a_shopper' : 'visit.refused.not_an_auditor'
}

/**
 * Lead and co-auditors record every audit of the visit, so they must be people to whom each could be given; and a mystery shop
 * never shares a visit with an audit that the dealer may know of.
 */
const crewProblems = (visit: PlannedVisit): FieldProblem[] => {
  const kinds = [...new Set(visit.audits.map((audit) => audit.kind === 'mystery'))]
  const mixed = visit.audits.find((audit) => (audit.kind === 'mystery') !== (visit.audits[0]?.kind === 'mystery'))
  if (mixed) return [{ field: `kind_${mixed.row}`, word: 'visit.refused.mixed' }]
  const isMystery = kinds[0] === true
  const kind: AuditKind = isMystery ? 'mystery' : 'announced'
  const wrong: WordKey = isMystery ? 'visit.refused.not_a_shopper' : 'visit.refused.not_an_auditor'
  const problems: FieldProblem[] = []
  if (visit.lead?.active && !mayAudit(visit.lead.role, kind)) problems.push({ field: 'lead_id', word: wrong })
  for (const { row, person } of visit.coAuditors) {
    if (person?.active && !mayAudit(person.role, kind)) problems.push({ field: `co_auditor_${row}`, word: wrong })
  }
  return problems
}

/** A day some months away, the last of the month where it is shorter: 2026-08-31 and −6 give 2026-02-28. */
export const monthsFrom = (day: string, months: number): string => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}
