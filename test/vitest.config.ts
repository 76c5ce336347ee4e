import { defineConfig } from 'vitest/config'

/** The same suite on both databases; pure and browser suites once. `DATABASE=sqlite|pglite|postgres` chooses in support/app.ts. */
const onDatabase = (name: 'sqlite' | 'pglite' | 'postgres') => ({
  extends: true as const,
  test: {
    name,
    include: ['test/routes/**/*.test.{ts,tsx}', 'test/flows/**/*.test.ts', 'test/migrations.test.ts'],
    env: { TEST_DATABASE: name },
  },
})

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    root: '.',
    environment: 'node',
    setupFiles: ['test/support/quiet-console.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'architecture', include: ['test/architecture.test.ts'] } },
      { extends: true, test: { name: 'rules', include: ['test/rules/**/*.test.{ts,tsx}', 'test/checklists.test.ts'] } },
      onDatabase('sqlite'),
      onDatabase('pglite'),
      ...(process.env.TEST_DATABASE_URL ? [onDatabase('postgres')] : []),
    ],
  },
})
