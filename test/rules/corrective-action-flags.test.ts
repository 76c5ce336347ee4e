import { describe, expect, it } from 'vitest'
import { daysAllowed, duesOfPlanning } from '../../server/corrective-actions/due.ts'
import {
  dueOf,
  isContainmentLate,
  isDueSoon,
  isOverdue,
  onTime,
  phaseOf,
  waitsForReviewer,
} from '../../server/corrective-actions/flags.ts'
import { isTrainingOnly } from '../../server/corrective-actions/measures.ts'
import { graver, needsAction, oneUp } from '../../server/corrective-actions/severity.ts'
import { addDays, dayIn, daysFrom, endOfDay } from '../../server/days.ts'
import type { ActionState, Severity } from '../../server/db/schema.ts'

const action = (state: ActionState, severity: Severity = 'major') => ({
  state,
  severity,
  plan_due_on: '2026-11-10',
  due_on: '2026-11-20',
  check_on: '2026-12-04',
})

describe('what is due', () => {
  it.each([
    ['planning', 'P', '2026-11-10', false],
    ['plan_review', 'P', null, true],
    ['doing', 'D', '2026-11-20', false],
    ['implementation_review', 'C', null, true],
    ['effectiveness_check', 'C', '2026-12-04', true],
    ['standardising', 'A', null, false],
    ['closed', null, null, false],
    ['void', null, null, false],
  ] as const)('%s belongs to phase %s and works towards %s', (state, phase, due, waits) => {
    expect(phaseOf(state)).toBe(phase)
    expect(dueOf(action(state))).toBe(due)
    expect(waitsForReviewer(state)).toBe(waits)
  })

  it('is late the day after, soon from three days before', () => {
    const doing = action('doing')
    expect(['2026-11-20', '2026-11-21'].map((today) => isOverdue(doing, today))).toEqual([false, true])
    const soon = ['2026-11-16', '2026-11-17', '2026-11-20', '2026-11-21'].map((today) => isDueSoon(doing, today))
    expect(soon).toEqual([false, true, true, false])
  })

  it('gives a check a week, and a minor one until the 90th day', () => {
    expect(isOverdue(action('effectiveness_check'), '2026-12-11')).toBe(false)
    expect(isOverdue(action('effectiveness_check'), '2026-12-12')).toBe(true)
    expect(isOverdue(action('effectiveness_check', 'minor'), '2027-02-02')).toBe(false)
    expect(isOverdue(action('effectiveness_check', 'minor'), '2027-02-03')).toBe(true)
    expect(isDueSoon(action('effectiveness_check'), '2026-12-03')).toBe(false)
  })

  it('is late with the containment only while that is not written down', () => {
    const planning = { state: 'planning' as const, containment_due_at: '2026-11-18T10:00:00.000Z' }
    expect(isContainmentLate(planning, '', '2026-11-18T10:00:01.000Z')).toBe(true)
    expect(isContainmentLate(planning, '', '2026-11-18T10:00:00.000Z')).toBe(false)
    expect(isContainmentLate(planning, '逐车复紧', '2026-11-19T10:00:00.000Z')).toBe(false)
    expect(isContainmentLate({ ...planning, containment_due_at: null }, '', '2026-11-19T10:00:00.000Z')).toBe(false)
  })

  it('is on time by the first approved day, whatever came later', () => {
    expect(onTime('2026-11-20', '2026-11-20', '2026-12-01')).toBe(true)
    expect(onTime('2026-11-20', '2026-11-21', '2026-12-01')).toBe(false)
    expect(onTime('2026-11-20', null, '2026-11-20')).toBeNull()
    expect(onTime('2026-11-20', null, '2026-11-21')).toBe(false)
    expect(onTime(null, null, '2026-11-21')).toBeNull()
  })
})

describe('due days of planning', () => {
  const at = '2026-11-18T16:30:00.000Z'
  it.each([
    ['critical', '2026-11-19T16:30:00.000Z', '2026-11-22'],
    ['major', '2026-11-22T15:59:59.000Z', '2026-11-26'],
    ['minor', null, '2026-12-03'],
  ] as const)('%s: containment by %s, plan on %s', (severity, containment, plan) => {
    const dues = duesOfPlanning(severity, at, 'Asia/Shanghai')
    expect(dues).toEqual({ containment_due_at: containment, plan_due_on: plan })
  })

  it('allows the days of the item, at most 30 for major and 60 for minor', () => {
    expect([daysAllowed('major', 14), daysAllowed('major', 45), daysAllowed('minor', 90)]).toEqual([14, 30, 60])
    expect(daysAllowed('critical', 45)).toBe(45)
  })
})

describe('severity', () => {
  it('goes one step up and not beyond critical', () => {
    expect((['observation', 'minor', 'major', 'critical'] as const).map(oneUp)).toEqual([
      'minor',
      'major',
      'critical',
      'critical',
    ])
    expect([graver('minor', 'major'), graver('critical', 'major')]).toEqual(['major', 'critical'])
    expect([needsAction('observation'), needsAction('minor')]).toEqual([false, true])
  })
})

describe('training as the only answer', () => {
  const words = ['培训', 'train']
  it('helps those who do not know how, and nobody else', () => {
    expect(isTrainingOnly('can', ['全员培训'], words)).toBe(true)
    expect(isTrainingOnly('will', ['Retrain everybody', ' '], words)).toBe(true)
    expect(isTrainingOnly('know', ['全员培训'], words)).toBe(false)
    expect(isTrainingOnly('', ['全员培训'], words)).toBe(false)
    expect(isTrainingOnly('can', ['全员培训', '补购扳手'], words)).toBe(false)
    expect(isTrainingOnly('can', [], words)).toBe(false)
  })
})

describe('days', () => {
  it('are days of the time zone', () => {
    expect(dayIn('2026-11-18T15:59:59.000Z', 'Asia/Shanghai')).toBe('2026-11-18')
    expect(dayIn('2026-11-18T16:00:00.000Z', 'Asia/Shanghai')).toBe('2026-11-19')
    expect(endOfDay('2026-11-18', 'Asia/Shanghai')).toBe('2026-11-18T15:59:59.000Z')
  })

  it('end at 23:59:59 also on days of a clock change', () => {
    for (const day of ['2026-03-28', '2026-03-29', '2026-10-25', '2026-10-26']) {
      const end = endOfDay(day, 'Europe/Berlin')
      expect([day, dayIn(end, 'Europe/Berlin')]).toEqual([day, day])
      expect(dayIn(new Date(Date.parse(end) + 1000), 'Europe/Berlin')).toBe(addDays(day, 1))
    }
  })

  it('add and subtract over months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29')
    expect(daysFrom('2026-11-18', '2026-12-18')).toBe(30)
    expect(daysFrom('2026-11-18', '2026-11-10')).toBe(-8)
  })
})
