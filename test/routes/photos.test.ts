import { randomUUID } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { loadRecorded } from '../../server/answers/recorded.ts'
import { type CastName, people } from '../../server/demo/cast.ts'
import { derivative, storeUploadedPhoto } from '../../server/evidence/commands.ts'
import { testApp } from '../support/app.ts'
import { opFor, sendOps } from '../support/ops.ts'
import { bomb, drawPhoto, heic, sha256, svg } from '../support/photos.ts'
import { givenAudit, withChecklists } from '../support/world.ts'

const begin = async (given: Parameters<typeof givenAudit>[1] = {}) => {
  const test = await testApp()
  await withChecklists(test)
  const audit = await givenAudit(test, given)
  const upload = (bytes: Uint8Array, as: CastName | 'nobody' = 'auditor', hash = sha256(bytes)) =>
    test.ask(`/sync/v1/photos/${hash}`, {
      as: as === 'nobody' ? undefined : as,
      method: 'POST',
      body: new Uint8Array(bytes),
      headers: { accept: 'application/json', 'content-type': 'application/octet-stream' },
    })
  const stored = async () => [await test.app.files.list(), await test.db.selectFrom('files').selectAll().execute()]
  return { ...test, test, audit, upload, stored }
}

/** An audit with one photo of AS-1-04 whose bytes are on the server. */
const withPhoto = async (given: Parameters<typeof givenAudit>[1] = {}) => {
  const begun = await begin({ ...given, state: 'in_progress' })
  const bytes = await drawPhoto(1, { exif: true })
  const photoId = randomUUID()
  const auditor = given.auditor ?? 'auditor'
  await begun.upload(bytes, auditor)
  const add = opFor(begun.audit, {
    kind: 'add_photo',
    item_code: given.checklist === undefined ? 'AS-1-04' : 'MV-1-01',
    value: { photo_id: photoId, sha256: sha256(bytes), name: null, caption: '前台' },
  })
  await sendOps(begun.test, auditor, [add])
  if (given.state) {
    const released_at = given.released_at ?? null
    await begun.db
      .updateTable('audits')
      .set({ state: given.state, released_at })
      .where('id', '=', begun.audit.id)
      .execute()
  }
  return { ...begun, bytes, photoId, add }
}

describe('an upload is refused', () => {
  it('to anyone who records nothing', async () => {
    const { upload, stored } = await begin()
    expect((await upload(await drawPhoto(), 'nobody')).status).toBe(401)
    for (const as of ['administrator', 'dealerManager', 'dealerStaff'] as const) {
      expect((await upload(await drawPhoto(), as)).status).toBe(404)
    }
    expect(await stored()).toEqual([[], []])
  })

  it('when it is no photo, each with a sentence of its own, and nothing is kept', async () => {
    const { upload, stored } = await begin()
    const jpeg = await drawPhoto(2, { width: 400, height: 300 })
    const damaged = Buffer.from(jpeg)
    damaged.fill(0xff, 700, 1_400)
    const cases: [Buffer, number, RegExp][] = [
      [bomb(), 413, /120 百万/],
      [svg, 415, /SVG/],
      [heic, 415, /HEIC.*兼容性最佳/],
      [Buffer.from('GIF89a not a photo'), 415, /JPEG、PNG 或 WebP/],
      [Buffer.from('%PDF-1.7'), 415, /JPEG、PNG 或 WebP/],
      [Buffer.alloc(0), 422, /0 字节/],
      [jpeg.subarray(0, 2_000), 422, /不完整或已损坏/],
      [jpeg.subarray(0, 60), 422, /不完整或已损坏/],
      [Buffer.concat([jpeg.subarray(0, 20), Buffer.alloc(500)]), 422, /不完整或已损坏/],
      [Buffer.alloc(25_000_001, 0xff), 413, /25 MB/],
    ]
    for (const [bytes, status, sentence] of cases) {
      const response = await upload(bytes)
      expect([sentence, response.status]).toEqual([sentence, status])
      expect(((await response.json()) as { sentence: string }).sentence).toMatch(sentence)
    }
    expect(await stored()).toEqual([[], []])
  })

  it('when its bytes are not those announced', async () => {
    const { upload, stored } = await begin()
    const response = await upload(await drawPhoto(1), 'auditor', sha256(await drawPhoto(2)))
    expect(response.status).toBe(422)
    expect(((await response.json()) as { sentence: string }).sentence).toContain('传输')
    expect((await upload(await drawPhoto(1), 'auditor', 'x'.repeat(64))).status).toBe(404)
    expect(await stored()).toEqual([[], []])
  })
})

describe('an upload is kept', () => {
  it('as it was sent, with pictures that carry no metadata and stand upright, and when it was taken', async () => {
    const { app, db, upload } = await begin()
    const bytes = await drawPhoto(3, { width: 4_000, height: 1_000, exif: true })
    const response = await upload(bytes)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ protocol: 'dealer-audit-sync/1', sha256: sha256(bytes) })
    expect(Buffer.compare(await app.files.read(sha256(bytes)), bytes)).toBe(0)
    expect(await db.selectFrom('files').selectAll().executeTakeFirstOrThrow()).toMatchObject({
      mime: 'image/jpeg',
      bytes: bytes.length,
      width: 1_000,
      height: 4_000,
      taken_at: '2026-11-18T01:12:33.000Z',
      stored_by: people.auditor.id,
    })
    const page = await sharp(await derivative(app, sha256(bytes), 'page')).metadata()
    expect([page.format, page.width, page.height]).toEqual(['jpeg', 400, 1_600])
    expect([page.exif, page.icc, page.xmp, page.orientation]).toEqual([undefined, undefined, undefined, undefined])
    expect((await sharp(await derivative(app, sha256(bytes), 'thumb')).metadata()).height).toBe(320)
  })

  it('once, however often it is sent, and each sender is told of their own only', async () => {
    const { ask, upload, stored } = await begin()
    const bytes = await drawPhoto()
    const path = `/sync/v1/photos/${sha256(bytes)}`
    expect((await ask(path, { as: 'auditor', method: 'HEAD' })).status).toBe(404)
    for (let n = 0; n < 3; n++) expect((await upload(bytes)).status).toBe(200)
    const own = await ask(path, { as: 'auditor', method: 'HEAD' })
    expect(own.status).toBe(200)
    expect(own.headers.get('upload-offset')).toBe(String(bytes.length))
    expect((await ask(path, { as: 'auditorSecond', method: 'HEAD' })).status).toBe(404)
    await upload(bytes, 'auditorSecond')
    expect((await ask(path, { as: 'auditorSecond', method: 'HEAD' })).status).toBe(200)
    expect((await stored()).map((list) => list.length)).toEqual([1, 1])
  })

  it('from PNG and WebP too, transparency on white', async () => {
    const { app, actor } = await begin()
    const clear = sharp({ create: { width: 20, height: 10, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
    for (const bytes of [await clear.clone().png().toBuffer(), await clear.clone().webp().toBuffer()]) {
      const file = await storeUploadedPhoto(app, await actor('dealerManager'), bytes)
      const { dominant } = await sharp(await derivative(app, file.sha256, 'thumb')).stats()
      expect(dominant.r).toBeGreaterThan(240)
    }
  })
})

describe('a photo of an audit', () => {
  it('is shown to those who may see the audit, and to nobody else', async () => {
    const { ask, photoId } = await withPhoto()
    const see = async (as?: CastName) => (await ask(`/photos/${photoId}`, { as })).status
    expect(await see()).toBe(303)
    for (const as of ['auditor', 'headOffice', 'regionEast'] as const) expect([as, await see(as)]).toEqual([as, 200])
    for (const as of [
      'administrator',
      'auditorSecond',
      'regionCentral',
      'shopper',
      'dealerManager',
      'dealerStaff',
      'otherManager',
    ] as const) {
      expect([as, await see(as)]).toEqual([as, 404])
    }
    expect((await ask(`/photos/${randomUUID()}`, { as: 'auditor' })).status).toBe(404)
    expect((await ask('/photos/1', { as: 'auditor' })).status).toBe(404)
  })

  it('is shown to the dealer once the audit is released, not to another dealer', async () => {
    const { ask, photoId } = await withPhoto({ state: 'released', released_at: '2026-11-20T01:00:00.000Z' })
    expect((await ask(`/photos/${photoId}/thumb`, { as: 'dealerManager' })).status).toBe(200)
    expect((await ask(`/photos/${photoId}/thumb`, { as: 'otherManager' })).status).toBe(404)
  })

  it('of a mystery shop stays hidden from region and dealer before its release', async () => {
    const { ask, photoId } = await withPhoto({
      checklist: 'mystery-service-visit',
      kind: 'mystery',
      auditor: 'shopper',
    })
    expect((await ask(`/photos/${photoId}`, { as: 'shopper' })).status).toBe(200)
    expect((await ask(`/photos/${photoId}`, { as: 'regionEast' })).status).toBe(404)
    expect((await ask(`/photos/${photoId}`, { as: 'dealerManager' })).status).toBe(404)
  })

  it('is a re-encoded JPEG under a name that says nothing, and is asked for again each time', async () => {
    const { ask, photoId, bytes } = await withPhoto()
    const response = await ask(`/photos/${photoId}`, { as: 'auditor' })
    const shown = Buffer.from(await response.arrayBuffer())
    expect(response.headers.get('content-type')).toBe('image/jpeg')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-disposition')).toBe('inline; filename="photo.jpg"')
    expect(response.headers.get('cache-control')).toBe('private, no-cache')
    expect(shown.includes('Exif')).toBe(false)
    expect(Buffer.compare(shown, bytes)).not.toBe(0)
    const again = { 'if-none-match': response.headers.get('etag') ?? '' }
    expect((await ask(`/photos/${photoId}`, { as: 'auditor', headers: again })).status).toBe(304)
    expect((await ask(`/photos/${photoId}`, { as: 'otherManager', headers: again })).status).toBe(404)
  })

  it('is made again when its picture is gone', async () => {
    const { ask, app, photoId } = await withPhoto()
    rmSync(`${app.config.dataDir}/derived`, { recursive: true })
    const both = await Promise.all([
      ask(`/photos/${photoId}/thumb`, { as: 'auditor' }),
      ask(`/photos/${photoId}/thumb`, { as: 'headOffice' }),
    ])
    expect(both.map((response) => response.status)).toEqual([200, 200])
    expect(readdirSync(`${app.config.dataDir}/derived`)).toHaveLength(1)
  })

  it('is known before its bytes are, and counts as arrived with them', async () => {
    const { test, db, ask, audit, upload } = await begin()
    const bytes = await drawPhoto(4)
    const photo_id = randomUUID()
    const value = { photo_id, sha256: sha256(bytes), name: null, caption: '' }
    await sendOps(test, 'auditor', [opFor(audit, { kind: 'add_photo', item_code: 'AS-1-04', value })])
    expect((await loadRecorded(db, audit.id)).photos).toMatchObject([{ id: photo_id, arrived: false }])
    expect((await ask(`/photos/${photo_id}`, { as: 'auditor' })).status).toBe(404)
    await upload(bytes)
    expect((await loadRecorded(db, audit.id)).photos).toMatchObject([{ id: photo_id, arrived: true }])
    expect((await ask(`/photos/${photo_id}`, { as: 'auditor' })).status).toBe(200)
  })

  it('gets another caption, is removed by an op, and its bytes stay', async () => {
    const { test, app, db, ask, audit, photoId, add, bytes } = await withPhoto()
    const value = { photo_id: photoId, sha256: sha256(bytes), name: null, caption: '前台，近景' }
    const recaption = opFor(audit, { kind: 'add_photo', item_code: 'AS-1-04', value, supersedes: [add.op_id] })
    await sendOps(test, 'auditor', [recaption])
    expect((await loadRecorded(db, audit.id)).photos).toMatchObject([{ id: photoId, caption: '前台，近景' }])
    const remove = { kind: 'remove_photo', item_code: 'AS-1-04', value: { photo_id: photoId } }
    await sendOps(test, 'auditor', [opFor(audit, { ...remove, supersedes: [recaption.op_id] })])
    expect((await loadRecorded(db, audit.id)).photos).toEqual([])
    expect((await ask(`/photos/${photoId}`, { as: 'auditor' })).status).toBe(404)
    expect(await app.files.has(sha256(bytes))).toBe(true)
  })

  it('stays when one laptop removes it while another writes a caption', async () => {
    const { test, db, audit, photoId, add, bytes } = await withPhoto()
    const value = { photo_id: photoId, sha256: sha256(bytes), name: null, caption: '第二台' }
    await sendOps(test, 'auditor', [
      opFor(audit, {
        kind: 'remove_photo',
        item_code: 'AS-1-04',
        value: { photo_id: photoId },
        supersedes: [add.op_id],
      }),
    ])
    await sendOps(test, 'auditor', [
      opFor(audit, { kind: 'add_photo', item_code: 'AS-1-04', value, supersedes: [add.op_id] }),
    ])
    expect((await loadRecorded(db, audit.id)).photos).toMatchObject([{ id: photoId, caption: '第二台' }])
  })

  it('is never taken over by another audit or another item', async () => {
    const { test, db, audit, photoId, bytes } = await withPhoto()
    const other = await givenAudit(test)
    const value = { photo_id: photoId, sha256: sha256(bytes), name: null, caption: '' }
    const { body } = await sendOps(test, 'auditor', [
      opFor(other, { kind: 'add_photo', item_code: 'AS-1-04', value }),
      opFor(audit, { kind: 'add_photo', item_code: 'AS-2-05', value }),
      opFor(other, { kind: 'remove_photo', item_code: 'AS-1-04', value: { photo_id: photoId } }),
      opFor(audit, { kind: 'add_photo', item_code: 'AS-1-04', value: { ...value, sha256: 'a'.repeat(64) } }),
    ])
    expect(new Set(body.results.map((result) => result.reason))).toEqual(new Set(['photo_elsewhere']))
    expect((await loadRecorded(db, audit.id)).photos).toHaveLength(1)
    expect((await loadRecorded(db, other.id)).photos).toEqual([])
  })
})
