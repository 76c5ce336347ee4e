import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'

const isZone = (zone: string) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined
  } catch {
    return false
  }
}

const isOrigin = (value: string) => {
  try {
    const url = new URL(value)
    return /^https?:$/.test(url.protocol) && url.origin === value
  } catch {
    return false
  }
}

const whole = (min: number, max: number) =>
  z
    .string()
    .refine(
      (text) => /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max,
      `must be a whole number from ${min} to ${max}`,
    )
    .transform(Number)

const shape = z.object({
  PORT: whole(0, 65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('data'),
  DATABASE_URL: z
    .string()
    .refine(
      (value) => /^postgres(ql)?:\/\//.test(value) && URL.canParse(value),
      'must look like postgres://user:password@host:5432/database',
    )
    .optional(),
  PUBLIC_ORIGIN: z
    .string()
    .refine(isOrigin, 'must be an origin such as https://audit.example.com, without path or slash at the end')
    .optional(),
  TIME_ZONE: z.string().refine(isZone, 'must be a time zone such as Asia/Shanghai').default('Asia/Shanghai'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], 'must be fatal, error, warn, info, debug or silent')
    .default('info'),
  SESSION_HOURS: whole(1, 24 * 90).default(24 * 14),
  TRUST_PROXY: z
    .enum(['0', '1'], 'must be 0 or 1')
    .default('0')
    .transform((value) => value === '1'),
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

type Environment = Record<string, string | undefined>

/** Settings that are secret may also lie in a file, which container platforms mount. */
const secrets = ['DATABASE_URL'] as const

const refusal = (lines: string[]) =>
  new Error(
    `The configuration is not right, so the program does not start:\n${lines.map((line) => `  ${line}`).join('\n')}`,
  )

/** Takes each `NAME_FILE` as the place where `NAME` lies. */
const withSecretFiles = (env: Environment): Environment => {
  const read = { ...env }
  for (const name of secrets) {
    const file = env[`${name}_FILE`]
    if (!file) continue
    if (env[name]) throw refusal([`${name}: set either ${name} or ${name}_FILE, not both`])
    try {
      read[name] = readFileSync(file, 'utf8').trim()
    } catch {
      throw refusal([`${name}_FILE: the file ${file} cannot be read`])
    }
    if (!read[name]) throw refusal([`${name}_FILE: the file ${file} is empty`])
  }
  return read
}

const isLoopback = (host: string) => /^(127\.|localhost$|::1$)/.test(host)

/** Parses the environment. Throws an error whose message names each wrong variable in plain words. */
export const readConfig = (env: Environment): Config => {
  // An empty variable is one that was not set.
  const given = Object.fromEntries(Object.entries(withSecretFiles(env)).filter(([, value]) => value !== ''))
  const parsed = shape.safeParse(given)
  if (!parsed.success) throw refusal(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`))
  const { PORT, HOST, DATA_DIR, DATABASE_URL, PUBLIC_ORIGIN, TIME_ZONE, LOG_LEVEL, SESSION_HOURS, TRUST_PROXY } =
    parsed.data
  // Behind another name than localhost every form would be refused as coming from another site, with nobody knowing why.
  if (!PUBLIC_ORIGIN && !isLoopback(HOST)) {
    throw refusal([
      `PUBLIC_ORIGIN: must be set when HOST is ${HOST}, to the address that people type, such as https://audit.example.com`,
    ])
  }
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

/**
 * The configuration of this process. The one place that reads the environment. `usual` stands where nothing is set,
 * `fixed` whatever is set.
 */
export const configFromEnvironment = (usual: Environment = {}, fixed: Environment = {}): Config =>
  readConfig({ ...usual, ...process.env, ...fixed })
