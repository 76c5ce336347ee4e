import type { WrittenChecklist, WrittenItem } from '../../server/checklists/format.ts'
import type { ItemAnswer, MarkValue } from '../../server/scoring/answer.ts'

/**
 * Five sheets of the field, each as head office would build it, with one audit worked out by hand. Own wording throughout.
 * `shown` is what the result page prints.
 */
export type Sheet = {
  draft: WrittenChecklist
  answers: Record<string, ItemAnswer>
  marks?: Record<string, MarkValue>
  expected: {
    grade: string
    gradeByScore: string
    percentBp: number
    earned: string
    lost?: string
    triggered: string[]
  }
}

type Asked = Pick<WrittenItem, 'id' | 'response' | 'points'> & { zh: string; en: string } & Partial<WrittenItem>

const item = ({ zh, en, ...given }: Asked): WrittenItem => ({
  text: { zh, en },
  method: 'observe',
  class: 'must',
  critical: false,
  factor: 'neutral',
  evidence: {},
  responsible: 'service_manager',
  capa_days: 14,
  na_allowed: true,
  ...given,
})

type Gate = NonNullable<WrittenChecklist['scoring']['gates']>[number]
const gate = (id: string, zh: string, en: string, when: Gate['when'], then: Gate['then']): Gate => ({
  id,
  zh,
  en,
  when,
  then,
})

const base = {
  schema: 'dealer-checklist/1',
  version: '1.0.0',
  program: 'process',
  announce: 'announced',
  blind: false,
  duration_min: 60,
} as const
const usual = {
  na: 'exclude',
  unanswered: 'block_submit',
  min_coverage: { scope: 'audit', min: '2/3' },
  rounding: 'half_up',
  display_decimals: 1,
} as const

const yes: ItemAnswer = { type: 'yes_no', value: 'yes' }
const no: ItemAnswer = { type: 'yes_no', value: 'no' }
const rated = (score: number, ...further: number[]): ItemAnswer =>
  further.length > 0 ? { type: 'scale', score, further } : { type: 'scale', score }

const fiveS = (id: string, zh: string, en: string) =>
  item({ id, zh, en, response: { type: 'scale', scale: 'five_s' }, points: 4 })

/** Ten questions from 0 to 4, all in one pool: 7 + 5 + 8 + 3 + 3 = 26 of 40. */
const publicFiveS: Sheet = {
  draft: {
    ...base,
    id: 'public-5s',
    program: '6s',
    kind: 'oem_audit',
    title: { zh: '车间5S评分表', en: 'Workshop 5S sheet' },
    purpose: { zh: '按0至4分评价车间5S水平。', en: 'Rates the 5S level of a workshop from 0 to 4.' },
    scales: {
      five_s: {
        max: 4,
        finding_at_or_below: 2,
        critical_fail_at_or_below: 0,
        anchors: [
          { score: 4, zh: '始终做到', en: 'Always', severity: 'none' },
          { score: 3, zh: '基本做到', en: 'Mostly', severity: 'none' },
          { score: 2, zh: '部分做到', en: 'Partly', severity: 'minor' },
          { score: 1, zh: '很少做到', en: 'Rarely', severity: 'major' },
          { score: 0, zh: '没有做到', en: 'Never', severity: 'major' },
        ],
      },
    },
    scoring: {
      ...usual,
      rollup: 'pooled_points',
      bands: [
        { grade: 'W', zh: '世界级', en: 'World class', min: 90 },
        { grade: 'G', zh: '很好', en: 'Very good', min: 80 },
        { grade: 'M', zh: '中等', en: 'Medium', min: 60 },
        { grade: 'P', zh: '较差', en: 'Poor', min: 0 },
      ],
    },
    sections: [
      {
        id: 'sort',
        title: { zh: '整理', en: 'Sort' },
        weight: 20,
        items: [
          fiveS('P5S-1', '工位上只有当前作业所需的物品', 'The bay holds only what the present job needs'),
          fiveS('P5S-2', '待处理物品有红牌和日期', 'Items to decide on carry a red tag with a date'),
        ],
      },
      {
        id: 'set',
        title: { zh: '整顿', en: 'Set in order' },
        weight: 20,
        items: [
          fiveS('P5S-3', '工具有固定位置和形迹标识', 'Tools have a marked place with an outline'),
          fiveS('P5S-4', '通道与存放区划线清楚', 'Aisles and storage are marked by clear lines'),
        ],
      },
      {
        id: 'shine',
        title: { zh: '清扫', en: 'Shine' },
        weight: 20,
        items: [
          fiveS('P5S-5', '地面无油污和积水', 'The floor is free of oil and water'),
          fiveS('P5S-6', '设备清洁并有点检记录', 'Equipment is clean, with a record of checks'),
        ],
      },
      {
        id: 'standardise',
        title: { zh: '清洁', en: 'Standardise' },
        weight: 20,
        items: [
          fiveS('P5S-7', '各区域张贴合格状态的照片', 'Photos of the accepted state hang in each zone'),
          fiveS('P5S-8', '清扫责任与频次已公布', 'Who cleans what and when is posted'),
        ],
      },
      {
        id: 'sustain',
        title: { zh: '素养', en: 'Sustain' },
        weight: 20,
        items: [
          fiveS('P5S-9', '每周自检并公布结果', 'A weekly self-check is done and posted'),
          fiveS('P5S-10', '新员工接受5S培训', 'New staff are trained in 5S'),
        ],
      },
    ],
  },
  answers: {
    'P5S-1': rated(4),
    'P5S-2': rated(3),
    'P5S-3': rated(2),
    'P5S-4': rated(3),
    'P5S-5': rated(4),
    'P5S-6': rated(4),
    'P5S-7': rated(1),
    'P5S-8': rated(2),
    'P5S-9': rated(3),
    'P5S-10': rated(0),
  },
  expected: { grade: 'M', gradeByScore: 'M', percentBp: 6500, earned: '26/1', triggered: [] },
}

const asked = (id: string, zh: string, en: string, more: Partial<WrittenItem> = {}) =>
  item({ id, zh, en, points: 10, response: { type: 'scale', scale: 'vda_10' }, ...more })

/**
 * Elements in one pool: 20 of 20, then 8.67 (the mean of 10, 8, 8 to two decimals) + 10 + 10 + 4 = 32.67 of 40, then 20 of 20:
 * 72.67 of 80 = 90.8375 %. The starred question at 4 and the second sub-element (14 of 20) take the A away.
 */
const processAudit: Sheet = {
  draft: {
    ...base,
    id: 'process-audit-elements',
    kind: 'oem_audit',
    title: { zh: '服务过程审核', en: 'Service process audit' },
    purpose: { zh: '按要素评价服务过程。', en: 'Rates service processes by element.' },
    scoring: {
      ...usual,
      min_coverage: { scope: 'section', min: '2/3' },
      rollup: 'pooled_points',
      section_round_decimals: 0,
      groups: [
        { id: 'U1', kind: 'sub', zh: '过程输入', en: 'Process input' },
        { id: 'U2', kind: 'sub', zh: '作业过程', en: 'Work sequence' },
      ],
      bands: [
        { grade: 'A', zh: '符合', en: 'Capable', min: 90 },
        { grade: 'B', zh: '有条件符合', en: 'Conditionally capable', min: 80 },
        { grade: 'C', zh: '不符合', en: 'Not capable', min: 0 },
      ],
      gates: [
        gate(
          'AB1',
          '任一要素低于80%，最高为B',
          'An element below 80 % caps the grade at B',
          { any_section_below: 80 },
          { cap_grade: 'B' },
        ),
        gate(
          'AB2',
          '任一子要素低于80%，最高为B',
          'A sub-element below 80 % caps the grade at B',
          { any_group_below: { kind: 'sub', percent: 80 } },
          { cap_grade: 'B' },
        ),
        gate(
          'AB3',
          '星号问题得分不高于4，最高为B',
          'A starred question at 4 or less caps the grade at B',
          { critical_score_at_most: 4 },
          { cap_grade: 'B' },
        ),
        gate(
          'BC1',
          '任一要素低于70%，为C',
          'An element below 70 % caps the grade at C',
          { any_section_below: 70 },
          { cap_grade: 'C' },
        ),
      ],
    },
    sections: [
      {
        id: 'E5',
        title: { zh: '供应管理', en: 'Suppliers' },
        weight: 25,
        items: [
          asked('PAE-5-1', '外包维修商经过评估', 'Subcontracted repairers were assessed'),
          asked('PAE-5-2', '来件按规定验收', 'Incoming parts are inspected as agreed'),
        ],
      },
      {
        id: 'E6',
        title: { zh: '维修作业', en: 'Repair work' },
        weight: 50,
        items: [
          asked('PAE-6-1', '派工前资料齐全', 'Papers are complete before a job is given out', {
            groups: ['U1'],
            response: { type: 'scale', scale: 'vda_10', ratings: { combine: 'mean', decimals: 2 } },
          }),
          asked('PAE-6-2', '备件按工单备齐', 'Parts are picked for the job', { groups: ['U1'] }),
          asked('PAE-6-3', '按作业指导操作', 'Work follows the instruction', { groups: ['U2'] }),
          asked('PAE-6-4', '紧固扭矩有记录', 'Tightening torques are recorded', { groups: ['U2'], critical: true }),
        ],
      },
      {
        id: 'E7',
        title: { zh: '交付与回访', en: 'Handover and follow-up' },
        weight: 25,
        items: [
          asked('PAE-7-1', '交车时解释维修内容', 'The work is explained at handover'),
          asked('PAE-7-2', '三日内回访', 'The customer is called within three days'),
        ],
      },
    ],
  },
  answers: {
    'PAE-5-1': rated(10),
    'PAE-5-2': rated(10),
    'PAE-6-1': rated(10, 8, 8),
    'PAE-6-2': rated(10),
    'PAE-6-3': rated(10),
    'PAE-6-4': rated(4),
    'PAE-7-1': rated(10),
    'PAE-7-2': rated(10),
  },
  expected: { grade: 'B', gradeByScore: 'A', percentBp: 9084, earned: '7267/100', triggered: ['AB2', 'AB3'] },
}

const places = { zh: '处', en: 'places' }

/**
 * 100 points: 20 − 3 × 5 = 5; 10 − 7 × 2, which stops at 0; 40 less two full steps of 4 = 32; 30; and 5 of bonus: 72. The red
 * line was crossed, so the grade is D whatever the points.
 */
const deductions: Sheet = {
  draft: {
    ...base,
    id: 'annual-appraisal',
    kind: 'oem_audit',
    title: { zh: '年度考评表（扣分制）', en: 'Annual appraisal by deductions' },
    purpose: { zh: '按扣分、加分和一票否决考评。', en: 'Appraisal by deductions, bonus and red lines.' },
    scoring: {
      ...usual,
      rollup: 'pooled_points',
      bands: [
        { grade: 'A', zh: '优秀', en: 'Excellent', min: 90, rebate: 1.2 },
        { grade: 'B', zh: '良好', en: 'Good', min: 80, rebate: 1 },
        { grade: 'C', zh: '合格', en: 'Sufficient', min: 60, rebate: 0.8 },
        { grade: 'D', zh: '不合格', en: 'Insufficient', min: 0, rebate: 0 },
      ],
      gates: [
        gate(
          'VETO',
          '发生一票否决事项，直接评为D',
          'A crossed red line gives grade D',
          { item_failed: 'AA-3-2' },
          { set_grade: 'D' },
        ),
      ],
    },
    sections: [
      {
        id: 'site',
        title: { zh: '现场', en: 'Site' },
        weight: 30,
        items: [
          item({
            id: 'AA-1-1',
            zh: '消防通道被占用：每处扣5分，扣完为止',
            en: 'Blocked escape routes: 5 points each, until none is left',
            points: 20,
            response: { type: 'number', unit: places, rule: 'count_deduct', per: 5 },
          }),
          item({
            id: 'AA-1-2',
            zh: '标识缺失：每处扣2分，扣完为止',
            en: 'Missing signs: 2 points each, until none is left',
            points: 10,
            response: { type: 'number', unit: places, rule: 'count_deduct', per: 2 },
          }),
        ],
      },
      {
        id: 'service',
        title: { zh: '服务', en: 'Service' },
        weight: 70,
        items: [
          item({
            id: 'AA-2-1',
            zh: '一次修复率：比例每降低5%扣4分',
            en: 'Fixed first visit: 4 points off for each 5 % below 100 %',
            points: 40,
            response: {
              type: 'number',
              unit: '%',
              rule: 'step_deduct',
              from: 100,
              step: 5,
              per_step: 4,
              steps: 'full',
            },
          }),
          item({
            id: 'AA-2-2',
            zh: '客户档案完整',
            en: 'Customer files are complete',
            points: 30,
            response: { type: 'yes_no' },
          }),
        ],
      },
      {
        id: 'extra',
        title: { zh: '加分与否决', en: 'Bonus and red lines' },
        weight: 0,
        items: [
          item({
            id: 'AA-3-1',
            zh: '获得厂家技能竞赛名次',
            en: 'Placed in the skills contest of the maker',
            points: 5,
            class: 'bonus',
            response: { type: 'yes_no' },
          }),
          item({
            id: 'AA-3-2',
            zh: '全年没有弄虚作假',
            en: 'No falsified records in the year',
            points: 0,
            response: { type: 'yes_no' },
          }),
        ],
      },
    ],
  },
  answers: {
    'AA-1-1': { type: 'number', value: '3' },
    'AA-1-2': { type: 'number', value: '7' },
    'AA-2-1': { type: 'number', value: '88' },
    'AA-2-2': yes,
    'AA-3-1': yes,
    'AA-3-2': no,
  },
  expected: { grade: 'D', gradeByScore: 'C', percentBp: 7200, earned: '72/1', triggered: ['VETO'] },
}

const level = (code: string, demerit: number, zh: string, en: string) => ({ code, zh, en, demerit })
const levels = [
  level('a', 0, '完全符合', 'Fully met'),
  level('b', 5, '轻微问题', 'Minor gaps'),
  level('c', 10, '需要改进', 'Must improve'),
  level('d', 15, '较多问题', 'Many gaps'),
  level('e', 20, '严重问题', 'Serious gaps'),
]
const judged = (id: string, zh: string, en: string) =>
  item({ id, zh, en, points: 20, response: { type: 'choice', options: levels } })

/** 5 + 10 + 5 = 20 points off: too many for a 5; a 4 allows 20 and no single one above 10. */
const hygiene: Sheet = {
  draft: {
    ...base,
    id: 'hygiene-rating',
    kind: 'oem_audit',
    title: { zh: '餐饮区卫生评级', en: 'Hygiene rating of the lounge' },
    purpose: { zh: '失分越少，等级越高。', en: 'The fewer points off, the better the rating.' },
    scoring: {
      ...usual,
      rollup: 'demerit_sum',
      display_decimals: 0,
      bands: [
        { grade: '5', zh: '非常好', en: 'Very good', max_total: 15, max_single: 5 },
        { grade: '4', zh: '好', en: 'Good', max_total: 20, max_single: 10 },
        { grade: '3', zh: '基本满意', en: 'Generally satisfactory', max_total: 30, max_single: 10 },
        { grade: '2', zh: '需要改进', en: 'Improvement necessary', max_total: 40, max_single: 15 },
        { grade: '1', zh: '必须大力改进', en: 'Major improvement necessary', max_total: 50, max_single: 20 },
        { grade: '0', zh: '必须立即整改', en: 'Urgent improvement necessary' },
      ],
    },
    sections: [
      {
        id: 'all',
        title: { zh: '卫生', en: 'Hygiene' },
        weight: 100,
        items: [
          judged('HY-1', '食品与饮料的处理', 'Handling of food and drink'),
          judged('HY-2', '餐饮区的清洁与设施', 'Cleanliness and state of the lounge'),
          judged('HY-3', '卫生管理与记录', 'Hygiene management and records'),
        ],
      },
    ],
  },
  answers: {
    'HY-1': { type: 'choice', option: 'b' },
    'HY-2': { type: 'choice', option: 'c' },
    'HY-3': { type: 'choice', option: 'b' },
  },
  expected: { grade: '4', gradeByScore: '4', percentBp: 6667, earned: '40/1', lost: '20/1', triggered: [] },
}

const at = (time: string): MarkValue => ({ at: `2026-11-18T${time}+08:00` })

/**
 * Greeted after 90 s: half of 5; not asked for the name: 0 of 3; the drive never began, so its question does not apply; the offer
 * was explained: 6; and 2 of bonus: 10.5 of 14 = 75 %.
 */
const shop: Sheet = {
  draft: {
    ...base,
    id: 'lounge-shop',
    program: 'mystery_sales',
    kind: 'mystery_shop',
    announce: 'covert',
    blind: true,
    title: { zh: '神秘顾客：周末看车', en: 'Mystery shop: a weekend look' },
    purpose: { zh: '了解周末到店看车的真实体验。', en: 'How a weekend visit to the showroom feels.' },
    scenario: {
      brief: { zh: '以家庭换车为由到店看车。', en: 'Visit as a family that wants to replace its car.' },
      must_do: [{ zh: '询问金融方案', en: 'Ask about finance' }],
      must_not: [{ zh: '不得表明身份', en: 'Do not reveal who you are' }],
      proof_of_visit: [{ zh: '销售顾问名片', en: 'Card of the sales consultant' }],
    },
    timeline: {
      marks: [
        { id: 'arrive', zh: '进店', en: 'Arrival' },
        { id: 'greet', zh: '有人接待', en: 'Greeted' },
        { id: 'drive', zh: '试驾开始', en: 'Test drive begins' },
      ],
      order: ['arrive', 'greet', 'drive'],
      not_reached_allowed: ['drive'],
    },
    scoring: {
      ...usual,
      rollup: 'pooled_points',
      bonus_cap: 100,
      bands: [
        { grade: 'A', zh: '优秀', en: 'Excellent', min: 90 },
        { grade: 'B', zh: '良好', en: 'Good', min: 80 },
        { grade: 'C', zh: '一般', en: 'Fair', min: 60 },
        { grade: 'D', zh: '较差', en: 'Poor', min: 0 },
      ],
    },
    sections: [
      {
        id: 'welcome',
        title: { zh: '接待', en: 'Welcome' },
        weight: 50,
        items: [
          item({
            id: 'LS-1-1',
            zh: '进店至有人接待的时间',
            en: 'Time from arrival to being greeted',
            points: 5,
            method: 'covert',
            response: {
              type: 'duration',
              from: 'arrive',
              to: 'greet',
              bands: [{ max_s: 60, ratio: 1 }, { max_s: 180, ratio: 0.5 }, { else_ratio: 0 }],
            },
          }),
          item({ id: 'LS-1-2', zh: '询问顾客姓名', en: 'Asks for the name', points: 3, response: { type: 'yes_no' } }),
        ],
      },
      {
        id: 'product',
        title: { zh: '产品与报价', en: 'Product and offer' },
        weight: 50,
        items: [
          item({
            id: 'LS-2-1',
            zh: '试驾前说明路线',
            en: 'Explains the route before the drive',
            points: 4,
            response: { type: 'yes_no' },
            applies_if: { reached: 'drive' },
          }),
          item({
            id: 'LS-2-2',
            zh: '逐项解释报价',
            en: 'Explains the offer line by line',
            points: 6,
            response: { type: 'yes_no' },
          }),
          item({
            id: 'LS-2-3',
            zh: '主动邀请家人体验',
            en: 'Invites the family to try',
            points: 2,
            class: 'bonus',
            response: { type: 'yes_no' },
          }),
        ],
      },
    ],
  },
  answers: { 'LS-1-2': no, 'LS-2-2': yes, 'LS-2-3': yes },
  marks: { arrive: at('10:00:00'), greet: at('10:01:30'), drive: { reached: false } },
  expected: { grade: 'C', gradeByScore: 'C', percentBp: 7500, earned: '21/2', triggered: [] },
}

export const fiveSheets: readonly Sheet[] = [publicFiveS, processAudit, deductions, hygiene, shop]
