import type { Context } from 'hono'
import { z } from 'zod'
import { can } from '../access/can.ts'
import { syncProtocol } from '../answers/protocol.ts'
import { findAudit } from '../audits/store.ts'
import type { Env } from '../context.ts'
import { idOf, parsedOr404 } from '../http/form.ts'
import { picture } from '../http/picture.ts'
import { Problem } from '../problem.ts'
import { derivative, storePhoto } from './commands.ts'
import type { PictureSize } from './photos.ts'
import { findOwnUpload, findPhoto } from './store.ts'

const hashOf = (c: Context<Env>): string => parsedOr404(z.string().regex(/^[0-9a-f]{64}$/), c.req.param('sha256'))
const actorOf = (c: Context<Env>) => {
  const { signedIn } = c.var
  if (!signedIn) throw new Problem('not_signed_in', 'general.problem.not_signed_in')
  return signedIn.actor
}

/** Answers `HEAD` too: how much of the asker's own upload is here. Of other people's uploads nothing is said. */
export const showUpload = async (c: Context<Env>): Promise<Response> => {
  const file = await findOwnUpload(c.var.app.db, hashOf(c), actorOf(c).id)
  if (!file) throw new Problem('not_found', 'general.problem.not_found')
  return arrived(c, file.sha256, file.bytes)
}

/** Takes a whole photo as the raw bytes of the request. */
export const postUpload = async (c: Context<Env>): Promise<Response> => {
  const sha256 = hashOf(c)
  const bytes = new Uint8Array(await c.req.arrayBuffer())
  const file = await storePhoto(c.var.app, actorOf(c), sha256, bytes)
  return arrived(c, sha256, file.bytes)
}

const arrived = (c: Context<Env>, sha256: string, bytes: number): Response => {
  c.header('upload-offset', String(bytes))
  c.header('upload-length', String(bytes))
  return c.json({
    protocol: syncProtocol,
    sha256,
    offset: bytes,
    length: bytes,
    server_time: c.var.app.now().toISOString(),
  })
}

/** A photo of an audit, re-encoded, for those who may see the audit: dealers only once it was released. */
const show = (size: PictureSize) => async (c: Context<Env>) => {
  const { app } = c.var
  const photo = await findPhoto(app.db, idOf(c))
  const audit = photo && (await findAudit(app.db, photo.audit_id))
  if (!photo || !audit || !can(actorOf(c), 'audit.see', audit.facts)) {
    throw new Problem('not_found', 'general.problem.not_found')
  }
  return picture(c, `${photo.sha256}-${size}`, () => derivative(app, photo.sha256, size))
}
export const showPhoto = show('page')
export const showThumb = show('thumb')
