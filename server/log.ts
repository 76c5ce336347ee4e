import { type DestinationStream, type Logger, pino } from 'pino'

/** Names under which something secret could be handed to the log by mistake. */
const secretNames = new Set([
  'password',
  'new_password',
  'current_password',
  'password_hash',
  'token',
  'token_hash',
  'code',
  'cookie',
  'set-cookie',
  'authorization',
  'databaseUrl',
])

/**
 * Strikes out what stands under a secret name, however deep. pino's own redaction with wildcards costs more than the rest of
 * a line, and there is a line for every request.
 */
const withoutSecrets = (fields: Record<string, unknown>): Record<string, unknown> => {
  const kept: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (secretNames.has(name)) kept[name] = '[secret]'
    else kept[name] = isPlain(value) ? withoutSecrets(value) : value
  }
  return kept
}
const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/**
 * Only what an error is and where it came from. A database puts the whole row into `detail`, and a bad address its
 * password into `input`: nothing else of an error goes into the log.
 */
const plainError = (error: unknown): unknown => {
  if (!(error instanceof Error)) return { message: typeof error === 'string' ? error : typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? { error_code: error.code } : {}
  const cause = error.cause === undefined ? {} : { cause: plainError(error.cause) }
  return { type: error.name, message: error.message, stack: error.stack, ...code, ...cause }
}

/** The structured log: one JSON object per line, times as ISO 8601 UTC, nothing secret in it. */
export const createLog = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { log: withoutSecrets },
      serializers: { err: plainError },
    },
    destination,
  )
