/** What is wrong with a checklist file, one plain sentence each; see server/checklists/read.ts. */
export const checklistProblems = {
  'checklist.problem.line': ['{file} 第{line}行，{place}：{sentence}', '{file}, line {line}, {place}: {sentence}'],
  'checklist.problem.whole_file': ['整个文件', 'whole file'],

  'checklist.problem.not_yaml': [
    '从此行起不是有效的YAML，请检查附近的缩进、引号、括号和冒号。',
    'From this line on it is not valid YAML. Check indentation, quotes, brackets and colons nearby.',
  ],
  'checklist.problem.tab': ['缩进请用空格，不能用制表符。', 'Indent with spaces, not with tabs.'],
  'checklist.problem.indent': ['缩进与上下行不一致。', 'The indentation does not match the lines around it.'],
  'checklist.problem.sign_missing': [
    '此处或上文缺少引号、括号、逗号或冒号。',
    'A quote, bracket, comma or colon is missing here or above.',
  ],
  'checklist.problem.one_document': ['一个文件只能写一份检查表。', 'One file holds one checklist.'],
  'checklist.problem.bad_alias': [
    '引用（*）无法展开，请直接写出内容。',
    'The aliases (*) cannot be unfolded. Write the text out instead.',
  ],
  'checklist.problem.key_twice': ['同一层中有两个相同的字段名。', 'The same field is written twice here.'],
  'checklist.problem.empty_file': ['文件中没有内容。', 'The file holds nothing.'],
  'checklist.problem.missing': ['缺少字段“{field}”。', 'The field “{field}” is missing.'],
  'checklist.problem.missing_zh': ['缺少中文文本（zh）。', 'The Chinese text (zh) is missing.'],
  'checklist.problem.missing_en': ['缺少英文文本（en）。', 'The English text (en) is missing.'],
  'checklist.problem.unknown_field': ['没有名为“{field}”的字段。', 'There is no field named “{field}”.'],
  'checklist.problem.not_text': [
    '此处应为文本；数字或日期请加引号。',
    'This must be text; put quotes around a number or date.',
  ],
  'checklist.problem.not_number': ['此处应为数字。', 'This must be a number.'],
  'checklist.problem.not_whole_number': ['此处应为整数。', 'This must be a whole number.'],
  'checklist.problem.not_yes_or_no': ['此处应为true或false。', 'This must be true or false.'],
  'checklist.problem.not_list': ['此处应为列表。', 'This must be a list.'],
  'checklist.problem.not_fields': [
    '此处应为一组下级字段，例如zh和en。',
    'This must be a group of fields, such as zh and en.',
  ],
  'checklist.problem.not_one_of': [
    '“{found}”不可用，只能是：{values}。',
    '“{found}” is not possible here. Use one of: {values}.',
  ],
  'checklist.problem.too_small': ['数值过小，最小为{least}。', 'The number is too small; the least is {least}.'],
  'checklist.problem.not_above': ['数值必须大于{least}。', 'The number must be greater than {least}.'],
  'checklist.problem.too_large': ['数值过大，最大为{most}。', 'The number is too large; the most is {most}.'],
  'checklist.problem.too_few': ['至少需要{least}条。', 'At least {least|entry is|entries are} needed.'],
  'checklist.problem.empty': ['此处不能为空。', 'This must not be empty.'],
  'checklist.problem.bad_code': [
    '代码只能由字母、数字、点、横线和下划线组成，并以字母或数字开头。',
    'A code consists of letters, digits, dots, hyphens and underscores and begins with a letter or digit.',
  ],
  'checklist.problem.bad_version': ['版本号应为三段数字，如1.0.0。', 'A version has three numbers, such as 1.0.0.'],
  'checklist.problem.bad_share': ['比例应写成分数，如2/3。', 'A share is written as a fraction, such as 2/3.'],
  'checklist.problem.bad_tag': ['标签应写成practice:24h-call的形式。', 'A tag looks like practice:24h-call.'],
  'checklist.problem.not_possible': ['此处的写法不符合格式。', 'What is written here does not fit the format.'],

  'checklist.problem.id_twice': [
    '“{id}”重复，首次出现在{first}。',
    '“{id}” is used twice; the first one is at {first}.',
  ],
  'checklist.problem.item_elsewhere': [
    '检查项代码“{id}”已被{file}使用；代码在所有检查表中必须唯一。',
    'The item code “{id}” is used in {file} already; codes are unique over all checklists.',
  ],
  'checklist.problem.version_twice': [
    '检查表“{id}”的版本{version}已在{file}中。',
    'Version {version} of the checklist “{id}” is already in {file}.',
  ],
  'checklist.problem.weights': [
    '各章节权重之和为{sum}，应为{wanted}。',
    'The section weights add up to {sum}, not to {wanted}.',
  ],
  'checklist.problem.unknown_position': ['没有名为“{name}”的岗位。', 'There is no position named “{name}”.'],
  'checklist.problem.unknown_method': ['没有名为“{name}”的检查方法。', 'There is no method named “{name}”.'],
  'checklist.problem.unknown_class': [
    '公共词表中没有类别“{name}”。',
    'The shared vocabularies have no class “{name}”.',
  ],
  'checklist.problem.unknown_factor': [
    '公共词表中没有因素“{name}”。',
    'The shared vocabularies have no factor class “{name}”.',
  ],
  'checklist.problem.unknown_scale': ['没有名为“{name}”的评分表。', 'There is no scale named “{name}”.'],
  'checklist.problem.unknown_band_set': ['没有名为“{name}”的抽样分档。', 'There is no sample band set named “{name}”.'],
  'checklist.problem.unknown_mark': ['时间线中没有时间点“{name}”。', 'The timeline has no mark “{name}”.'],
  'checklist.problem.unknown_item': ['没有代码为“{name}”的检查项。', 'There is no item with the code “{name}”.'],
  'checklist.problem.unknown_section': ['没有名为“{name}”的章节。', 'There is no section named “{name}”.'],
  'checklist.problem.unknown_grade': ['等级表中没有等级“{name}”。', 'There is no grade “{name}” among the bands.'],
  'checklist.problem.same_mark': ['起止时间点不能相同。', 'The span must run between two different marks.'],
  'checklist.problem.span_not_ascending': ['时限必须从小到大排列。', 'The time limits must ascend.'],
  'checklist.problem.else_not_last': [
    '最后一档必须是else_ratio，且只能有一个。',
    'The last band, and only the last, must be else_ratio.',
  ],
  'checklist.problem.bands_not_descending': ['分档下限必须逐级降低。', 'The band limits must descend.'],
  'checklist.problem.lowest_band': [
    '最低一档的下限不能高于0，否则低分没有等级。',
    'The lowest band must begin at 0 or below, or low results have no grade.',
  ],
  'checklist.problem.anchors_not_descending': [
    '评分等级必须从高分到低分排列。',
    'The anchors must run from the best score down.',
  ],
  'checklist.problem.best_anchor': [
    '最高评分等级必须等于满分{max}。',
    'The best anchor must equal the maximum, {max}.',
  ],
  'checklist.problem.limits_cross': [
    '“不合格”界限不能高于“发现项”界限。',
    'The limit for failed must not lie above the limit for a finding.',
  ],
  'checklist.problem.no_full_option': [
    '至少一个选项须得满分（ratio: 1）。',
    'One option must earn full points (ratio: 1).',
  ],
  'checklist.problem.range_open': ['min_ok与max_ok至少填写一个。', 'Give min_ok, max_ok or both.'],
  'checklist.problem.range_crossed': ['min_ok不能大于max_ok。', 'min_ok must not be greater than max_ok.'],
  'checklist.problem.accepts_all': [
    '允许不合格数须小于样本量{size}。',
    'The accept number must be smaller than the sample size, {size}.',
  ],
  'checklist.problem.unscored_points': [
    '记录项和文本项不计分：points须为0，class须为info。',
    'An information or text item has no points: points must be 0 and class info.',
  ],
  'checklist.problem.unscored_now_critical': [
    '本次不计分的检查项不能同时是关键项：请去掉关键项标记，或恢复计分。',
    'An item that is not scored this time cannot be critical: take one of the two away.',
  ],
  'checklist.problem.never_scored': [
    '记录项和文本项本来就不计分，无需标记本次不计分。',
    'An information or text item is never scored, so “not scored this time” says nothing here.',
  ],
  'checklist.problem.gate_on_unscored': [
    '检查项“{name}”本次不计分，此规则永远不会触发。',
    'The item “{name}” is not scored this time, so this gate could never trigger.',
  ],
  'checklist.problem.condition_empty': ['适用条件至少需要填写一项。', 'A condition must say at least one thing.'],
  'checklist.problem.condition_on_itself': [
    '检查项不能以自己的答案作为适用条件。',
    'An item cannot depend on its own answer.',
  ],
  'checklist.problem.condition_on_later': [
    '检查项“{name}”排在后面：适用条件只能取决于前面检查项的答案。',
    'The item “{name}” stands later: a condition can only depend on an item before it.',
  ],
  'checklist.problem.condition_no_such_answer': [
    '检查项“{item}”没有答案“{found}”，可以填写：{values}。',
    'The item “{item}” has no answer “{found}”. Possible: {values}.',
  ],
  'checklist.problem.condition_no_answers': [
    '检查项“{item}”的作答方式不能作为适用条件。',
    'No condition can depend on how the item “{item}” is answered.',
  ],
  'checklist.problem.unknown_feature': ['没有名为“{name}”的经销商特征。', 'There is no dealer feature named “{name}”.'],
  'checklist.problem.feature_both': [
    '经销商特征“{name}”不能既要求具备又要求不具备。',
    'A dealer cannot have and lack the feature “{name}” at once.',
  ],
  'checklist.problem.unscored_critical': [
    '加分项和记录项不能是关键项。',
    'A bonus or information item cannot be critical.',
  ],
  'checklist.problem.no_schedule': ['频次“{name}”未写入schedule。', 'The frequency “{name}” is not in the schedule.'],
  'checklist.problem.no_frequency': [
    '本检查表按频次执行，此项须注明频次。',
    'This checklist runs by frequency, so the item needs one.',
  ],
  'checklist.problem.share_above_one': ['比例不能大于1。', 'The share must not exceed 1.'],
  'checklist.problem.no_condition': ['规则至少需要一个条件。', 'A gate needs at least one condition.'],
  'checklist.problem.one_effect': ['规则只能有一个结果。', 'A gate has exactly one effect.'],
  'checklist.problem.each_without_deduction': ['each只能与扣分一起使用。', 'each is only possible with a deduction.'],
  'checklist.problem.from_without_deduction': ['from只能与扣分一起使用。', 'from is only possible with a deduction.'],

  'checklist.problem.value_bands_order': [
    '分档须全部用min（从大到小）或全部用max（从小到大），最后一档为else_ratio。',
    'The bands must all have min, descending, or all have max, ascending, and end with else_ratio.',
  ],
  'checklist.problem.deducts_from_nothing': [
    '扣分项须有分值（points大于0）。',
    'Points can only be taken off where the item has some: points must be above 0.',
  ],
  'checklist.problem.deducts_too_much': [
    '最多扣分（most）不能超过本项分值{points}。',
    'most must not be above the points of the item, {points}.',
  ],
  'checklist.problem.options_mixed': [
    '每个选项须用同一种方式计分：ratio、points或demerit三选一。',
    'Every option needs exactly one of ratio, points and demerit, and all of them the same.',
  ],
  'checklist.problem.options_all_zero': [
    '至少一个选项的points不为0。',
    'At least one option must have points other than 0.',
  ],
  'checklist.problem.possible_of_points': [
    'possible只能与points一起使用。',
    'possible is only possible beside points.',
  ],
  'checklist.problem.possible_missing': [
    '一个选项写了possible，其他选项也要写。',
    'When one option has possible, all of them need it.',
  ],
  'checklist.problem.possible_points': [
    '本项分值为{points}，应等于各选项possible的最大值{most}。',
    'The item has {points} points; that must equal the largest possible of its options, {most}.',
  ],
  'checklist.problem.points_above_possible': [
    '选项得分（points）不能超过其应得分（possible）。',
    'An option cannot earn more points than are possible with it.',
  ],
  'checklist.problem.half_of_ratio': [
    'half_credit只用于以ratio计分的选项。',
    'half_credit is only for options with a ratio.',
  ],
  'checklist.problem.base_of_demerit': [
    'demerit_base只用于以demerit计分的选项。',
    'demerit_base is only for options with a demerit.',
  ],
  'checklist.problem.no_free_option': [
    '至少一个选项不扣分（demerit: 0）。',
    'One option must cost nothing (demerit: 0).',
  ],
  'checklist.problem.demerit_points': [
    '本项分值为{points}，应等于最差选项的扣分{most}。',
    'The item has {points} points; that must equal what its worst option costs, {most}.',
  ],
  'checklist.problem.choices_of_ratio': [
    '多选题的选项须用points或demerit计分。',
    'Options of which several may be chosen need points or demerit.',
  ],
  'checklist.problem.choices_possible': [
    '多选题的选项不能有possible。',
    'Options of which several may be chosen cannot have possible.',
  ],
  'checklist.problem.unknown_group': [
    'scoring.groups中没有分组“{name}”。',
    'There is no group “{name}” in scoring.groups.',
  ],
  'checklist.problem.unknown_group_kind': [
    'scoring.groups中没有kind为“{name}”的分组。',
    'No group in scoring.groups is of the kind “{name}”.',
  ],
  'checklist.problem.no_groups': ['尚未定义分组（scoring.groups）。', 'There are no groups (scoring.groups).'],
  'checklist.problem.start_missing': [
    '起始扣分制须写明起始分：start_minus: {start: 100}。',
    'This rollup needs the points at the start: start_minus: {start: 100}.',
  ],
  'checklist.problem.start_unused': [
    'start_minus只与rollup: start_minus一起使用。',
    'start_minus is only used with rollup: start_minus.',
  ],
  'checklist.problem.start_or_rollup': ['章节只能写start或rollup之一。', 'A section has start or rollup, not both.'],
  'checklist.problem.section_rollup_unused': [
    '总分按分值合计，不看各章节得分率；此处只能用pooled_points。',
    'The whole adds up points and does not look at section results, so only pooled_points makes sense here.',
  ],
  'checklist.problem.bonus_cap_unused': [
    'bonus_points_cap只用于按分值合计的总分。',
    'bonus_points_cap only works where the whole adds up points.',
  ],
  'checklist.problem.na_forbidden': [
    '本检查表不允许“不适用”（na: forbid），此处须为false。',
    'This checklist forbids N/A (na: forbid), so this must be false.',
  ],
  'checklist.problem.last_band_asks': [
    '最后一个等级不能再有条件，否则有的结果没有等级。',
    'The last grade must ask for nothing, or some results have no grade.',
  ],
  'checklist.problem.band_asks_nothing': [
    '此等级没有任何条件，后面的等级永远用不到。',
    'This grade asks for nothing, so the ones after it are never reached.',
  ],
  'checklist.problem.no_pass_mark': ['各章节都没有及格线（pass_mark）。', 'No section has a pass mark (pass_mark).'],
} as const satisfies Record<`checklist.problem.${string}`, readonly [zh: string, en: string]>

export type ChecklistProblemWord = keyof typeof checklistProblems
