import type { Reporter, TestModule, Vitest } from 'vitest/node'

export type SuiteOptions = {
  /** Every suite that there is. */
  expected: string[]
  /** Why a suite cannot run on this machine, or null when it can. */
  missing: Record<string, string | null>
  /** A suite or test that did not run fails the run. */
  required: boolean
}

/** Says at the end, in one line each, which suites and tests were not run and why. */
export class SuitesThatRan implements Reporter {
  readonly #options: SuiteOptions
  #isPartial = false

  constructor(options: SuiteOptions) {
    this.#options = options
  }

  onInit(vitest: Vitest): void {
    // Someone who chose a suite or a file knows that the others do not run.
    this.#isPartial = vitest.config.project.length > 0 || process.argv.some((argument) => argument.includes('.test.'))
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    if (this.#isPartial) return
    const ran = new Set(modules.map(({ project }) => project.name))
    const suites = this.#options.expected
      .filter((name) => !ran.has(name))
      .map((name) => `Not run: the suite "${name}" (${this.#options.missing[name] ?? 'it has no tests'})`)
    const tests = modules
      .flatMap((module) => [...module.children.allTests('skipped')])
      .map((test) => `Not run: "${test.fullName}" on ${test.project.name}`)
    for (const line of [...suites, ...tests]) process.stdout.write(`${line}\n`)
    if (this.#options.required && suites.length + tests.length > 0) {
      process.stdout.write('Every suite is required here, so this run fails.\n')
      process.exitCode = 1
    }
  }
}
