import { type DestinationStream, type Logger, pino } from 'pino'

/** Names under which something secret could be handed to the log by mistake; they are struck out one level down as well. */
const secretNames = [
  'password',
  'new_password',
  'current_password',
  'password_hash',
  'token',
  'token_hash',
  'code',
  'cookie',
  'authorization',
  'databaseUrl',
  '["set-cookie"]',
]
const pathsOf = (name: string) =>
  name.startsWith('[') ? [name, `*${name}`, `*.*${name}`] : [name, `*.${name}`, `*.*.${name}`]

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
      redact: { paths: secretNames.flatMap(pathsOf), censor: '[secret]' },
      serializers: { err: plainError },
    },
    destination,
  )
