import { describe, expect, it } from 'vitest'
import { auditStates, auditVerbs, type MoveFacts, next } from '../../server/audits/states.ts'

const easy: MoveFacts = {
  missing: 0,
  reviewRequired: false,
  reviewer: 'self',
  practice: false,
  windowClosed: true,
}
const practice: MoveFacts = { ...easy, practice: true }

/** Where each verb leads from each state when no guard stands in the way; what is not named is refused. */
const allowed: Record<string, Record<string, string>> = {
  planned: { start: 'in_progress', cancel: 'cancelled', hand_over: 'planned' },
  in_progress: { submit: 'submitted', cancel: 'cancelled', hand_over: 'in_progress' },
  submitted: { take_review: 'in_review', release: 'released' },
  in_review: { return: 'returned', release: 'released' },
  returned: { submit: 'submitted', cancel: 'cancelled', hand_over: 'returned' },
  released: { finalise: 'final', void: 'voided' },
  final: { void: 'voided' },
  cancelled: {},
  voided: {},
}

describe('the life of an audit', () => {
  for (const state of auditStates) {
    for (const verb of auditVerbs) {
      const to = allowed[state]?.[verb]
      it(`${state}: ${verb} ${to ? `leads to ${to}` : 'is refused'}`, () => {
        const decision = next(state, verb, easy)
        if (to) expect(decision).toEqual({ to })
        else expect(decision).toHaveProperty('refused')
      })
    }
  }

  it('refuses what a state does not know with the sentence of that state', () => {
    expect(next('cancelled', 'start', easy)).toEqual({ refused: 'audit.refused.state.cancelled' })
    expect(next('released', 'submit', easy)).toEqual({ refused: 'audit.refused.state.released' })
  })

  it('does not submit while anything is missing', () => {
    for (const state of ['in_progress', 'returned'] as const) {
      expect(next(state, 'submit', { ...easy, missing: 1 })).toEqual({ refused: 'audit.refused.missing' })
    }
  })

  it('releases straight from submission only where no review is asked for', () => {
    expect(next('submitted', 'release', { ...easy, reviewRequired: true })).toEqual({
      refused: 'audit.refused.review_first',
    })
    expect(next('in_review', 'release', { ...easy, reviewRequired: true })).toEqual({ to: 'released' })
  })

  it('lets nobody decide on a review that someone else took, but lets them take it over', () => {
    const other: MoveFacts = { ...easy, reviewer: 'other' }
    expect(next('in_review', 'return', other)).toEqual({ refused: 'audit.refused.other_reviewer' })
    expect(next('in_review', 'release', other)).toEqual({ refused: 'audit.refused.other_reviewer' })
    expect(next('in_review', 'take_review', other)).toEqual({ to: 'in_review' })
    expect(next('in_review', 'take_review', easy)).toEqual({ refused: 'audit.refused.taken_already' })
  })

  it('keeps a released audit open until its appeal window has closed', () => {
    expect(next('released', 'finalise', { ...easy, windowClosed: false })).toEqual({
      refused: 'audit.refused.window_open',
    })
  })

  it('never releases a practice audit: it ends as final from its review', () => {
    expect(next('in_review', 'release', practice)).toEqual({ refused: 'audit.refused.practice' })
    expect(next('submitted', 'release', practice)).toEqual({ refused: 'audit.refused.practice' })
    expect(next('in_review', 'finalise', practice)).toEqual({ to: 'final' })
    expect(next('submitted', 'finalise', practice)).toEqual({ to: 'final' })
    expect(next('submitted', 'finalise', { ...practice, reviewRequired: true })).toEqual({
      refused: 'audit.refused.review_first',
    })
    expect(next('in_review', 'finalise', easy)).toEqual({ refused: 'audit.refused.not_practice' })
  })

  it('ends for good: nothing leads out of cancelled and voided', () => {
    for (const verb of auditVerbs) {
      expect(next('cancelled', verb, easy)).toHaveProperty('refused')
      expect(next('voided', verb, easy)).toHaveProperty('refused')
    }
  })
})
