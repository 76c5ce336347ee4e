// The yardstick: the least that a server of the same parts and the same durability can do for a save. One upsert, one commit,
// one fsync; nobody is asked who they are.
import { serve } from '@hono/node-server'
import SqliteDatabase from 'better-sqlite3'
import { Hono } from 'hono'

const sqlite = new SqliteDatabase(process.env.DATABASE_FILE)
sqlite.pragma('journal_mode = WAL')
sqlite.pragma('synchronous = FULL')
if (sqlite.pragma('synchronous', { simple: true }) !== 2) throw new Error('the yardstick does not run synchronous=FULL')
sqlite.exec(
  'create table answers (audit_id text, item_code text, value text, at text, primary key (audit_id, item_code)) without rowid',
)
const upsert = sqlite.prepare(
  'insert into answers values (?, ?, ?, ?) on conflict do update set value = excluded.value, at = excluded.at',
)

const app = new Hono()
app.post('/sync/v1/ops', async (c) => {
  const { ops } = await c.req.json()
  const [op] = ops
  upsert.run(op.audit_id, op.item_code, JSON.stringify(op.value), new Date().toISOString())
  return c.json({ results: [{ op_id: op.op_id, status: 'stored' }] })
})

const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  process.stdout.write(`${JSON.stringify({ port, msg: 'listening' })}\n`)
})
process.once('SIGTERM', () => {
  server.close()
  sqlite.close()
  process.exit(0)
})
