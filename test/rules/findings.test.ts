import { describe, expect, it } from 'vitest'
import { milliOf, raiseFindings } from '../../server/findings/raise.ts'
import { scoreAudit } from '../../server/scoring/score.ts'
import { extremeInput, itemsOf, readShipped } from '../support/checklists.ts'

const checklist = readShipped().checklists.find(({ content }) => content.id === 'after-sales-core-process')!.content
const worst = scoreAudit(extremeInput(checklist, 'worst'))
const best = scoreAudit(extremeInput(checklist, 'best'))

describe('raising findings', () => {
  it('finds nothing where everything conforms, and every scored item where nothing does', () => {
    expect(raiseFindings(checklist, best, {}, new Map())).toEqual([])
    const raised = raiseFindings(checklist, worst, {}, new Map())
    expect(raised.length).toBe(itemsOf(checklist).filter((item) => item.points > 0 && item.class !== 'bonus').length)
  })

  it('takes severity from the score, who is responsible and how long from the item, the words from the auditor', () => {
    const raised = raiseFindings(checklist, worst, { 'AS-5-03': '扭矩栏空白' }, new Map())
    const torque = raised.find((finding) => finding.itemCode === 'AS-5-03')
    const item = itemsOf(checklist).find((one) => one.id === 'AS-5-03')!
    expect(torque).toMatchObject({
      severity: 'critical',
      baseSeverity: 'critical',
      lostMilli: item.points * 1000,
      note: '扭矩栏空白',
      responsible: item.responsible,
      capaDays: item.capa_days,
      repeatOf: null,
      repeatCount: 0,
    })
  })

  it('links a repeat to the finding before, counts on, and makes it one step graver', () => {
    const earlier = new Map([
      ['AS-6-04', { id: 'f1', repeatCount: 0 }],
      ['AS-5-03', { id: 'f2', repeatCount: 2 }],
    ])
    const raised = raiseFindings(checklist, worst, {}, earlier)
    const of = (code: string) => raised.find((finding) => finding.itemCode === code)
    expect(of('AS-6-04')).toMatchObject({ baseSeverity: 'major', severity: 'critical', repeatOf: 'f1', repeatCount: 1 })
    expect(of('AS-5-03')).toMatchObject({ severity: 'critical', repeatOf: 'f2', repeatCount: 3 })
  })

  it('repeats nothing where an item that failed before conforms now', () => {
    expect(raiseFindings(checklist, best, {}, new Map([['AS-5-03', { id: 'f', repeatCount: 0 }]]))).toEqual([])
  })

  it('counts lost points in thousandths, half up', () => {
    expect(['5/1', '1/3', '1/2000', '7/4'].map(milliOf)).toEqual([5000, 333, 1, 1750])
  })
})
