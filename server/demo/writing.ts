import type { Actor } from '../access/can.ts'
import { addItem, itemsOf } from '../checklists/drafts/arrange.ts'
import { changeDraft, continueVersion } from '../checklists/drafts/commands.ts'
import { type Draft, withPart } from '../checklists/drafts/draft.ts'
import type { WrittenItem } from '../checklists/format.ts'
import { listVersions } from '../checklists/list-store.ts'
import type { AppContext } from '../context.ts'

const sixS = '6s-workshop-showroom'

/** One of the items as it is to be; `change` gives what differs. */
const withItem = (draft: Draft, code: string, change: (item: WrittenItem) => Partial<WrittenItem>): Draft => {
  const item = itemsOf(draft).find(({ id }) => id === code)
  return item ? withPart(draft, { part: 'item', id: code }, { ...item, ...change(item) }) : draft
}

/** Head office is writing the next version of the 6S checklist: a new item, some changes, two texts still to translate. */
export const writeNextVersion = async (app: AppContext, actor: Actor): Promise<void> => {
  const version = (await listVersions(app.db)).find(
    ({ checklist_id, state }) => checklist_id === sixS && state === 'published',
  )
  if (!version) return
  const id = await continueVersion(app, actor, version.id)
  const edit = (code: string, change: (item: WrittenItem) => Partial<WrittenItem>) =>
    changeDraft(app, actor, id, { part: 'item', id: code }, (draft) => withItem(draft, code, change))
  await edit('6S-1-02', (item) => ({ points: item.points + 1 }))
  await edit('6S-2-06', () => ({ text: { zh: '从场地入口处可看到客户停车区和充电车位的引导标识。', en: '' } }))
  await changeDraft(app, actor, id, { part: 'item', id: '6S-3-07', did: 'added' }, (draft) => {
    const like = itemsOf(draft).find(({ id: code }) => code === '6S-3-06')
    const section = draft.sections.find(({ items }) => items.some(({ id: code }) => code === '6S-3-06'))
    if (!like || !section) return draft
    const { losses: _, guide: __, ...rest } = like
    return addItem(draft, section.id, {
      ...rest,
      id: '6S-3-07',
      text: { zh: '充电桩及充电车位无积水和杂物。', en: '' },
    })
  })
}
