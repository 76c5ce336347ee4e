import type { Kysely } from 'kysely'
import type { Database, FileRow, PhotoRow } from '../db/schema.ts'
import type { Trx } from '../db/transact.ts'

type Db = Kysely<Database>

/** Notes that these bytes are here and that this person sent them; again is the same as once. */
export const insertUpload = async (trx: Trx, file: FileRow): Promise<void> => {
  await trx
    .insertInto('files')
    .values(file)
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute()
  await trx
    .insertInto('file_uploads')
    .values({ sha256: file.sha256, user_id: file.stored_by, at: file.stored_at })
    .onConflict((conflict) => conflict.columns(['sha256', 'user_id']).doNothing())
    .execute()
}

/** The file with these bytes, if this person sent it. */
export const findOwnUpload = (db: Db, sha256: string, userId: string): Promise<FileRow | undefined> =>
  db
    .selectFrom('files')
    .innerJoin('file_uploads', 'file_uploads.sha256', 'files.sha256')
    .selectAll('files')
    .where('files.sha256', '=', sha256)
    .where('file_uploads.user_id', '=', userId)
    .executeTakeFirst()

/** A photo of an audit that was not removed. */
export const findPhoto = (db: Db, id: string): Promise<PhotoRow | undefined> =>
  db.selectFrom('photos').selectAll().where('id', '=', id).where('removed_at', 'is', null).executeTakeFirst()
