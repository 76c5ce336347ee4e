import type { RecordedPhoto, Tip } from '../../../server/answers/gather.ts'
import type { Operation } from '../../../server/answers/op.ts'
import { syncProtocol } from '../../../server/answers/protocol.ts'
import type { OpResult } from '../../../server/answers/rules.ts'
import type { AuditState } from '../../../server/db/schema.ts'
import type { Trouble } from '../../sheet/model.ts'

export type Failure = { trouble: Trouble } | { trouble: 'too_large' }
type Answered<T> = T | Failure

/** Where ops and photos go. */
export type Wire = {
  postOps: typeof postOps
  uploadPhoto: typeof uploadPhoto
  /** Whether photos that arrived can be fetched again; else the page keeps its own pictures of them. */
  givesPhotos: boolean
}

/** Longest wait for an answer. */
const patience = 30_000

export const isFailure = <T extends object>(answer: Answered<T>): answer is Failure => 'trouble' in answer

/** What became of each op. Believed only where the answer speaks the protocol: a captive portal answers 200 too. */
export const postOps = (user: string, ops: readonly Operation[]): Promise<Answered<{ results: OpResult[] }>> =>
  ask('/sync/v1/ops', { method: 'POST', body: JSON.stringify({ user, ops }) }, (body) =>
    Array.isArray(body.results) ? { results: body.results as OpResult[] } : null,
  )

/** The same while the page is being left; nobody hears the answer, so nothing may depend on it. */
export const postOpsLeaving = (user: string, ops: readonly Operation[]): void => {
  void fetch('/sync/v1/ops', {
    method: 'POST',
    keepalive: true,
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({ user, ops }),
  }).catch(() => undefined)
}

export type RecordedNow = {
  user: string
  state: AuditState
  records: boolean
  tips: Tip[]
  photos: RecordedPhoto[]
  people: Record<string, string>
}

export const fetchRecorded = (auditId: string): Promise<Answered<RecordedNow>> =>
  ask(`/sync/v1/audits/${auditId}`, { method: 'GET' }, (body) =>
    Array.isArray(body.tips) && Array.isArray(body.photos) ? (body as unknown as RecordedNow) : null,
  )

async function ask<T extends object>(
  path: string,
  request: RequestInit,
  read: (body: Record<string, unknown>) => T | null,
): Promise<Answered<T>> {
  try {
    const response = await fetch(path, {
      ...request,
      redirect: 'error',
      cache: 'no-store',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      signal: AbortSignal.timeout(patience),
    })
    if (response.status !== 200) return failureOf(response.status)
    const body = (await response.json()) as Record<string, unknown>
    const answer = body.protocol === syncProtocol ? read(body) : null
    return answer ?? { trouble: 'network' }
  } catch {
    // No connection, a redirect to somewhere, an answer that is no JSON, or none in time: the same to the one who waits.
    return { trouble: 'network' }
  }
}

export function failureOf(status: number): Failure {
  if (status === 401) return { trouble: 'signed_out' }
  if (status === 409) return { trouble: 'other_user' }
  if (status === 403 || status === 404) return { trouble: 'gone' }
  if (status === 413) return { trouble: 'too_large' }
  return { trouble: 'server' }
}

export type UploadAnswer = { arrived: true } | { refused: string } | Failure

/** Sends a photo's bytes. `onProgress` hears percents. A refusal comes with the server's sentence. */
export const uploadPhoto = (
  sha256: string,
  bytes: ArrayBuffer,
  onProgress: (percent: number) => void,
): Promise<UploadAnswer> =>
  new Promise((resolve) => {
    // fetch tells nothing of how far an upload has come.
    const request = new XMLHttpRequest()
    request.open('POST', `/sync/v1/photos/${sha256}`)
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.responseType = 'json'
    request.timeout = 10 * patience
    request.upload.onprogress = (event) => onProgress(Math.floor((event.loaded * 99) / Math.max(1, event.total)))
    request.onerror = () => resolve({ trouble: 'network' })
    request.ontimeout = request.onerror
    request.onload = () => {
      const body = request.response as { protocol?: string; sha256?: string; sentence?: string } | null
      if (request.status === 200) {
        const isOurs = body?.protocol === syncProtocol && body.sha256 === sha256
        resolve(isOurs ? { arrived: true } : { trouble: 'network' })
      } else if ([413, 415, 422].includes(request.status)) {
        resolve(body?.sentence ? { refused: body.sentence } : { trouble: 'server' })
      } else resolve(failureOf(request.status))
    }
    request.send(bytes)
  })

/** To the server, which keeps everything. */
export const toServer: Wire = { postOps, uploadPhoto, givesPhotos: true }

/** To nowhere: everything is taken, and nothing leaves the page. */
export const toNowhere: Wire = {
  postOps: async (_, ops) => ({ results: ops.map(({ op_id }) => ({ op_id, status: 'stored' })) }),
  uploadPhoto: async () => ({ arrived: true }),
  givesPhotos: false,
}
