import { describe, expect, it } from 'vitest'
import {
  monthsFrom,
  type PlannedAudit,
  type PlannedPerson,
  type PlannedVisit,
  problemsOf,
} from '../../server/visits/rules.ts'

const auditor: PlannedPerson = { id: 'a', role: 'auditor', active: true }
const second: PlannedPerson = { id: 'b', role: 'auditor', active: true }
const shopper: PlannedPerson = { id: 's', role: 'shopper', active: true }
const dealer: PlannedPerson = { id: 'd', role: 'dealer_manager', active: true }

const audit = (change: Partial<PlannedAudit> = {}): PlannedAudit => ({
  row: 1,
  checklist: { id: 'after-sales', kind: 'oem_audit', published: true },
  kind: 'announced',
  auditor,
  isTwiceInWave: false,
  isTooSoon: false,
  ...change,
})
const shop = (change: Partial<PlannedAudit> = {}): PlannedAudit =>
  audit({
    checklist: { id: 'shop', kind: 'mystery_shop', published: true },
    kind: 'mystery',
    auditor: shopper,
    ...change,
  })
const visit = (change: Partial<PlannedVisit> = {}): PlannedVisit => ({
  today: '2026-11-18',
  day: '2026-11-20',
  dealerActive: true,
  wave: { from: '2026-10-12', to: '2026-12-04', active: true },
  lead: auditor,
  coAuditors: [],
  audits: [audit()],
  ...change,
})
const said = (plan: PlannedVisit) => problemsOf(plan).map(({ field, word }) => [field, word])

describe('a plan for a visit', () => {
  it('can be carried out when everything fits', () => {
    expect(problemsOf(visit())).toEqual([])
    expect(problemsOf(visit({ lead: shopper, audits: [shop()] }))).toEqual([])
    expect(problemsOf(visit({ coAuditors: [{ row: 1, person: second }] }))).toEqual([])
  })

  const refusals: [string, Partial<PlannedVisit>, string, string][] = [
    ['a deactivated dealer', { dealerActive: false }, 'dealer', 'visit.refused.dealer'],
    ['a day that has passed', { day: '2026-11-17' }, 'on_day', 'visit.refused.past'],
    ['a day after the wave', { day: '2026-12-05' }, 'on_day', 'visit.refused.outside_wave'],
    [
      'a day before the wave',
      { wave: { from: '2026-11-21', to: '2026-12-04', active: true } },
      'on_day',
      'visit.refused.outside_wave',
    ],
    [
      'a wave of a closed programme',
      { wave: { from: '2026-10-12', to: '2026-12-04', active: false } },
      'wave_id',
      'visit.refused.wave_closed',
    ],
    ['a deactivated lead', { lead: { ...auditor, active: false } }, 'lead_id', 'visit.refused.person'],
    ['a lead from a dealership', { lead: dealer }, 'lead_id', 'visit.refused.not_an_auditor'],
    [
      'the lead as co-auditor',
      { coAuditors: [{ row: 2, person: auditor }] },
      'co_auditor_2',
      'visit.refused.person_twice',
    ],
    [
      'a shopper as co-auditor of an announced audit',
      { coAuditors: [{ row: 1, person: shopper }] },
      'co_auditor_1',
      'visit.refused.not_an_auditor',
    ],
    ['no audit at all', { audits: [] }, 'checklist_1', 'visit.refused.no_audit'],
    ['an unpublished version', { audits: [audit({ checklist: undefined })] }, 'checklist_1', 'visit.refused.checklist'],
    [
      'the same checklist twice',
      { audits: [audit(), audit({ row: 3 })] },
      'checklist_3',
      'visit.refused.checklist_twice',
    ],
    [
      'a checklist that the wave already has there',
      { audits: [audit({ isTwiceInWave: true })] },
      'checklist_1',
      'visit.refused.twice_in_wave',
    ],
    [
      'a mystery kind with an ordinary checklist',
      { lead: shopper, audits: [audit({ kind: 'mystery', auditor: shopper })] },
      'kind_1',
      'visit.refused.kind_mystery',
    ],
    [
      'a mystery checklist as announced audit',
      { audits: [audit({ checklist: { id: 'shop', kind: 'mystery_shop', published: true } })] },
      'kind_1',
      'visit.refused.kind_not_mystery',
    ],
    [
      'a mystery shop by an auditor',
      { lead: shopper, audits: [shop({ auditor })] },
      'auditor_1',
      'visit.refused.not_a_shopper',
    ],
    [
      'an announced audit by a shopper',
      { audits: [audit({ auditor: shopper })] },
      'auditor_1',
      'visit.refused.not_an_auditor',
    ],
    [
      'a shopper who was there within the year',
      { lead: shopper, audits: [shop({ isTooSoon: true })] },
      'auditor_1',
      'visit.refused.too_soon',
    ],
    [
      'a mystery shop together with another audit',
      { lead: shopper, audits: [shop(), audit({ row: 2, auditor })] },
      'kind_2',
      'visit.refused.mixed',
    ],
    ['an auditor leading a mystery shop', { audits: [shop()] }, 'lead_id', 'visit.refused.not_a_shopper'],
  ]
  for (const [what, change, field, word] of refusals) {
    it(`refuses ${what}, at its field`, () => expect(said(visit(change))).toContainEqual([field, word]))
  }

  it('counts months by the calendar, to the last day of a short month', () => {
    expect(monthsFrom('2026-11-18', -12)).toBe('2025-11-18')
    expect(monthsFrom('2026-08-31', -6)).toBe('2026-02-28')
    expect(monthsFrom('2028-02-29', 12)).toBe('2029-02-28')
    expect(monthsFrom('2026-12-15', 1)).toBe('2027-01-15')
  })
})
