import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { translator } from '../i18n/words.ts'
import type { Common } from './format.ts'
import { commonFile, problemLine, type Reading, readChecklists } from './read.ts'

/** The checklists of a folder and the vocabularies that they share. */
export type Shipped = { common: Common; checklists: Reading['checklists'] }

/** Reads a whole folder of checklists. Throws with all problems, a line each, when any file is not right. */
export const readShipped = async (folder: string): Promise<Shipped> => {
  const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort()
  const files = await Promise.all(
    names.map(async (file) => ({ file, text: await readFile(join(folder, file), 'utf8') })),
  )
  const vocabularies = files.find(({ file }) => file === commonFile)
  if (!vocabularies) throw new Error(`${join(folder, commonFile)} is missing`)
  const { common, checklists, problems } = readChecklists(
    vocabularies,
    files.filter((file) => file !== vocabularies),
  )
  if (problems.length > 0 || !common) {
    const t = translator('en')
    throw new Error(
      `The checklists are not right:\n${problems.map((problem) => `  ${problemLine(problem, t)}`).join('\n')}`,
    )
  }
  return { common, checklists }
}
