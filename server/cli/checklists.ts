import { readFile, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { ChecklistContent } from '../checklists/format.ts'
import { readShipped, type Shipped } from '../checklists/shipped.ts'
import { clashesOf, type Known } from '../exchange/clashes.ts'
import { fileLine, isWorkbook, isYaml, readChecklistFile } from '../exchange/read-file.ts'
import { checklistWorkbook } from '../exchange/workbook.ts'
import { checklistYaml } from '../exchange/yaml.ts'
import { type Locale, type Translate, translator } from '../i18n/words.ts'
import { UsageError } from './usage.ts'

/** The folder with the shipped checklists, and the language in which problems and workbooks are written. */
type Setting = { folder: string; shipped: Shipped; locale: Locale; t: Translate }

/** What one file says: a checklist, or a line for each thing wrong with it. */
type Reading = { file: string; content?: ChecklistContent; lines: string[] }

/**
 * `checklists validate|export|convert`. Returns what to say when all is well. Throws a UsageError for a call that means
 * nothing, and an error whose message is one line for each problem for files that are not right; then nothing is written.
 */
export async function checklists(args: string[], folder: string): Promise<string> {
  const { values, positionals } = read(args)
  const [verb, ...names] = positionals
  const run = verb !== undefined && Object.hasOwn(verbs, verb) ? verbs[verb as keyof typeof verbs] : undefined
  if (!run) throw new UsageError(verb ? `There is no "checklists ${verb}".` : 'Say what to do with checklists.')
  if (values.zh && values.en) throw new UsageError('Choose one of --zh and --en.')
  const system = Intl.DateTimeFormat().resolvedOptions().locale
  const locale: Locale = values.zh || (!values.en && system.startsWith('zh')) ? 'zh-CN' : 'en'
  return run(names, async () => ({ folder, shipped: await readShipped(folder), locale, t: translator(locale) }))
}

const verbs = { validate, export: exportOne, convert }

function read(args: string[]) {
  try {
    return parseArgs({ args, options: { zh: { type: 'boolean' }, en: { type: 'boolean' } }, allowPositionals: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

async function validate(names: string[], begin: () => Promise<Setting>): Promise<string> {
  if (names.length === 0) throw new UsageError('Which files? Name at least one.')
  const setting = await begin()
  const readings = await Promise.all(names.map((name) => readOne(name, setting)))
  const others = setting.shipped.checklists
    .filter(({ file }) => !names.some((name) => resolve(name) === resolve(setting.folder, file)))
    .map(({ file, content }): Known => ({ file: join(basename(setting.folder), file), content }))
  const found = readings.flatMap(({ file, content, lines }, at) => {
    if (!content) return lines
    const before = readings
      .slice(0, at)
      .flatMap((other) => (other.content ? { file: other.file, content: other.content } : []))
    return clashesOf(content, [...others, ...before]).map(({ word, params }) =>
      wholeFile(file, setting.t(word, params), setting.t),
    )
  })
  if (found.length > 0) throw new Error(found.join('\n'))
  return setting.t('exchange.cli.right', { n: names.length })
}

async function exportOne(names: string[], begin: () => Promise<Setting>): Promise<string> {
  const [id, version, target, ...more] = names
  if (!id || !version || !target || more.length > 0) throw new UsageError('Name a checklist, its version and a file.')
  requireKnownKind(target)
  const setting = await begin()
  const { checklists: all } = setting.shipped
  const found = all.find(({ content }) => content.id === id && content.version === version)
  if (!found) {
    const known = all.map(({ content }) => `${content.id} ${content.version}`).join(', ')
    throw new Error(setting.t('exchange.cli.unknown', { id, version, known }))
  }
  return write(found.content, target, setting)
}

async function convert(names: string[], begin: () => Promise<Setting>): Promise<string> {
  const [source, target, ...more] = names
  if (!source || !target || more.length > 0)
    throw new UsageError('Name two files: the one to read and the one to write.')
  requireKnownKind(target)
  const setting = await begin()
  const { content, lines } = await readOne(source, setting)
  if (!content) throw new Error(lines.join('\n'))
  return write(content, target, setting)
}

function requireKnownKind(target: string): void {
  if (!isYaml(target) && !isWorkbook(target)) throw new UsageError(`"${target}" must end with .yaml or .xlsx.`)
}

const wholeFile = (file: string, sentence: string, t: Translate) =>
  t('exchange.problem.line', { file, place: t('exchange.problem.place.file'), sentence })

async function readOne(file: string, { shipped, t }: Setting): Promise<Reading> {
  const bytes = await readFile(file).catch(() => undefined)
  if (!bytes) return { file, lines: [wholeFile(file, t('exchange.cli.no_file'), t)] }
  const { content, problems } = await readChecklistFile(file, bytes, shipped.common)
  return { file, content, lines: problems.map((problem) => fileLine(file, problem, t)) }
}

async function write(content: ChecklistContent, target: string, { shipped, locale, t }: Setting): Promise<string> {
  const isText = isYaml(target)
  await writeFile(
    target,
    isText ? checklistYaml(content, shipped.common) : await checklistWorkbook(content, locale, shipped.common),
  )
  const items = content.sections.reduce((count, section) => count + section.items.length, 0)
  return t('exchange.cli.written', { id: content.id, version: content.version, file: target, n: items })
}
