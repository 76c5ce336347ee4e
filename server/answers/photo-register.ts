import type { PhotoRow } from '../db/schema.ts'
import type { Trx } from '../db/transact.ts'
import type { Operation } from './op.ts'
import { listPhotosById, listTipsOfPhoto, savePhoto } from './store.ts'

type PhotoOp = Operation & { kind: 'add_photo' | 'remove_photo' }
const isPhotoOp = (op: Operation): op is PhotoOp => op.kind === 'add_photo' || op.kind === 'remove_photo'

/** Ops that name a photo of another audit, another item or with other bytes: a photo never moves and never changes. */
export const takenPhotoIds = async (trx: Trx, ops: readonly Operation[]): Promise<Set<string>> => {
  const named = ops.filter(isPhotoOp)
  if (named.length === 0) return new Set()
  const rows = await listPhotosById(trx, [...new Set(named.map((op) => op.value.photo_id))])
  const known = new Map(rows.map((row) => [row.id, row]))
  return new Set(named.filter((op) => isElsewhere(op, known.get(op.value.photo_id))).map((op) => op.op_id))
}

const isElsewhere = (op: PhotoOp, row: PhotoRow | undefined): boolean =>
  row !== undefined &&
  (row.audit_id !== op.audit_id ||
    row.item_code !== op.item_code ||
    (op.kind === 'add_photo' && row.sha256 !== op.value.sha256))

/**
 * Brings the rows of the photos that `ops` name in line with their registers: a photo is removed only where nothing but
 * removals stand, and captions written at the same time stand side by side.
 */
export const refreshPhotos = async (
  trx: Trx,
  ops: readonly Operation[],
  now: { by: string; at: string },
): Promise<void> => {
  const named = ops.filter(isPhotoOp)
  for (const photoId of new Set(named.map((op) => op.value.photo_id))) {
    const first = named.find((op) => op.value.photo_id === photoId)
    if (!first) continue
    const tips = await listTipsOfPhoto(trx, first.audit_id, first.item_code, photoId)
    const adds = tips.filter((tip) => tip.kind === 'add_photo').map((tip) => tip.value as AddedPhoto)
    const [known] = await listPhotosById(trx, [photoId])
    const [added] = adds
    if (added) {
      await savePhoto(trx, {
        id: photoId,
        audit_id: first.audit_id,
        item_code: first.item_code,
        sha256: added.sha256,
        name: adds.find(({ name }) => name !== null)?.name ?? null,
        caption: [...new Set(adds.map(({ caption }) => caption).filter(Boolean))].sort().join(' / '),
        added_by: now.by,
        added_at: now.at,
        removed_at: null,
        removed_by: null,
      })
    } else if (known && tips.length > 0) {
      await savePhoto(trx, { ...known, removed_at: now.at, removed_by: now.by })
    }
  }
}

type AddedPhoto = (Operation & { kind: 'add_photo' })['value']
