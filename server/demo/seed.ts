import type { AppContext } from '../context.ts'
import { storeUploadedPhoto } from '../evidence/commands.ts'
import { hashPassword } from '../sessions/passwords.ts'
import { loadActor } from '../sessions/store.ts'
import { auditNetwork, type Making } from './audits.ts'
import { daysFrom } from './calendar.ts'
import { castPassword, people } from './cast.ts'
import { networkDealers, networkPeople, networkRegions } from './network.ts'
import { drawPhotos } from './photos.ts'
import { chance } from './random.ts'
import { countSeeded, hurried, insertCast } from './store.ts'
import { writeNextVersion } from './writing.ts'

/** The same seed and the same day give the same network. */
const seed = 20_261_121

/** Fills an empty database with the demo network, through the product's own commands, each step on its own day. */
export const seedDemo = async (app: AppContext, say: (line: string) => void) => {
  const by = chance(seed)
  const now = app.now()
  const days = daysFrom(now)
  const at: Making['at'] = (instant, source = by) => ({ ...app, now: () => new Date(instant), newId: source.id })

  // Nothing here has to survive a power loss: a demo that was not finished is made anew.
  await hurried(app.db, async () => {
    const cast = { regions: networkRegions, dealers: networkDealers, people: networkPeople }
    await insertCast(app.db, cast, await hashPassword(castPassword), days.at(-420, 9).toISOString())
    const auditor = await loadActor(app.db, people.auditor.id, people.auditor.role)
    const photos: Making['photos'] = []
    for (const bytes of await drawPhotos(24, seed)) {
      const { sha256 } = await storeUploadedPhoto(at(days.at(-419, 9)), auditor, bytes)
      photos.push({ bytes, sha256 })
    }
    await auditNetwork({ app, at, by, days, now, photos, say })
    const headOffice = await loadActor(app.db, people.headOffice.id, people.headOffice.role)
    await writeNextVersion(at(days.at(-2, 15)), headOffice)
  })
  return countSeeded(app.db)
}
