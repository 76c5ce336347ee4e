import { configFromEnvironment } from './config.ts'
import { openApp, serveUntilStopped } from './start.ts'

try {
  const config = configFromEnvironment()
  const opened = await openApp(config)
  const port = await serveUntilStopped(opened)
  opened.app.log.info({ port, host: config.host, database: config.databaseUrl ? 'postgresql' : 'sqlite' }, 'listening')
  if (opened.app.setup.code !== null) {
    opened.app.log.warn(
      `No administrator yet. Open ${config.publicOrigin}/set-up and enter this one-time code: ${opened.app.setup.code}`,
    )
  }
} catch (error) {
  // No stack trace: what stops a start is a setting or a file, and the sentence says which.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
