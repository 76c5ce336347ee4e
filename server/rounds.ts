import type { AppContext } from './context.ts'
import { finaliseDue } from './reviews/commands.ts'

const every = 60 * 60 * 1000

/**
 * What becomes due by the clock alone, at start and once an hour. Several processes may do it at once: each step compares and moves,
 * so only one of them takes it. Returns how to stop; it waits for a round under way.
 */
export const startRounds = (app: AppContext): (() => Promise<void>) => {
  let round: Promise<void> = Promise.resolve()
  const go = () => {
    round = round.then(async () => {
      try {
        const count = await finaliseDue(app)
        if (count > 0) app.log.info({ count }, 'audits became final')
      } catch (error) {
        app.log.error({ err: error }, 'the hourly round failed')
      }
    })
  }
  go()
  const timer = setInterval(go, every)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await round
  }
}
