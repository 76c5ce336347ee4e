import type { Context } from 'hono'
import { z } from 'zod'
import { Quarantine } from '../../views/quarantine.tsx'
import type { ChecklistContent } from '../checklists/format.ts'
import { getContent } from '../checklists/store.ts'
import type { Env } from '../context.ts'
import { readListQuery } from '../http/list-query.ts'
import { page } from '../http/page.tsx'
import { Problem } from '../problem.ts'
import { type OpResult, recordOps } from './commands.ts'
import { named, type Operation, operation } from './op.ts'
import { mostOps, syncProtocol } from './protocol.ts'
import { quarantineReasons } from './rules.ts'
import { listQuarantined } from './store.ts'

/** `user`: whose ops these are. Another person may have signed in since, in the same browser. */
const request = z.object({ user: z.uuid().optional(), ops: z.array(named.loose()) })

/**
 * Takes answer operations from a laptop and answers for each by its id. An op that is not well-formed is refused alone, so that
 * it holds up no other; a body that names no ops at all is refused as a whole.
 */
export const postOps = async (c: Context<Env>): Promise<Response> => {
  const { app, signedIn } = c.var
  if (!signedIn) throw new Problem('not_signed_in', 'general.problem.not_signed_in')
  const body = request.safeParse(JSON.parse(await c.req.text()))
  if (!body.success) throw new Problem('bad_input', 'general.problem.bad_input')
  if (body.data.user !== undefined && body.data.user !== signedIn.actor.id) {
    throw new Problem('conflict', 'answers.problem.other_user')
  }
  const sent = body.data.ops
  if (sent.length > mostOps) throw new Problem('too_large', 'general.problem.too_large')

  const wellFormed: Operation[] = []
  const malformed: OpResult[] = []
  for (const raw of sent) {
    const parsed = operation.safeParse(raw)
    if (parsed.success) wellFormed.push(parsed.data)
    else malformed.push({ op_id: raw.op_id, status: 'refused', reason: 'malformed' })
  }
  const results = await recordOps(app, signedIn.actor, wellFormed)
  return c.json({ protocol: syncProtocol, server_time: app.now().toISOString(), results: [...results, ...malformed] })
}

const quarantineList = {
  sorts: ['received'],
  sort: 'received',
  dir: 'desc',
  filters: { reason: z.enum(quarantineReasons) },
} as const

export const showQuarantine = async (c: Context<Env>): Promise<Response> => {
  const { app, view } = c.var
  const query = readListQuery(quarantineList, c.req.url)
  const { rows, total } = await listQuarantined(app.db, {
    q: query.q,
    reason: query.filters.reason ?? '',
    limit: query.size,
    offset: query.offset,
  })
  const contents = new Map<string, ChecklistContent>()
  for (const { checklist_version_id: id } of rows) contents.set(id, await getContent(app.db, id))
  const title = view.t('answers.quarantine.title')
  return page(c, { title }, <Quarantine view={view} query={query} rows={rows} total={total} contents={contents} />)
}
