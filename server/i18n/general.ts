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
  'general.problem.other_site': [
    '此请求不是从本系统的页面发出的，已被拒绝。请打开本系统页面重新操作。',
    'This request did not come from a page of this site, so it was refused. Please open the page here and try again.',
  ],
  'general.problem.moved_on': [
    '此记录刚被他人更新，请刷新页面后再操作。',
    'Someone else has just changed this. Please reload the page and try again.',
  ],
  'general.problem.no_room': [
    '服务器存储空间已满，内容没有保存。请保留页面并联系管理员。',
    'The server has no room left, so nothing was saved. Please keep this page open and tell an administrator.',
  ],
  'general.problem.too_large': ['内容过大，无法接收。', 'This is too large to be accepted.'],
  'general.problem.broken': [
    '系统出了问题，内容没有保存。请稍后重试；如仍不行，请把下面的请求编号告诉管理员。',
    'Something went wrong here and nothing was saved. Please try again; if it persists, tell an administrator the request number below.',
  ],
  'form.invalid': ['此项填写不正确。', 'This entry is not valid.'],
  'general.problem.title.bad_input': ['内容有误', 'Something is not right'],
  'general.problem.title.not_signed_in': ['请先登录', 'Please sign in'],
  'general.problem.title.not_allowed': ['没有权限', 'Not allowed'],
  'general.problem.title.not_found': ['找不到', 'Not found'],
  'general.problem.title.wrong_state': ['当前状态不能这样操作', 'Not possible in this state'],
  'general.problem.title.conflict': ['内容有冲突', 'There is a conflict'],
  'general.problem.title.too_large': ['内容过大', 'Too large'],
  'general.problem.title.too_many': ['操作过于频繁', 'Too many attempts'],
  'general.problem.title.unsupported_media': ['不支持的文件', 'File not supported'],
  'general.problem.title.no_room': ['存储空间已满', 'No room left'],
  'general.problem.title.unavailable': ['暂时不可用', 'Not available just now'],
  'general.problem.title.broken': ['系统出了问题', 'Something went wrong'],
} as const satisfies Record<string, readonly [zh: string, en: string]>
