import type { Operation, OperationKind } from './op.ts'

/**
 * A multi-value register: every op says which ops its author saw and replaces, and what nobody replaced stands. One
 * standing value (or several equal ones) is what was recorded; different ones are a conflict that a person settles with
 * an op that replaces them all. No clock and no order of arrival decides, so every laptop and the server agree.
 */
export type Register = 'answer' | 'note' | 'losses' | 'refs' | 'mark' | `photo:${string}`

const registers: Record<Exclude<OperationKind, 'add_photo' | 'remove_photo'>, Register> = {
  answer: 'answer',
  not_applicable: 'answer',
  clear: 'answer',
  note: 'note',
  losses: 'losses',
  sample_refs: 'refs',
  mark: 'mark',
}

/** Which register of its item an op writes. Photos are only ever added: each has a register of its own. */
export const registerOf = (op: Pick<Operation, 'kind' | 'value'>): Register =>
  op.kind === 'add_photo' || op.kind === 'remove_photo'
    ? `photo:${(op.value as { photo_id: string }).photo_id}`
    : registers[op.kind]

/** Names a register of an item within its audit: `AS-1-01 answer`. */
export const registerKey = (itemCode: string, register: Register | string): string => `${itemCode} ${register}`

/** The ops of one register that no op of the same register replaces, each once, in the order of their ids. */
export const tipsOf = <O extends { op_id: string; supersedes: readonly string[] }>(ops: readonly O[]): O[] => {
  const superseded = new Set(ops.flatMap((op) => op.supersedes))
  const standing = new Map(ops.filter((op) => !superseded.has(op.op_id)).map((op) => [op.op_id, op]))
  return [...standing.values()].sort((a, b) => (a.op_id < b.op_id ? -1 : 1))
}

/** Two ops that say the same, such as the same answer given on two laptops. Ticked losses have no order. */
export const sameValue = (a: Pick<Operation, 'kind' | 'value'>, b: Pick<Operation, 'kind' | 'value'>): boolean =>
  a.kind === b.kind && comparable(a) === comparable(b)

const comparable = ({ kind, value }: Pick<Operation, 'kind' | 'value'>): string =>
  JSON.stringify(kind === 'losses' ? [...(value as string[])].sort() : value)
