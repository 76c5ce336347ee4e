import type { ActionRoundRow } from '../db/schema.ts'

/** What a dealership of the demo writes into a plan: cause, measures and evidence that belong together. */
export type Cause = {
  class: Exclude<ActionRoundRow['cause_class'], ''>
  text: string
  whys: string[]
  containment: string
  what: string
  why: string
  how: string
  measures: [string, ...string[]]
  evidence: [string, ...string[]]
}

export const causes: readonly Cause[] = [
  {
    class: 'can',
    text: '工具和表单不够用：忙时排不到，现有表单漏填也能往下走，流程没有拦截。',
    whys: ['为什么漏做？忙时工具不够。', '为什么不够？8个工位只配3套。', '为什么没人提出？没有盘点和补充机制。'],
    containment: '即日起由班组长逐单复核并签字，已发现的问题当日补做。',
    what: '补齐工具，改版表单，漏填不能进入下一步',
    why: '流程和配置不足，员工想做也做不到',
    how: '采购补齐、表单改版、终检拦截',
    measures: [
      '补购工具并按工位定置，明确保管人',
      '表单改版：关键栏移到正面并设为必填',
      '终检核对关键栏，空白退回工位',
    ],
    evidence: ['采购单与到货照片已存档，工位定置图已张贴。', '新版表单样张2份，旧版已收回。', '终检记录20份，无空白。'],
  },
  {
    class: 'know',
    text: '新员工不清楚标准，培训后没有演练和抽查，遗忘快。',
    whys: ['为什么做错？不知道现行标准。', '为什么不知道？入职培训未覆盖。', '为什么没发现？培训后没有考核。'],
    containment: '当班主管示范正确做法，新员工暂由老员工带班作业。',
    what: '按现行标准重新培训并逐人演练过关',
    why: '会做才能做到，讲过不等于会做',
    how: '制作单页要点、班前演练、每周抽考',
    measures: ['编写单页作业要点并张贴在岗位', '逐人演练过关，不过关不上岗', '每周抽考2人，结果上墙'],
    evidence: ['要点卡已张贴，附岗位照片。', '演练签到表与评分表12份。', '抽考记录4周，均在90分以上。'],
  },
  {
    class: 'will',
    text: '做与不做一个样：检查结果没有和绩效挂钩，主管不检查。',
    whys: ['为什么不做？没人检查。', '为什么不检查？主管没有检查任务。', '为什么没有？考核办法没有这一项。'],
    containment: '服务经理每日抽查3单，当日通报，当日整改。',
    what: '把该项纳入月度绩效，主管每日检查并公示',
    why: '愿意做需要激励和督促',
    how: '修订考核办法、每日抽查、月度表彰',
    measures: ['修订月度考核办法，增加该项并公示', '主管每日抽查3单并记录', '月度评选执行最好班组并奖励'],
    evidence: ['考核办法已签发并公示，附照片。', '每日抽查表20份，问题当日关闭。', '月度会议纪要与表彰照片。'],
  },
]
