import { timingSafeEqual } from 'node:crypto'
import { record } from '../activity/store.ts'
import type { AppContext } from '../context.ts'
import type { Trx } from '../db/transact.ts'
import type { Locale } from '../i18n/words.ts'
import { Problem } from '../problem.ts'
import { afterFailure, forgottenAfter, lockedUntil } from './lockout.ts'
import { hashPassword, needsRehash, verifyNobody, verifyPassword } from './passwords.ts'
import {
  clearAttempts,
  deleteExpiredSessions,
  deleteOldAttempts,
  deleteSession,
  findAttempts,
  findUserBySignInName,
  insertSession,
  insertUser,
  isAnyAdministrator,
  markSignedIn,
  saveAttempts,
  updatePasswordHash,
} from './store.ts'
import { newToken, tokenHash } from './token.ts'

export type SignInInput = { signInName: string; password: string; address: string; agent: string }

/** Sign-in names are compared without regard to case or outer spaces. */
export const normalSignInName = (typed: string): string => typed.trim().toLowerCase()

/**
 * Checks the password and opens a session. Returns the token for the cookie; only its hash is stored.
 * Unknown names, wrong passwords and deactivated people get the same words after the same time.
 */
export const signIn = async (app: AppContext, input: SignInInput): Promise<string> => {
  const now = app.now()
  const signInName = normalSignInName(input.signInName)
  const accountKey = `account:${signInName}`
  const addressKey = `address:${input.address}`
  const account = await findAttempts(app.db, accountKey)
  const address = await findAttempts(app.db, addressKey)
  const locked = lockedUntil(account, now) ?? lockedUntil(address, now)
  if (locked)
    throw new Problem('too_many', 'session.locked', { seconds: Math.ceil((locked.getTime() - now.getTime()) / 1000) })

  const user = await findUserBySignInName(app.db, signInName)
  const right =
    user?.active && user.password_hash
      ? await verifyPassword(user.password_hash, input.password)
      : await verifyNobody(input.password)
  if (!user || !right) {
    await app.transact(async (trx) => {
      await saveAttempts(trx, accountKey, afterFailure(account, 'account', now))
      await saveAttempts(trx, addressKey, afterFailure(address, 'address', now))
    })
    throw new Problem('bad_input', 'session.wrong')
  }
  const rehashed = user.password_hash && needsRehash(user.password_hash) ? await hashPassword(input.password) : null
  return app.transact(async (trx) => {
    await clearAttempts(trx, accountKey)
    if (rehashed) await updatePasswordHash(trx, user.id, rehashed)
    return openSession(app, trx, user.id, input.agent)
  })
}

/** Opens a session inside a step that proved who someone is; returns the token for the cookie. */
export const openSession = async (app: AppContext, trx: Trx, userId: string, agent: string): Promise<string> => {
  const token = newToken()
  const at = app.now().toISOString()
  await markSignedIn(trx, userId, at)
  await insertSession(trx, {
    token_hash: tokenHash(token),
    user_id: userId,
    created_at: at,
    seen_at: at,
    expires_at: new Date(app.now().getTime() + app.config.sessionHours * 3_600_000).toISOString(),
    agent: agent.slice(0, 200),
  })
  return token
}

export const signOut = (app: AppContext, sessionHash: string): Promise<void> =>
  app.transact(async (trx) => {
    await deleteSession(trx, sessionHash)
  })

export type FirstAdministrator = {
  code: string
  name: string
  signInName: string
  password: string
  locale: Locale
  agent: string
}

/** Creates the first administrator with the code from the log, and signs them in. Works once. */
export const setUp = async (app: AppContext, input: FirstAdministrator): Promise<string> => {
  const expected = app.setup.code
  if (expected === null) throw new Problem('not_found', 'general.problem.not_found')
  const given = Buffer.from(input.code.trim())
  if (given.length !== expected.length || !timingSafeEqual(given, Buffer.from(expected))) {
    throw new Problem('bad_input', 'general.problem.bad_input', {}, [
      { field: 'code', word: 'session.setup.wrong_code' },
    ])
  }
  const passwordHash = await hashPassword(input.password)
  const id = app.newId()
  const at = app.now().toISOString()
  const token = await app.transact(async (trx) => {
    if (await isAnyAdministrator(trx)) throw new Problem('not_found', 'general.problem.not_found')
    await insertUser(trx, {
      id,
      sign_in_name: normalSignInName(input.signInName),
      name: input.name,
      alias: null,
      role: 'administrator',
      locale: input.locale,
      email: null,
      phone: null,
      position: null,
      password_hash: passwordHash,
      active: 1,
      created_at: at,
      signed_in_at: null,
    })
    await record(trx, {
      id: app.newTimeId(),
      at,
      actor: { id, role: 'administrator' },
      verb: 'user.create',
      subject: { type: 'user', id },
      details: { role: 'administrator', setup: true },
    })
    return openSession(app, trx, id, input.agent)
  })
  app.setup.code = null
  return token
}

/** Removes sessions that have expired and failure counters that would start anew anyway. */
export const forgetOldSessions = (app: AppContext): Promise<void> =>
  app.transact(async (trx) => {
    await deleteExpiredSessions(trx, app.now().toISOString())
    await deleteOldAttempts(trx, new Date(app.now().getTime() - forgottenAfter).toISOString())
  })
