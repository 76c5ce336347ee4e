import { isRecord, type Path } from './place.ts'
import type { Flaw } from './wording.ts'

/** What the rules collect, and how they say it. */

export type Problems = Flaw[]

/** Adds a problem; `name` is the end of its word key. */
export const report = (problems: Problems, path: Path, name: string, params: Flaw['params'] = {}) =>
  problems.push({ path, word: `checklist.problem.${name}` as Flaw['word'], params })

/** Reports a name that `known` does not hold; an absent name is nobody's business here. */
export function checkName(
  name: string | undefined,
  known: ReadonlySet<string>,
  path: Path,
  problem: string,
  problems: Problems,
): void {
  if (name !== undefined && !known.has(name)) report(problems, path, problem, { name })
}

/** Reports the second and later use of a name, with the place of the first. */
export function checkUnique(named: [name: string | undefined, path: Path][], problems: Problems): void {
  const first = new Map<string, Path>()
  for (const [name, path] of named) {
    if (name === undefined) continue
    const before = first.get(name)
    if (before) problems.push({ path, word: 'checklist.problem.id_twice', params: { id: name }, first: before })
    else first.set(name, path)
  }
}

/** For `findIndex`: the first value that is not smaller than the one before it. */
export const rises = (value: number, at: number, values: readonly number[]) =>
  at > 0 && value >= (values[at - 1] as number)

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
export const textOf = (value: unknown, key: string): string | undefined => {
  const found = isRecord(value) ? value[key] : undefined
  return typeof found === 'string' ? found : undefined
}
