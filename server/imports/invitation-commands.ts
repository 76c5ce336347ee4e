import { setImmediate as turn } from 'node:timers/promises'
import type { Actor } from '../access/can.ts'
import { record } from '../activity/store.ts'
import type { AppContext } from '../context.ts'
import type { ImportRow } from '../db/schema.ts'
import { Problem } from '../problem.ts'
import { tokenHash } from '../sessions/token.ts'
import { createLinks } from '../users/link-commands.ts'
import { getImport } from './commands.ts'
import { listAllLines, listInvited, listWithoutPassword } from './store.ts'

/** New people of an import who have no password yet. */
export const listWaiting = async (
  db: AppContext['db'],
  { id, kind, state }: Pick<ImportRow, 'id' | 'kind' | 'state'>,
) => {
  if (kind !== 'users' || state !== 'applied') return []
  const lines = (await listAllLines(db, id)).filter(({ outcome }) => outcome === 'new')
  const names = lines.map(({ line }) => String((JSON.parse(line) as Record<string, string>).sign_in_name).toLowerCase())
  return listWithoutPassword(db, names)
}

export type Invitation = { name: string; sign_in_name: string; token: string; expiresAt: string }

/** So many links are made before others get their turn. */
const slice = 50

/** Makes an invitation link for every new person of an import who has no password yet. Earlier links of theirs stop working. */
export const inviteImported = async (app: AppContext, actor: Actor, id: string): Promise<Invitation[]> => {
  const people = await listWaiting(app.db, await getImport(app.db, actor, id))
  if (people.length === 0) throw new Problem('wrong_state', 'imports.invitations.none')
  const invitations: Invitation[] = []
  for (let from = 0; from < people.length; from += slice) {
    const some = people.slice(from, from + slice)
    const links = await createLinks(
      app,
      actor,
      some.map((person) => person.id),
    )
    invitations.push(
      ...some.flatMap(({ id: userId, name, sign_in_name }) => {
        const link = links.get(userId)
        return link ? [{ name, sign_in_name, token: link.token, expiresAt: link.expiresAt }] : []
      }),
    )
    await turn()
  }
  await app.transact((trx) =>
    record(trx, {
      id: app.newTimeId(),
      at: app.now().toISOString(),
      actor,
      verb: 'import.invite',
      subject: { type: 'import', id },
      details: { people: invitations.length },
    }),
  )
  return invitations
}

/** The people to whom tokens belong that were shown just now, for the workbook of their links. */
export const invitedBy = async (app: AppContext, tokens: readonly string[]): Promise<Invitation[]> => {
  const byHash = new Map(tokens.map((token) => [tokenHash(token), token]))
  const people = await listInvited(app.db, [...byHash.keys()])
  return people
    .flatMap(({ token_hash, name, sign_in_name, expires_at }) => {
      const token = byHash.get(token_hash)
      return token ? [{ name, sign_in_name, token, expiresAt: expires_at }] : []
    })
    .sort((a, b) => (a.sign_in_name < b.sign_in_name ? -1 : 1))
}
