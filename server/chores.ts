import { sealLog } from './activity/commands.ts'
import { forgetOldChecklistImports } from './checklists/imports/commands.ts'
import type { AppContext } from './context.ts'
import { forgetOldImports } from './imports/commands.ts'
import { finaliseDue } from './reviews/commands.ts'
import { forgetOldSessions } from './sessions/commands.ts'

const hour = 60 * 60 * 1000

const chores: Record<string, (app: AppContext) => Promise<unknown>> = {
  // The newest seal also goes into the log of the process, which another machine may keep: a removed seal shows there.
  seal: async (app) => {
    const seal = await sealLog(app)
    if (seal) app.log.info({ seal: seal.position, hash: seal.hash }, 'log sealed')
  },
  // Audits whose appeal window has closed in silence.
  final: finaliseDue,
  sessions: forgetOldSessions,
  imports: forgetOldImports,
  checklistImports: forgetOldChecklistImports,
  drafts: (app) => app.files.sweep(app.now()),
}

/** What has to be done from time to time. A chore that fails is logged and does not stop the others. */
export const doChores = async (app: AppContext): Promise<void> => {
  for (const [chore, run] of Object.entries(chores)) {
    await run(app).catch((error) => app.log.error({ err: error, chore }, 'chore failed'))
  }
}

/** Does the chores now, every hour, and a last time when told to finish. */
export const everyHour = (app: AppContext): { finish: () => Promise<void> } => {
  let running = Promise.resolve()
  const start = () => {
    running = running.then(() => doChores(app))
  }
  start()
  const timer = setInterval(start, hour)
  timer.unref()
  return {
    finish: () => {
      clearInterval(timer)
      start()
      return running
    },
  }
}
