import type { Trouble } from '../../sheet/model.ts'
import type { Desk } from './desk.ts'
import { newUuid } from './state.ts'
import { isFailure } from './wire.ts'

/** A photo whose bytes wait. They are kept as bytes: a file of the disk may change or go while it waits. */
type Waiting = { id: string; code: string; sha256: string; bytes: ArrayBuffer }

const waiting: Waiting[] = []
let isSending = false

const hexOf = (hash: ArrayBuffer) =>
  [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** Takes photos for an item: each is recorded at once, and its bytes follow. `name`: the code of a required named photo. */
export const addPhotos = async (
  desk: Desk,
  code: string,
  files: readonly File[],
  name: string | null,
): Promise<void> => {
  for (const file of files) {
    const id = newUuid()
    if (!crypto.subtle) {
      refuse(desk, id, code, desk.state.reader.t('sheet.photo.insecure'))
      continue
    }
    const bytes = await file.arrayBuffer()
    const sha256 = hexOf(await crypto.subtle.digest('SHA-256', bytes))
    const known = desk.sheet().photosOf.get(code) ?? []
    if (known.some((photo) => photo.sha256 === sha256 && photo.name === name)) continue
    desk.change((state) => {
      state.uploads.set(id, { code, url: URL.createObjectURL(new Blob([bytes], { type: file.type })), percent: 0 })
    })
    desk.record({ code, kind: 'add_photo', value: { photo_id: id, sha256, name, caption: '' } })
    waiting.push({ id, code, sha256, bytes })
  }
  void sendPhotos(desk)
}

/** Sends the bytes one photo after the other, again and again until the server has them or refuses them for good. */
async function sendPhotos(desk: Desk): Promise<void> {
  if (isSending) return
  isSending = true
  let attempt = 0
  for (let next = waiting[0]; next; next = waiting[0]) {
    const { id, code, sha256, bytes } = next
    const answer = await desk.wire.uploadPhoto(sha256, bytes, (percent) => progress(desk, id, percent))
    if (isFailure(answer) && answer.trouble !== 'too_large') {
      showTrouble(desk, answer.trouble)
      attempt += 1
      await new Promise((resolve) =>
        setTimeout(resolve, Math.min(60_000, 1_000 * 2 ** attempt) * (0.5 + Math.random() / 2)),
      )
      continue
    }
    attempt = 0
    waiting.shift()
    if ('arrived' in answer) {
      progress(desk, id, 100)
      if (desk.state.pending.length === 0) showTrouble(desk, null)
    } else {
      // What the server will not keep must not stand as evidence.
      desk.record({ code, kind: 'remove_photo', value: { photo_id: id } })
      refuse(desk, id, code, 'refused' in answer ? answer.refused : desk.state.reader.t('sheet.refused.malformed'))
    }
  }
  isSending = false
}

/** Once the bytes are there, the server's own small picture takes the place of the one in memory, where there is one. */
const progress = (desk: Desk, id: string, percent: number) =>
  desk.change((state) => {
    const upload = state.uploads.get(id)
    if (!upload) return
    const isDone = percent === 100 && desk.wire.givesPhotos
    if (isDone) URL.revokeObjectURL(upload.url)
    state.uploads.set(id, { ...upload, url: isDone ? '' : upload.url, percent })
  })

const refuse = (desk: Desk, id: string, code: string, problem: string) =>
  desk.change((state) => {
    const url = state.uploads.get(id)?.url
    if (url) URL.revokeObjectURL(url)
    state.uploads.set(id, { code, url: '', percent: 100, problem })
  })

const showTrouble = (desk: Desk, trouble: Trouble | null) =>
  desk.change((state) => {
    state.trouble = trouble
  })

export const dismissUpload = (desk: Desk, id: string): void =>
  desk.change((state) => {
    state.uploads.delete(id)
  })

const findPhoto = (desk: Desk, id: string) =>
  [...desk.sheet().photosOf.values()].flat().find((photo) => photo.id === id)

export const removePhoto = (desk: Desk, id: string): void => {
  const photo = findPhoto(desk, id)
  if (!photo) return
  const at = waiting.findIndex((one) => one.id === id)
  if (at > 0) waiting.splice(at, 1)
  desk.record({ code: photo.item_code, kind: 'remove_photo', value: { photo_id: id } })
}

export const setCaption = (desk: Desk, id: string, caption: string): boolean => {
  const photo = findPhoto(desk, id)
  if (photo && photo.caption !== caption.trim()) {
    const { sha256, name } = photo
    desk.record({
      code: photo.item_code,
      kind: 'add_photo',
      value: { photo_id: id, sha256, name, caption: caption.trim() },
    })
  }
  return true
}

/** Whether bytes would be lost with the page. */
export const photosWait = (): boolean => waiting.length > 0
