import type { Actor } from '../access/can.ts'
import type { AppContext } from '../context.ts'
import type { ActionPhotoRow } from '../db/schema.ts'
import { storeUploadedPhoto } from '../evidence/commands.ts'

/** Checks and stores uploaded photos. File work: outside of any transaction, and only for someone who may add them. */
export const storePhotos = async (app: AppContext, actor: Actor, uploads: readonly Uint8Array[]): Promise<string[]> => {
  const stored: string[] = []
  for (const bytes of uploads) stored.push((await storeUploadedPhoto(app, actor, bytes)).sha256)
  return stored
}

type Place = Pick<ActionPhotoRow, 'action_id' | 'round' | 'step_id' | 'purpose'>

/** Rows that tie stored photos to their place in an action. */
export const photoRows = (app: AppContext, actor: Actor, hashes: readonly string[], place: Place): ActionPhotoRow[] =>
  hashes.map((sha256) => ({
    id: app.newId(),
    ...place,
    sha256,
    caption: '',
    added_by: actor.id,
    added_at: app.now().toISOString(),
  }))
