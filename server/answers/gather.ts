import type { ItemAnswer, MarkValue } from '../scoring/answer.ts'
import type { Operation, SampleRef } from './op.ts'
import { registerKey, sameValue } from './register.ts'

/** A standing op of a register, with who wrote it and when the server (or this device) had it. */
export type Tip = Pick<Operation, 'op_id' | 'item_code' | 'kind' | 'value'> & {
  register: string
  userId: string
  at: string
}

export type RecordedPhoto = {
  id: string
  item_code: string
  sha256: string
  /** Code of the required named photo that it is, if any. */
  name: string | null
  caption: string
  at: string
  /** Whether the bytes are on the server, not only on the laptop that took it. */
  arrived: boolean
}

export type RegisterValue = ItemAnswer | MarkValue | SampleRef[] | string[] | string | null

/** One of several different values of a register; `null` says that it was taken back. */
export type ConflictTip = { op_id: string; value: RegisterValue; userId: string; at: string }
/** `item_code` is the mark where `register` is `mark`. */
export type Conflict = { item_code: string; register: string; tips: ConflictTip[] }

/**
 * What is recorded for an audit: the input of the scoring engine, and the rest of the evidence. Registers that hold
 * different values are in `conflicts` and nowhere else.
 */
export type Recorded = {
  answers: Record<string, ItemAnswer>
  marks: Record<string, MarkValue>
  /** Ticked loss codes per item. */
  losses: Record<string, string[]>
  /** Never empty texts. */
  notes: Record<string, string>
  refs: Record<string, SampleRef[]>
  photos: RecordedPhoto[]
  conflicts: Conflict[]
  /** The standing ops per `registerKey`: what the next op of that register replaces. */
  opIdsOf: Record<string, string[]>
}

/** Puts the standing ops of an audit together. The order of `tips` changes nothing but the order of conflicts. */
export const gather = (tips: readonly Tip[], photos: readonly RecordedPhoto[]): Recorded => {
  const recorded: Recorded = {
    answers: {},
    marks: {},
    losses: {},
    notes: {},
    refs: {},
    photos: [...photos],
    conflicts: [],
    opIdsOf: {},
  }
  for (const [key, standing] of grouped(tips, (tip) => registerKey(tip.item_code, tip.register))) {
    recorded.opIdsOf[key] = standing.map((tip) => tip.op_id).sort()
    const [first] = standing
    if (!first || first.register.startsWith('photo:')) continue
    if (standing.every((tip) => sameValue(tip, first))) {
      keep(recorded, first)
    } else {
      recorded.conflicts.push({
        item_code: first.item_code,
        register: first.register,
        tips: standing.map((tip) => ({ op_id: tip.op_id, value: heldValue(tip), userId: tip.userId, at: tip.at })),
      })
    }
  }
  return recorded
}

/** Things under their key, in the order in which the keys first appear. */
export const grouped = <T>(things: readonly T[], keyOf: (thing: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>()
  for (const thing of things) {
    const key = keyOf(thing)
    const group = groups.get(key)
    if (group) group.push(thing)
    else groups.set(key, [thing])
  }
  return groups
}

/** What an op says, as its register holds it: "not applicable" is an answer like the others. */
export const heldValue = (tip: Pick<Tip, 'kind' | 'value'>): RegisterValue =>
  tip.kind === 'not_applicable'
    ? { type: 'not_applicable', reason: (tip.value as { reason: string }).reason }
    : (tip.value as RegisterValue)

const keep = (recorded: Recorded, tip: Tip): void => {
  const value = heldValue(tip)
  const code = tip.item_code
  if (value === null) return
  switch (tip.register) {
    case 'answer':
      recorded.answers[code] = value as ItemAnswer
      break
    case 'mark':
      recorded.marks[code] = value as MarkValue
      break
    case 'note':
      if (value !== '') recorded.notes[code] = value as string
      break
    case 'losses':
      if ((value as string[]).length > 0) recorded.losses[code] = value as string[]
      break
    case 'refs':
      if ((value as SampleRef[]).length > 0) recorded.refs[code] = value as SampleRef[]
      break
  }
}
