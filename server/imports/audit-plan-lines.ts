import type { AuditKind } from '../db/schema.ts'
import type { FieldProblem } from '../problem.ts'
import type { AllowedVisit, AuditPlan } from '../visits/commands.ts'
import {
  monthsFrom,
  mostAudits,
  type PlannedAudit,
  type PlannedKind,
  problemsOf,
  shopperRestMonths,
} from '../visits/rules.ts'
import {
  type Checking,
  checkedLine,
  codeBook,
  Flaws,
  type ImportContext,
  inFull,
  Keys,
  requireFilled,
} from './check.ts'
import {
  checklistsCalled,
  type KnownAudit,
  type KnownPerson,
  type KnownPlans,
  type KnownVersion,
  type KnownWave,
  nameInFile,
  wavesCalled,
} from './known-plans.ts'
import type { Line } from './lines.ts'

/** One row with everything that it names found. */
type Plan = {
  line: Line
  flaws: Flaws
  dealer: KnownPlans['dealers'][number]
  version: KnownVersion
  day: string
  kind: PlannedKind
  person: KnownPerson
  wave: KnownWave | undefined
  conductedBy: AuditPlan['conductedBy']
  practice: boolean
}

const find = (line: Line, flaws: Flaws, known: KnownPlans, books: Books): Plan | undefined => {
  const values = inFull('audit_plans', line, undefined)
  const { dealer: code = '', checklist = '', version: number = '', auditor = '', wave: waveText = '' } = values
  const dealer = books.dealers.find(code)
  if (code && !dealer) flaws.add('dealer', 'imports.problem.no_dealer', { code })
  const called = checklist ? checklistsCalled(checklist, known.versions) : []
  const several = new Set(called.map(({ checklist_id }) => checklist_id)).size > 1
  if (checklist && called.length === 0) flaws.add('checklist', 'imports.problem.no_checklist', { found: checklist })
  if (several) flaws.add('checklist', 'imports.problem.checklist_unclear', { found: checklist })
  const version = number === '' ? called[0] : called.find((one) => one.version === number)
  if (called.length > 0 && !several && !version) flaws.add('version', 'imports.problem.no_version', { found: number })
  const person = books.people.find(auditor)
  if (auditor && !person) flaws.add('auditor', 'imports.problem.no_auditor', { found: auditor })
  const waves = waveText ? wavesCalled(waveText, known.waves) : []
  if (waveText && waves.length === 0) flaws.add('wave', 'imports.problem.no_wave', { found: waveText })
  if (waves.length > 1) flaws.add('wave', 'imports.problem.wave_unclear', { found: waveText })
  if (flaws.list.length > 0 || !dealer || !version || !person) return undefined
  return {
    line,
    flaws,
    dealer,
    version,
    day: values.day ?? '',
    kind: values.kind as PlannedKind,
    person,
    wave: waves[0],
    conductedBy: (values.conducted_by || 'oem') as AuditPlan['conductedBy'],
    practice: values.practice === 'yes',
  }
}

type Books = {
  dealers: { find: (code: string) => KnownPlans['dealers'][number] | undefined }
  people: { find: (name: string) => KnownPerson | undefined }
}

const planKey = (dealer: string, version: string, day: string, kind: string, person: string, wave: string | null) =>
  [dealer, version, day, kind, person, wave ?? ''].join(' ')
const keyOf = ({ dealer, version, day, kind, person, wave, practice }: Plan) =>
  `${planKey(dealer.id, version.id, day, kind, person.id, wave?.id ?? null)} ${practice ? 1 : 0}`
const countsInWave = (kind: AuditKind, practice: boolean) =>
  !practice && (kind === 'announced' || kind === 'unannounced')

/** What is planned already and what the file has planned so far, as the rules of visits ask for it. */
class Planned {
  readonly #existing = new Set<string>()
  readonly #inWave = new Set<string>()
  readonly #shops = new Map<string, string[]>()

  constructor(audits: readonly KnownAudit[]) {
    for (const audit of audits) {
      const { dealer_id, wave_id, checklist_id, checklist_version_id, kind, planned_on, auditor_id, practice } = audit
      if (audit.state === 'cancelled') continue
      const key = planKey(dealer_id, checklist_version_id, planned_on, kind, auditor_id, wave_id)
      this.#existing.add(`${key} ${practice}`)
      if (kind === 'mystery') this.#shop(dealer_id, auditor_id, planned_on)
      if (wave_id && audit.state !== 'voided' && countsInWave(kind, practice === 1)) {
        this.#inWave.add(`${dealer_id} ${wave_id} ${checklist_id}`)
      }
    }
  }

  #shop(dealer: string, person: string, day: string): void {
    const key = `${dealer} ${person}`
    this.#shops.set(key, [...(this.#shops.get(key) ?? []), day])
  }

  has(plan: Plan): boolean {
    return this.#existing.has(keyOf(plan))
  }

  isTwiceInWave({ dealer, wave, version, kind, practice }: Plan): boolean {
    return countsInWave(kind, practice) && this.#inWave.has(`${dealer.id} ${wave?.id} ${version.checklist_id}`)
  }

  isTooSoon({ dealer, person, kind, day }: Plan): boolean {
    if (kind !== 'mystery') return false
    const after = monthsFrom(day, -shopperRestMonths)
    const before = monthsFrom(day, shopperRestMonths)
    return (this.#shops.get(`${dealer.id} ${person.id}`) ?? []).some((other) => other > after && other < before)
  }

  add(plans: readonly Plan[]): void {
    for (const { dealer, wave, version, kind, practice, person, day } of plans) {
      if (kind === 'mystery') this.#shop(dealer.id, person.id, day)
      if (wave && countsInWave(kind, practice)) this.#inWave.add(`${dealer.id} ${wave.id} ${version.checklist_id}`)
    }
  }
}

/** Rows of one dealer, day and wave are one visit; every shopper comes alone, and never with an audit that the dealer may know of. */
const visitKey = ({ dealer, day, wave, kind, person }: Plan) =>
  [dealer.id, day, wave?.id ?? '', kind === 'mystery' ? person.id : ''].join(' ')

const columnOfField = (field: string): string => {
  if (field === 'on_day') return 'day'
  if (field === 'wave_id') return 'wave'
  if (field === 'lead_id') return 'auditor'
  return field.replace(/_\d+$/, '')
}

/** Lets the rules of visits look at one visit, and puts what they refuse at the rows concerned. */
const judge = (plans: readonly Plan[], planned: Planned, today: string): void => {
  const [first] = plans
  if (!first) return
  const people = (plan: Plan) => ({ ...plan.person, active: plan.person.active === 1 })
  const wave = first.wave && { from: first.wave.from_on, to: first.wave.to_on, active: first.wave.active === 1 }
  const audits = plans.map(
    (plan, at): PlannedAudit => ({
      row: at + 1,
      checklist: { id: plan.version.checklist_id, kind: plan.version.kind, published: true },
      kind: plan.kind,
      auditor: people(plan),
      isTwiceInWave: planned.isTwiceInWave(plan),
      isTooSoon: planned.isTooSoon(plan),
    }),
  )
  const dealerActive = first.dealer.active === 1
  const problems = problemsOf({
    today,
    day: first.day,
    dealerActive,
    wave,
    lead: people(first),
    coAuditors: [],
    audits,
  })
  for (const problem of problems) for (const plan of concerned(problem, plans)) addTo(plan, problem)
  for (const plan of plans.slice(mostAudits)) {
    plan.flaws.add('checklist', 'imports.problem.too_many_audits', { max: mostAudits })
  }
}

const concerned = ({ field }: FieldProblem, plans: readonly Plan[]): readonly Plan[] => {
  const row = Number(/_(\d+)$/.exec(field)?.[1] ?? 0)
  if (row > 0) return plans.slice(row - 1, row)
  return field === 'lead_id' ? plans.slice(0, 1) : plans
}

const addTo = ({ flaws }: Plan, { field, word, params }: FieldProblem) => flaws.add(columnOfField(field), word, params)

/** Checks rows of audit plans. One that is planned already, in every respect, is left as it is. */
export function* checkAuditPlans(
  lines: readonly Line[],
  known: KnownPlans,
  { today, newId }: ImportContext,
): Checking<AllowedVisit[]> {
  const books: Books = {
    dealers: codeBook(known.dealers, ({ code }) => code),
    people: codeBook(
      known.people.filter((person) => nameInFile(person) !== ''),
      nameInFile,
    ),
  }
  const planned = new Planned(known.audits)
  const keys = new Keys()
  const rows = lines.map((line) => {
    const flaws = new Flaws(line.flaws)
    requireFilled('audit_plans', line, true, flaws)
    const plan = find(line, flaws, known, books)
    if (plan) keys.take(keyOf(plan), line.row, flaws, '')
    return { line, flaws, plan, isThere: plan !== undefined && planned.has(plan) }
  })
  const visits = new Map<string, Plan[]>()
  for (const { plan, flaws, isThere } of rows) {
    if (!plan || isThere || flaws.list.length > 0) continue
    visits.set(visitKey(plan), [...(visits.get(visitKey(plan)) ?? []), plan])
  }
  for (const plans of visits.values()) {
    judge(plans, planned, today)
    planned.add(plans)
  }
  for (const { line, flaws, isThere } of rows) {
    yield checkedLine(line, line.values.day ?? '', flaws, isThere ? line.values : undefined, [])
  }
  return [...visits.values()].flatMap((plans) => asVisit(plans, newId))
}

const asVisit = (plans: readonly Plan[], newId: () => string): AllowedVisit[] => {
  const [first] = plans
  if (!first || plans.some(({ flaws }) => flaws.list.length > 0)) return []
  return [
    {
      id: newId(),
      dealerId: first.dealer.id,
      plan: {
        onDay: first.day,
        waveId: first.wave?.id ?? null,
        leadId: first.person.id,
        coAuditors: [],
        audits: plans.map(({ version, kind, conductedBy, person, practice }, at) => ({
          row: at + 1,
          versionId: version.id,
          kind,
          conductedBy,
          auditorId: person.id,
          practice,
        })),
      },
      reviewRequired: first.wave?.review_required ?? 1,
      checklistIds: new Map(plans.map(({ version }) => [version.id, version.checklist_id])),
    },
  ]
}
