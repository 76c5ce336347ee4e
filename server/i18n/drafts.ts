/** Writing checklists: drafts and their forms. */
export const drafts = {
  'drafts.problem.id_taken': [
    '已有使用这个编号的检查表或草稿，请换一个编号。',
    'A checklist or draft has this id already. Choose another.',
  ],
  'drafts.problem.there_is_one': [
    '这份检查表已有一份草稿，请继续编辑它，或先删除它。',
    'This checklist has a draft already. Go on with it, or remove it first.',
  ],
  'drafts.problem.changed_meanwhile': [
    '您打开此页后，别人改动了这一部分。请重新打开页面，核对后再改。',
    'Somebody changed this part since you opened the page. Open it again, look at the change, then make yours.',
  ],

  'log.checklist.draft': ['新建草稿', 'began a draft'],
  'log.checklist.edit': ['修改草稿', 'changed the draft'],
  'log.checklist.discard': ['删除草稿', 'removed the draft'],
} as const
