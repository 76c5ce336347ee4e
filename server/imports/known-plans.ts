import { goesByAlias, type Role } from '../access/can.ts'
import type { AuditKind, AuditRow, Flag } from '../db/schema.ts'
import { type PlannedKind, plannedKinds } from '../visits/rules.ts'
import type { Values } from './check.ts'

type Names = { name_zh: string; name_en: string }
export type KnownVersion = {
  id: string
  version: string
  checklist_id: string
  kind: 'oem_audit' | 'mystery_shop' | 'self_check'
  title_zh: string
  title_en: string
}
export type KnownWave = Names & {
  id: string
  from_on: string
  to_on: string
  active: Flag
  review_required: Flag
  programme_zh: string
  programme_en: string
}
export type KnownPerson = { id: string; sign_in_name: string; alias: string | null; role: Role; active: Flag }
export type KnownAudit = Pick<
  AuditRow,
  | 'dealer_id'
  | 'wave_id'
  | 'checklist_id'
  | 'checklist_version_id'
  | 'kind'
  | 'conducted_by'
  | 'practice'
  | 'state'
  | 'planned_on'
  | 'auditor_id'
>
export type KnownPlans = {
  dealers: readonly { id: string; code: string; active: Flag }[]
  /** Published versions, the newest of each checklist first. */
  versions: readonly KnownVersion[]
  waves: readonly KnownWave[]
  people: readonly KnownPerson[]
  /** Audits of these dealers that may matter: in the waves and on the days of the file, and shops within the rest of a shopper. */
  audits: readonly KnownAudit[]
}

/** What people are called in a file: shoppers by their alias, for nobody who plans audits knows more of them. */
export const nameInFile = (person: Pick<KnownPerson, 'sign_in_name' | 'alias' | 'role'>): string =>
  goesByAlias(person.role) ? (person.alias ?? '') : person.sign_in_name

/** A wave as it is written: by its name, with its programme where others have the same name. */
export const waveName = (wave: KnownWave, waves: readonly KnownWave[]): string =>
  waves.filter((other) => other.name_zh === wave.name_zh).length > 1
    ? `${wave.programme_zh} / ${wave.name_zh}`
    : wave.name_zh

const isPlanned = (kind: AuditKind): kind is PlannedKind => (plannedKinds as readonly string[]).includes(kind)

/** Writes planned audits as rows of a file; undefined for one that no file can hold. */
export const planWriter = (known: KnownPlans): ((audit: KnownAudit) => Values | undefined) => {
  const byId = <Thing extends { id: string }>(things: readonly Thing[]) => new Map(things.map((one) => [one.id, one]))
  const [dealers, versions] = [byId(known.dealers), byId(known.versions)]
  const [people, waves] = [byId(known.people), byId(known.waves)]
  return (audit) => {
    const dealer = dealers.get(audit.dealer_id)
    const version = versions.get(audit.checklist_version_id)
    const person = people.get(audit.auditor_id)
    const wave = audit.wave_id === null ? undefined : waves.get(audit.wave_id)
    if (!dealer || !version || !person || !isPlanned(audit.kind)) return undefined
    return {
      dealer: dealer.code,
      checklist: version.checklist_id,
      version: version.version,
      day: audit.planned_on,
      kind: audit.kind,
      auditor: nameInFile(person),
      wave: wave ? waveName(wave, known.waves) : '',
      conducted_by: audit.conducted_by,
      practice: audit.practice ? 'yes' : 'no',
    }
  }
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')

/** The checklists, by code or by either title, that a text may mean. */
export const checklistsCalled = (text: string, versions: readonly KnownVersion[]) => {
  const exact = versions.filter(({ checklist_id }) => checklist_id === text)
  if (exact.length > 0) return exact
  const wanted = plain(text)
  return versions.filter((version) =>
    [version.checklist_id, version.title_zh, version.title_en].some((way) => plain(way) === wanted),
  )
}

/** The waves, by name or with their programme, that a text may mean. */
export const wavesCalled = (text: string, waves: readonly KnownWave[]) => {
  const wanted = plain(text)
  return waves.filter((wave) =>
    [
      wave.name_zh,
      wave.name_en,
      `${wave.programme_zh} / ${wave.name_zh}`,
      `${wave.programme_en} / ${wave.name_en}`,
    ].some((way) => way !== '' && plain(way) === wanted),
  )
}
