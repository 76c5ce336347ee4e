import type { Desk } from './desk.ts'
import type { Entry } from './state.ts'

const kinds = { note: 'note', losses: 'losses', refs: 'sample_refs', mark: 'mark' } as const

const conflictOf = (desk: Desk, code: string, register: string) =>
  desk.sheet().recorded.conflicts.find((one) => one.item_code === code && one.register === register)

/** Settles two contents by one of them: a new op that replaces them all. */
export const take = (desk: Desk, code: string, register: string, opId: string): void => {
  const tip = conflictOf(desk, code, register)?.tips.find((one) => one.op_id === opId)
  if (!tip) return
  if (register === 'answer') {
    const value = tip.value as { type: string; reason?: string } | null
    if (value === null) desk.record({ code, kind: 'clear', value: null })
    else if (value.type === 'not_applicable') {
      desk.record({ code, kind: 'not_applicable', value: { reason: value.reason ?? '' } })
    } else desk.record({ code, kind: 'answer', value: value as never })
    return
  }
  const kind = kinds[register as keyof typeof kinds]
  if (kind) desk.record({ code, kind, value: tip.value } as Entry)
}

/** Settles two notes by keeping both, one under the other. */
export const join = (desk: Desk, code: string): void => {
  const texts = conflictOf(desk, code, 'note')?.tips.map((tip) => String(tip.value ?? '').trim()) ?? []
  desk.record({ code, kind: 'note', value: [...new Set(texts)].filter(Boolean).join('\n') })
}
