import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Role, roles } from '../../server/access/can.ts'
import { deviceOf } from '../../server/account/device.ts'
import { dealerFeatures } from '../../server/dealers/features.ts'
import { words } from '../../server/i18n/words.ts'
import { positions } from '../../server/users/positions.ts'
import { codesIn, fieldsOf, missingFields, type OpenWork, workThatDoesNotFit } from '../../server/users/rules.ts'
import { shippedCommon } from '../support/checklists.ts'

test('positions are those of the shipped checklists, in the same words', () => {
  const common = parse(shippedCommon().text).positions as Record<string, { zh: string; en: string }>
  expect([...positions]).toEqual(Object.keys(common))
  for (const code of positions) expect(words[`position.${code}`]).toEqual([common[code]?.zh, common[code]?.en])
})

test('dealer features are those of the shipped checklists, in the same words', () => {
  const common = parse(shippedCommon().text).dealer_features as Record<string, { zh: string; en: string }>
  expect([...dealerFeatures]).toEqual(Object.keys(common))
  for (const code of dealerFeatures) {
    expect(words[`dealers.feature.${code}`]).toEqual([common[code]?.zh, common[code]?.en])
  }
})

test('each role is asked for what it needs and nothing else', () => {
  const bare = { position: null, alias: null, dealerCodes: [], regionIds: [] }
  const missing = Object.fromEntries(
    roles.map((role) => [role, missingFields({ role, ...bare }).map((problem) => problem.field)]),
  )
  expect(missing).toEqual({
    administrator: [],
    head_office: [],
    region_manager: ['regions'],
    auditor: [],
    shopper: ['alias'],
    dealer_manager: ['position', 'dealers'],
    dealer_staff: ['position', 'dealers'],
  })
  expect(roles.filter((role) => fieldsOf(role).dealers !== 'none')).toEqual([
    'auditor',
    'dealer_manager',
    'dealer_staff',
  ])
})

test('work that a role or a dealer no longer fits is found', () => {
  const held = {
    visit_id: 'v',
    dealer_id: 'd1',
    state: 'planned',
    auditor_id: 'u',
    lead_id: 'u',
    reviewer_id: null,
  } as const
  const work: OpenWork = {
    audits: [
      { ...held, id: 'a', kind: 'announced' },
      { ...held, id: 'b', kind: 'mystery' },
    ],
    actions: [{ id: 'c', dealer_id: 'd1' }],
    steps: [{ id: 's', action_id: 'c', dealer_id: 'd2' }],
  }
  const left = (role: Role, ...dealers: string[]) => {
    const { audits, actions, steps } = workThatDoesNotFit(work, role, dealers)
    return [audits.map((one) => one.id), actions.length, steps.length]
  }
  expect(left('auditor')).toEqual([['b'], 1, 1])
  expect(left('shopper')).toEqual([['a'], 1, 1])
  expect(left('dealer_manager', 'd1')).toEqual([['a', 'b'], 0, 1])
  expect(left('dealer_staff', 'd1', 'd2')).toEqual([['a', 'b'], 0, 0])
  expect(left('administrator', 'd1', 'd2')).toEqual([['a', 'b'], 1, 1])
})

test('dealer codes are read however they are parted', () => {
  expect(codesIn(' D1, D2；D3、D4\nD5  D1 ')).toEqual(['D1', 'D2', 'D3', 'D4', 'D5'])
  expect(codesIn(' ， ')).toEqual([])
})

test('a browser is named in two words, or not at all', () => {
  const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36'
  expect(deviceOf(`Mozilla/5.0 (Windows NT 10.0) ${chrome}`)).toBe('Chrome · Windows')
  expect(deviceOf(`Mozilla/5.0 (Windows NT 10.0) ${chrome} Edg/140.0`)).toBe('Edge · Windows')
  expect(deviceOf(`Mozilla/5.0 (Linux; Android 14) ${chrome} MicroMessenger/8.0`)).toBe('WeChat · Android')
  expect(deviceOf('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1')).toBe(
    'Safari · iOS',
  )
  expect(deviceOf('curl/8.5')).toBeNull()
})
