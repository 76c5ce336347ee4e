import { z } from 'zod'
import { longestReason, longestText } from '../scoring/answer.ts'

/** Longest case number, as written on a repair order or a receipt. */
export const longestRef = 60
export const longestCaption = 300
/** More cases than any sample asks for. */
export const mostRefs = 500

/** What PostgreSQL and SQLite both keep as it is; a NUL ends a text in one of them. */
const plain = (most: number) =>
  z
    .string()
    .max(most)
    .refine((text) => !text.includes('\0'))
const id = z.uuid()
const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/)
const whole = z.int().min(0).max(2_147_483_647)
const score = z.number().min(-1_000_000).max(1_000_000)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

const answer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('yes_no'), value: z.enum(['yes', 'no']) }),
  z.strictObject({ type: z.literal('scale'), score, further: z.array(score).max(50).optional() }),
  z.strictObject({
    type: z.literal('sample'),
    checked: whole,
    conform: whole,
    population: whole.optional(),
    reason: plain(longestReason).optional(),
  }),
  z.strictObject({ type: z.literal('number'), value: plain(40) }),
  z.strictObject({ type: z.literal('choice'), option: code }),
  z.strictObject({ type: z.literal('choices'), options: z.array(code).max(100) }),
  z.strictObject({ type: z.literal('text'), text: plain(longestText) }),
])

/** A checked case of a sample: its number (or the time of a call) and whether it conforms. */
const sampleRef = z.strictObject({ ref: plain(longestRef), conform: z.boolean() })
const mark = z.union([
  z.strictObject({ at: z.string().max(40) }),
  z.strictObject({ reached: z.literal(false) }),
  z.null(),
])

/** What every op carries: who made it where and when, and which ops its author saw and replaces. */
const envelope = {
  v: z.literal(1),
  op_id: id,
  device_id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  seq: whole,
  audit_id: id,
  checklist_version: id,
  /** The item; for `mark` the timeline mark. */
  item_code: code,
  supersedes: z.array(id).max(100),
  client_time: z.iso.datetime({ offset: true }),
  monotonic_ms: whole,
}
const op = <K extends string, V extends z.ZodType>(kind: K, value: V) =>
  z.strictObject({ ...envelope, kind: z.literal(kind), value })

/**
 * An answer operation, version 1, as a laptop writes and sends it. Every shape that was ever released stays accepted.
 * `clear` takes an answer back; `add_photo` with a known `photo_id` changes its caption or its name.
 */
export const operation = z.discriminatedUnion('kind', [
  op('answer', answer),
  op('not_applicable', z.strictObject({ reason: plain(longestReason) })),
  op('clear', z.null()),
  op('note', plain(longestText)),
  op('losses', z.array(code).max(50)),
  op('sample_refs', z.array(sampleRef).max(mostRefs)),
  op('mark', mark),
  op(
    'add_photo',
    z.strictObject({ photo_id: id, sha256, name: code.nullable(), caption: plain(longestCaption).default('') }),
  ),
  op('remove_photo', z.strictObject({ photo_id: id })),
])

export type Operation = z.infer<typeof operation>
export type OperationKind = Operation['kind']
export type SampleRef = z.infer<typeof sampleRef>

/** Enough of an op to answer for it by name. */
export const named = z.object({ op_id: id })

/** The op as one text: the same op always gives the same one, whatever the order of its fields was. */
export const canonicalText = (op: Operation): string =>
  JSON.stringify([
    op.v,
    op.op_id,
    op.device_id,
    op.seq,
    op.audit_id,
    op.checklist_version,
    op.item_code,
    op.kind,
    op.value,
    op.supersedes,
    op.client_time,
    op.monotonic_ms,
  ])
