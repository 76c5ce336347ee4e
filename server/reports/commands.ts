import type { AppContext } from '../context.ts'
import type { ReportVersionRow } from '../db/schema.ts'
import { derivative } from '../evidence/commands.ts'
import { derivedName } from '../evidence/photos.ts'
import type { Locale } from '../i18n/words.ts'
import { photosOf, type ReportSnapshot } from './snapshot.ts'
import { findFile, insertFile, snapshotOf } from './store.ts'

/**
 * The PDF of a report version in one language. Drawn when it is first asked for and kept: every later reader gets the same
 * bytes, which the page of verification knows. Throws `unavailable` when it cannot be drawn now.
 */
export const reportPdf = async (app: AppContext, version: ReportVersionRow, locale: Locale): Promise<Buffer> => {
  const kept = await findFile(app.db, version.id, locale)
  if (kept) return app.files.read(kept.sha256)
  const snapshot = snapshotOf(version)
  const drawn = await app.reports.render(snapshot, locale, await photoPaths(app, snapshot))
  const sha256 = await app.files.put(drawn)
  const row = {
    report_version_id: version.id,
    locale,
    sha256,
    bytes: drawn.byteLength,
    created_at: app.now().toISOString(),
  }
  await app.transact((trx) => insertFile(trx, row))
  const first = await findFile(app.db, version.id, locale)
  return first && first.sha256 !== sha256 ? app.files.read(first.sha256) : drawn
}

/** Where the pictures of a report lie, by the hash of their original; those that cannot be had are left out. */
const photoPaths = async (app: AppContext, snapshot: ReportSnapshot): Promise<Record<string, string>> => {
  const paths: Record<string, string> = {}
  for (const sha256 of photosOf(snapshot)) {
    // Makes the derivative again where it is gone.
    const there = await derivative(app, sha256, 'page').then(
      () => true,
      () => false,
    )
    if (there) paths[sha256] = app.files.derivedPath(sha256, derivedName('page'))
  }
  return paths
}
