import type { Actor } from '../access/can.ts'
import type { AppContext } from '../context.ts'
import type { ActionPhotoRow } from '../db/schema.ts'
import { storeUploadedPhoto } from '../evidence/commands.ts'
import { Problem } from '../problem.ts'

/**
 * Checks and stores uploaded photos. File work: outside of any transaction, and only for someone who may add them. What is
 * wrong with a photo is said at the field of the form that it came from.
 */
export const storePhotos = async (
  app: AppContext,
  actor: Actor,
  uploads: readonly Uint8Array[],
  field: string,
): Promise<string[]> => {
  const stored: string[] = []
  for (const bytes of uploads) {
    try {
      stored.push((await storeUploadedPhoto(app, actor, bytes)).sha256)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const { params, word } = error
      throw new Problem('bad_input', word, params, [{ field, word, params }])
    }
  }
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
