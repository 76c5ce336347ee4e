/** Words that every page may use. Each entry is [zh-CN, en]; `{name}` is filled in, `{n|item|items}` picks the English plural. */
export const general = {
  'general.app': ['经销商审核', 'Dealer audit'],
  'general.problem.bad_input': [
    '有些内容填写不正确，请按提示修改后再提交。',
    'Some entries are not right. Please correct them as marked and submit again.',
  ],
  'general.problem.not_signed_in': ['请先登录。', 'Please sign in first.'],
  'general.problem.not_allowed': ['您没有权限执行此操作。', 'You are not allowed to do this.'],
  'general.problem.not_found': [
    '找不到此页面或记录。它可能不存在，或者不对您开放。',
    'This page or record cannot be found. It may not exist, or it is not open to you.',
  ],
} as const satisfies Record<string, readonly [zh: string, en: string]>
