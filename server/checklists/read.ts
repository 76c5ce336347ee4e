import { type Document, type ErrorCode, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import type { ChecklistProblemWord } from '../i18n/checklist-problems.ts'
import type { Translate } from '../i18n/words.ts'
import { resolve } from './content.ts'
import { type ChecklistContent, writtenChecklist } from './format.ts'
import { isRecord, lineOf, type Path, placeOf } from './place.ts'
import { checkChecklist } from './rules.ts'
import { type Common, writtenCommon } from './vocabulary-format.ts'
import { checkCommon } from './vocabulary-rules.ts'
import { type Flaw, flawsOf } from './wording.ts'

/** A file as read: its name (for messages only) and its text. */
export type SourceFile = { file: string; text: string }

/**
 * One thing wrong in a file. `place` is a path such as `sections[2].items[0] (6S-3-01).response.scale` (empty for the whole
 * file), `line` counts from 1, `word` and `params` make the sentence.
 */
export type ChecklistProblem = {
  file: string
  place: string
  line: number
  word: ChecklistProblemWord
  params: Record<string, string | number>
}

/**
 * Checklists without problems, and all problems of all files; a file with problems gives no content. `common` are the
 * shared vocabularies, undefined where their file could not be read.
 */
export type Reading = {
  common: Common | undefined
  checklists: { file: string; content: ChecklistContent }[]
  problems: ChecklistProblem[]
}

/** The name of the file with the shared vocabularies. */
export const commonFile = '_common.yaml'

/**
 * Reads checklist files together with the shared vocabularies and reports everything wrong with any of them at once. Item
 * codes must be unique over all files, except in versions of the same checklist. Pure: the caller reads the files.
 */
export function readChecklists(common: SourceFile, files: readonly SourceFile[]): Reading {
  const shared = open(common)
  const vocabulary = readCommon(shared)
  const opened = files.map(open)
  for (const source of opened) findProblems(source, vocabulary)
  checkAcross(opened)
  const sound = vocabulary && shared.problems.length === 0 ? opened.filter(({ problems }) => problems.length === 0) : []
  return {
    common: vocabulary,
    checklists: sound.map(({ file, root }) => ({
      file,
      content: resolve(writtenChecklist.parse(root), vocabulary as Common),
    })),
    problems: [shared, ...opened].flatMap(({ problems }) => problems.sort((a, b) => a.line - b.line)),
  }
}

/** Reads one checklist with vocabularies that are read already. */
export function readChecklist(
  file: SourceFile,
  common: Common,
): { content?: ChecklistContent; problems: ChecklistProblem[] } {
  const source = open(file)
  findProblems(source, common)
  const { problems, root } = source
  if (problems.length > 0) return { problems: problems.sort((a, b) => a.line - b.line) }
  return { content: resolve(writtenChecklist.parse(root), common), problems }
}

/** A problem as one line for a person: file, line, place, sentence. */
export const problemLine = ({ file, place, line, word, params }: ChecklistProblem, t: Translate): string =>
  t('checklist.problem.line', {
    file,
    line,
    place: place || t('checklist.problem.whole_file'),
    sentence: t(word, params),
  })

type Opened = {
  file: string
  root: unknown
  problems: ChecklistProblem[]
  report: (flaw: Flaw) => void
}

function open({ file, text }: SourceFile): Opened {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const problems = syntaxErrors(document).map(
    ({ code, pos }): ChecklistProblem => ({
      file,
      place: '',
      line: lines.linePos(pos[0]).line,
      word: syntaxWords[code] ?? 'checklist.problem.not_yaml',
      params: {},
    }),
  )
  const root = problems.length > 0 ? undefined : plain(document, file, problems)
  const report = ({ path, word, params, first }: Flaw) =>
    problems.push({
      file,
      place: placeOf(root, path),
      line: lineOf(document, lines, path),
      word,
      params: first ? { ...params, first: placeOf(root, first) } : params,
    })
  return { file, root, problems, report }
}

const syntaxWords: Partial<Record<ErrorCode, ChecklistProblemWord>> = {
  DUPLICATE_KEY: 'checklist.problem.key_twice',
  TAB_AS_INDENT: 'checklist.problem.tab',
  BAD_INDENT: 'checklist.problem.indent',
  MISSING_CHAR: 'checklist.problem.sign_missing',
  MULTIPLE_DOCS: 'checklist.problem.one_document',
}

/** Every field written twice, and the first error of syntax: what the parser says after that is mostly its consequence. */
function syntaxErrors({ errors }: Document.Parsed): Document.Parsed['errors'] {
  const first = errors.find(({ code }) => code !== 'DUPLICATE_KEY')
  return errors.filter((error) => error.code === 'DUPLICATE_KEY' || error === first)
}

/** The plain value of a document; aliases that lead nowhere, or that would exhaust memory, are a problem like any other. */
function plain(document: Document.Parsed, file: string, problems: ChecklistProblem[]): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    problems.push({ file, place: '', line: 1, word: 'checklist.problem.bad_alias', params: {} })
    return undefined
  }
}

const isReadable = ({ root, problems }: Opened) => root !== undefined || problems.length === 0

function readCommon(source: Opened): Common | undefined {
  if (!isReadable(source)) return undefined
  const parsed = checkShape(writtenCommon, source)
  if (parsed) checkCommon(parsed).forEach(source.report)
  return parsed
}

function findProblems(source: Opened, common: Common | undefined): void {
  if (!isReadable(source)) return
  checkShape(writtenChecklist, source)
  checkChecklist(source.root, common).forEach(source.report)
}

function checkShape<Shape extends z.ZodType>(shape: Shape, { root, report }: Opened): z.output<Shape> | undefined {
  const parsed = shape.safeParse(root ?? null)
  if (parsed.success) return parsed.data
  flawsOf(parsed.error.issues, root).forEach(report)
  return undefined
}

/** Item codes, and the version of a checklist, must not come from two files. */
function checkAcross(opened: readonly Opened[]): void {
  const owner = new Map<string, { file: string; checklist: unknown }>()
  const versions = new Map<string, string>()
  for (const { file, root, report } of opened) {
    if (!isRecord(root)) continue
    const version = `${root.id} ${root.version}`
    const before = versions.get(version)
    if (before === undefined) versions.set(version, file)
    else if (root.id !== undefined && root.version !== undefined) {
      report({
        path: ['version'],
        word: 'checklist.problem.version_twice',
        params: { id: String(root.id), version: String(root.version), file: before },
      })
    }
    for (const { code, path } of codesIn(root)) {
      const other = owner.get(code)
      if (!other) owner.set(code, { file, checklist: root.id })
      else if (other.checklist !== root.id) {
        report({ path, word: 'checklist.problem.item_elsewhere', params: { id: code, file: other.file } })
      }
    }
  }
}

function codesIn(root: Record<string, unknown>): { code: string; path: Path }[] {
  const sections = Array.isArray(root.sections) ? root.sections : []
  return sections.flatMap((section: unknown, at) => {
    const items = isRecord(section) && Array.isArray(section.items) ? section.items : []
    return items.flatMap((item: unknown, index) =>
      isRecord(item) && typeof item.id === 'string'
        ? { code: item.id, path: ['sections', at, 'items', index, 'id'] }
        : [],
    )
  })
}
