import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { verifyLog } from '../activity/verify.ts'
import { configFromEnvironment } from '../config.ts'
import { backUp } from './backup.ts'
import { checklists } from './checklists.ts'
import { withData } from './data.ts'
import { checkScores } from './rescore.ts'
import { restore } from './restore.ts'
import { onlyFolder, UsageError } from './usage.ts'
import { brokenLog } from './verify.ts'

type Command = { usage: string; run: (args: string[]) => Promise<string> }

const read = (args: string[], options: Record<string, { type: 'boolean' }> = {}) => {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

const commands: Record<string, Command> = {
  backup: {
    usage: 'npm run backup -- DIR',
    run: async (args) => {
      const folder = onlyFolder(read(args).positionals)
      const { database, files, seal } = await backUp(configFromEnvironment(), folder, () => new Date())
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
      return (
        `Backup of ${database} in ${folder}: ${files.length} files, ${(bytes / 1e6).toFixed(1)} MB, read back and found whole.` +
        (seal ? ` Seal ${seal.position} of the log: ${seal.hash}` : '')
      )
    },
  },
  restore: {
    usage: 'npm run restore -- DIR [--replace]',
    run: async (args) => {
      const { values, positionals } = read(args, { replace: { type: 'boolean' } })
      const folder = onlyFolder(positionals)
      const { entries, files } = await restore(configFromEnvironment(), folder, values.replace === true)
      return `Restored ${folder}: ${entries} log entries and ${files} files, all found whole. You can start the program.`
    },
  },
  'verify-log': {
    usage: 'npm run verify-log',
    run: async (args) => {
      if (read(args).positionals.length > 0) throw new UsageError('This command takes nothing.')
      const verdict = await withData(configFromEnvironment(), ({ db }) => verifyLog(db))
      if (verdict.broken) throw new Error(brokenLog(verdict.broken))
      const { entries, chains, seals, lastSeal } = verdict
      const seal = lastSeal ? ` The last seal, ${lastSeal.position} of ${lastSeal.at}: ${lastSeal.hash}` : ''
      return `The log is whole: ${entries} entries in ${chains} chains under ${seals} seals.${seal}`
    },
  },
  checklists: {
    usage: [
      'npm run checklists -- validate FILE...',
      'npm run checklists -- export ID VERSION FILE',
      'npm run checklists -- convert FILE FILE   (.yaml or .xlsx; --zh or --en chooses the language)',
    ].join('\n       '),
    run: (args) => checklists(args, join(import.meta.dirname, '..', '..', '..', 'checklists')),
  },
  rescore: {
    usage: 'npm run rescore -- --check',
    run: async (args) => {
      const { values, positionals } = read(args, { check: { type: 'boolean' } })
      if (positionals.length > 0) throw new UsageError('This command takes no names.')
      if (values.check !== true) throw new UsageError('Say --check: scores are compared, never changed.')
      return withData(configFromEnvironment(), checkScores)
    },
  },
}

const [name = '', ...args] = process.argv.slice(2)
const command = commands[name]
const say = (text: string) => process.stderr.write(`${text}\n`)
const usages = Object.values(commands).map(({ usage }) => usage)

// Exit codes: 0 done, 1 something is not as it must be, 2 called wrongly.
if (!command) {
  say(`There is no command "${name}".\nUsage: ${usages.join('\n       ')}`)
  process.exitCode = 2
} else {
  try {
    process.stdout.write(`${await command.run(args)}\n`)
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    if (error instanceof UsageError) say(`Usage: ${command.usage}`)
    process.exitCode = error instanceof UsageError ? 2 : 1
  }
}
