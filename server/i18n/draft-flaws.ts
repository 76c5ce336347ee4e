/** What is wrong with a draft, for somebody who sees the labels of forms and never the names of the format. */
export const draftFlaws = {
  'drafts.flaw.no_full_option': [
    '至少一个选项的得分系数须为 1（满分）。',
    'At least one option must have the ratio 1, which is full points.',
  ],
  'drafts.flaw.range_open': ['下限与上限至少填一个。', 'Fill in a lower limit, an upper limit or both.'],
  'drafts.flaw.range_crossed': ['下限不能大于上限。', 'The lower limit must not be above the upper limit.'],
  'drafts.flaw.unscored_points': [
    '记录项和文本项不计分：分值须为 0，类别须为“记录”。',
    'An information or text item has no points: give it 0 points and the class for information.',
  ],
  'drafts.flaw.no_schedule': [
    '频次“{name}”不在“自检安排”中。',
    'The frequency “{name}” is not in the schedule of this checklist.',
  ],
  'drafts.flaw.value_bands_order': [
    '分档须从好到差排列：按下限的从大到小，按上限的从小到大。',
    'The bands must run from best to worst: least values descend, greatest values ascend.',
  ],
  'drafts.flaw.else_not_last': ['请填写其余情况的得分系数。', 'Say which ratio counts where no band is reached.'],
  'drafts.flaw.deducts_from_nothing': [
    '扣分项的分值须大于 0。',
    'Points can only be taken off where the item has some: give it points above 0.',
  ],
  'drafts.flaw.deducts_too_much': [
    '最多扣分不能超过本项分值 {points}。',
    'No more can be taken off than the points of the item, {points}.',
  ],
  'drafts.flaw.options_mixed': [
    '每个选项都要填写，并用同一种方式计分。',
    'Every option needs its figure, and all of them the same kind of figure.',
  ],
  'drafts.flaw.options_all_zero': ['至少一个选项的得分不为 0。', 'At least one option must have points other than 0.'],
  'drafts.flaw.possible_missing': ['每个选项都要填写应得分。', 'Every option needs its points possible.'],
  'drafts.flaw.possible_points': [
    '本项分值为 {points}，应等于各选项应得分的最大值 {most}。',
    'The item has {points} points; that must equal the most points possible with one of its options, {most}.',
  ],
  'drafts.flaw.points_above_possible': [
    '选项的得分不能超过其应得分。',
    'An option cannot earn more points than are possible with it.',
  ],
  'drafts.flaw.no_free_option': ['至少一个选项扣 0 分。', 'At least one option must cost 0.'],
  'drafts.flaw.choices_of_ratio': [
    '可多选时，选项须按得分或扣分计分。',
    'Where several options may be chosen, they are worth points or demerits.',
  ],
  'drafts.flaw.start_or_rollup': [
    '章节的起始分与计分方式只能填一个。',
    'A section has points at the start or its own way to add up, not both.',
  ],
  'drafts.flaw.na_forbidden': [
    '评分规则不允许“不适用”，请取消勾选“允许不适用”。',
    'The scoring of this checklist has no N/A, so the item cannot allow it.',
  ],
  'drafts.flaw.unknown_group': ['评分规则中没有分组“{name}”。', 'There is no group “{name}” under Scoring.'],
} as const
