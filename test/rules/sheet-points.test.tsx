import { describe, expect, it } from 'vitest'
import type { Tip } from '../../server/answers/gather.ts'
import { registerOf } from '../../server/answers/register.ts'
import { resolve } from '../../server/checklists/content.ts'
import type { WrittenChecklist } from '../../server/checklists/format.ts'
import { type Locale, translator } from '../../server/i18n/words.ts'
import { WhyButton } from '../../views/preview/drawn.tsx'
import { Gauge } from '../../views/sheet/gauge.tsx'
import { type SheetData, sheetOf } from '../../views/sheet/model.ts'
import { SectionTitle } from '../../views/sheet/section.tsx'
import { Sections } from '../../views/sheet/sections.tsx'
import { readCommonVocabulary } from '../support/checklists.ts'
import { fiveSheets } from '../support/five-sheets.ts'

const common = readCommonVocabulary()
const hygiene = fiveSheets.find(({ draft }) => draft.id === 'hygiene-rating')
if (!hygiene) throw new Error('no hygiene rating')

/** The sheet with its answers: 5 + 10 + 5 points off. */
const sheetIn = (locale: Locale, scoring: Partial<WrittenChecklist['scoring']> = {}, last: number | null = null) => {
  const draft = { ...hygiene.draft, scoring: { ...hygiene.draft.scoring, ...scoring } }
  const reader = { t: translator(locale), locale, timeZone: 'Asia/Shanghai', now: '2026-11-18T01:30:00.000Z' }
  const data: SheetData = {
    auditId: 'a',
    versionId: 'v',
    state: 'in_progress',
    open: true,
    me: 'me',
    day: '2026-11-18',
    frequency: null,
    circumstances: null,
    content: resolve(draft, common),
    tips: Object.entries(hygiene.answers).map(
      ([item_code, value]): Tip => ({
        op_id: item_code,
        item_code,
        kind: 'answer',
        value,
        register: registerOf({ kind: 'answer', value }),
        userId: 'me',
        at: reader.now,
      }),
    ),
    photos: [],
    people: {},
    last: last === null ? null : { when: '2025', score: last, items: {} },
    showsScore: true,
  }
  return sheetOf(reader, data)
}
/** What is read, without the tags. */
const words = (html: unknown): string =>
  String(html)
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')

describe('the sheet of a model that counts points off', () => {
  const sheet = sheetIn('zh-CN', {}, -1500)
  const [section] = sheet.data.content.sections
  it('tells them over the sheet, in its sections and in the preview, and no percentage anywhere', () => {
    const gauge = words(<Gauge sheet={sheet} />)
    expect(gauge).toMatch(/扣 20 分 等级 4 暂计/)
    expect(words(<Sections sheet={sheet} />)).toContain('卫生 扣 20 分')
    expect(section && words(<SectionTitle sheet={sheet} section={section} number={1} />)).toContain('暂计扣 20 分')
    expect(words(<WhyButton sheet={sheet} open={false} />)).toContain('扣 20 分、4：为什么？')
    expect(gauge).not.toMatch(/%|66\.7|40\/60/)
  })
  it('has the grades on its ruler where their points off are', () => {
    const ruler = String(<Gauge sheet={sheet} />)
    expect(ruler).toContain('本次 扣 20 分')
    expect(ruler).toContain('上次 扣 15 分')
    for (const limit of [15, 20, 30, 40, 50]) expect(ruler).toContain(`>${limit}<`)
  })
  it('says it in English too', () => {
    expect(words(<Gauge sheet={sheetIn('en')} />)).toMatch(/20 points off Grade 4 So far/)
  })
})

it('the sheet of a model that takes points off a start tells what is left', () => {
  const scoring: Partial<WrittenChecklist['scoring']> = {
    rollup: 'start_minus',
    start_minus: { start: 100 },
    bands: [
      { grade: 'A', zh: '好', en: 'Good', min_points: 90 },
      { grade: 'B', zh: '差', en: 'Poor', min_points: 0 },
    ],
  }
  const sheet = sheetIn('zh-CN', scoring)
  expect(words(<Gauge sheet={sheet} />)).toMatch(/余 80 分 等级 B 暂计/)
  expect(words(<Sections sheet={sheet} />)).toContain('卫生 扣 20 分')
})
