import type { Config } from './config.ts'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const listening: Record<string, (config: Config) => string> = {
  EADDRINUSE: ({ port, host }) =>
    `PORT: port ${port} on ${host} is already in use; stop what uses it or choose another`,
  EACCES: ({ port }) => `PORT: this account may not listen on port ${port}; choose one above 1023`,
  EADDRNOTAVAIL: ({ host }) => `HOST: ${host} is not an address of this machine`,
  ENOTFOUND: ({ host }) => `HOST: ${host} is not an address of this machine`,
}

/** Why the program cannot listen, as a sentence that names the setting. */
export const listenProblem = (error: unknown, config: Config): unknown => {
  const sentence = listening[codeOf(error)]
  return sentence ? new Error(sentence(config), { cause: error }) : error
}

const folderCodes = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT', 'ENOSPC']
const fileCodes = ['SQLITE_CANTOPEN', 'SQLITE_READONLY', 'SQLITE_READONLY_DBMOVED', 'SQLITE_READONLY_DIRECTORY']
const answering: Record<string, string> = {
  ECONNREFUSED: 'the PostgreSQL server does not answer there',
  ENOTFOUND: 'there is no machine of that name',
  ETIMEDOUT: 'the PostgreSQL server does not answer there',
  '28P01': 'the PostgreSQL server refuses this user or password',
  '28000': 'the PostgreSQL server refuses this user',
  '3D000': 'the PostgreSQL server has no database of that name',
  '42501': 'this PostgreSQL user may not create tables there',
}

/** Why the data cannot be opened, as a sentence that names the setting and tells no secret. */
export const dataProblem = (error: unknown, config: Config): unknown => {
  const code = codeOf(error)
  const because = (sentence: string) => new Error(sentence, { cause: error })
  if (folderCodes.includes(code) || fileCodes.includes(code)) {
    return because(`DATA_DIR: cannot write to the folder ${config.dataDir} (${code})`)
  }
  if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT') {
    return because(`DATA_DIR: the database in ${config.dataDir} is damaged (${code}); restore a backup`)
  }
  if (code in answering) return because(`DATABASE_URL: ${answering[code]} (${code})`)
  if (error instanceof Error && error.message.startsWith('corrupted migrations')) {
    return because('The database was made by a newer version of this program; start that version or restore a backup')
  }
  return error
}
