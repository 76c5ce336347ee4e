import { type Handler, Hono } from 'hono'
import { routePath } from 'hono/route'
import { mayEver, type Verb } from './access/can.ts'
import * as account from './account/routes.tsx'
import * as answers from './answers/routes.tsx'
import * as sheets from './answers/sheet-routes.tsx'
import * as auditLists from './audits/list-routes.tsx'
import * as audits from './audits/routes.tsx'
import * as submissions from './audits/submission-routes.tsx'
import * as drafts from './checklists/drafts/draft-routes.tsx'
import * as draftItems from './checklists/drafts/item-routes.tsx'
import * as draftSections from './checklists/drafts/section-routes.tsx'
import * as draftSettings from './checklists/drafts/settings-routes.tsx'
import * as checklistImports from './checklists/imports/routes.tsx'
import * as checklistPreviews from './checklists/preview-routes.tsx'
import * as checklists from './checklists/routes.tsx'
import * as versionFiles from './checklists/versions/file-routes.ts'
import * as versions from './checklists/versions/routes.tsx'
import type { AppContext, Env } from './context.ts'
import * as actionLists from './corrective-actions/list-routes.tsx'
import * as plans from './corrective-actions/plan-routes.tsx'
import * as actionReviews from './corrective-actions/review-routes.tsx'
import * as actions from './corrective-actions/routes.tsx'
import * as actionSteps from './corrective-actions/step-routes.tsx'
import * as dashboards from './dashboards/routes.tsx'
import * as dealerGroups from './dealers/group-routes.tsx'
import * as dealers from './dealers/routes.tsx'
import * as evidence from './evidence/routes.tsx'
import { showAsset } from './http/asset-route.ts'
import { type BodySize, bodyLimit } from './http/body-limit.ts'
import { health } from './http/health.ts'
import { showProblem } from './http/problem-page.tsx'
import { plainAddress, sameOriginOnly, securityHeaders } from './http/security.ts'
import * as imports from './imports/routes.tsx'
import { Problem } from './problem.ts'
import * as programmes from './programmes/routes.tsx'
import * as regions from './regions/routes.tsx'
import * as reports from './reports/routes.tsx'
import * as reviews from './reviews/routes.tsx'
import { withReader } from './sessions/middleware.ts'
import * as sessions from './sessions/routes.tsx'
import * as links from './users/link-routes.tsx'
import * as users from './users/routes.tsx'
import * as visits from './visits/routes.tsx'

/** Who a URL is for: anyone, anyone signed in, or the roles that may ever do a verb (the command decides on the thing). */
export type Needs = 'anyone' | 'signed_in' | Verb
export type Url = readonly [
  method: 'GET' | 'HEAD' | 'POST' | 'PATCH',
  path: string,
  needs: Needs,
  handle: Handler<Env>,
  /** How large a body may be: that of a form unless told. */
  takes?: BodySize,
]

/** Every URL of the product. A new action is a new noun. */
export const urls: readonly Url[] = [
  ['GET', '/healthz', 'anyone', health],
  ['GET', '/assets/*', 'anyone', showAsset],
  ['GET', '/', 'signed_in', dashboards.home],
  ['GET', '/set-up', 'anyone', sessions.showSetUp],
  ['POST', '/set-up', 'anyone', sessions.postSetUp],
  ['GET', '/sign-in', 'anyone', sessions.showSignIn],
  ['POST', '/sign-in', 'anyone', sessions.postSignIn],
  ['POST', '/sign-out', 'anyone', sessions.postSignOut],
  ['POST', '/language', 'anyone', sessions.postLanguage],

  // one's own account
  ['GET', '/account', 'signed_in', account.showAccount],
  ['POST', '/account/password', 'signed_in', account.postPassword],
  ['POST', '/account/sign-out-elsewhere', 'signed_in', account.postSignOutElsewhere],

  // people, and the one-time links with which they set their passwords
  ['GET', '/users', 'user.manage', users.showUsers],
  ['POST', '/users', 'user.manage', users.postUser],
  ['GET', '/users/new', 'user.manage', users.showNewUser],
  ['GET', '/users/dealers', 'user.manage', users.showDealerNames],
  ['GET', '/users/:id', 'user.manage', users.showUser],
  ['POST', '/users/:id', 'user.manage', users.postEditUser],
  ['GET', '/users/:id/edit', 'user.manage', users.showEditUser],
  ['POST', '/users/:id/link', 'user.manage', users.postLink],
  ['GET', '/users/:id/hand-over', 'user.manage', users.showHandOver],
  ['POST', '/users/:id/hand-over', 'user.manage', users.postHandOver],
  ['GET', '/users/:id/deactivation', 'user.manage', users.showDeactivation],
  ['POST', '/users/:id/deactivation', 'user.manage', users.postDeactivation],
  ['POST', '/users/:id/reactivation', 'user.manage', users.postReactivation],
  ['GET', '/invitations/:token', 'anyone', links.showInvitation],
  ['POST', '/invitations/:token', 'anyone', links.postInvitation],
  ['GET', '/password-resets/:token', 'anyone', links.showPasswordReset],
  ['POST', '/password-resets/:token', 'anyone', links.postPasswordReset],

  // the region tree
  ['GET', '/regions', 'region.manage', regions.showRegions],
  ['POST', '/regions', 'region.manage', regions.postRegion],
  ['GET', '/regions/new', 'region.manage', regions.showNewRegion],
  ['GET', '/regions/:id', 'region.manage', regions.showRegion],
  ['POST', '/regions/:id', 'region.manage', regions.postEditRegion],
  ['GET', '/regions/:id/edit', 'region.manage', regions.showEditRegion],
  ['GET', '/regions/:id/deactivation', 'region.manage', regions.showRegionDeactivation],
  ['POST', '/regions/:id/deactivation', 'region.manage', regions.postRegionDeactivation],
  ['POST', '/regions/:id/reactivation', 'region.manage', regions.postRegionReactivation],

  // dealers and their groups
  ['GET', '/dealers', 'dealer.list', dealers.showDealers],
  ['POST', '/dealers', 'dealer.manage', dealers.postDealer],
  ['GET', '/dealers/new', 'dealer.manage', dealers.showNewDealer],
  ['GET', '/dealers/:id', 'dealer.see', dealers.showDealer],
  ['POST', '/dealers/:id', 'dealer.manage', dealers.postEditDealer],
  ['GET', '/dealers/:id/edit', 'dealer.manage', dealers.showEditDealer],
  ['GET', '/dealers/:id/deactivation', 'dealer.manage', dealers.showDealerDeactivation],
  ['POST', '/dealers/:id/deactivation', 'dealer.manage', dealers.postDealerDeactivation],
  ['POST', '/dealers/:id/reactivation', 'dealer.manage', dealers.postDealerReactivation],
  ['GET', '/dealer-groups', 'dealer.manage', dealerGroups.showGroups],
  ['POST', '/dealer-groups', 'dealer.manage', dealerGroups.postGroup],
  ['GET', '/dealer-groups/new', 'dealer.manage', dealerGroups.showNewGroup],
  ['GET', '/dealer-groups/:id', 'dealer.manage', dealerGroups.showGroup],
  ['POST', '/dealer-groups/:id', 'dealer.manage', dealerGroups.postEditGroup],
  ['GET', '/dealer-groups/:id/edit', 'dealer.manage', dealerGroups.showEditGroup],
  ['POST', '/dealer-groups/:id/deactivation', 'dealer.manage', dealerGroups.postGroupDeactivation],
  ['POST', '/dealer-groups/:id/reactivation', 'dealer.manage', dealerGroups.postGroupReactivation],

  // imports from workbooks, with a preview
  ['GET', '/imports', 'import.list', imports.showImports],
  ['POST', '/imports', 'import.list', imports.postImport, 'import'],
  ['GET', '/imports/templates/:kind', 'import.make', imports.showTemplate],
  ['GET', '/imports/exports/:kind', 'import.make', imports.showExport],
  ['GET', '/imports/:id', 'import.make', imports.showImport],
  ['GET', '/imports/:id/confirmation', 'import.make', imports.showConfirmation],
  ['POST', '/imports/:id/confirmation', 'import.make', imports.postConfirmation],
  ['POST', '/imports/:id/withdrawal', 'import.make', imports.postWithdrawal],
  ['POST', '/imports/:id/invitations', 'import.make', imports.postInvitations],
  ['POST', '/imports/:id/invitations/workbook', 'import.make', imports.postInvitationWorkbook],

  // programmes and their waves
  ['GET', '/programmes', 'programme.see', programmes.showProgrammes],
  ['POST', '/programmes', 'programme.manage', programmes.postProgramme],
  ['GET', '/programmes/new', 'programme.manage', programmes.showNewProgramme],
  ['GET', '/programmes/:id', 'programme.see', programmes.showProgramme],
  ['POST', '/programmes/:id', 'programme.manage', programmes.postEditProgramme],
  ['GET', '/programmes/:id/edit', 'programme.manage', programmes.showEditProgramme],
  ['POST', '/programmes/:id/waves', 'programme.manage', programmes.postWave],
  ['GET', '/programmes/:id/waves/new', 'programme.manage', programmes.showNewWave],
  ['POST', '/waves/:id', 'programme.manage', programmes.postEditWave],
  ['GET', '/waves/:id/edit', 'programme.manage', programmes.showEditWave],

  // checklists, for reading
  ['GET', '/checklists', 'checklist.list', checklists.showChecklists],
  ['GET', '/checklists/:id/versions/:version', 'checklist.see', checklists.showVersion],

  // the settings of a checklist draft
  ['GET', '/checklist-drafts/:id/head', 'checklist.edit', draftSettings.showHead],
  ['POST', '/checklist-drafts/:id/head', 'checklist.edit', draftSettings.postHead],
  ['GET', '/checklist-drafts/:id/scoring', 'checklist.edit', draftSettings.showScoring],
  ['POST', '/checklist-drafts/:id/scoring', 'checklist.edit', draftSettings.postScoring],
  ['GET', '/checklist-drafts/:id/vocabulary', 'checklist.edit', draftSettings.showVocabulary],
  ['POST', '/checklist-drafts/:id/vocabulary', 'checklist.edit', draftSettings.postVocabulary],
  ['GET', '/checklist-drafts/:id/scenario', 'checklist.edit', draftSettings.showScenario],
  ['POST', '/checklist-drafts/:id/scenario', 'checklist.edit', draftSettings.postScenario],
  ['GET', '/checklist-drafts/:id/timeline', 'checklist.edit', draftSettings.showTimeline],
  ['POST', '/checklist-drafts/:id/timeline', 'checklist.edit', draftSettings.postTimeline],
  ['GET', '/checklist-drafts/:id/schedule', 'checklist.edit', draftSettings.showSchedule],
  ['POST', '/checklist-drafts/:id/schedule', 'checklist.edit', draftSettings.postSchedule],

  // checklists, to be tried out
  ['GET', '/checklists/:id/versions/:version/preview', 'checklist.see', checklistPreviews.showVersionPreview],
  ['GET', '/checklist-drafts/:id/preview', 'checklist.edit', checklistPreviews.showDraftPreview],
  // versions of checklists: comparing, publishing, retiring, files
  ['GET', '/checklists/:id/comparison', 'checklist.see', versions.showComparison],
  ['GET', '/checklists/:id/versions/:version/file', 'checklist.see', versionFiles.showVersionFile],
  ['GET', '/checklists/:id/versions/:version/retirement', 'checklist.edit', versions.showRetirement],
  ['POST', '/checklists/:id/versions/:version/retirement', 'checklist.edit', versions.postRetirement],
  ['POST', '/checklists/:id/versions/:version/reinstatement', 'checklist.edit', versions.postReinstatement],
  ['GET', '/checklist-drafts/:id/publication', 'checklist.edit', versions.showPublication],
  ['POST', '/checklist-drafts/:id/publication', 'checklist.edit', versions.postPublication],
  ['GET', '/checklist-drafts/:id/file', 'checklist.edit', versionFiles.showDraftFile],

  // checklists, for writing: drafts with their sections and items
  ['GET', '/checklists/new', 'checklist.edit', drafts.showNew],
  ['POST', '/checklists', 'checklist.edit', drafts.postNew],
  ['POST', '/checklists/:id/versions/:version/draft', 'checklist.edit', drafts.postContinuation],
  ['GET', '/checklists/:id/versions/:version/copy', 'checklist.edit', drafts.showCopy],
  ['POST', '/checklists/:id/versions/:version/copy', 'checklist.edit', drafts.postCopy],
  ['GET', '/checklist-drafts/:id', 'checklist.edit', drafts.showOutline],
  ['POST', '/checklist-drafts/:id/order', 'checklist.edit', drafts.postOrder],
  ['GET', '/checklist-drafts/:id/removal', 'checklist.edit', drafts.showRemoval],
  ['POST', '/checklist-drafts/:id/removal', 'checklist.edit', drafts.postRemoval],
  ['POST', '/checklist-drafts/:id/sections', 'checklist.edit', drafts.postSection],
  ['GET', '/checklist-drafts/:id/sections/:section', 'checklist.edit', draftSections.showSection],
  ['POST', '/checklist-drafts/:id/sections/:section', 'checklist.edit', draftSections.postSection],
  ['GET', '/checklist-drafts/:id/sections/:section/removal', 'checklist.edit', draftSections.showSectionRemoval],
  ['POST', '/checklist-drafts/:id/sections/:section/removal', 'checklist.edit', draftSections.postSectionRemoval],
  ['POST', '/checklist-drafts/:id/items', 'checklist.edit', draftItems.postNewItem],
  ['GET', '/checklist-drafts/:id/items/:item', 'checklist.edit', draftItems.showItem],
  ['POST', '/checklist-drafts/:id/items/:item', 'checklist.edit', draftItems.postItem],
  ['POST', '/checklist-drafts/:id/items/:item/copy', 'checklist.edit', draftItems.postItemCopy],
  ['GET', '/checklist-drafts/:id/items/:item/removal', 'checklist.edit', draftItems.showItemRemoval],
  ['POST', '/checklist-drafts/:id/items/:item/removal', 'checklist.edit', draftItems.postItemRemoval],
  // importing checklists from files
  ['GET', '/checklists/imports', 'checklist.edit', checklistImports.showImports],
  ['POST', '/checklists/imports', 'checklist.edit', checklistImports.postImport, 'import'],
  ['GET', '/checklists/imports/:id', 'checklist.edit', checklistImports.showImport],
  ['POST', '/checklists/imports/:id/confirmation', 'checklist.edit', checklistImports.postConfirmation],
  ['POST', '/checklists/imports/:id/removal', 'checklist.edit', checklistImports.postRemoval],

  // answers and evidence
  ['GET', '/audits/:id/sheet', 'audit.record', sheets.showSheet],
  ['GET', '/sync/v1/audits/:id', 'audit.record', sheets.showRecorded],
  ['POST', '/sync/v1/ops', 'audit.record', answers.postOps, 'ops'],
  // Answers HEAD as well: hono runs the GET handler and leaves the body out.
  ['GET', '/sync/v1/photos/:sha256', 'audit.record', evidence.showUpload],
  ['POST', '/sync/v1/photos/:sha256', 'audit.record', evidence.postUpload, 'photo'],
  ['GET', '/answers/quarantine', 'answers.oversee', answers.showQuarantine],
  ['GET', '/photos/:id', 'audit.see', evidence.showPhoto],
  ['GET', '/photos/:id/thumb', 'audit.see', evidence.showThumb],
  // Visits and audits
  ['GET', '/visits', 'audit.plan', visits.listPage],
  ['GET', '/visits/new', 'audit.plan', visits.showPlan],
  ['POST', '/visits/new', 'audit.plan', visits.postPlan],
  ['GET', '/visits/:id', 'audit.plan', visits.showVisit],
  ['POST', '/visits/:id/day', 'audit.plan', visits.postDay],
  ['GET', '/audits', 'audit.list', auditLists.listPage],
  ['GET', '/audits/:id', 'audit.list', audits.showAudit],
  ['POST', '/audits/:id/start', 'audit.start', audits.postStart],
  ['GET', '/audits/:id/assignment', 'audit.hand_over', audits.showAssignment],
  ['POST', '/audits/:id/assignment', 'audit.hand_over', audits.postAssignment],
  ['GET', '/audits/:id/cancellation', 'audit.cancel', audits.showCancellation],
  ['POST', '/audits/:id/cancellation', 'audit.cancel', audits.postCancellation],

  // corrective actions
  ['GET', '/corrective-actions', 'action.list', actionLists.showList],
  ['GET', '/corrective-actions/board', 'action.list', actionLists.showBoard],
  ['GET', '/corrective-actions/plan-reviews', 'action.verify', actionReviews.showPlanReviews],
  ['POST', '/corrective-actions/plan-reviews', 'action.verify', actionReviews.postPlanReviews],
  ['GET', '/corrective-actions/:id', 'action.see', actions.showAction],
  ['POST', '/corrective-actions/:id/owner', 'action.assign', actions.postOwner],
  ['POST', '/corrective-actions/:id/plan', 'action.plan', plans.postPlan, 'photos'],
  ['POST', '/corrective-actions/:id/plan-submission', 'action.plan', plans.postPlanSubmission, 'photos'],
  ['POST', '/corrective-actions/:id/plan-review', 'action.verify', actionReviews.postPlanReview],
  ['GET', '/corrective-actions/:id/steps/:step/completion', 'action.settle', actionSteps.showCompletion],
  ['POST', '/corrective-actions/:id/steps/:step/completion', 'action.settle', actionSteps.postCompletion, 'photos'],
  ['POST', '/corrective-actions/:id/steps/:step/cancellation', 'action.do', actionSteps.postCancellation],
  ['POST', '/corrective-actions/:id/cosignature', 'action.cosign', actions.postCosignature],
  ['POST', '/corrective-actions/:id/implementation', 'action.do', actions.postImplementation],
  ['POST', '/corrective-actions/:id/implementation-review', 'action.verify', actionReviews.postImplementationReview],
  [
    'POST',
    '/corrective-actions/:id/effectiveness-check',
    'action.verify',
    actionReviews.postEffectivenessCheck,
    'photos',
  ],
  ['POST', '/corrective-actions/:id/standardisation', 'action.standardise', actions.postStandardisation],
  ['GET', '/corrective-actions/:id/closure', 'action.close', actions.showClosure],
  ['POST', '/corrective-actions/:id/closure', 'action.close', actions.postClosure],
  ['GET', '/corrective-actions/:id/voiding', 'action.void', actions.showVoiding],
  ['POST', '/corrective-actions/:id/voiding', 'action.void', actions.postVoiding],
  ['GET', '/corrective-actions/:id/photos/:photo', 'action.see', actions.showPhoto],
  ['GET', '/audits/:id/submission', 'audit.submit', submissions.showSubmission],
  ['POST', '/audits/:id/submission', 'audit.submit', submissions.postSubmission],
  ['POST', '/audits/:id/review', 'audit.review', reviews.postReview],
  ['GET', '/audits/:id/return', 'audit.review', reviews.showReturn],
  ['POST', '/audits/:id/return', 'audit.review', reviews.postReturn],
  ['GET', '/audits/:id/release', 'audit.review', reviews.showRelease],
  ['POST', '/audits/:id/release', 'audit.review', reviews.postRelease],
  ['GET', '/audits/:id/voiding', 'audit.void', reviews.showVoiding],
  ['POST', '/audits/:id/voiding', 'audit.void', reviews.postVoiding],
  ['GET', '/audits/:id/report.pdf', 'audit.see_result', reports.showPdf],
  ['GET', '/verify/:hash', 'anyone', reports.showVerification],
]

/** The door of a URL: signed in, and of a role that may ever do this. To others the page does not exist. */
const door =
  (needs: Needs): Handler<Env> =>
  async (c, next) => {
    if (needs !== 'anyone') {
      const { signedIn } = c.var
      if (!signedIn) throw new Problem('not_signed_in', 'general.problem.not_signed_in')
      if (needs !== 'signed_in' && !mayEver(signedIn.actor.role, needs)) {
        throw new Problem('not_found', 'general.problem.not_found')
      }
    }
    await next()
  }

/** The whole app on a context; tests call it without a port. */
export const createApp = (app: AppContext): Hono<Env> => {
  const hono = new Hono<Env>()
  hono.use(async (c, next) => {
    c.set('app', app)
    c.set('requestId', app.newTimeId())
    const started = performance.now()
    await next()
    // The path without its query: search words and one-time tokens do not belong in a log.
    app.log.info({
      request: c.var.requestId,
      method: c.req.method,
      path: routePath(c, -1),
      status: c.res.status,
      ms: Math.round(performance.now() - started),
    })
  })
  hono.use(securityHeaders)
  hono.use(withReader)
  hono.use(plainAddress)
  hono.use(sameOriginOnly)
  for (const [method, path, needs, handle, takes = 'form'] of urls) {
    hono.on(method, path, door(needs), bodyLimit(takes), handle)
  }
  hono.notFound((c) => showProblem(c, new Problem('not_found', 'general.problem.not_found')))
  hono.onError((error, c) => showProblem(c, error))
  return hono
}
