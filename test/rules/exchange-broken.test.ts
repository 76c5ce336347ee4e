import { beforeAll, describe, expect, test } from 'vitest'
import { placeText, problemText, type WorkbookProblem, workbookLine } from '../../server/exchange/excel/problem.ts'
import { readWorkbook } from '../../server/exchange/read-workbook.ts'
import { checklistWorkbook } from '../../server/exchange/workbook.ts'
import { translator } from '../../server/i18n/words.ts'
import { Book, common, everyField } from '../support/workbooks.ts'

const chinese = translator('zh-CN')
const english = translator('en')

let original: Buffer
beforeAll(async () => {
  original = await checklistWorkbook(everyField(), 'zh-CN', common)
})

/** What is said about the workbook after a change; the change says the address of the cell that is to blame. */
const afterwards = async (change: (book: Book) => string | undefined) => {
  const book = await Book.from(original)
  const cell = change(book)
  const { content, problems } = await readWorkbook(await book.bytes(), common)
  expect(content).toBeUndefined()
  return { problems, cell }
}

const item = (code: string) => [undefined as never, code]
const set =
  (sheet: string, row: Parameters<Book['find']>[1], heading: string, value: Parameters<Book['set']>[3]) =>
  (book: Book) =>
    book.set(sheet, row, heading, value)
/** Changes one cell, but another one is to blame. */
const setAt =
  (change: (book: Book) => unknown, sheet: string, row: Parameters<Book['find']>[1], heading: string) =>
  (book: Book) => {
    change(book)
    return book.find(sheet, row, heading).cell
  }
const removeRow = (sheet: string, row: Parameters<Book['find']>[1]) => (book: Book) => {
  const heading = String(book.sheet(sheet).rows[0]?.[0]).split('\n')[0] as string
  book.sheet(sheet).rows.splice(book.find(sheet, row, heading).row, 1)
}
const addRow = (sheet: string, cells: Parameters<Book['add']>[1]) => (book: Book) => book.add(sheet, cells)

type Case = [what: string, sheet: string, change: (book: Book) => string | undefined, zh: string, en: string]

/** One thing wrong: exactly one problem, at exactly that cell, in both languages. */
const cases: Case[] = [
  // Items
  [
    'an item without a code',
    'Items',
    set('Items', item('EF-12'), 'Item code', null),
    '必须填写。',
    'This must be filled in.',
  ],
  [
    'an item code used twice',
    'Items',
    set('Items', item('EF-12'), 'Item code', 'EF-11'),
    '“EF-11”重复，首次出现在检查项 Items!B12。',
    '“EF-11” is used twice; the first one is at 检查项 Items!B12.',
  ],
  [
    'a code with a space in it',
    'Items',
    set('Items', item('EF-12'), 'Item code', 'EF 12'),
    '代码只能由字母、数字、点、横线和下划线组成，并以字母或数字开头。',
    'A code consists of letters, digits, dots, hyphens and underscores and begins with a letter or digit.',
  ],
  [
    'a code that is a number',
    'Items',
    set('Items', item('EF-12'), 'Item code', 12),
    '此处应为文本，现为12。请先将单元格设为“文本”格式，再重新输入。',
    'This must be text, not 12. Format the cell as text, then type it again.',
  ],
  [
    'a code that Excel made a date of',
    'Items',
    set('Items', item('EF-12'), 'Item code', new Date(Date.UTC(2026, 0, 2))),
    '单元格内容已被Excel变成日期。请先将单元格设为“文本”格式，再重新输入。',
    'Excel has turned the entry into a date. Format the cell as text, then type it again.',
  ],
  [
    'an item without a section',
    'Items',
    set('Items', item('EF-12'), 'Section', null),
    '必须填写。',
    'This must be filled in.',
  ],
  [
    'an unknown section',
    'Items',
    set('Items', item('EF-12'), 'Section', 'third'),
    '没有名为“third”的章节。',
    'There is no section named “third”.',
  ],
  [
    'a missing Chinese text',
    'Items',
    set('Items', item('EF-12'), 'Statement (Chinese)', null),
    '缺少中文文本（zh）。',
    'The Chinese text (zh) is missing.',
  ],
  [
    'a missing English text',
    'Items',
    set('Items', item('EF-12'), 'Statement (English)', null),
    '缺少英文文本（en）。',
    'The English text (en) is missing.',
  ],
  [
    'a guide in one language',
    'Items',
    set('Items', item('EF-01'), 'Guide (English)', null),
    '缺少英文文本（en）。',
    'The English text (en) is missing.',
  ],
  [
    'an unknown post',
    'Items',
    set('Items', item('EF-12'), 'Responsible post', '董事长'),
    '没有名为“董事长”的岗位。',
    'There is no position named “董事长”.',
  ],
  [
    'an unknown method',
    'Items',
    set('Items', item('EF-12'), 'Method', 'guess'),
    '没有名为“guess”的检查方法。',
    'There is no method named “guess”.',
  ],
  [
    'a class that is not in the list',
    'Items',
    set('Items', item('EF-11'), 'Class', '随便'),
    '“随便”不在“词表”中。',
    '“随便” is not in the sheet of lists.',
  ],
  [
    'a response that is not in the list',
    'Items',
    set('Items', item('EF-01'), 'Response', '打分'),
    '“打分”不在下拉列表中，可选：是/否、评分、抽样、数值、时长、单选、多选、文字。',
    '“打分” is not in the list. Use one of: Yes or no, Scale, Sample, Number, Duration, Choice, Several choices, Text.',
  ],
  [
    'a missing response',
    'Items',
    set('Items', item('EF-01'), 'Response', null),
    '必须填写。',
    'This must be filled in.',
  ],
  ['missing points', 'Items', set('Items', item('EF-01'), 'Points', null), '必须填写。', 'This must be filled in.'],
  [
    'text where points belong',
    'Items',
    set('Items', item('EF-01'), 'Points', '3分'),
    '此处应为数字，“3分”不是数字。',
    'This must be a number; “3分” is none.',
  ],
  [
    'negative points',
    'Items',
    set('Items', item('EF-01'), 'Points', -2),
    '数值过小，最小为0。',
    'The number is too small; the least is 0.',
  ],
  [
    'too many points',
    'Items',
    set('Items', item('EF-01'), 'Points', 20_000),
    '数值过大，最大为10000。',
    'The number is too large; the most is 10000.',
  ],
  [
    'half a day',
    'Items',
    set('Items', item('EF-01'), 'Days to correct', 1.5),
    '此处应为整数。',
    'This must be a whole number.',
  ],
  [
    'neither yes nor no',
    'Items',
    set('Items', item('EF-01'), 'Critical', '也许'),
    '请填“是”或“否”，不能填“也许”。',
    'Write yes or no, not “也许”.',
  ],
  [
    'points of a text item',
    'Items',
    set('Items', item('EF-12'), 'Points', 3),
    '记录项和文字项不计分：分值须为0，类别须为记录项。',
    'An information or text item has no points: points must be 0 and the class information.',
  ],
  [
    'a critical bonus item',
    'Items',
    set('Items', item('EF-09'), 'Critical', '是'),
    '加分项和记录项不能是关键项。',
    'A bonus or information item cannot be critical.',
  ],
  [
    'a sample without its size',
    'Items',
    set('Items', item('EF-04'), 'Sample size', null),
    '必须填写。',
    'This must be filled in.',
  ],
  [
    'an accept number that accepts all',
    'Items',
    set('Items', item('EF-05'), 'Accept number', 5),
    '允许不合格数须小于样本量5。',
    'The accept number must be smaller than the sample size, 5.',
  ],
  [
    'an unknown scale',
    'Items',
    set('Items', item('EF-02'), 'Scale', 'no_such'),
    '没有名为“no_such”的评分表。',
    'There is no scale named “no_such”.',
  ],
  [
    'an unknown set of bands',
    'Items',
    set('Items', item('EF-06'), 'Sample bands', 'no_such'),
    '没有名为“no_such”的抽样分档。',
    'There is no sample band set named “no_such”.',
  ],
  [
    'an unknown mark of a duration',
    'Items',
    set('Items', item('EF-10'), 'Timed to', 'T9'),
    '时间线中没有时间点“T9”。',
    'The timeline has no mark “T9”.',
  ],
  [
    'an unknown mark of a condition',
    'Conditions',
    set('Conditions', item('EF-01'), 'Mark reached', 'T9'),
    '时间线中没有时间点“T9”。',
    'The timeline has no mark “T9”.',
  ],
  [
    'a condition on an item that stands later',
    'Conditions',
    set('Conditions', item('EF-08'), 'Depends on item', 'EF-09'),
    '检查项“EF-09”排在后面：适用条件只能取决于前面检查项的答案。',
    'The item “EF-09” stands later: a condition can only depend on an item before it.',
  ],
  [
    'a condition on an answer that there is not',
    'Conditions',
    set('Conditions', item('EF-08'), 'Answered', '3, 7'),
    '检查项“EF-02”没有答案“7”，可以填写：3, 2, -1。',
    'The item “EF-02” has no answer “7”. Possible: 3, 2, -1.',
  ],
  [
    'a condition on a feature that no dealer has',
    'Conditions',
    set('Conditions', item('second'), 'Dealer has', 'swimming_pool'),
    '没有名为“swimming_pool”的经销商特征。',
    'There is no dealer feature named “swimming_pool”.',
  ],
  [
    'a condition on an outcome that there is not',
    'Conditions',
    set('Conditions', item('second'), 'Last result', 'None, often'),
    '“often”不在下拉列表中，可选：不符合、部分符合、符合、无结果。',
    '“often” is not in the list. Use one of: Failed, Finding, Passed, None.',
  ],
  [
    'a condition of a section that there is not',
    'Conditions',
    set('Conditions', item('second'), 'Code of the section or item', 'nowhere'),
    '没有名为“nowhere”的章节。',
    'There is no section named “nowhere”.',
  ],
  [
    'a critical item that is not scored',
    'Items',
    set('Items', item('EF-03'), 'Scored this time', '否'),
    '本次不计分的检查项不能同时是关键项：请去掉关键项标记，或恢复计分。',
    'An item that is not scored this time cannot be critical: take one of the two away.',
  ],
  [
    'a duration from a mark to itself',
    'Items',
    set('Items', item('EF-10'), 'Timed to', 'T1'),
    '起止时间点不能相同。',
    'The span must run between two different marks.',
  ],
  [
    'a number with no limits',
    'Items',
    (book) => {
      book.set('Items', item('EF-08'), 'Greatest allowed value', null)
      return book.set('Items', item('EF-08'), 'Least allowed value', null)
    },
    '合格下限与合格上限至少填写一个。',
    'Fill in the least value, the greatest value or both.',
  ],
  [
    'limits that cross',
    'Items',
    set('Items', item('EF-08'), 'Least allowed value', 99),
    '合格下限不能大于合格上限。',
    'The least allowed value must not be above the greatest.',
  ],
  [
    'a column that does not go with the response',
    'Items',
    set('Items', item('EF-01'), 'Sample size', 5),
    '此列不适用于本行（与所选作答方式或行类型不符），请清空。',
    'This column does not go with the response or kind chosen for this row. Leave it empty.',
  ],
  [
    'a tag of no known form',
    'Items',
    set('Items', item('EF-01'), 'Tags', 'Practice:24h'),
    '标签应写成practice:24h-call的形式。',
    'A tag looks like practice:24h-call.',
  ],
  [
    'a frequency that has no schedule',
    'Items',
    setAt(set('Checklist', ['月检周期 Schedule: monthly'], 'Value', null), 'Items', item('EF-03'), 'Frequency'),
    '“检查表”中没有填写该频次的周期。',
    'The sheet “Checklist” has no schedule for this frequency.',
  ],
  [
    'an item without a frequency where there is a schedule',
    'Items',
    set('Items', item('EF-03'), 'Frequency', null),
    '本检查表按频次执行，此项须注明频次。',
    'This checklist runs by frequency, so the item needs one.',
  ],
  [
    'a choice without options',
    'Items',
    setAt(
      (book) => {
        removeRow('Options', ['选项', 'EF-11', 'a'])(book)
        removeRow('Options', ['选项', 'EF-11', 'b'])(book)
      },
      'Items',
      item('EF-11'),
      'Item code',
    ),
    '“选项”表中没有本项的选项。',
    'The sheet of options has no rows of the kind “Option” for this item.',
  ],
  [
    'a duration without bands',
    'Items',
    setAt(
      (book) => {
        for (const kind of ['时长分档', '时长分档', '其余']) removeRow('Options', [kind, 'EF-10'])(book)
      },
      'Items',
      item('EF-10'),
      'Item code',
    ),
    '“选项”表中没有本项的时长分档。',
    'The sheet of options has no rows of the kind “Duration band” for this item.',
  ],
  [
    'a banded number without bands',
    'Items',
    setAt(
      (book) => {
        for (const kind of ['数值分档', '数值分档', '其余']) removeRow('Options', [kind, 'EF-15'])(book)
      },
      'Items',
      item('EF-15'),
      'Item code',
    ),
    '“选项”表中没有本项的数值分档。',
    'The sheet of options has no rows of the kind “Value band” for this item.',
  ],
  [
    'a group that is not there',
    'Items',
    set('Items', item('EF-01'), 'Groups', 'U1, U9'),
    '“分组”表中没有分组“U9”。',
    'The sheet of groups has no group “U9”.',
  ],
  [
    'a deduction above the points of the item',
    'Items',
    set('Items', item('EF-18'), 'Off at most', 3),
    '最多扣分不能超过本项分值2。',
    'It cannot take more off than the points of the item, 2.',
  ],
  [
    'steps that begin nowhere',
    'Items',
    set('Items', item('EF-19'), 'Steps from', null),
    '必须填写。',
    'This must be filled in.',
  ],
  [
    'an AQL that the table does not have',
    'Items',
    set('Items', item('EF-13'), 'AQL', 3),
    '“3”不在“词表”中。',
    '“3” is not in the sheet of lists.',
  ],
  [
    'half credit where there is no ratio',
    'Items',
    set('Items', item('EF-21'), 'Half credit', '是'),
    '“部分得分规则”只用于以得分系数计分的选项。',
    '“Half credit” is only for options with a ratio.',
  ],
  // Sections
  [
    'weights that do not add up',
    'Sections',
    setAt(set('Sections', ['second'], 'Weight', 30), 'Sections', ['章节代码\nSection code'], 'Weight'),
    '各章节权重之和为96，应为99。',
    'The section weights add up to 96, not to 99.',
  ],
  [
    'a section without items',
    'Sections',
    setAt(
      addRow('Sections', {
        'Section code': 'empty',
        'Section title (Chinese)': '空',
        'Section title (English)': 'Empty',
        Weight: 0,
      }),
      'Sections',
      ['empty'],
      'Section code',
    ),
    '本章节没有检查项。请在“检查项”表中填写，或删除本章节。',
    'The section has no items. Add some to the sheet of items, or delete the section.',
  ],
  // Options
  [
    'an option of an unknown item',
    'Options',
    setAt(
      addRow('Options', {
        'Kind of row': '选项',
        'Belongs to': 'EF-99',
        'Option code': 'c',
        Ratio: 1,
        'Text (Chinese)': '丙',
        'Text (English)': 'Third',
      }),
      'Options',
      ['选项', 'EF-99'],
      'Belongs to',
    ),
    '没有代码为“EF-99”的检查项。',
    'There is no item with the code “EF-99”.',
  ],
  [
    'an option of an item that is no choice',
    'Options',
    setAt(
      addRow('Options', {
        'Kind of row': '选项',
        'Belongs to': 'EF-01',
        'Option code': 'c',
        Ratio: 1,
        'Text (Chinese)': '丙',
        'Text (English)': 'Third',
      }),
      'Options',
      ['选项', 'EF-01'],
      'Kind of row',
    ),
    '此列不适用于本行（与所选作答方式或行类型不符），请清空。',
    'This column does not go with the response or kind chosen for this row. Leave it empty.',
  ],
  [
    'options that never earn full points',
    'Options',
    setAt(set('Options', ['选项', 'EF-11', 'a'], 'Ratio', 0.9), 'Options', ['选项', 'EF-11', 'a'], 'Kind of row'),
    '至少一个选项须得满分（得分系数1）。',
    'One option must earn full points (ratio 1).',
  ],
  [
    'a ratio above one',
    'Options',
    set('Options', ['选项', 'EF-11', 'b'], 'Ratio', 1.5),
    '数值过大，最大为1。',
    'The number is too large; the most is 1.',
  ],
  [
    'anchors that do not descend',
    'Options',
    set('Options', ['评分等级', 'own_scale', null, 2], 'Score', 4),
    '评分等级必须从高分到低分排列。',
    'The anchors must run from the best score down.',
  ],
  [
    'a best anchor that is not the maximum',
    'Options',
    setAt(
      set('Options', ['评分表', 'own_scale'], 'Best score', 9),
      'Options',
      ['评分等级', 'own_scale', null, 3],
      'Score',
    ),
    '最高评分等级必须等于满分9。',
    'The best anchor must equal the maximum, 9.',
  ],
  [
    'a scale without its own row',
    'Options',
    setAt(removeRow('Options', ['评分表', 'own_scale']), 'Options', ['评分等级', 'own_scale', null, 3], 'Kind of row'),
    '“own_scale”缺少“评分表”一行。',
    '“own_scale” has no row of the kind “Scale”.',
  ],
  [
    'a scale with two rows of its own',
    'Options',
    addRow('Options', {
      'Kind of row': '评分表',
      'Belongs to': 'own_scale',
      'Best score': 3,
      'Finding at or below': 2,
      'Failed at or below': 1,
    }),
    '“own_scale”的这类行只能有一行。',
    'There is only one row of this kind for “own_scale”.',
  ],
  [
    'limits of a scale that cross',
    'Options',
    set('Options', ['评分表', 'own_scale'], 'Failed at or below', 2.5),
    '“不合格”界限不能高于“发现项”界限。',
    'The limit for failed must not lie above the limit for a finding.',
  ],
  [
    'sample bands that do not descend',
    'Options',
    set('Options', ['抽样分档', 'own_bands', null, null, 0.5], 'From', 0.97),
    '分档下限必须逐级降低。',
    'The band limits must descend.',
  ],
  [
    'time limits that do not ascend',
    'Options',
    set('Options', ['时长分档', 'EF-10', null, null, null, null, 120], 'Limit (seconds)', 30),
    '时限必须从小到大排列。',
    'The time limits must ascend.',
  ],
  [
    'a duration whose last band is none',
    'Options',
    setAt(
      removeRow('Options', ['其余', 'EF-10']),
      'Options',
      ['时长分档', 'EF-10', null, null, null, null, 120],
      'Kind of row',
    ),
    '本项分档的最后一行必须是“其余”，且只能有一行。',
    'The last band of the item, and only the last, is a row “otherwise”.',
  ],
  [
    'a row of options of no known kind',
    'Options',
    set('Options', ['抽样分档界限', 'own_bands'], 'Kind of row', '别的'),
    '“别的”不在下拉列表中，可选：评分表、评分等级、抽样分档界限、抽样分档、时长分档、数值分档、其余、选项。',
    '“别的” is not in the list. Use one of: Scale, Anchor of a scale, Limits of sample bands, Sample band, Duration band, Value band, Otherwise, Option.',
  ],
  [
    'a column that does not go with the kind of row',
    'Options',
    set('Options', ['评分表', 'own_scale'], 'Limit (seconds)', 30),
    '此列不适用于本行（与所选作答方式或行类型不符），请清空。',
    'This column does not go with the response or kind chosen for this row. Leave it empty.',
  ],
  [
    'value bands in a wrong order',
    'Options',
    set('Options', ['数值分档', 'EF-15', null, null, -2], 'From', 20),
    '数值分档须全部填下限（从高到低）或全部填上限（从低到高），最后一行为“其余”。',
    'The value bands must all have “from”, descending, or all have “up to”, ascending, and end with a row “otherwise”.',
  ],
  [
    'options that are worth something in different ways',
    'Options',
    setAt(
      (book) => {
        book.set('Options', ['选项', 'EF-11', 'b'], 'Ratio', null)
        book.set('Options', ['选项', 'EF-11', 'b'], 'Points', 1)
      },
      'Options',
      ['选项', 'EF-11', 'a'],
      'Kind of row',
    ),
    '各选项须用同一种方式计分：得分系数、得分、扣分三选一，且每个选项都要填。',
    'All options of an item say in the same way what they are worth: each has one of ratio, points and demerit.',
  ],
  // Losses and photos
  [
    'a loss of an unknown item',
    'Losses',
    set('Losses', ['EF-01', 'L2'], 'Item code', 'EF-77'),
    '没有代码为“EF-77”的检查项。',
    'There is no item with the code “EF-77”.',
  ],
  [
    'a loss code used twice for an item',
    'Losses',
    setAt(set('Losses', ['EF-01', 'L2'], 'Loss code', 'L1'), 'Losses', ['EF-01', 'L1', '失分二'], 'Loss code'),
    '“L1”重复，首次出现在失分描述 Losses!B2。',
    '“L1” is used twice; the first one is at 失分描述 Losses!B2.',
  ],
  [
    'a loss without English',
    'Losses',
    set('Losses', ['EF-01', 'L2'], 'Loss (English)', null),
    '缺少英文文本（en）。',
    'The English text (en) is missing.',
  ],
  [
    'a severity that a loss cannot have',
    'Losses',
    set('Losses', ['EF-01', 'L2'], 'Severity', '无'),
    '“无”不在下拉列表中，可选：关键、严重、一般、观察。',
    '“无” is not in the list. Use one of: Critical, Major, Minor, Observation.',
  ],
  [
    'a photo without a code',
    'Photos',
    set('Photos', ['EF-01'], 'Photo code', null),
    '必须填写。',
    'This must be filled in.',
  ],
  // Bands and gates
  [
    'bands that do not descend',
    'Bands',
    set('Bands', ['B'], 'From (%)', 95),
    '分档下限必须逐级降低。',
    'The band limits must descend.',
  ],
  [
    'a lowest band above zero',
    'Bands',
    set('Bands', ['C'], 'From (%)', 10),
    '最低一档的下限不能高于0，否则低分没有等级。',
    'The lowest band must begin at 0 or below, or low results have no grade.',
  ],
  [
    'an alternative of an unknown grade',
    'Alternatives',
    setAt(addRow('Alternatives', { Grade: 'Z', 'From (%)': 50 }), 'Alternatives', ['Z'], 'Grade'),
    '“等级”表中没有等级“Z”。',
    'The sheet of bands has no grade “Z”.',
  ],
  [
    'a group used twice',
    'Groups',
    addRow('Groups', {
      'Group code': 'U1',
      'Kind of group': 'step',
      'Group (Chinese)': '三',
      'Group (English)': 'Three',
    }),
    '“U1”重复，首次出现在分组 Groups!A2。',
    '“U1” is used twice; the first one is at 分组 Groups!A2.',
  ],
  [
    'a gate about a kind of group that is not there',
    'Gates',
    set('Gates', ['G8'], 'If any group (of the kind) …', 'branch'),
    '“分组”表中没有类型为“branch”的分组。',
    'No group in the sheet of groups is of the kind “branch”.',
  ],
  [
    'a gate that names an unknown item',
    'Gates',
    set('Gates', ['G3'], 'If item failed', 'EF-50'),
    '没有代码为“EF-50”的检查项。',
    'There is no item with the code “EF-50”.',
  ],
  [
    'a gate that names an unknown section',
    'Gates',
    set('Gates', ['G2'], 'If section …', 'nowhere'),
    '没有名为“nowhere”的章节。',
    'There is no section named “nowhere”.',
  ],
  ['half a condition', 'Gates', set('Gates', ['G2'], '… below (%)', null), '必须填写。', 'This must be filled in.'],
  [
    'a gate that caps at an unknown grade',
    'Gates',
    set('Gates', ['G1'], 'Then grade at best', 'Z'),
    '等级表中没有等级“Z”。',
    'There is no grade “Z” among the bands.',
  ],
  [
    'a gate without a condition',
    'Gates',
    setAt(set('Gates', ['G3'], 'If item failed', null), 'Gates', ['G3'], 'If critical items failed (at least)'),
    '规则至少需要一个条件。',
    'A gate needs at least one condition.',
  ],
  [
    'a gate with two effects',
    'Gates',
    setAt(set('Gates', ['G1'], 'Then deduct points', 2), 'Gates', ['G1'], 'Then grade at best'),
    '每个门槛只填一个结果。',
    'A gate has exactly one effect.',
  ],
  [
    '“each” without a deduction',
    'Gates',
    set('Gates', ['G1'], 'Once for every item', '是'),
    '“每项各扣一次”只能与扣分一起使用。',
    '“Once for every item” is only possible with a deduction.',
  ],
  [
    'a share that is no fraction',
    'Gates',
    set('Gates', ['G7'], 'If coverage below', '75%'),
    '比例应写成分数，如2/3。',
    'A share is written as a fraction, such as 2/3.',
  ],
  // Timeline, scenario, lists
  [
    'a mark used twice',
    'Marks',
    setAt(set('Marks', ['T2'], 'Mark code', 'T1'), 'Marks', ['T1', '中间'], 'Mark code'),
    '“T1”重复，首次出现在时间轴 Marks!A2。',
    '“T1” is used twice; the first one is at 时间轴 Marks!A2.',
  ],
  [
    'a scenario text without Chinese',
    'Scenario',
    set('Scenario', ['不得做'], 'Text (Chinese)', null),
    '缺少中文文本（zh）。',
    'The Chinese text (zh) is missing.',
  ],
  [
    'a word without a code',
    'Lists',
    setAt(
      addRow('Lists', { List: '岗位', 'Name (Chinese)': '新岗位', 'Name (English)': 'New post' }),
      'Lists',
      ['岗位', null, '新岗位'],
      'Code',
    ),
    '必须填写。',
    'This must be filled in.',
  ],
  [
    'a row of an unknown list',
    'Lists',
    set('Lists', ['是否', 'yes'], 'List', '别的'),
    '“别的”不在“词表”中。',
    '“别的” is not in the sheet of lists.',
  ],
  // The checklist itself
  [
    'a version that is none',
    'Checklist',
    set('Checklist', ['版本号 Version'], 'Value', '2'),
    '版本号应为三段数字，如1.0.0。',
    'A version has three numbers, such as 1.0.0.',
  ],
  [
    'a coverage that Excel made a date of',
    'Checklist',
    set('Checklist', ['最低覆盖率 Coverage: least share'], 'Value', new Date(Date.UTC(2026, 1, 3))),
    '单元格内容已被Excel变成日期。请先将单元格设为“文本”格式，再重新输入。',
    'Excel has turned the entry into a date. Format the cell as text, then type it again.',
  ],
  [
    'a kind that is not in the list',
    'Checklist',
    set('Checklist', ['检查类型 Kind'], 'Value', '抽查'),
    '“抽查”不在下拉列表中，可选：厂家审核、神秘顾客、经销商自检。',
    '“抽查” is not in the list. Use one of: OEM audit, Mystery shop, Self-check.',
  ],
  [
    'a title without English',
    'Checklist',
    set('Checklist', ['名称 Title'], 'Value in English', null),
    '缺少英文文本（en）。',
    'The English text (en) is missing.',
  ],
  [
    'a row that no field has',
    'Checklist',
    (book) => {
      book.sheet('Checklist').rows.push(['备注', '无'])
      return `A${book.sheet('Checklist').rows.length}`
    },
    '没有名为“备注”的项目。请改正，或删除此行。',
    'There is no field “备注”. Correct it, or delete the row.',
  ],
  // Headings
  [
    'an unknown column',
    'Items',
    (book) => {
      const headings = book.sheet('Items').rows[0] ?? []
      headings.push('备注')
      return 'AZ1'
    },
    '没有名为“备注”的列。请改正列名，或删除此列。',
    'There is no column “备注”. Correct the heading, or delete the column.',
  ],
  [
    'a column without a heading',
    'Bands',
    (book) => {
      book.sheet('Bands').rows[2]?.splice(14, 0, 'x')
      return 'O3'
    },
    '此列没有表头，却有内容。',
    'This column has entries but no heading.',
  ],
  [
    'a column that is there twice',
    'Bands',
    (book) => {
      book.sheet('Bands').rows[0]?.splice(14, 0, '等级')
      return 'O1'
    },
    '列“等级”出现两次。',
    'The column “等级” appears twice.',
  ],
]

test('there are more than thirty kinds of broken rows', () => {
  expect(cases.length).toBeGreaterThan(60)
})

describe('a workbook with one thing wrong says so at its cell, in both languages:', () => {
  test.each(cases)('%s', async (_, sheet, change, zh, en) => {
    const { problems, cell } = await afterwards(change)
    const said = problems.map((problem) => [
      `${problem.sheet}!${problem.column}${problem.row}`,
      problemText(problem, chinese),
      problemText(problem, english),
    ])
    const name = (await Book.from(original)).sheet(sheet).name
    expect(said).toEqual([[`${name}!${cell}`, zh, en]])
  })
})

describe('a workbook that lacks something says what, once:', () => {
  const missing: [what: string, change: (book: Book) => undefined, zh: string, en: string][] = [
    [
      'a sheet',
      (book) => void book.sheets.splice(book.sheets.indexOf(book.sheet('Bands')), 1),
      'x.xlsx 整个文件：缺少工作表“等级”。请使用导出的文件作为模板。',
      'x.xlsx, whole file: The sheet “Bands” is missing. Use an exported file as the template.',
    ],
    [
      'a sheet, by its name',
      (book) => void Object.assign(book.sheet('Photos'), { name: '图片' }),
      'x.xlsx 工作表“图片”：不认识的工作表。如不需要，请删除；如写错名称，请改正。',
      'x.xlsx, sheet “图片”: There is no such sheet in a checklist workbook. Correct its name, or delete it if it is not needed.',
    ],
    [
      'a column',
      (book) => {
        const { column } = book.find('Items', [], 'Statement (English)')
        for (const cells of book.sheet('Items').rows) cells.splice(column, 1)
      },
      'x.xlsx 工作表“检查项 Items”：缺少列“检查内容（英文）”。',
      'x.xlsx, sheet “检查项 Items”: The column “Statement (English)” is missing.',
    ],
    [
      'a row of the sheet “Checklist”',
      (book) => {
        const { row } = book.find('Checklist', ['名称 Title'], 'Value')
        book.sheet('Checklist').rows.splice(row, 1)
      },
      'x.xlsx 工作表“检查表 Checklist”：缺少“名称”一行。',
      'x.xlsx, sheet “检查表 Checklist”: The row “Title” is missing.',
    ],
    [
      'its headings',
      (book) => void book.sheet('Bands').rows.splice(0, 1),
      'x.xlsx 工作表“等级 Bands”第1行A列：找不到表头行。表头须为导出文件中的列名。',
      'x.xlsx, sheet “等级 Bands”, row 1, column A: There is no row of headings. Use the headings of an exported file.',
    ],
  ]

  test.each(missing)('%s', async (_, change, zh, en) => {
    const { problems } = await afterwards(change)
    expect(problems.map((problem) => workbookLine('x.xlsx', problem, chinese))).toEqual([zh])
    expect(problems.map((problem) => workbookLine('x.xlsx', problem, english))).toEqual([en])
  })
})

test('a workbook with many things wrong says all of them, in the order of its sheets and rows', async () => {
  const { problems } = await afterwards((book) => {
    book.set('Bands', ['B'], 'From (%)', 95)
    book.set('Items', item('EF-05'), 'Points', 'x')
    book.set('Items', item('EF-02'), 'Responsible post', 'nobody')
    book.set('Items', item('EF-08'), 'Item code', null)
    book.set('Losses', ['EF-01', 'L1'], 'Loss (Chinese)', null)
    book.set('Checklist', ['版本号 Version'], 'Value', null)
    return undefined
  })
  const places = problems.map(({ sheet, column, row }: WorkbookProblem) => `${sheet.split(' ')[1]}!${column}${row}`)
  expect(places).toEqual(['Checklist!B3', 'Items!L3', 'Items!G6', 'Items!B9', 'Conditions!B4', 'Losses!C2', 'Bands!B3'])
})

test('a problem names sheet, row, column letters and heading', async () => {
  const { problems } = await afterwards(set('Items', item('EF-01'), 'Points', 'x'))
  const [problem] = problems as [WorkbookProblem]
  expect(placeText(problem, chinese)).toBe('工作表“检查项 Items”第2行G列“分值 Points”')
  expect(placeText(problem, english)).toBe('sheet “检查项 Items”, row 2, column G “分值 Points”')
})
