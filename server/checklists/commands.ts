import { record } from '../activity/store.ts'
import type { AppContext } from '../context.ts'
import { contentHash } from './content-hash.ts'
import type { Shipped } from './shipped.ts'
import { findVersionByName, insertChecklist, insertVersion, listPublishedNumbers } from './store.ts'
import { compareVersions } from './versions/number.ts'

/**
 * Takes the shipped checklists over as published, frozen versions. Doing it again changes nothing. A file that
 * changed under a version number that exists already is refused: audits keep the version that they were run with.
 */
export const importShippedChecklists = async (app: AppContext, { checklists }: Shipped): Promise<void> => {
  const at = app.now().toISOString()
  await app.transact(async (trx) => {
    for (const { file, content } of checklists) {
      const hash = contentHash(content)
      const known = await findVersionByName(trx, content.id, content.version)
      if (known?.content_hash === hash) continue
      if (known) {
        throw new Error(
          `${file}: version ${content.version} of ${content.id} is already published with other content. ` +
            'A published version is frozen; give the changed checklist a new version number.',
        )
      }
      const others = await listPublishedNumbers(trx, content.id)
      // A checklist is called what its highest version is called, and head office may have published a higher one.
      if (others.every((other) => compareVersions(content.version, other) > 0)) {
        await insertChecklist(trx, {
          id: content.id,
          kind: content.kind,
          program: content.program,
          title_zh: content.title.zh,
          title_en: content.title.en,
          created_at: at,
        })
      }
      await insertVersion(trx, {
        id: app.newId(),
        checklist_id: content.id,
        version: content.version,
        state: 'published',
        content: JSON.stringify(content),
        content_hash: hash,
        item_count: content.sections.reduce((count, section) => count + section.items.length, 0),
        created_at: at,
        published_at: at,
        retired_at: null,
      })
      await record(trx, {
        id: app.newTimeId(),
        at,
        actor: null,
        verb: 'checklist.publish',
        subject: { type: 'checklist', id: content.id },
        details: { version: content.version, hash },
      })
    }
  })
}
