import { defineConfig } from 'vitest/config'
import { findChromium } from './support/chromium.ts'
import { SuitesThatRan } from './support/suites-that-ran.ts'

/** The same suite on each database; `support/database.ts` opens the one that `TEST_DATABASE` names. */
const onDatabase = (name: 'sqlite' | 'pglite' | 'postgres') => ({
  extends: true as const,
  test: {
    name,
    include: [
      'test/routes/**/*.test.{ts,tsx}',
      'test/flows/**/*.test.ts',
      ...(name === 'postgres' ? [] : ['test/migrations.test.ts']),
      ...(name === 'sqlite' ? [] : ['test/postgres/**/*.test.ts']),
    ],
    env: { TEST_DATABASE: name },
    isolate: false,
    ...(name === 'sqlite' ? {} : { globalSetup: [`test/support/${name}-template.ts`] }),
  },
})

/** Suites that run once: pure rules, and those that need the built app (`dist/`) as a process of its own. */
const once = (name: string, include: string[], more: { testTimeout?: number; fileParallelism?: boolean } = {}) => ({
  extends: true as const,
  test: { name, include, ...more },
})

/** Suites that need something of this machine, and why they cannot run where it is missing. */
const optional = [
  {
    project: onDatabase('postgres'),
    missing: process.env.TEST_DATABASE_URL ? null : 'no PostgreSQL server; set TEST_DATABASE_URL',
  },
  {
    project: once('browser', ['test/browser/**/*.test.ts'], { testTimeout: 120_000, fileParallelism: false }),
    missing: findChromium() ? null : 'no Chromium; install it or set CHROMIUM',
  },
]

const projects = [
  once('architecture', ['test/architecture.test.ts']),
  once('rules', ['test/rules/**/*.test.{ts,tsx}', 'test/checklists.test.ts']),
  onDatabase('sqlite'),
  onDatabase('pglite'),
  once('process', ['test/process/**/*.test.ts'], { testTimeout: 120_000, fileParallelism: false }),
]

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    root: '.',
    environment: 'node',
    setupFiles: ['test/support/quiet-console.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    projects: [...projects, ...optional.filter(({ missing }) => missing === null).map(({ project }) => project)],
    reporters: [
      'default',
      new SuitesThatRan({
        expected: [...projects, ...optional.map(({ project }) => project)].map(({ test }) => test.name),
        missing: Object.fromEntries(optional.map(({ project, missing }) => [project.test.name, missing])),
        required: process.env.REQUIRE_ALL_SUITES === '1',
      }),
    ],
  },
})
