import { resolve } from 'node:path'
import { z } from 'zod'

const flag = z.enum(['0', '1']).transform((value) => value === '1')

const isZone = (zone: string) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined
  } catch {
    return false
  }
}

const shape = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
    .optional(),
  PUBLIC_ORIGIN: z
    .url({ protocol: /^https?$/ })
    .refine(
      (value) => new URL(value).origin === value,
      'must be an origin such as https://audit.example.com, without path or slash at the end',
    )
    .optional(),
  TIME_ZONE: z.string().refine(isZone, 'must be a time zone such as Asia/Shanghai').default('Asia/Shanghai'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  SESSION_HOURS: z.coerce
    .number()
    .int()
    .min(1)
    .max(24 * 90)
    .default(24 * 14),
  TRUST_PROXY: flag.default(false),
})

/** Everything that the environment says, parsed once and frozen. */
export type Config = Readonly<{
  port: number
  host: string
  dataDir: string
  databaseUrl: string | null
  /** Scheme, host and port under which browsers reach the app; forms from elsewhere are refused. */
  publicOrigin: string
  timeZone: string
  logLevel: string
  sessionHours: number
  /** Believe X-Forwarded-For: only behind a proxy that sets it. */
  trustProxy: boolean
}>

/** Parses the environment. Throws an error whose message names each wrong variable in plain words. */
export const readConfig = (env: Record<string, string | undefined>): Config => {
  // An empty variable is one that was not set.
  const parsed = shape.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')))
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`The configuration is not right, so the program does not start:\n${lines.join('\n')}`)
  }
  const { PORT, HOST, DATA_DIR, DATABASE_URL, PUBLIC_ORIGIN, TIME_ZONE, LOG_LEVEL, SESSION_HOURS, TRUST_PROXY } =
    parsed.data
  return Object.freeze({
    port: PORT,
    host: HOST,
    dataDir: resolve(DATA_DIR),
    databaseUrl: DATABASE_URL ?? null,
    publicOrigin: PUBLIC_ORIGIN ?? `http://localhost:${PORT}`,
    timeZone: TIME_ZONE,
    logLevel: LOG_LEVEL,
    sessionHours: SESSION_HOURS,
    trustProxy: TRUST_PROXY,
  })
}

/** The configuration of this process. The one place that reads the environment. */
export const configFromEnvironment = (): Config => readConfig(process.env)
