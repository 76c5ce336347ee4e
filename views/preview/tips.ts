import type { Tip } from '../../server/answers/gather.ts'
import type { OperationKind } from '../../server/answers/op.ts'
import { registerOf } from '../../server/answers/register.ts'
import type { ItemAnswer, MarkValue } from '../../server/scoring/answer.ts'

export type Values = {
  answers: Readonly<Record<string, ItemAnswer>>
  marks: Readonly<Record<string, MarkValue>>
  losses: Readonly<Record<string, readonly string[]>>
}
type Writer = { me: string; at: string; idOf: (code: string, register: string) => string }

/** Values as if somebody had recorded them. */
export const tipsOf = ({ answers, marks, losses }: Values, { me, at, idOf }: Writer): Tip[] => {
  const tip = (item_code: string, kind: OperationKind, value: unknown): Tip => {
    const written = { kind, value } as Pick<Tip, 'kind' | 'value'>
    const register = registerOf(written)
    return { op_id: idOf(item_code, register), item_code, ...written, register, userId: me, at }
  }
  return [
    ...Object.entries(answers).map(([code, answer]) =>
      answer.type === 'not_applicable'
        ? tip(code, 'not_applicable', { reason: answer.reason })
        : tip(code, 'answer', answer),
    ),
    ...Object.entries(marks).map(([mark, value]) => tip(mark, 'mark', value)),
    ...Object.entries(losses).map(([code, ticked]) => tip(code, 'losses', ticked)),
  ]
}
