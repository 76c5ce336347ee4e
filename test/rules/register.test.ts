import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gather, type Tip } from '../../server/answers/gather.ts'
import { registerOf, tipsOf } from '../../server/answers/register.ts'

type Op = { op_id: string; supersedes: string[]; value: number }

/** What three laptops do with one register: answer (seeing what they have), send some of it, fetch what the server has. */
const step = fc.oneof(
  fc.record({ laptop: fc.nat(2), does: fc.constant('answer' as const), value: fc.nat(3) }),
  fc.record({ laptop: fc.nat(2), does: fc.constant('send' as const) }),
  fc.record({ laptop: fc.nat(2), does: fc.constant('fetch' as const) }),
)

const play = (script: { laptop: number; does: 'answer' | 'send' | 'fetch'; value?: number }[]) => {
  const laptops: Op[][] = [[], [], []]
  const server: Op[] = []
  const made: Op[] = []
  for (const { laptop, does, value } of script) {
    const own = laptops[laptop] ?? []
    if (does === 'answer') {
      const op = {
        op_id: `op-${made.length}-${laptop}`,
        supersedes: tipsOf(own).map((tip) => tip.op_id),
        value: value ?? 0,
      }
      own.push(op)
      made.push(op)
    } else if (does === 'send') server.push(...own)
    else own.push(...server)
  }
  return made
}

const idsOf = (ops: Op[]) => tipsOf(ops).map((op) => op.op_id)

describe('a register', () => {
  it('shows the same tips whatever the order in which ops arrive, and however often', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.infiniteStream(fc.nat()), (script, dice) => {
        const made = play(script)
        const twice = [...made, ...made.filter(() => (dice.next().value ?? 0) % 2 === 0)]
        const shuffled = twice
          .map((op) => ({ op, place: dice.next().value ?? 0 }))
          .sort((a, b) => a.place - b.place)
          .map(({ op }) => op)
        expect(idsOf(shuffled)).toEqual(idsOf(made))
      }),
      { numRuns: 2_000 },
    )
  })

  it('loses nothing: every op stands, or someone who saw it replaced it', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (script) => {
        const made = play(script)
        const tips = new Set(idsOf(made))
        for (const op of made) {
          const replacedBy = made.filter((other) => other.supersedes.includes(op.op_id))
          expect(tips.has(op.op_id)).toBe(replacedBy.length === 0)
        }
        if (made.length > 0) expect(tips.size).toBeGreaterThan(0)
      }),
      { numRuns: 2_000 },
    )
  })

  it('settles a conflict with an op that replaces all that stood', () => {
    const a = { op_id: 'a', supersedes: [], value: 1 }
    const b = { op_id: 'b', supersedes: [], value: 2 }
    expect(idsOf([a, b])).toEqual(['a', 'b'])
    expect(idsOf([{ op_id: 'c', supersedes: ['a', 'b'], value: 2 }, b, a])).toEqual(['c'])
  })

  it('is shared by answer, not applicable and clear, and each photo has its own', () => {
    expect(registerOf({ kind: 'answer', value: { type: 'yes_no', value: 'yes' } })).toBe('answer')
    expect(registerOf({ kind: 'not_applicable', value: { reason: 'x' } })).toBe('answer')
    expect(registerOf({ kind: 'clear', value: null })).toBe('answer')
    expect(registerOf({ kind: 'sample_refs', value: [] })).toBe('refs')
    expect(registerOf({ kind: 'remove_photo', value: { photo_id: 'p1' } })).toBe('photo:p1')
  })
})

const tip = (op_id: string, kind: Tip['kind'], value: Tip['value'], more: Partial<Tip> = {}): Tip => ({
  op_id,
  item_code: 'AS-1-01',
  kind,
  value,
  register: registerOf({ kind, value }),
  userId: 'u',
  at: '2026-11-18T01:30:00.000Z',
  ...more,
})

describe('what is recorded', () => {
  it('takes equal tips as one, whatever the order of ticked losses', () => {
    const recorded = gather(
      [
        tip('1', 'answer', { type: 'yes_no', value: 'no' }),
        tip('2', 'answer', { type: 'yes_no', value: 'no' }),
        tip('3', 'losses', ['L1', 'L2']),
        tip('4', 'losses', ['L2', 'L1']),
      ],
      [],
    )
    expect(recorded.answers['AS-1-01']).toEqual({ type: 'yes_no', value: 'no' })
    expect(recorded.losses['AS-1-01']).toEqual(['L1', 'L2'])
    expect(recorded.conflicts).toEqual([])
    expect(recorded.opIdsOf['AS-1-01 answer']).toEqual(['1', '2'])
  })

  it('keeps both sides of a conflict and counts neither, also where one side took the answer back', () => {
    const recorded = gather(
      [tip('1', 'answer', { type: 'yes_no', value: 'no' }), tip('2', 'clear', null, { userId: 'v' })],
      [],
    )
    expect(recorded.answers).toEqual({})
    expect(recorded.conflicts).toEqual([
      {
        item_code: 'AS-1-01',
        register: 'answer',
        tips: [
          { op_id: '1', value: { type: 'yes_no', value: 'no' }, userId: 'u', at: '2026-11-18T01:30:00.000Z' },
          { op_id: '2', value: null, userId: 'v', at: '2026-11-18T01:30:00.000Z' },
        ],
      },
    ])
  })

  it('turns not applicable into an answer with its reason, and an empty note into none', () => {
    const recorded = gather([tip('1', 'not_applicable', { reason: '没有此设备' }), tip('2', 'note', '')], [])
    expect(recorded.answers['AS-1-01']).toEqual({ type: 'not_applicable', reason: '没有此设备' })
    expect(recorded.notes).toEqual({})
  })
})
