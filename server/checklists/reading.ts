import type { Context } from 'hono'
import { type Actor, can } from '../access/can.ts'
import type { Env } from '../context.ts'
import { Problem } from '../problem.ts'
import { listVersions, type VersionLine } from './list-store.ts'

type C = Context<Env>

const maySee = (actor: Actor, version: VersionLine) =>
  can(actor, 'checklist.see', { kind: version.kind, published: version.state !== 'draft' })

/** The versions that someone may read; of the others not even the title is told. */
export const readableVersions = async (c: C): Promise<VersionLine[]> => {
  const { actor } = c.var.signedIn!
  return (await listVersions(c.var.app.db)).filter((version) => maySee(actor, version))
}

/** To whoever may not edit checklists, what only editing needs does not exist. */
export const mustEditChecklists = (c: C): void => {
  if (!mayEditChecklists(c)) throw new Problem('not_found', 'general.problem.not_found')
}

export const mayEditChecklists = (c: C): boolean => can(c.var.signedIn!.actor, 'checklist.edit', null)
