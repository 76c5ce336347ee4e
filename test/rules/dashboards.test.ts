import { describe, expect, test } from 'vitest'
import { daysLate, overdueByRegion, progressByRegion, shownRegions } from '../../server/dashboards/by-region.ts'
import {
  type ActionToDo,
  byChecklist,
  gradeFigures,
  nextStepOf,
  strengthsAndLosses,
} from '../../server/dashboards/rules.ts'

const region = (path: string) => ({
  id: path.split('/').at(-2) ?? '',
  path,
  depth: path.split('/').length - 2,
  name_zh: path,
  name_en: path,
})
const china = region('/cn/')
const east = region('/cn/east/')
const south = region('/cn/south/')
const jiangsu = region('/cn/east/js/')
const zhejiang = region('/cn/east/zj/')
const tree = [china, east, south, jiangsu, zhejiang]

describe('figures by region', () => {
  test('the highest level with more than one region is shown', () => {
    expect(shownRegions(tree)).toEqual([east, south])
    expect(shownRegions([east, jiangsu, zhejiang])).toEqual([jiangsu, zhejiang])
    expect(shownRegions([jiangsu])).toEqual([jiangsu])
    expect(shownRegions([])).toEqual([])
  })

  test('progress adds up what lies below a shown region, and loses no dealer above one', () => {
    const { counts, rows, total } = progressByRegion(
      [
        { region_id: 'js', state: 'released', n: 2 },
        { region_id: 'zj', state: 'final', n: 3 },
        { region_id: 'zj', state: 'returned', n: 1 },
        { region_id: 'south', state: 'planned', n: 4 },
        { region_id: 'cn', state: 'submitted', n: 1 },
        { region_id: 'js', state: 'cancelled', n: 9 },
      ],
      tree,
    )
    expect(rows).toEqual([
      { region: china, counts: [0, 0, 1, 0, 0], total: 1 },
      { region: east, counts: [5, 0, 0, 1, 0], total: 6 },
      { region: south, counts: [0, 0, 0, 0, 4], total: 4 },
    ])
    expect(counts).toEqual([5, 0, 1, 1, 4])
    expect(total).toBe(11)
  })

  test('overdue actions stand by severity, with the days of the longest', () => {
    const group = { region_id: 'js', state: 'doing', n: 2, first_due: '2026-11-10' } as const
    expect(
      overdueByRegion(
        [
          { ...group, severity: 'critical' },
          { ...group, severity: 'observation', region_id: 'zj', first_due: '2026-11-01', n: 1 },
        ],
        tree,
        '2026-11-18',
      ),
    ).toEqual([{ region: east, counts: [2, 0, 1], total: 3, longest: 17 }])
  })

  test('a check is late from the end of its days of grace, a containment alone counts no days', () => {
    const check = { state: 'effectiveness_check', first_due: '2026-11-01' } as const
    expect(daysLate({ ...check, severity: 'critical' }, '2026-11-18')).toBe(10)
    expect(daysLate({ ...check, severity: 'minor' }, '2026-11-18')).toBe(0)
    expect(daysLate({ state: 'planning', severity: 'critical', first_due: '2026-11-20' }, '2026-11-18')).toBe(0)
    expect(daysLate({ state: 'planning', severity: 'major', first_due: null }, '2026-11-18')).toBe(0)
  })
})

describe('the next step of an action', () => {
  const action: ActionToDo = {
    state: 'doing',
    severity: 'critical',
    plan_due_on: '2026-11-10',
    due_on: '2026-11-30',
    check_on: null,
    containment_due_at: null,
    containment: '',
    cosigned_at: null,
    standardised_at: null,
    steps: 2,
    steps_open: 0,
    step_due_on: null,
  }
  const cases: [string, Partial<ActionToDo>, { step: string; dueOn: string | null }][] = [
    ['the plan', { state: 'planning' }, { step: 'plan', dueOn: '2026-11-10' }],
    [
      'the containment, on the day of its hour here',
      { state: 'planning', containment_due_at: '2026-11-18T17:00:00.000Z' },
      { step: 'contain', dueOn: '2026-11-19' },
    ],
    [
      'the plan once it is contained',
      { state: 'planning', containment_due_at: '2026-11-18T17:00:00.000Z', containment: '已停用' },
      { step: 'plan', dueOn: '2026-11-10' },
    ],
    ['the first open measure', { steps_open: 1, step_due_on: '2026-11-20' }, { step: 'do_step', dueOn: '2026-11-20' }],
    ['the manager’s signature for a critical one', {}, { step: 'cosign', dueOn: '2026-11-30' }],
    ['handing in once signed', { cosigned_at: 'x' }, { step: 'submit_implementation', dueOn: '2026-11-30' }],
    [
      'handing in one that needs no signature',
      { severity: 'major' },
      { step: 'submit_implementation', dueOn: '2026-11-30' },
    ],
    ['the standard', { state: 'standardising' }, { step: 'standardise', dueOn: null }],
    ['closing', { state: 'standardising', standardised_at: 'x' }, { step: 'close', dueOn: null }],
    ['waiting', { state: 'plan_review' }, { step: 'wait', dueOn: null }],
  ]
  test.each(cases)('is %s', (_, given, expected) => {
    expect(nextStepOf({ ...action, ...given }, 'Asia/Shanghai')).toEqual(expected)
  })
})

describe('results of a dealer', () => {
  test('stand by checklist, the one audited last first, and of every wave the latest only', () => {
    const of = (checklist_id: string, wave_id: string | null, score_bp: number) => ({ checklist_id, wave_id, score_bp })
    expect(
      byChecklist([
        of('a', 'w1', 1),
        of('b', 'w1', 2),
        of('a', 'w2', 3),
        of('a', 'w2', 4),
        of('a', null, 5),
        of('b', 'w2', 6),
      ]),
    ).toEqual([
      [of('b', 'w1', 2), of('b', 'w2', 6)],
      [of('a', 'w1', 1), of('a', 'w2', 4), of('a', null, 5)],
    ])
  })

  test('strengths and losses are told by the distance to the network', () => {
    const section = (sectionId: string, value: number, average: number | null) => ({ sectionId, value, average })
    const sections = [
      section('a', 9500, 9000),
      section('b', 7000, 8000),
      section('c', 8000, 7000),
      section('d', 9800, 9900),
    ]
    const { losses, strengths } = strengthsAndLosses(sections, 3)
    expect(strengths.map((one) => one.sectionId)).toEqual(['c', 'a'])
    expect(losses.map((one) => one.sectionId)).toEqual(['b', 'd'])
  })

  test('without a network a section is strong from 90 on, and a full score is no loss', () => {
    const section = (sectionId: string, value: number) => ({ sectionId, value, average: null })
    const { losses, strengths } = strengthsAndLosses([section('a', 10000), section('b', 8999), section('c', 9000)], 3)
    expect(strengths.map((one) => one.sectionId)).toEqual(['a', 'c'])
    expect(losses.map((one) => one.sectionId)).toEqual(['b'])
  })

  test('averages are means over all results, half up', () => {
    const row = { n: 1, scored: 1, score_unit: null }
    const figures = gradeFigures(
      [
        { ...row, wave_id: 'now', grade: 'A', sum: 9001 },
        { ...row, wave_id: 'now', grade: 'B', sum: 8000 },
        { wave_id: 'now', grade: null, score_unit: null, n: 1, scored: 0, sum: null },
        { ...row, wave_id: 'before', grade: 'B', n: 3, scored: 3, sum: 24000 },
      ],
      'now',
      ['A', 'B', 'C'],
      null,
    )
    expect(figures).toMatchObject({ results: 3, graded: 2, lastGraded: 3, average: 8501, lastAverage: 8000 })
    expect(figures.grades).toEqual([
      { grade: 'A', n: 1, lastN: 0 },
      { grade: 'B', n: 1, lastN: 3 },
      { grade: 'C', n: 0, lastN: 0 },
    ])
    expect(gradeFigures([], 'now', ['A'], null).average).toBeNull()
  })
})
