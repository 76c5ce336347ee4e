import { sql } from 'kysely'
import type { TestProject } from 'vitest/node'
import { connectPostgres, migrate } from '../../server/db/connect.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgresTemplate: string
  }
}

/** The same server, another database. */
export const databaseUrl = (name: string): string => {
  const url = new URL(process.env.TEST_DATABASE_URL ?? '')
  url.pathname = `/${name}`
  return url.href
}

/** Runs a statement in the database that `TEST_DATABASE_URL` names; nothing else is ever done there. */
export const onServer = async (statement: string): Promise<void> => {
  const { db, close } = connectPostgres(process.env.TEST_DATABASE_URL ?? '')
  await sql
    .raw(statement)
    .execute(db)
    .finally(() => close())
}

/** Makes one migrated database that every test file copies, and removes it and the copies at the end. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  const template = `dealer_audit_test_${process.pid}`
  await onServer(`create database ${template}`)
  const { db, close } = connectPostgres(databaseUrl(template))
  await migrate(db).finally(() => close())
  project.provide('postgresTemplate', template)
  return async () => {
    const { db, close } = connectPostgres(process.env.TEST_DATABASE_URL ?? '')
    const { rows } = await sql<{ name: string }>`
      select datname as name from pg_database where starts_with(datname, ${template})`.execute(db)
    for (const { name } of rows) await sql`drop database ${sql.id(name)} with (force)`.execute(db)
    await close()
  }
}
