import type { z } from 'zod'
import { type ChecklistProblemWord, checklistProblems } from '../i18n/checklist-problems.ts'
import { type Path, valueAt } from './place.ts'

/** Something wrong at a place in a file, before file and line are added; `first` becomes the parameter `first`, as a place. */
export type Flaw = {
  path: Path
  word: ChecklistProblemWord
  params: Record<string, string | number>
  first?: Path
}

type Issue = z.core.$ZodIssue

/** What zod found, in the product's own words: one or more problems per issue. */
export const flawsOf = (issues: readonly Issue[], root: unknown): Flaw[] =>
  issues.flatMap((issue) => flawOf(issue, issue.path, root))

function flawOf(issue: Issue, path: Path, root: unknown): Flaw[] {
  const at = (word: ChecklistProblemWord, params: Flaw['params'] = {}) => [{ path, word, params }]
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((field) => ({
      path: [...path, field],
      word: 'checklist.problem.unknown_field',
      params: { field },
    }))
  }
  const found = valueAt(root, path)
  if (found === undefined || found === null || (found === '' && isLanguage(path.at(-1)))) return missing(path, root)
  switch (issue.code) {
    case 'invalid_type':
      return at(wrongType(issue.expected))
    case 'invalid_value':
      return at('checklist.problem.not_one_of', { found: shown(found), values: issue.values.map(String).join(', ') })
    case 'too_small':
      if (issue.origin === 'string')
        return isLanguage(path.at(-1)) ? missing(path, root) : at('checklist.problem.empty')
      if (issue.origin === 'array') return at('checklist.problem.too_few', { least: String(issue.minimum) })
      return at(issue.inclusive ? 'checklist.problem.too_small' : 'checklist.problem.not_above', {
        least: String(issue.minimum),
      })
    case 'too_big':
      return at('checklist.problem.too_large', { most: String(issue.maximum) })
    case 'invalid_format':
      return at(patternWord(issue.message))
    case 'invalid_union':
      return union(issue, path, root)
    default:
      return at('checklist.problem.not_possible')
  }
}

const isLanguage = (key: unknown) => key === 'zh' || key === 'en'

function missing(path: Path, root: unknown): Flaw[] {
  const field = String(path.at(-1) ?? '')
  if (path.length === 0) return [{ path, word: 'checklist.problem.empty_file', params: {} }]
  if (isLanguage(field) && typeof valueAt(root, path.slice(0, -1)) === 'object') {
    return [
      { path, word: field === 'zh' ? 'checklist.problem.missing_zh' : 'checklist.problem.missing_en', params: {} },
    ]
  }
  return [{ path, word: 'checklist.problem.missing', params: { field } }]
}

const typeWords: Record<string, ChecklistProblemWord> = {
  string: 'checklist.problem.not_text',
  number: 'checklist.problem.not_number',
  int: 'checklist.problem.not_whole_number',
  boolean: 'checklist.problem.not_yes_or_no',
  array: 'checklist.problem.not_list',
  object: 'checklist.problem.not_fields',
  record: 'checklist.problem.not_fields',
}
const wrongType = (expected: string) => typeWords[expected] ?? 'checklist.problem.not_possible'

const shown = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value)).slice(0, 80)

/** Patterns in format.ts carry the end of their word key as message. */
function patternWord(message: string): ChecklistProblemWord {
  const key = `checklist.problem.${message}`
  return key in checklistProblems ? (key as ChecklistProblemWord) : 'checklist.problem.not_possible'
}

/** Of several possible shapes, what is wrong with the nearest one; a wrong `type` or `rule` lists the possible ones. */
function union(issue: Issue & { code: 'invalid_union' }, path: Path, root: unknown): Flaw[] {
  const nearest = [...issue.errors].sort((a, b) => distance(a) - distance(b))[0]
  if (nearest?.length) return nearest.flatMap((inner) => flawOf(inner, [...path, ...inner.path], root))
  const values =
    'options' in issue && Array.isArray(issue.options)
      ? issue.options
          .filter((option) => option !== undefined)
          .map(String)
          .join(', ')
      : ''
  return values
    ? [{ path, word: 'checklist.problem.not_one_of', params: { found: shown(valueAt(root, path)), values } }]
    : [{ path, word: 'checklist.problem.not_possible', params: {} }]
}

/** How far a shape is from what is written: another kind of value altogether is further than any number of wrong fields. */
const distance = (issues: readonly Issue[]) =>
  issues.reduce((sum, issue) => sum + (issue.code === 'invalid_type' && issue.path.length === 0 ? 100 : 1), 0)
