import type { CastName } from '../../server/demo/cast.ts'
import type { ActionThing, AuditThing, Thing } from './access-world.ts'

/**
 * What each kind of person meets at each URL, written down on its own from the description of the product: it knows
 * nothing of the permission table, so that a mistake in one shows in the other.
 */
export type Person = CastName | 'anonymous'

/** Who gets through to the thing, who is told that they may not; to everyone else it does not exist. */
export type Expected = { open: readonly Person[]; forbidden?: readonly Person[] }

const headOffice: readonly Person[] = ['headOffice', 'headOfficeSecond']
const regions: readonly Person[] = ['regionEast', 'regionCentral']
const auditors: readonly Person[] = ['auditor', 'auditorSecond']
const managers: readonly Person[] = ['dealerManager', 'otherManager']
const staff: readonly Person[] = ['dealerStaff', 'otherStaff']
const signedIn: readonly Person[] = [
  'administrator',
  ...headOffice,
  ...regions,
  ...auditors,
  'shopper',
  ...managers,
  ...staff,
]
export const everyone: readonly Person[] = ['anonymous', ...signedIn]
const nobody: readonly Person[] = []

const without = (people: readonly Person[], others: readonly Person[]) =>
  people.filter((person) => !others.includes(person))

type Row = Partial<Record<Thing, Expected>>
const on = (thing: Thing, open: readonly Person[]): Row => ({ [thing]: { open } })
const anywhere = (open: readonly Person[]): Row => on('nothing', open)

// Audits at 临江店 in East China. Until release nothing of one exists for the dealer, and of a shop nothing for the region.
const ofAudit: readonly Person[] = [...headOffice, 'regionEast', 'auditor']
const ofShop: readonly Person[] = [...headOffice, 'shopper']
const seesAudit: Record<AuditThing, readonly Person[]> = {
  planned: ofAudit,
  unannounced: ofAudit,
  inProgress: ofAudit,
  submitted: ofAudit,
  inReview: ofAudit,
  returned: ofAudit,
  cancelled: ofAudit,
  practice: [...headOffice, 'auditor'],
  shopPlanned: ofShop,
  shopInProgress: ofShop,
  shopSubmitted: ofShop,
  shopInReview: ofShop,
  released: [...ofAudit, 'dealerManager'],
  voided: [...ofAudit, 'dealerManager'],
  shopReleased: [...ofShop, 'regionEast', 'dealerManager'],
}
const auditThings = Object.keys(seesAudit) as AuditThing[]
const isShop = (thing: AuditThing) => thing.startsWith('shop')
const recorderOf = (thing: AuditThing): Person => (isShop(thing) ? 'shopper' : 'auditor')

const audits = (of: (thing: AuditThing) => Expected, things: readonly AuditThing[] = auditThings): Row =>
  Object.fromEntries(things.map((thing) => [thing, of(thing)]))

/** An announced audit shows its notice to the dealer beforehand. */
const noticed: readonly AuditThing[] = ['planned', 'inProgress']
const auditPage = audits((thing) => ({
  open: [...seesAudit[thing], ...(noticed.includes(thing) ? ['dealerManager' as const] : [])],
}))
/** What was recorded is for those who see the audit on the maker's side. */
const recorded = audits((thing) => ({ open: without(seesAudit[thing], managers) }))
/** A result is for those who see the audit, once it is released; never for its shopper. */
const report = audits((thing) => ({
  open: ['released', 'voided', 'shopReleased'].includes(thing) ? without(seesAudit[thing], ['shopper']) : nobody,
}))

const stepped: readonly AuditThing[] = [
  'planned',
  'inProgress',
  'inReview',
  'released',
  'practice',
  'shopPlanned',
  'shopInProgress',
  'shopReleased',
]
/** Steps of whoever records the audit. */
const byRecorder = audits(
  (thing) => ({ open: [recorderOf(thing)], forbidden: without(seesAudit[thing], [recorderOf(thing), ...managers]) }),
  stepped,
)
/** Recording reaches nobody else's audit, whatever one may see of it. */
const sendingOps = audits((thing) => ({ open: [recorderOf(thing)] }))
/** An auditor may pass an audit on; a shop only head office. */
const handingOver = audits(
  (thing) => ({ open: [...headOffice, ...(isShop(thing) ? [] : ['auditor' as const])] }),
  stepped,
)
const byHeadOffice = audits(() => ({ open: headOffice }), stepped)
const reviewing = audits(() => ({ open: headOffice }), [...stepped, 'submitted', 'shopSubmitted', 'shopInReview'])

// Corrective actions at 临江店. 方磊 sees those that they own or have a step in.
const ofAction: readonly Person[] = [...headOffice, 'regionEast', 'auditor', 'dealerManager']
const actionThings: readonly ActionThing[] = [
  'planning',
  'planReview',
  'doing',
  'implementationReview',
  'effectivenessCheck',
  'standardising',
  'closed',
  'void',
  'helping',
  'colleagues',
]
const actions = (of: (thing: ActionThing) => Expected, things: readonly ActionThing[] = actionThings): Row =>
  Object.fromEntries(things.map((thing) => [thing, of(thing)]))
const actionPage = actions((thing) => ({ open: thing === 'colleagues' ? ofAction : [...ofAction, 'dealerStaff'] }))

const moved: readonly ActionThing[] = ['planning', 'doing', 'standardising', 'closed', 'helping', 'colleagues']
/** The owner's part; who only has a step in it is told so. */
const byOwner = actions((thing) => {
  if (thing === 'colleagues') return { open: ['dealerManager'] }
  if (thing === 'helping') return { open: ['dealerManager'], forbidden: ['dealerStaff'] }
  return { open: ['dealerManager', 'dealerStaff'] }
}, moved)
const bySettler = actions(
  (thing) => ({ open: thing === 'colleagues' ? ['dealerManager'] : ['dealerManager', 'dealerStaff'] }),
  moved,
)
const byDealerManager = actions(() => ({ open: ['dealerManager'] }), moved)
const byVerifier = actions(
  () => ({ open: [...headOffice, 'regionEast', 'auditor'] }),
  [...moved, 'planReview', 'implementationReview', 'effectivenessCheck'],
)
const byCloser = actions(() => ({ open: [...headOffice, 'dealerManager'] }), moved)
const byVoider = actions(() => ({ open: [...headOffice, 'auditor'] }), moved)

const administers: readonly Person[] = ['administrator']
/** Each imports what they could also enter by hand. */
const importing = {
  ...on('importOfDealers', administers),
  ...on('importOfPeople', administers),
  ...on('importOfPlans', headOffice),
}
const photo = {
  ...on('photoInProgress', seesAudit.inProgress),
  ...on('photoReleased', seesAudit.released),
  ...on('photoShopSubmitted', seesAudit.shopSubmitted),
  ...on('photoShopReleased', seesAudit.shopReleased),
}

/** Every URL of the product. One that is missing here fails the test by its name. */
const readsChecklists: Row = {
  ...on('auditChecklist', [...administers, ...headOffice, ...regions, ...auditors, ...managers]),
  ...on('shopChecklist', [...administers, ...headOffice, ...regions, ...auditors]),
}

export const accessTable: Record<string, Row> = {
  'GET /healthz': anywhere(everyone),
  'GET /assets/*': on('asset', everyone),
  'GET /': anywhere(signedIn),
  // Only while there is no administrator.
  'GET /set-up': anywhere(nobody),
  'POST /set-up': anywhere(nobody),
  'GET /sign-in': anywhere(everyone),
  'POST /sign-in': anywhere(everyone),
  'POST /sign-out': anywhere(everyone),
  'POST /language': anywhere(everyone),
  'GET /account': anywhere(signedIn),
  'POST /account/password': anywhere(signedIn),
  'POST /account/sign-out-elsewhere': anywhere(signedIn),

  'GET /users': anywhere(administers),
  'POST /users': anywhere(administers),
  'GET /users/new': anywhere(administers),
  'GET /users/dealers': anywhere(administers),
  'GET /users/:id': on('user', administers),
  'POST /users/:id': on('user', administers),
  'GET /users/:id/edit': on('user', administers),
  'POST /users/:id/link': on('user', administers),
  'GET /users/:id/hand-over': on('user', administers),
  'POST /users/:id/hand-over': on('user', administers),
  'GET /users/:id/deactivation': on('user', administers),
  'POST /users/:id/deactivation': on('user', administers),
  'POST /users/:id/reactivation': on('user', administers),
  'GET /invitations/:token': on('invitation', everyone),
  'POST /invitations/:token': on('invitation', everyone),
  'GET /password-resets/:token': on('passwordReset', everyone),
  'POST /password-resets/:token': on('passwordReset', everyone),

  'GET /regions': anywhere(administers),
  'POST /regions': anywhere(administers),
  'GET /regions/new': anywhere(administers),
  'GET /regions/:id': on('region', administers),
  'POST /regions/:id': on('region', administers),
  'GET /regions/:id/edit': on('region', administers),
  'GET /regions/:id/deactivation': on('region', administers),
  'POST /regions/:id/deactivation': on('region', administers),
  'POST /regions/:id/reactivation': on('region', administers),

  'GET /dealers': anywhere([...administers, ...headOffice, ...regions, ...auditors]),
  'POST /dealers': anywhere(administers),
  'GET /dealers/new': anywhere(administers),
  'GET /dealers/:id': on('linjiang', [...administers, ...headOffice, 'regionEast', 'auditor', 'dealerManager']),
  'POST /dealers/:id': on('dealer', administers),
  'GET /dealers/:id/edit': on('dealer', administers),
  'GET /dealers/:id/deactivation': on('dealer', administers),
  'POST /dealers/:id/deactivation': on('dealer', administers),
  'POST /dealers/:id/reactivation': on('dealer', administers),
  'GET /dealer-groups': anywhere(administers),
  'POST /dealer-groups': anywhere(administers),
  'GET /dealer-groups/new': anywhere(administers),
  'GET /dealer-groups/:id': on('group', administers),
  'POST /dealer-groups/:id': on('group', administers),
  'GET /dealer-groups/:id/edit': on('group', administers),
  'POST /dealer-groups/:id/deactivation': on('group', administers),
  'POST /dealer-groups/:id/reactivation': on('group', administers),

  'GET /imports': anywhere([...administers, ...headOffice]),
  'POST /imports': anywhere([...administers, ...headOffice]),
  'GET /imports/templates/:kind': importing,
  'GET /imports/exports/:kind': importing,
  'GET /imports/:id': importing,
  'GET /imports/:id/confirmation': importing,
  'POST /imports/:id/confirmation': importing,
  'POST /imports/:id/withdrawal': importing,
  'POST /imports/:id/invitations': importing,
  'POST /imports/:id/invitations/workbook': on('importOfPeople', administers),

  'GET /programmes': anywhere([...headOffice, ...regions]),
  'POST /programmes': anywhere(headOffice),
  'GET /programmes/new': anywhere(headOffice),
  'GET /programmes/:id': on('programme', [...headOffice, ...regions]),
  'POST /programmes/:id': on('programme', headOffice),
  'GET /programmes/:id/edit': on('programme', headOffice),
  'POST /programmes/:id/waves': on('programme', headOffice),
  'GET /programmes/:id/waves/new': on('programme', headOffice),
  'POST /waves/:id': on('wave', headOffice),
  'GET /waves/:id/edit': on('wave', headOffice),

  'GET /checklists': anywhere([...administers, ...headOffice, ...regions, ...auditors, ...managers]),
  'GET /checklists/:id/versions/:version': readsChecklists,

  'GET /checklists/:id/comparison': readsChecklists,
  'GET /checklists/:id/versions/:version/file': readsChecklists,
  'GET /checklists/:id/versions/:version/retirement': on('auditChecklist', headOffice),
  'POST /checklists/:id/versions/:version/retirement': on('auditChecklist', headOffice),
  'POST /checklists/:id/versions/:version/reinstatement': on('auditChecklist', headOffice),
  'GET /checklist-drafts/:id/publication': on('draft', headOffice),
  'POST /checklist-drafts/:id/publication': on('draft', headOffice),
  'GET /checklist-drafts/:id/file': on('draft', headOffice),
  'GET /checklists/:id/versions/:version/preview': readsChecklists,
  'GET /checklist-drafts/:id/preview': on('draft', headOffice),

  'GET /checklists/imports': anywhere(headOffice),
  'POST /checklists/imports': anywhere(headOffice),
  'GET /checklists/imports/:id': on('checklistImport', headOffice),
  'POST /checklists/imports/:id/confirmation': on('checklistImport', headOffice),
  'POST /checklists/imports/:id/removal': on('checklistImport', headOffice),

  'GET /checklist-drafts/:id/head': on('draft', headOffice),
  'POST /checklist-drafts/:id/head': on('draft', headOffice),
  'GET /checklist-drafts/:id/scoring': on('draft', headOffice),
  'POST /checklist-drafts/:id/scoring': on('draft', headOffice),
  'GET /checklist-drafts/:id/vocabulary': on('draft', headOffice),
  'POST /checklist-drafts/:id/vocabulary': on('draft', headOffice),
  'GET /checklist-drafts/:id/scenario': on('draft', headOffice),
  'POST /checklist-drafts/:id/scenario': on('draft', headOffice),
  'GET /checklist-drafts/:id/timeline': on('draft', headOffice),
  'POST /checklist-drafts/:id/timeline': on('draft', headOffice),
  'GET /checklist-drafts/:id/schedule': on('draft', headOffice),
  'POST /checklist-drafts/:id/schedule': on('draft', headOffice),

  'GET /checklists/new': anywhere(headOffice),
  'POST /checklists': anywhere(headOffice),
  'POST /checklists/:id/versions/:version/draft': on('auditChecklist', headOffice),
  'GET /checklists/:id/versions/:version/copy': on('auditChecklist', headOffice),
  'POST /checklists/:id/versions/:version/copy': on('auditChecklist', headOffice),
  'GET /checklist-drafts/:id': on('draft', headOffice),
  'POST /checklist-drafts/:id/order': on('draft', headOffice),
  'GET /checklist-drafts/:id/removal': on('draft', headOffice),
  'POST /checklist-drafts/:id/removal': on('draft', headOffice),
  'POST /checklist-drafts/:id/sections': on('draft', headOffice),
  'GET /checklist-drafts/:id/sections/:section': on('draft', headOffice),
  'POST /checklist-drafts/:id/sections/:section': on('draft', headOffice),
  'GET /checklist-drafts/:id/sections/:section/removal': on('draft', headOffice),
  'POST /checklist-drafts/:id/sections/:section/removal': on('draft', headOffice),
  // Without a place an item goes nowhere.
  'POST /checklist-drafts/:id/items': on('draft', []),
  'GET /checklist-drafts/:id/items/:item': on('draft', headOffice),
  'POST /checklist-drafts/:id/items/:item': on('draft', headOffice),
  'POST /checklist-drafts/:id/items/:item/copy': on('draft', headOffice),
  'GET /checklist-drafts/:id/items/:item/removal': on('draft', headOffice),
  'POST /checklist-drafts/:id/items/:item/removal': on('draft', headOffice),

  'GET /audits/:id/sheet': recorded,
  'GET /sync/v1/audits/:id': recorded,
  'POST /sync/v1/ops': sendingOps,
  // Of uploads, nobody learns about another's; sending one asks only that one records audits at all.
  'GET /sync/v1/photos/:sha256': on('upload', ['auditor']),
  'POST /sync/v1/photos/:sha256': on('upload', [...headOffice, ...regions, ...auditors, 'shopper']),
  'GET /answers/quarantine': anywhere(headOffice),
  'GET /photos/:id': photo,
  'GET /photos/:id/thumb': photo,

  'GET /visits': anywhere(headOffice),
  'GET /visits/new': anywhere(headOffice),
  'POST /visits/new': anywhere(headOffice),
  'GET /visits/:id': on('visit', headOffice),
  'POST /visits/:id/day': on('visit', headOffice),
  'GET /audits': anywhere([...headOffice, ...regions, ...auditors, 'shopper', ...managers]),
  'GET /audits/:id': auditPage,
  'POST /audits/:id/start': byRecorder,
  'GET /audits/:id/assignment': handingOver,
  'POST /audits/:id/assignment': handingOver,
  'GET /audits/:id/cancellation': byHeadOffice,
  'POST /audits/:id/cancellation': byHeadOffice,
  'GET /audits/:id/submission': byRecorder,
  'POST /audits/:id/submission': byRecorder,
  'POST /audits/:id/review': reviewing,
  'GET /audits/:id/return': reviewing,
  'POST /audits/:id/return': reviewing,
  'GET /audits/:id/release': reviewing,
  'POST /audits/:id/release': reviewing,
  'GET /audits/:id/voiding': byHeadOffice,
  'POST /audits/:id/voiding': byHeadOffice,
  'GET /audits/:id/report.pdf': report,
  'GET /verify/:hash': on('issued', everyone),

  'GET /corrective-actions': anywhere([...headOffice, ...regions, ...auditors, ...managers, ...staff]),
  'GET /corrective-actions/board': anywhere([...headOffice, ...regions, ...auditors, ...managers, ...staff]),
  'GET /corrective-actions/plan-reviews': anywhere([...headOffice, ...regions, ...auditors]),
  'POST /corrective-actions/plan-reviews': anywhere([...headOffice, ...regions, ...auditors]),
  'GET /corrective-actions/:id': actionPage,
  'GET /corrective-actions/:id/photos/:photo': actionPage,
  'POST /corrective-actions/:id/owner': byDealerManager,
  'POST /corrective-actions/:id/plan': byOwner,
  'POST /corrective-actions/:id/plan-submission': byOwner,
  'POST /corrective-actions/:id/plan-review': byVerifier,
  'GET /corrective-actions/:id/steps/:step/completion': bySettler,
  'POST /corrective-actions/:id/steps/:step/completion': bySettler,
  'POST /corrective-actions/:id/steps/:step/cancellation': byOwner,
  'POST /corrective-actions/:id/cosignature': byDealerManager,
  'POST /corrective-actions/:id/implementation': byOwner,
  'POST /corrective-actions/:id/implementation-review': byVerifier,
  'POST /corrective-actions/:id/effectiveness-check': byVerifier,
  'POST /corrective-actions/:id/standardisation': byOwner,
  'GET /corrective-actions/:id/closure': byCloser,
  'POST /corrective-actions/:id/closure': byCloser,
  'GET /corrective-actions/:id/voiding': byVoider,
  'POST /corrective-actions/:id/voiding': byVoider,
}
