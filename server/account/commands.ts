import { record } from '../activity/store.ts'
import type { AppContext, SignedIn } from '../context.ts'
import { Problem } from '../problem.ts'
import { afterFailure, lockedUntil } from '../sessions/lockout.ts'
import { hashPassword, verifyPassword } from '../sessions/passwords.ts'
import { clearAttempts, deleteSessionsOf, findAttempts, saveAttempts, updatePasswordHash } from '../sessions/store.ts'
import { getUser } from '../users/commands.ts'
import { deleteOpenLinks } from '../users/store.ts'

const atField = (field: string, word: Problem['word']) =>
  new Problem('bad_input', 'general.problem.bad_input', {}, [{ field, word }])

/**
 * Changes one's own password. It needs the present one, so that a screen left open is not enough; wrong ones are counted as failed
 * sign-ins are. Other sessions and open one-time links end.
 */
export const changePassword = async (
  app: AppContext,
  { actor, sessionHash }: SignedIn,
  input: { present: string; password: string },
): Promise<void> => {
  const now = app.now()
  const user = await getUser(app.db, actor.id)
  const key = `password:${user.id}`
  const attempts = await findAttempts(app.db, key)
  const locked = lockedUntil(attempts, now)
  if (locked) {
    throw new Problem('too_many', 'session.locked', { seconds: Math.ceil((locked.getTime() - now.getTime()) / 1000) })
  }
  if (user.password_hash === null || !(await verifyPassword(user.password_hash, input.present))) {
    await app.transact((trx) => saveAttempts(trx, key, afterFailure(attempts, 'account', now)))
    throw atField('present', 'account.password.wrong')
  }
  if (input.password === input.present) throw atField('password', 'account.password.same')
  const passwordHash = await hashPassword(input.password)
  await app.transact(async (trx) => {
    await clearAttempts(trx, key)
    await updatePasswordHash(trx, user.id, passwordHash)
    await deleteSessionsOf(trx, user.id, sessionHash)
    await deleteOpenLinks(trx, user.id)
    await record(trx, {
      id: app.newTimeId(),
      at: now.toISOString(),
      actor,
      verb: 'user.change_password',
      subject: { type: 'user', id: user.id },
    })
  })
}

/** Signs out everywhere but here. */
export const endOtherSessions = (app: AppContext, { actor, sessionHash }: SignedIn): Promise<void> =>
  app.transact(async (trx) => {
    await deleteSessionsOf(trx, actor.id, sessionHash)
  })
