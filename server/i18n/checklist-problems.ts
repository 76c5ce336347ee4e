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
  'checklist.problem.weights': ['各部分权重之和为{sum}，应为100。', 'The section weights add up to {sum}, not to 100.'],
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
  'checklist.problem.unknown_section': ['没有名为“{name}”的部分。', 'There is no section named “{name}”.'],
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
} as const satisfies Record<`checklist.problem.${string}`, readonly [zh: string, en: string]>

export type ChecklistProblemWord = keyof typeof checklistProblems
