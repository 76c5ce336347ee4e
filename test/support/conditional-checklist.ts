import { importShippedChecklists } from '../../server/checklists/commands.ts'
import type { ChecklistContent, Common } from '../../server/checklists/format.ts'
import { problemLine, readChecklists } from '../../server/checklists/read.ts'
import { translator } from '../../server/i18n/words.ts'
import type { TestWorld } from './app.ts'
import { shippedCommon } from './checklists.ts'

/** A checklist in which much depends on something, and whose items are answered in every way that needs more than one press. */

const item = (id: string, zh: string, en: string, response: string, points: number, more = '') =>
  `      - {id: ${id}, text: {zh: ${zh}, en: ${en}}, method: observe, response: ${response}, points: ${points}, class: must, critical: false, factor: neutral, evidence: {}, responsible: sales_manager, capa_days: 14, na_allowed: true${more}}`
const yesNo = '{type: yes_no}'
const options = (kind: string, worth: string, ...values: number[]) =>
  `{type: ${kind}, options: [${values.map((value, at) => `{code: o${at + 1}, zh: 选项${at + 1}, en: Option ${at + 1}, ${worth}: ${value}}`).join(', ')}]}`

export const conditionalText = `schema: dealer-checklist/1
id: conditional
version: 1.0.0
kind: oem_audit
program: test
title: {zh: 条件检查表, en: Conditional checklist}
purpose: {zh: 测试用, en: For tests}
announce: announced
blind: false
duration_min: 30
scoring:
  rollup: pooled_points
  na: exclude
  unanswered: block_submit
  min_coverage: {scope: audit, min: 1/2}
  rounding: half_up
  display_decimals: 1
  bands: [{grade: A, min: 90, zh: 优秀, en: Excellent}, {grade: B, zh: 其他, en: Other}]
sections:
  - id: sales
    title: {zh: 展厅, en: Showroom}
    weight: 60
    items:
${[
  item('CD-01', '展厅设有充电桩', 'The showroom has a charger', yesNo, 2),
  item('CD-02', '充电桩可以使用', 'The charger works', yesNo, 3, ', applies_if: {answer: {item: CD-01, is: [yes]}}'),
  item(
    'CD-03',
    '三名顾问的讲解',
    'How three consultants explain',
    '{type: scale, scale: vda_10, ratings: {combine: mean, decimals: 2}}',
    10,
  ),
  item('CD-04', '顾客可用无线网络', 'Wireless for customers', yesNo, 5, ', scored: false'),
  item('CD-05', '上次的缺陷已消除', 'What was wrong is mended', yesNo, 4, ', applies_if: {last: [failed, finding]}'),
].join('\n')}
  - id: body
    title: {zh: 钣喷, en: Body shop}
    weight: 20
    applies_if: {dealer: {has: [body_shop]}}
    items:
${item('CD-06', '烤漆房整洁', 'The paint booth is tidy', yesNo, 6)}
  - id: counts
    title: {zh: 计数, en: Counts}
    weight: 20
    items:
${[
  item(
    'CD-07',
    '工单签字',
    'Orders are signed',
    '{type: sample, rule: aql, level: II, aql: 2.5, unit: {zh: 份工单, en: orders}}',
    5,
  ),
  item('CD-08', '接待区的缺陷', 'Faults of the reception', options('choices', 'demerit', 1, 2), 5),
  item('CD-09', '等候区的水平', 'How the lounge is', options('choice', 'points', 4, 2, -1), 4),
  item(
    'CD-10',
    '满意度',
    'Satisfaction',
    '{type: number, unit: 分, rule: step_deduct, from: 90, step: 5, per_step: 1, steps: started}',
    5,
  ),
  item(
    'CD-11',
    '等候时间',
    'Waiting time',
    '{type: number, unit: {zh: 分钟, en: minutes}, rule: bands, bands: [{max: 5, ratio: 1}, {max: 10, ratio: 0.5}, {else_ratio: 0}]}',
    5,
  ),
].join('\n')}
`

/** The checklist as the product reads it. */
export const conditionalChecklist = (): { common: Common; content: ChecklistContent } => {
  const { common, checklists, problems } = readChecklists(shippedCommon(), [
    { file: 'conditional.yaml', text: conditionalText },
  ])
  const [read] = checklists
  if (!read || !common) throw new Error(problems.map((problem) => problemLine(problem, translator('en'))).join('\n'))
  return { common, content: read.content }
}

/** Publishes it. */
export const withConditional = async ({ app }: TestWorld): Promise<void> => {
  const { common, content } = conditionalChecklist()
  await importShippedChecklists(app, { common, checklists: [{ file: 'conditional.yaml', content }] })
}
