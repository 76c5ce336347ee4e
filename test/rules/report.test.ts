import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadFonts } from '../../server/reports/pdf/fonts.ts'
import { renderReport } from '../../server/reports/pdf/render.ts'
import { breakLines, type Line } from '../../server/reports/pdf/text.ts'
import { createReportPool } from '../../server/reports/pool.ts'
import { hashedText, photosOf, type ReportSnapshot } from '../../server/reports/snapshot.ts'
import { readPdf } from '../support/pdf-text.ts'
import { photoSet, reportFixture } from '../support/report-fixture.ts'

const fonts = loadFonts()
const noPhotos = () => null
const changed = (change: (snapshot: ReportSnapshot) => void): ReportSnapshot => {
  const snapshot = reportFixture()
  change(snapshot)
  return snapshot
}

let photos: Map<string, Buffer>
beforeAll(async () => {
  photos = await photoSet(40)
})
const photo = (sha256: string) => photos.get(sha256) ?? null

describe('the snapshot', () => {
  test('is plain JSON: what is stored reads back the same', () => {
    const snapshot = reportFixture()
    expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot)
  })

  test('hashes by content: not by the order of keys, not by its own hash, but by every word', () => {
    const snapshot = reportFixture()
    const reordered = Object.fromEntries(Object.entries(snapshot).reverse()) as ReportSnapshot
    expect(hashedText(reordered)).toBe(hashedText(snapshot))
    expect(hashedText({ ...snapshot, issue: { ...snapshot.issue, contentHash: 'x' } })).toBe(hashedText(snapshot))
    expect(hashedText({ ...snapshot, day: '2026-10-21' })).not.toBe(hashedText(snapshot))
  })
})

describe('the PDF', () => {
  test('says in Chinese what the snapshot holds, as text that can be searched', async () => {
    const snapshot = reportFixture()
    const pdf = readPdf(await renderReport(snapshot, 'zh-CN', photo, fonts))
    const words = pdf.text.replaceAll('\n', '')
    expect(pdf.raw).toContain('/Lang (zh-CN)')
    for (const expected of ['D3107 临江店', '84.3', '等级 B（合格）。', '2026 第2批', '2026年10月20日 星期二']) {
      expect(words).toContain(expected)
    }
    for (const section of snapshot.checklistSections) {
      for (const item of section.items) {
        expect(words).toContain(item.code)
        expect(words).toContain(item.text.zh)
      }
    }
    for (const action of snapshot.actions) expect(words).toContain(action.number)
    expect(words).toContain('重复发现 第 2 次')
    expect(words).toContain('对 AS-4-01 有异议，其余无异议。')
  })

  test('says the same in English from the same snapshot', async () => {
    const snapshot = reportFixture()
    const pdf = readPdf(await renderReport(snapshot, 'en', photo, fonts))
    const words = pdf.text.replaceAll('\n', ' ').replaceAll('  ', ' ')
    expect(pdf.raw).toContain('/Lang (en)')
    for (const expected of [
      'D3107 Linjiang Store',
      '84.3',
      'Grade B (Pass).',
      'Tuesday 20 October 2026',
      'Repeat finding',
    ]) {
      expect(words).toContain(expected)
    }
    for (const finding of snapshot.findings) expect(words).toContain(finding.text.en)
    expect(words).not.toMatch(/\{\w+\}|undefined|NaN/)
  })

  test('carries its title, its author and the dates of its issue', async () => {
    const { raw } = readPdf(await renderReport(reportFixture(), 'en', noPhotos, fonts))
    expect(raw).toContain('(D:20261103072000Z)')
    expect(raw).toContain('DisplayDocTitle true')
    const utf16 = (text: string) => Buffer.from(text, 'utf16le').swap16().toString('latin1')
    expect(raw).toContain(utf16('D3107 Linjiang Store · After-sales'))
    expect(raw).toContain('(Zhou Mingyuan, Lin Xiao)')
  })

  test('has bookmarks for its chapters and for each section', async () => {
    const { bookmarks } = readPdf(await renderReport(reportFixture(), 'zh-CN', noPhotos, fonts))
    for (const title of ['封面', '概要', '发现项', '检查表与结果', '整改', '出席与签字', '5 维修作业']) {
      expect(bookmarks).toContain(title)
    }
  })

  test('numbers every page', async () => {
    const { text, pages } = readPdf(await renderReport(reportFixture(), 'zh-CN', photo, fonts))
    expect(pages).toBeGreaterThan(8)
    for (let page = 1; page <= pages; page++) expect(text).toContain(`${page} / ${pages}\n`)
  })

  test('is tagged: tables, headings and a text for every picture', async () => {
    const { raw } = readPdf(await renderReport(reportFixture(), 'zh-CN', photo, fonts))
    expect(raw).toContain('/Marked true')
    const count = (tag: string) => raw.split(`/S /${tag}\n`).length - 1
    expect(count('H1')).toBe(1)
    expect(count('TR')).toBeGreaterThan(40 + 15 + 8)
    expect(count('Figure')).toBe((raw.match(/\/Alt \(/g) ?? []).length)
  })

  test('is the same to the byte for the same content, whatever the fonts were used for before', async () => {
    const first = await renderReport(reportFixture(), 'zh-CN', photo, fonts)
    await renderReport(reportFixture({ rows: 80 }), 'en', photo, fonts)
    expect((await renderReport(reportFixture(), 'zh-CN', photo, fonts)).equals(first)).toBe(true)
    expect((await renderReport(reportFixture(), 'zh-CN', photo, loadFonts())).equals(first)).toBe(true)
  })

  test('prints each picture once, however often it is shown, and stays small', async () => {
    const snapshot = reportFixture({ rows: 120, photos: 40 })
    expect(photosOf(snapshot)).toHaveLength(40)
    snapshot.findings[0]?.photos.push(...(snapshot.findings[1]?.photos ?? []))
    const bytes = await renderReport(snapshot, 'zh-CN', photo, fonts)
    expect(readPdf(bytes).images).toBe(40)
    expect(bytes.length).toBeLessThan(6_000_000)
  })

  test('keeps rare characters and never prints a box', async () => {
    const snapshot = changed((each) => {
      each.dealer.name = { zh: '陶𠮷㛃龘店', en: 'Čapek 😀 store' }
      if (each.findings[0]) each.findings[0].note = '\u200b零宽\ufeff字符，阿拉伯 ب，表情 🚗。'
    })
    const zh = readPdf(await renderReport(snapshot, 'zh-CN', noPhotos, fonts))
    expect(zh.text).toContain('陶')
    expect(zh.text.replaceAll('\n', '')).toContain('D3107 陶𠮷㛃龘店')
    const en = readPdf(await renderReport(snapshot, 'en', noPhotos, fonts))
    expect(en.text).toContain('D3107 Čapek 😀 store')
    expect([zh.emptyGlyphs, en.emptyGlyphs]).toEqual([0, 0])
  })

  test('survives a missing and a broken picture with an empty frame that says so', async () => {
    const broken = (sha256: string) => (sha256 < '8' ? null : Buffer.from('no jpeg at all'))
    const { text, images } = readPdf(await renderReport(reportFixture(), 'zh-CN', broken, fonts))
    expect(images).toBe(0)
    expect(text.split('照片无法显示')).toHaveLength(10)
  })

  test('prints an audit without score, findings or anything to compare with', async () => {
    const bare = changed((each) => {
      each.score = { ...each.score, percentBp: null, grade: null, gradeByScore: null, word: null, rebate: null }
      Object.assign(each, {
        last: null,
        network: null,
        beforeAppeal: null,
        programme: null,
        wave: null,
        kind: 'mystery',
      })
      Object.assign(each, { findings: [], gates: [], strengths: [], criticalFailures: [], actions: [], signatures: [] })
      each.sections = each.sections
        .slice(0, 2)
        .map((section) => ({ ...section, percentBp: null, lastBp: null, networkBp: null }))
    })
    const { text } = readPdf(await renderReport(bare, 'zh-CN', noPhotos, fonts))
    for (const expected of ['神秘顾客报告', '未评定等级。', '单独审核', '本次审核没有发现项。'])
      expect(text).toContain(expected)
    expect(text).not.toContain('NaN')
  })

  test('lets a note longer than a page flow on, in the findings and in the checklist, and loses nothing of it', async () => {
    const long = Array.from({ length: 700 }, (_, i) => `第${i}次`).join('')
    const snapshot = changed((each) => {
      if (each.findings[0]) each.findings[0].note = long
      const item = each.checklistSections[0]?.items[0]
      if (item) item.note = long
    })
    const words = readPdf(await renderReport(snapshot, 'zh-CN', noPhotos, fonts))
      .text.replace(/D3107.*第 2 版\n.*\n\d+ \/ \d+\n/g, '')
      .replaceAll('\n', '')
    expect(words).toContain('第699次')
    expect(words.split('第350次')).toHaveLength(3)
  })

  test('marks a practice audit on every page', async () => {
    const practice = changed((each) => {
      each.practice = true
    })
    const { text, pages } = readPdf(await renderReport(practice, 'en', noPhotos, fonts))
    expect(text.split('PRACTICE\n')).toHaveLength(pages + 1)
  })
})

describe('lines of text', () => {
  const style = { size: 10, colour: '#000' }
  const textOf = (line: Line) => line.spans.map((span) => span.text).join('')
  const sentence =
    '涉及车轮拆装的工单（含轮胎、轮毂、制动）记录了螺栓紧固扭矩值，技师口述“按经验打紧”；尾号 3817 更换前刹车片，四轮扭矩栏均未填写：见图 1、图 2。'

  test('never begin with a closing mark nor end with an opening one, at any width', () => {
    for (let width = 40; width < 400; width += 3) {
      const lines = breakLines([{ ...style, text: sentence }], width, fonts).map(textOf)
      expect(lines.join('').replaceAll(' ', '')).toBe(sentence.replaceAll(' ', ''))
      for (const line of lines) {
        expect(line).not.toMatch(/^[，。、；：！？）”]/u)
        expect(line).not.toMatch(/[（“]$/u)
      }
    }
  })

  test('stay within the measure', () => {
    for (let width = 60; width < 400; width += 7) {
      for (const line of breakLines([{ ...style, text: sentence }], width, fonts)) {
        expect(line.width).toBeLessThanOrEqual(width + 0.02)
      }
    }
  })

  test('keep words and figures whole, and cut only what is longer than a line', () => {
    const english = 'Repair orders with wheel removal record 3.5 Nm at AS-5-03 on 2026-10-20.'
    for (const line of breakLines([{ ...style, text: english }], 90, fonts).map(textOf)) {
      for (const word of line.split(' ')) expect(english.split(/[ ]/)).toContain(word)
    }
    const lines = breakLines([{ ...style, text: 'x'.repeat(200) }], 90, fonts).map(textOf)
    expect(lines.join('')).toBe('x'.repeat(200))
    expect(lines.length).toBeGreaterThan(5)
  })

  test('do not leave a single character alone at the end', () => {
    const text = '接车单留有提醒客户取走贵重物品的确认记录单。'
    const all = breakLines([{ ...style, text }], 1000, fonts)[0]
    const lines = breakLines([{ ...style, text }], (all?.width ?? 0) - 4, fonts).map(textOf)
    expect(lines).toHaveLength(2)
    expect(lines[1]?.length).toBeGreaterThan(2)
  })
})

const dataWorker = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`)
const echo = "import { parentPort } from 'node:worker_threads';"

describe('the pool of report workers', () => {
  test('refuses a report whose worker crashes and draws the next with a new one', async () => {
    const pool = createReportPool({
      entry: dataWorker(
        `${echo} parentPort.on('message', ({ locale }) => locale === 'en' ? process.exit(3) : parentPort.postMessage({ done: new Uint8Array([1, 2]) }))`,
      ),
    })
    const crashed = pool.render(reportFixture(), 'en', {})
    const next = pool.render(reportFixture(), 'zh-CN', {})
    await expect(crashed).rejects.toMatchObject({ code: 'unavailable' })
    expect([...(await next)]).toEqual([1, 2])
    await pool.close()
  })

  test('ends a worker that takes too long', async () => {
    const pool = createReportPool({
      entry: dataWorker(`${echo} parentPort.on('message', () => { for (;;); })`),
      timeLimitMs: 100,
    })
    const problem = await pool.render(reportFixture(), 'en', {}).catch((each) => each)
    expect(problem).toMatchObject({ code: 'unavailable', cause: 'took longer than 100 ms' })
    await pool.close()
  })

  test('lets the report in hand finish when it closes, and refuses the others', async () => {
    const slow = `${echo} parentPort.on('message', () => setTimeout(() => parentPort.postMessage({ done: new Uint8Array([7]) }), 150))`
    const pool = createReportPool({ entry: dataWorker(slow) })
    const inHand = pool.render(reportFixture(), 'en', {})
    const waiting = expect(pool.render(reportFixture(), 'en', {})).rejects.toMatchObject({ code: 'unavailable' })
    await pool.close()
    expect([...(await inHand)]).toEqual([7])
    await waiting
    await expect(pool.render(reportFixture(), 'en', {})).rejects.toMatchObject({ code: 'unavailable' })
  })

  test('takes only so many into its queue', async () => {
    const pool = createReportPool({
      entry: dataWorker(`${echo} parentPort.on('message', () => {})`),
      queue: 1,
      timeLimitMs: 200,
    })
    const all = [1, 2, 3].map(() => pool.render(reportFixture(), 'en', {}).catch((problem) => String(problem.cause)))
    expect(await all[2]).toBe('too much is waiting')
    await pool.close()
    expect(await Promise.all(all)).toHaveLength(3)
  })
})

const built = existsSync(new URL('../../dist/server/reports/worker.js', import.meta.url))
describe.runIf(built)('the built worker', () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  test('draws the same bytes as the plain function, with pictures that it reads itself', async () => {
    const snapshot = reportFixture()
    const paths: Record<string, string> = { missing: join(folder, 'missing.jpg') }
    for (const sha256 of photosOf(snapshot)) {
      paths[sha256] = join(folder, `${sha256}.jpg`)
      writeFileSync(paths[sha256], photos.get(sha256) ?? '')
    }
    const pool = createReportPool()
    pool.warm()
    const [zh, en] = await Promise.all([pool.render(snapshot, 'zh-CN', paths), pool.render(snapshot, 'en', paths)])
    await pool.close()
    expect(zh.equals(await renderReport(snapshot, 'zh-CN', photo, fonts))).toBe(true)
    expect(readPdf(en).text).toContain('D3107 Linjiang Store')
  })
})
