import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { translator } from '../i18n/words.ts'
import { commonFile, problemLine, type Reading, readChecklists } from './read.ts'

/** Reads every checklist of a folder. Throws with all problems, a line each, when any file is not right. */
export const readShipped = async (folder: string): Promise<Reading['checklists']> => {
  const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort()
  const files = await Promise.all(
    names.map(async (file) => ({ file, text: await readFile(join(folder, file), 'utf8') })),
  )
  const common = files.find(({ file }) => file === commonFile)
  if (!common) throw new Error(`${join(folder, commonFile)} is missing`)
  const { checklists, problems } = readChecklists(
    common,
    files.filter((file) => file !== common),
  )
  if (problems.length > 0) {
    const t = translator('en')
    throw new Error(
      `The checklists are not right:\n${problems.map((problem) => `  ${problemLine(problem, t)}`).join('\n')}`,
    )
  }
  return checklists
}
