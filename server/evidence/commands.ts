import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Actor } from '../access/can.ts'
import type { AppContext } from '../context.ts'
import type { FileRow } from '../db/schema.ts'
import { Problem } from '../problem.ts'
import { checkPhoto, derivedName, derivePictures, type PictureSize } from './photos.ts'
import { insertUpload } from './store.ts'

/**
 * Takes a photo that was announced by its SHA-256 (hex): refused, with nothing stored, when the bytes are others. See
 * `storeUploadedPhoto`.
 */
export const storePhoto = async (
  app: AppContext,
  actor: Actor,
  sha256: string,
  bytes: Uint8Array,
): Promise<FileRow> => {
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw new Problem('bad_input', bytes.byteLength === 0 ? 'evidence.problem.empty' : 'evidence.problem.wrong_hash')
  }
  return storeUploadedPhoto(app, actor, bytes)
}

/**
 * Checks a photo by its content, keeps the original and its derived pictures, and notes who sent it. Resolves when all of it
 * is on the disk. The same photo again is the same file. What it belongs to, and whether this person may add it there, is
 * the caller's business.
 */
export const storeUploadedPhoto = async (app: AppContext, actor: Actor, bytes: Uint8Array): Promise<FileRow> => {
  const photo = await checkPhoto(bytes, app.config.timeZone)
  const sha256 = await app.files.put(bytes)
  await keepDerived(app, sha256, photo.derived)
  const row: FileRow = {
    sha256,
    mime: photo.mime,
    bytes: bytes.byteLength,
    width: photo.width,
    height: photo.height,
    taken_at: photo.takenAt,
    stored_at: app.now().toISOString(),
    stored_by: actor.id,
  }
  await app.transact((trx) => insertUpload(trx, row))
  return row
}

const keepDerived = async (app: AppContext, sha256: string, derived: Record<PictureSize, Buffer>) => {
  await app.files.putDerived(sha256, derivedName('page'), derived.page)
  await app.files.putDerived(sha256, derivedName('thumb'), derived.thumb)
}

const making = new Map<string, Promise<Record<PictureSize, Buffer>>>()

/**
 * The re-encoded JPEG of a stored photo: 1600 px (`page`) or 320 px (`thumb`) on its longer side, without metadata. Made again
 * from the original when it is not there. Throws `not_found` while the original is not there either.
 */
export const derivative = async (app: AppContext, sha256: string, size: PictureSize): Promise<Buffer> => {
  const kept = await readFile(app.files.derivedPath(sha256, derivedName(size))).catch(() => null)
  if (kept) return kept
  if (!(await app.files.has(sha256))) throw new Problem('not_found', 'general.problem.not_found')
  const key = app.files.path(sha256)
  const made =
    making.get(key) ??
    (async () => {
      const derived = await derivePictures(await app.files.read(sha256))
      await keepDerived(app, sha256, derived)
      return derived
    })().finally(() => making.delete(key))
  making.set(key, made)
  return (await made)[size]
}
