import { draftKey } from '../../sheet/model.ts'
import { setCount, setNumber, setReason, setText } from './answering.ts'
import { setRef } from './cases.ts'
import type { Desk } from './desk.ts'
import { setTime } from './marking.ts'
import { setCaption } from './photos.ts'

/** How long a pause in typing is before the text is saved. */
const pauseOfTyping = 700

const timers = new Map<string, ReturnType<typeof setTimeout>>()

/** What is being typed in a field is kept, and saved after a pause, on leaving the field, or when another item is opened. */
export const draft = (desk: Desk, code: string, field: string, text: string): void => {
  const key = draftKey(code, field)
  desk.change((state) => {
    state.drafts.set(key, text)
    state.unreadable.delete(key)
  })
  clearTimeout(timers.get(key))
  // A time, a number or a reason is not saved half-typed.
  if (/^(note|text|caption)/.test(field)) {
    timers.set(
      key,
      setTimeout(() => commit(desk, key), pauseOfTyping),
    )
  }
}

export const commitField = (desk: Desk, code: string, field: string): void => commit(desk, draftKey(code, field))

export const commitDrafts = (desk: Desk): void => {
  for (const key of [...desk.state.drafts.keys()]) commit(desk, key)
}

function commit(desk: Desk, key: string): void {
  const text = desk.state.drafts.get(key)
  if (text === undefined) return
  clearTimeout(timers.get(key))
  timers.delete(key)
  const [code = '', field = '', detail = ''] = key.split(' ')
  // A time needs its day, so that text stays a draft until its own turn.
  const isDone = save(desk, code, field, detail, text)
  desk.change((state) => {
    state.drafts.delete(key)
    if (isDone) state.unreadable.delete(key)
    else {
      state.unreadable.add(key)
      state.drafts.set(key, text)
    }
  })
}

/** False where the text cannot be read; it then stays in its field. */
function save(desk: Desk, code: string, field: string, detail: string, text: string): boolean {
  switch (field) {
    case 'note':
    case 'text':
      return setText(desk, code, field, text)
    case 'reason':
      return setReason(desk, code, text)
    case 'number':
      return setNumber(desk, code, text)
    case 'population':
    case 'checked':
    case 'conform':
      return setCount(desk, code)
    case 'ref':
      return setRef(desk, code, Number(detail), text)
    case 'caption':
      return setCaption(desk, detail, text)
    case 'day':
      return setTime(desk, code, { day: text })
    case 'time':
      return setTime(desk, code, { time: text })
    default:
      return true
  }
}
