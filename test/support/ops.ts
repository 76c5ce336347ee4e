import type { Operation } from '../../server/answers/op.ts'
import type { AuditRow } from '../../server/db/schema.ts'
import type { CastName } from '../../server/demo/cast.ts'
import { newTimeId } from '../../server/ids.ts'
import type { TestApp } from './app.ts'

type Loose = Partial<Omit<Operation, 'kind' | 'value'>> & { kind?: string; value?: unknown }
export type SentOp = Loose & { op_id: string }

let sent = 0

/** An op as a laptop sends it: a yes to AS-2-05 unless said otherwise. */
export const opFor = (audit: Pick<AuditRow, 'id' | 'checklist_version_id'>, given: Loose = {}): SentOp => {
  sent += 1
  return {
    v: 1,
    op_id: newTimeId(new Date()),
    device_id: 'laptop-1',
    seq: sent,
    audit_id: audit.id,
    checklist_version: audit.checklist_version_id,
    item_code: 'AS-2-05',
    kind: 'note',
    value: '现场查看',
    supersedes: [],
    client_time: '2026-11-18T09:30:00+08:00',
    monotonic_ms: 1_000 + sent,
    ...given,
  }
}

export type OpsAnswer = {
  protocol: string
  server_time: string
  results: { op_id: string; status: string; reason?: string }[]
}

/** Sends ops to the sync endpoint as someone of the cast. */
export const sendOps = async (test: TestApp, as: CastName | undefined, ops: unknown[]) => {
  const response = await test.ask('/sync/v1/ops', { as, json: { ops } })
  return { status: response.status, body: (await response.json()) as OpsAnswer }
}
