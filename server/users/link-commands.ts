import type { Actor } from '../access/can.ts'
import { record } from '../activity/store.ts'
import type { AppContext } from '../context.ts'
import type { OneTimeLinkRow } from '../db/schema.ts'
import type { Trx } from '../db/transact.ts'
import { Problem } from '../problem.ts'
import { openSession } from '../sessions/commands.ts'
import { hashPassword } from '../sessions/passwords.ts'
import { clearAttempts, deleteSessionsOf, updatePasswordHash } from '../sessions/store.ts'
import { newToken, tokenHash } from '../sessions/token.ts'
import { getUser, mustAdminister } from './commands.ts'
import { linkHours } from './rules.ts'
import { deleteOpenLinks, findWorkingLink, replaceLink, useLink } from './store.ts'

export type LinkPurpose = OneTimeLinkRow['purpose']
export type NewLink = { purpose: LinkPurpose; token: string; expiresAt: string }

/**
 * Makes a one-time link with which a person sets their password: an invitation while they have none, a reset afterwards. Only the hash
 * of its token is stored, so this is the one moment at which it can be shown. Earlier links stop working.
 */
export const createLink = async (app: AppContext, actor: Actor, userId: string): Promise<NewLink> => {
  mustAdminister(actor)
  return app.transact((trx) => newLink(app, trx, actor, userId))
}

/** The same for several people at once: for all of them or for none. By the id of each. */
export const createLinks = async (
  app: AppContext,
  actor: Actor,
  userIds: readonly string[],
): Promise<Map<string, NewLink>> => {
  mustAdminister(actor)
  return app.transact(async (trx) => {
    const links = new Map<string, NewLink>()
    for (const id of userIds) links.set(id, await newLink(app, trx, actor, id))
    return links
  })
}

const newLink = async (app: AppContext, trx: Trx, actor: Actor, userId: string): Promise<NewLink> => {
  const token = newToken()
  const now = app.now()
  const user = await getUser(trx, userId)
  if (!user.active) throw new Problem('wrong_state', 'users.is_inactive')
  const purpose = user.password_hash === null ? 'invitation' : 'reset'
  const expiresAt = new Date(now.getTime() + linkHours[purpose] * 3_600_000).toISOString()
  await replaceLink(trx, {
    token_hash: tokenHash(token),
    user_id: userId,
    purpose,
    created_by: actor.id,
    created_at: now.toISOString(),
    expires_at: expiresAt,
    used_at: null,
  })
  await record(trx, {
    id: app.newTimeId(),
    at: now.toISOString(),
    actor,
    verb: purpose === 'invitation' ? 'user.invite' : 'user.reset_password',
    subject: { type: 'user', id: userId },
    details: { expires_at: expiresAt },
  })
  return { purpose, token, expiresAt }
}

const worksNoMore = () => new Problem('not_found', 'users.link.works_no_more')

/** Whose link it is. Unknown, used, replaced and run-out links get one and the same refusal. */
export const getWorkingLink = async (app: AppContext, purpose: LinkPurpose, token: string) => {
  const link = await findWorkingLink(app.db, tokenHash(token), purpose, app.now().toISOString())
  if (!link) throw worksNoMore()
  return link
}

/** Sets the password, uses the link up, ends every session of the person and opens a new one. Returns its token. */
export const useLinkToSetPassword = async (
  app: AppContext,
  purpose: LinkPurpose,
  token: string,
  input: { password: string; agent: string },
): Promise<string> => {
  await getWorkingLink(app, purpose, token)
  const passwordHash = await hashPassword(input.password)
  const at = app.now().toISOString()
  return app.transact(async (trx) => {
    const person = await findWorkingLink(trx, tokenHash(token), purpose, at)
    if (!person || !(await useLink(trx, tokenHash(token), at))) throw worksNoMore()
    await updatePasswordHash(trx, person.id, passwordHash)
    await deleteOpenLinks(trx, person.id)
    await deleteSessionsOf(trx, person.id)
    await clearAttempts(trx, `account:${person.sign_in_name}`)
    await record(trx, {
      id: app.newTimeId(),
      at,
      actor: { id: person.id, role: person.role },
      verb: 'user.set_password',
      subject: { type: 'user', id: person.id },
      details: { by: purpose },
    })
    return openSession(app, trx, person.id, input.agent)
  })
}
