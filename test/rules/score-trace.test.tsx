import { describe, expect, test } from 'vitest'
import { translator } from '../../server/i18n/words.ts'
import type { ItemAnswer } from '../../server/scoring/answer.ts'
import { traceOf } from '../../views/results/trace/compose.ts'
import type { Trace, TracePartId } from '../../views/results/trace/model.ts'
import { ScoreTrace } from '../../views/results/trace.tsx'
import {
  contentOf,
  gate,
  notApplicable,
  optionsOf,
  scoreFile,
  shareOf,
  unit,
  type WrittenAsked,
  type WrittenRun,
  yesNo,
} from '../support/checklist-file.ts'

const wordingOf = (locale: 'zh-CN' | 'en') => ({ locale, t: translator(locale) })
const tell = (run: WrittenRun, locale: 'zh-CN' | 'en' = 'zh-CN'): Trace =>
  traceOf(wordingOf(locale), contentOf(run), scoreFile(run))

/** The cells of each row of a part, their lines joined. */
const rows = (trace: Trace, id: TracePartId): string[][] =>
  (trace.parts.find((part) => part.id === id)?.table?.groups ?? [])
    .flatMap((group) => group.rows)
    .map((row) => row.cells.map((lines) => lines.join(' | ')))
const lines = (trace: Trace, id: TracePartId): string[] => trace.parts.find((part) => part.id === id)?.lines ?? []
const typed = (value: string): ItemAnswer => ({ type: 'number', value })

const choiceOf = (demerits: number[], chosen: number): WrittenAsked => ({
  response: { type: 'choice', options: optionsOf(demerits.map((demerit) => ({ demerit }))) },
  points: Math.max(...demerits),
  answer: { type: 'choice', option: `o${chosen}` },
})

describe('why it is this score, in words', () => {
  test('pooled points: every section in the sum, a bonus cap in points, the cap in percent', () => {
    const run: WrittenRun = {
      sections: [
        { asked: [shareOf(100, 100, 120), yesNo(true, 12, { class: 'bonus' })] },
        { asked: [shareOf(90, 100, 80)] },
      ],
      scoring: { bonus_points_cap: 10, bonus_cap: 100, bands: [{ grade: 'A', min: 90 }, { grade: 'B' }] },
    }
    const trace = tell(run)
    expect(trace.lead).toBe('结果：100.0%。等级：A（文）。')
    expect(rows(trace, 'steps')).toEqual([
      [
        '全部章节合并',
        '得分：132 + 72 = 204 分 | 应得分：120 + 80 = 200 分 | 加分合计最多计 10 分，超出的 2 分不计：得分 202 分 | 202 ÷ 200 = 101%',
        '101%',
      ],
      ['加分封顶', '101% 超过上限 100%，按 100% 计', '100%'],
    ])
    expect(rows(trace, 'items')[1]).toEqual(['S0-1 | 文', '加 12 分（不计入应得分）', '12 / 0', ''])
  })

  test('weighted sections: points and shares in one sum, an empty section explained, gates that deduct', () => {
    const run: WrittenRun = {
      sections: [
        { id: 'a', weight: 60, pass_mark: 90, asked: [shareOf(85, 100, 100), yesNo(true, 20, { class: 'bonus' })] },
        { id: 'b', weight: 40, asked: [shareOf(98, 100, 100)] },
        { id: 'c', weight: 20, asked: [shareOf(null, 100, 100)] },
      ],
      scoring: {
        rollup: 'weighted_sections',
        weights_add_to: 120,
        bonus_cap: 100,
        bands: [
          { grade: 'A', min: 90, all_sections_pass: true, max_single: 10 },
          { grade: 'B', min: 80, any_of: [{ max_major: 0 }, { min_points: 300 }] },
          { grade: 'C' },
        ],
        gates: [
          gate({ item_failed: 'a-0' }, { deduct_points: 50 }, 'not_this'),
          gate({ not_applicable_min: 1 }, { deduct_percent_of_possible: 18.6 }, 'gaps'),
        ],
      },
    }
    const zh = tell(run)
    expect(rows(zh, 'steps')).toEqual([
      [
        '章节加权平均',
        '105 / 100 × 60% + 98 / 100 × 40% = 102.2% | 没有得分的章节不计入，其权重由其他章节分担。',
        '102.2%',
      ],
      ['加分封顶', '102.2% 超过上限 100%，按 100% 计', '100%'],
      ['规则 gaps', '文 | 扣 37.2 分：100% − 18.6% = 81.4%', '81.4%'],
    ])
    expect(rows(zh, 'sections')[0]).toEqual(['文 | 达到合格线 90%', '105 / 100', '105%', '60', '60%', '63%'])
    expect(rows(zh, 'sections')[2]).toEqual(['文 | 没有计分的检查项，不计入', '—', '—', '20', '—', '—'])
    expect(rows(zh, 'gates')).toEqual([
      ['not_this', '文 | 判定：a-0 不合格 → 扣 50 分', '未触发'],
      ['gaps', '文 | 判定：不适用的检查项 ≥ 1 项 → 扣应得分的 18.6% | c-0 文', '扣 37.2 分 (−18.6%)'],
    ])
    const en = tell(run, 'en')
    expect(en.lead).toBe('Result: 81.4%. Grade: B (text).')
    expect(rows(en, 'grades')).toEqual([
      [
        'A | text',
        'score from 90%, and no item loses more than 10, and every section passes',
        'score 81.4%, below 90% | an item lost 15 points, more than 10',
      ],
      ['B | text', 'score from 80%, and (at most 0 Major findings, or at least 300 points)', 'Holds'],
      ['C | text', 'otherwise', 'Not looked at any more'],
    ])
    expect(lines(en, 'grades')).toEqual(['The score alone gives B.', 'No rule changes it: the grade is B.'])
  })

  test('VDA 6.3: groups, the rounded figures that rules compare, and the rule that held the grade', () => {
    const question = (score: number, groups: string[], further: number[] = []): WrittenAsked => ({
      response: { type: 'scale', scale: 'vda_10', ratings: { combine: 'mean', decimals: 2 } },
      points: 10,
      groups,
      answer: { type: 'scale', score, ...(further.length > 0 ? { further } : {}) },
    })
    const trace = tell({
      sections: [
        { asked: [question(10, ['P5']), question(10, ['P5']), question(10, ['P5', 'U1'], [8, 8])] },
        { asked: [question(8, ['U1']), question(6, ['U1']), question(10, ['P6']), question(10, ['P6'])] },
      ],
      scoring: {
        section_round_decimals: 0,
        min_coverage: { scope: 'group', min: '2/3' },
        groups: [
          { id: 'P5', kind: 'element' },
          { id: 'P6', kind: 'element' },
          { id: 'U1', kind: 'sub_element' },
        ],
        bands: [{ grade: 'A', min: 80 }, { grade: 'B', min: 70 }, { grade: 'C' }],
        gates: [gate({ any_group_below: { kind: 'sub_element', percent: 80 } }, { cap_grade: 'B' }, 'U_low')],
      },
    })
    expect(rows(trace, 'groups')).toEqual([
      ['文', 'element', '28.67 / 30', '95.57% | 与规则比较时按 96%'],
      ['文', 'element', '20 / 20', '100%'],
      ['文', 'sub_element', '22.67 / 30', '75.57% | 与规则比较时按 76%'],
    ])
    expect(rows(trace, 'gates')[0]?.[1]).toContain('文：76%')
    expect(rows(trace, 'gates')[0]?.[2]).toBe('等级最高 B')
    expect(lines(trace, 'grades')).toEqual(['按得分评定为 A。', '规则 U_low 触发，等级由 A 降为 B。'])
    expect(rows(trace, 'items')[2]?.[1]).toBe(
      '3 次评分 10、8、8，取平均 8.67 | 评 8.67（满分 10）：8.67 ÷ 10 × 10 = 8.67 分',
    )
    expect(lines(trace, 'coverage')).toEqual(['每个章节和分组都达到要求的 2/3。'])
  })

  test('demerits with side conditions (FHRS): points off, never a percentage, and what was too much', () => {
    const costs = [0, 5, 10, 15, 20, 25]
    const trace = tell({
      sections: [
        { asked: [choiceOf(costs, 1), choiceOf(costs, 2), choiceOf(costs, 3)] },
        { asked: [choiceOf(costs, 0)] },
      ],
      scoring: {
        rollup: 'demerit_sum',
        bands: [
          { grade: '5', max_total: 15, max_single: 5 },
          { grade: '3', max_total: 30, max_single: 10 },
          { grade: '2', max_total: 40, max_single: 15 },
          { grade: '0' },
        ],
        gates: [gate({ max_single: 15 }, { deduct_points: 4 }, 'grave')],
      },
    })
    expect(trace.lead).toBe('结果：扣 34 分。等级：2（文）。')
    expect(rows(trace, 'steps')).toEqual([
      ['扣分累计', '扣分：30 分', '扣 30 分'],
      ['规则 grave', '文 | 30 分 + 4 分 = 34 分', '扣 34 分'],
    ])
    expect(rows(trace, 'sections')).toEqual([
      ['文', '30'],
      ['文', '0'],
    ])
    expect(rows(trace, 'grades').map(([grade, , found]) => [grade, found])).toEqual([
      ['5 | 文', '扣 34 分，超过 15 分 | 有检查项扣 15 分，超过 5 分'],
      ['3 | 文', '扣 34 分，超过 30 分 | 有检查项扣 15 分，超过 10 分'],
      ['2 | 文', '符合'],
      ['0 | 文', '不再判断'],
    ])
    expect(rows(trace, 'items')[1]?.[1]).toBe('扣 10 分 | 25 分 − 10 分 = 15 分')
    expect(JSON.stringify(trace)).not.toContain('%')
  })

  test('a start from which findings take by their severity: what is left', () => {
    const trace = tell(
      {
        sections: [
          {
            asked: [
              yesNo(false, 1, { critical: true }),
              yesNo(false, 1),
              yesNo(false, 1),
              yesNo(true, 3, { class: 'bonus' }),
            ],
          },
        ],
        scoring: {
          rollup: 'start_minus',
          start_minus: { start: 100, per_severity: { critical: 10, major: 4, minor: 1 } },
          floor: 0,
          bands: [{ grade: 'pass', min_points: 90 }, { grade: 'fail' }],
        },
      },
      'en',
    )
    expect(trace.lead).toBe('Result: 85 points left. Grade: fail (text).')
    expect(rows(trace, 'steps')).toEqual([
      ['Taken off the start', 'Points off: 18 | Start 100 − 18 off + 3 bonus = 85 points', '85 points left'],
    ])
    expect(rows(trace, 'severities')).toEqual([
      ['Critical', '1 | S0-0', '10', '1 × 10 = 10'],
      ['Major', '2 | S0-1, S0-2', '4', '2 × 4 = 8'],
      ['Minor', '0', '1', '0 × 1 = 0'],
    ])
    expect(rows(trace, 'grades')[0]?.[2]).toBe('85 points, fewer than 90')
    expect(rows(trace, 'items')[0]).toEqual([
      'S0-0 | text | Critical, failed | Finding: Critical',
      'None of 1 point | Critical finding: 10 points off',
      '0 / 1',
      '10',
    ])
  })

  test('items that count, step, sample or halve say how', () => {
    const trace = tell({
      sections: [
        {
          asked: [
            {
              response: { type: 'number', rule: 'count_deduct', unit, per: 2 },
              points: 5,
              answer: typed('3'),
            },
            {
              response: { type: 'number', rule: 'step_deduct', unit, from: 95, step: 5, per_step: 4, steps: 'started' },
              points: 20,
              answer: typed('88'),
            },
            {
              response: { type: 'sample', rule: 'aql', unit, level: 'II', aql: 2.5 },
              points: 5,
              answer: { type: 'sample', checked: 50, conform: 46, population: 400 },
            },
            {
              response: {
                type: 'choice',
                half_credit: true,
                options: optionsOf([{ ratio: 1 }, { ratio: 0.5 }, { ratio: 0 }]),
              },
              points: 1,
              answer: { type: 'choice', option: 'o1' },
            },
            { ...yesNo(true, 3), answer: notApplicable },
            shareOf(1, 3, 1),
          ],
        },
      ],
      adjustments: { 'S0-5': { earned: '0.5', possible: '-0.2' } },
    })
    expect(rows(trace, 'items').map(([, how]) => how)).toEqual([
      '每次扣 2 分，共扣 6 分 | 扣完为止 | 5 分 − 5 分 = 0 分',
      '2 档 × 4 分 = 扣 8 分 | 不足一档按一档计 | 20 分 − 8 分 = 12 分',
      '不符合 4 个，拒收：不得分 | 抽样方案 H：样本 50，合格判定数 3，不合格判定数 4',
      '部分符合；分值不超过 1 分的检查项不折半，计 0 分',
      '不适用，不计入',
      '33.33% × 1 分 = 0.33 分 | 人工调整：得分 +0.5，应得分 −0.2',
    ])
  })

  test('a score just below a limit is never shown as that limit', () => {
    const trace = tell({
      sections: [{ asked: [shareOf(89.9966, 100, 100)] }],
      scoring: { bands: [{ grade: 'A', min: 90 }, { grade: 'B' }] },
    })
    expect(rows(trace, 'grades')[0]?.[2]).toBe('得分率 89.997%，未达 90%')
    expect(lines(trace, 'rounding')[0]).toBe('等级按未取整的得分率比较：89.997%。显示为 89.997%。')
  })

  test('says what was rounded before it was compared', () => {
    const trace = tell({
      sections: [{ asked: [shareOf(89.96, 100, 100)] }],
      scoring: { grade_on: 'displayed', bands: [{ grade: 'A', min: 90 }, { grade: 'B' }] },
    })
    expect(trace.lead).toContain('90.0%')
    expect(lines(trace, 'rounding')[0]).toBe('先四舍五入到 1 位小数，再比较等级：89.96% 按 90.0% 比较。')
  })

  test('without a grade it says what is missing', () => {
    const run: WrittenRun = {
      sections: [{ asked: [yesNo(true, 1), shareOf(null, 1, 1), shareOf(null, 1, 1)] }],
      scoring: { min_coverage: { scope: 'audit', min: '2/3' }, bands: [{ grade: 'A', min: 90 }, { grade: 'B' }] },
    }
    const trace = tell(run)
    expect(trace.lead).toBe('结果：100.0%。没有评定等级。')
    expect(lines(trace, 'coverage')).toEqual([
      '3 个计分项中 1 项有“不适用”以外的答案，要求至少 2/3：未达到，不评等级。',
    ])
    const open = tell({
      sections: [{ asked: [yesNo(true, 1), { ...yesNo(true, 1), answer: undefined }] }],
      mode: 'running',
    })
    expect(lines(open, 'coverage')[1]).toBe('还有 1 项未作答，暂不评等级：S0-1。')
    const nothing = tell({ sections: [{ asked: [shareOf(null, 1, 1)] }] })
    expect(nothing.lead).toBe('没有可评分的检查项，因此没有得分。')
  })

  test('is drawn the same on both sides, every part with its anchor', () => {
    const run: WrittenRun = { sections: [{ asked: [yesNo(true, 1)] }] }
    const html = String(<ScoreTrace reader={wordingOf('en')} content={contentOf(run)} result={scoreFile(run)} />)
    for (const id of ['steps', 'sections', 'gates', 'grades', 'coverage', 'rounding', 'items']) {
      expect(html).toContain(`id="why-${id}"`)
    }
    expect(html).not.toMatch(/\{\w+\}|undefined|NaN/)
  })
})
