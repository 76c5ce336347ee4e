import type { AnswerProblemCode } from '../scoring/answer.ts'
import type { MarkProblemCode } from '../scoring/marks.ts'

/** Why an answer or a timeline mark is refused: `answer.problem.<code>`, see server/scoring/answer.ts and marks.ts. */
const problems = {
  'answer.problem.wrong_type': [
    '该答案与检查项的作答方式不符，请重新作答。',
    'This answer does not fit the kind of question. Please answer it again.',
  ],
  'answer.problem.comes_from_marks': [
    '此项由时间点自动计算，请填写时间点。',
    'This item is computed from the times taken. Please enter the times.',
  ],
  'answer.problem.na_not_allowed': ['此项不能选择“不适用”。', 'This item cannot be answered “not applicable”.'],
  'answer.problem.reason_missing': ['请填写理由。', 'Please give a reason.'],
  'answer.problem.not_yes_or_no': ['请选择“是”或“否”。', 'Please choose yes or no.'],
  'answer.problem.not_on_scale': [
    '评分表中没有{score}分，请选择表中的分值。',
    '{score} is not a score of this scale. Please choose one of its scores.',
  ],
  'answer.problem.rated_once_only': ['此项只能评一次分。', 'This item is rated only once.'],
  'answer.problem.not_a_count': ['请填写0或正整数。', 'Please enter whole numbers, 0 or more.'],
  'answer.problem.more_than_sample': [
    '检查数不能超过样本量{size}。',
    'At most {size} can be checked: that is the sample size.',
  ],
  'answer.problem.more_than_population': [
    '检查数不能超过总数{population}。',
    'More were checked than the {population} there are.',
  ],
  'answer.problem.more_conform_than_checked': [
    '符合数不能超过检查数{checked}。',
    'More conform than the {checked} that were checked.',
  ],
  'answer.problem.population_not_zero': [
    '检查数为0时，须确认总数为0；否则请至少检查一个样本。',
    'If none was checked, state that there are 0 in all. Otherwise check at least one.',
  ],
  'answer.problem.population_missing': [
    '请先填写总数，系统据此确定样本量。',
    'Please state how many there are in all: the sample size follows from it.',
  ],
  'answer.problem.not_the_sample': [
    '总数为{population}时须检查{size}个，不能多也不能少。',
    'Of {population}, exactly {size} are to be checked, no more and no fewer.',
  ],
  'answer.problem.not_a_number': ['请填写数值，例如22.5。', 'Please enter a number such as 22.5.'],
  'answer.problem.outside': ['数值须在{least}至{most}之间。', 'The value must be from {least} to {most}.'],
  'answer.problem.chosen_twice': ['同一选项不能选两次。', 'An option can be chosen only once.'],
  'answer.problem.no_such_option': ['没有这个选项，请重新选择。', 'There is no such option. Please choose again.'],
  'answer.problem.text_empty': ['请填写内容。', 'Please write something.'],
  'answer.problem.text_too_long': ['内容过长，最多{most}个字符。', 'The text is too long: at most {most} characters.'],
  'answer.problem.no_such_mark': ['本检查表没有时间点“{mark}”。', 'This checklist has no time mark “{mark}”.'],
  'answer.problem.not_an_instant': [
    '时间点{mark}的时间无法识别，请填写日期和精确到秒的时间。',
    'The time of {mark} cannot be read. Please enter a date and a time to the second.',
  ],
  'answer.problem.mark_must_be_reached': [
    '时间点{mark}不能标记为“未发生”，请填写时间。',
    '{mark} cannot be marked as not reached. Please enter its time.',
  ],
} as const satisfies Record<`answer.problem.${AnswerProblemCode | MarkProblemCode}`, readonly [zh: string, en: string]>

/** Recordings that are kept but do not count, and the page that shows them. */
const quarantine = {
  'answers.problem.other_user': [
    '这些内容属于另一位用户，请用原账号登录后再保存。',
    'These entries belong to someone else. Please sign in as that person to save them.',
  ],
  'answers.quarantine.title': ['未计入的记录', 'Recordings set aside'],
  'answers.quarantine.lead': [
    '笔记本发来、但已不符合审核现状的记录。它们已完整保存，不计入得分，由总部查看处理。',
    'Recordings from laptops that no longer fit their audit. They are kept in full and do not count; head office looks at them.',
  ],
  'answers.quarantine.empty': ['没有未计入的记录', 'Nothing was set aside'],
  'answers.quarantine.empty.next': [
    '审核提交、改派或取消之后才到达的答案会出现在这里。',
    'Answers that arrive after an audit was submitted, handed over or cancelled appear here.',
  ],
  'answers.quarantine.received': ['收到时间', 'Received'],
  'answers.quarantine.person': ['记录人', 'Recorded by'],
  'answers.quarantine.audit': ['审核', 'Audit'],
  'answers.quarantine.item': ['检查项', 'Item'],
  'answers.quarantine.value': ['内容', 'Content'],
  'answers.quarantine.reason': ['未计入原因', 'Why set aside'],
  'answers.quarantine.reassigned': ['审核已改派给他人', 'The audit was handed over'],
  'answers.quarantine.not_open': ['审核已提交或已取消', 'The audit is no longer open'],
  'answers.quarantine.other_version': ['检查表版本不同', 'Another checklist version'],
  'answers.quarantine.unknown_item': ['检查表中没有此项', 'No such item in the checklist'],
  'answers.quarantine.invalid_value': ['内容不符合作答方式', 'The value does not fit the item'],
  'answers.quarantine.photo_elsewhere': ['照片属于另一检查项', 'The photo belongs to another item'],
  'answers.kind.answer': ['答案', 'Answer'],
  'answers.kind.not_applicable': ['不适用', 'Not applicable'],
  'answers.kind.clear': ['清除答案', 'Answer taken back'],
  'answers.kind.note': ['备注', 'Note'],
  'answers.kind.losses': ['失分描述', 'Losses ticked'],
  'answers.kind.sample_refs': ['抽样编号', 'Cases sampled'],
  'answers.kind.mark': ['时间点', 'Time mark'],
  'answers.kind.add_photo': ['添加照片', 'Photo added'],
  'answers.kind.remove_photo': ['移除照片', 'Photo removed'],
} as const satisfies Record<string, readonly [zh: string, en: string]>

export const answers = { ...problems, ...quarantine } as const
