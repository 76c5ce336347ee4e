import type { Context } from 'hono'
import { z } from 'zod'
import { type AuditListKind, AuditListPage } from '../../views/audits/list.tsx'
import type { Limits } from '../../views/audits/tags.tsx'
import { type Actor, type AuditScope, auditScopeOf, can, mayEver } from '../access/can.ts'
import { getContent } from '../checklists/store.ts'
import type { Env } from '../context.ts'
import type { AuditState } from '../db/schema.ts'
import { readListQuery } from '../http/list-query.ts'
import { page } from '../http/page.tsx'
import {
  type AuditFilter,
  type AuditLine,
  countAudits,
  listAuditFilters,
  listAudits,
  listNotices,
  listRegionsUnder,
} from './list-store.ts'
import { gradeLimits } from './shown-score.ts'
import { asShopperSees, auditStates } from './states.ts'

type C = Context<Env>

const listKindOf = (actor: Actor, scope: AuditScope): AuditListKind => {
  if (scope.see === 'released') return 'results'
  if (scope.see !== 'own') return 'all'
  return mayEver(actor.role, 'audit.see_result') ? 'own' : 'shops'
}

const releasedStates: readonly AuditState[] = ['released', 'final', 'voided']
const statesOf: Record<AuditListKind, readonly AuditState[]> = {
  all: auditStates,
  own: auditStates,
  shops: [],
  results: releasedStates,
}

/**
 * What a list may be ordered and narrowed by. A shopper's list knows neither state nor score: not even its order may tell what
 * became of a shop.
 */
const rulesOf = (kind: AuditListKind) => ({
  sorts: kind === 'shops' ? (['day', 'dealer'] as const) : (['day', 'dealer', 'score', 'state'] as const),
  sort: 'day' as const,
  dir: 'desc' as const,
  filters: {
    ...(kind === 'shops'
      ? {}
      : { state: z.enum(statesOf[kind]), kind: z.enum(['announced', 'unannounced', 'mystery', 're_audit']) }),
    wave: z.uuid(),
    checklist: z.string().max(100),
    region: z.uuid(),
  },
})

export const listPage = async (c: C) => {
  const { app, signedIn, view } = c.var
  const { actor } = signedIn!
  const scope = auditScopeOf(actor)
  const kind = listKindOf(actor, scope)
  const query = readListQuery(rulesOf(kind), c.req.url)
  const given = query.filters as { state?: AuditState; kind?: AuditFilter['kind'] } & Record<string, string | undefined>
  const regionPaths = scope.see === 'all' ? null : scope.see === 'regions' ? scope.paths : []
  const regions = await listRegionsUnder(app.db, regionPaths)
  const filter: AuditFilter = {
    q: query.q,
    state: given.state,
    kind: given.kind,
    waveId: given.wave,
    checklistId: given.checklist,
    regionPath: regions.find((region) => region.id === given.region)?.path,
    sort: query.sort,
    dir: query.dir,
    size: query.size,
    offset: query.offset,
  }
  const total = await countAudits(app.db, scope, filter)
  const rows = await listAudits(app.db, scope, filter)
  return page(
    c,
    { title: view.t(kind === 'results' ? 'audit.results' : 'audit.title') },
    <AuditListPage
      view={view}
      kind={kind}
      query={query}
      states={statesOf[kind]}
      rows={kind === 'shops' ? rows.map(asShopperSees) : rows}
      total={total}
      limitsOf={await limitsOf(c, rows)}
      choices={await listAuditFilters(app.db, scope)}
      regions={regions}
      notices={scope.see === 'released' ? await listNotices(app.db, scope.dealerIds) : []}
      mayPlan={can(actor, 'audit.plan', null)}
    />,
  )
}

/** Grade limits per checklist version on the page, so that a figure never rounds up to a grade that was not given. */
const limitsOf = async (c: C, rows: AuditLine[]): Promise<Map<string, Limits>> => {
  const ids = new Set(rows.flatMap((row) => (row.score_bp === null ? [] : [row.checklist_version_id])))
  const limits = new Map<string, Limits>()
  for (const id of ids) {
    limits.set(id, gradeLimits((await getContent(c.var.app.db, id)).scoring))
  }
  return limits
}
