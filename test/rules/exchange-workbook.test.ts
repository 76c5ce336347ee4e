import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { contentHash } from '../../server/checklists/content-hash.ts'
import { type ChecklistContent, writtenChecklist } from '../../server/checklists/format.ts'
import { problemLine, readChecklists } from '../../server/checklists/read.ts'
import { fixedLists } from '../../server/exchange/excel/lists.ts'
import { workbookLine } from '../../server/exchange/excel/problem.ts'
import type { Column } from '../../server/exchange/excel/table.ts'
import { unzip } from '../../server/exchange/excel/zip.ts'
import { readWorkbook } from '../../server/exchange/read-workbook.ts'
import { owners } from '../../server/exchange/sheet-table.ts'
import { checklistFields, constants, listsTable, tables } from '../../server/exchange/sheets.ts'
import { checklistWorkbook } from '../../server/exchange/workbook.ts'
import { checklistYaml } from '../../server/exchange/yaml.ts'
import { locales, translator } from '../../server/i18n/words.ts'
import { readShipped, shippedCommon } from '../support/checklists.ts'
import { Book, common, everyField } from '../support/workbooks.ts'

const { checklists } = readShipped()

/** Reads a workbook that must be right. */
const readRight = async (bytes: Uint8Array): Promise<ChecklistContent> => {
  const { content, problems } = await readWorkbook(bytes, common)
  expect(problems.map((problem) => workbookLine('book.xlsx', problem, translator('en')))).toEqual([])
  return content as ChecklistContent
}

const partsOf = (bytes: Buffer) =>
  new Map([...unzip(bytes, () => true, 50_000_000)].map(([name, part]) => [name, part.toString()]))

describe.each(checklists)('$file as a workbook', ({ content }) => {
  test.each(locales)('is read back with the same content (%s)', async (locale) => {
    const again = await readRight(await checklistWorkbook(content, locale, common))
    expect(contentHash(again)).toBe(contentHash(content))
    expect(checklistYaml(again, common)).toBe(checklistYaml(content, common))
  })
})

describe('a checklist with every field of the format', () => {
  test.each(locales)('is read back with the same content (%s)', async (locale) => {
    const content = everyField()
    const again = await readRight(await checklistWorkbook(content, locale, common))
    expect(again).toEqual(content)
    expect(contentHash(again)).toBe(contentHash(content))
  })

  test('is read back from YAML with the same content', () => {
    const content = everyField()
    const text = checklistYaml(content, common)
    const { checklists: again, problems } = readChecklists(shippedCommon(), [{ file: 'again.yaml', text }])
    expect(problems.map((problem) => problemLine(problem, translator('en')))).toEqual([])
    expect(again[0] && contentHash(again[0].content)).toBe(contentHash(content))
    expect(checklistYaml(again[0]?.content as ChecklistContent, common)).toBe(text)
  })
})

/** Every field of a schema, as `sections.*.items.*.points`. */
const fieldsOf = (schema: unknown, path: string): string[] => {
  if (schema instanceof z.ZodOptional) return fieldsOf(schema.def.innerType, path)
  if (schema instanceof z.ZodUnion) return schema.def.options.flatMap((option: unknown) => fieldsOf(option, path))
  if (schema instanceof z.ZodArray) return fieldsOf(schema.def.element, `${path}.*`)
  if (schema instanceof z.ZodRecord) return fieldsOf(schema.def.valueType, `${path}.*`)
  if (!(schema instanceof z.ZodObject)) return [path]
  return Object.entries(schema.def.shape).flatMap(([key, field]) => fieldsOf(field, path ? `${path}.${key}` : key))
}

/** The values that each field with a closed list may have. */
const valuesOf = (schema: unknown, path: string, found: Record<string, Set<string>> = {}) => {
  if (schema instanceof z.ZodOptional) valuesOf(schema.def.innerType, path, found)
  if (schema instanceof z.ZodUnion) for (const option of schema.def.options) valuesOf(option, path, found)
  if (schema instanceof z.ZodArray) valuesOf(schema.def.element, `${path}.*`, found)
  if (schema instanceof z.ZodRecord) valuesOf(schema.def.valueType, `${path}.*`, found)
  if (schema instanceof z.ZodObject) {
    for (const [key, field] of Object.entries(schema.def.shape)) valuesOf(field, path ? `${path}.${key}` : key, found)
  }
  if (schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral) {
    const values = schema instanceof z.ZodEnum ? schema.options : [...schema.values]
    found[path] = new Set([...(found[path] ?? []), ...values.map(String)])
  }
  return found
}

/** Fields whose values stand as they are: classes and factors are in the lists that a checklist may add to, the rest are codes. */
const unnamed = [
  'sections.*.items.*.class',
  'sections.*.items.*.scored',
  'sections.*.items.*.factor',
  'sections.*.items.*.response.level',
  'sections.*.items.*.response.aql',
  'scoring.gates.*.then.zero_section',
  'scoring.gates.*.then.zero_audit',
  'scoring.gates.*.then.each',
  'scoring.bands.*.all_sections_pass',
  'scoring.bands.*.any_of.*.all_sections_pass',
  'sections.*.items.*.response.half_credit',
]

/** The column of every place that the sheets write and read, by the place in the same form. */
const columnsByPlace = (): Map<string, Column> => {
  const fromTables = [...tables, listsTable].flatMap(({ rows, columns }) =>
    rows.flatMap(({ at, fields }) => {
      const base = at.map((step) => {
        if (typeof step === 'string') return step
        return 'owner' in step ? owners[step.owner].path.join('.') : '*'
      })
      return columns.flatMap((column): [string, Column][] => {
        const own = fields ? fields[column.name] : column.path
        const ends = [...(column.language ? [column.language] : []), ...(column.kind === 'codes' ? ['*'] : [])]
        return own ? [[[...base, ...own, ...ends].join('.'), column]] : []
      })
    }),
  )
  const fromFields = checklistFields.map((column): [string, Column] => {
    const { path = [], language } = column
    return [[...path, ...(language ? [language] : [])].join('.'), column]
  })
  return new Map([...fromTables, ...fromFields])
}

const placesOf = (): Set<string> => {
  const lists = tables.flatMap((table) => table.lists ?? []).map(({ path }) => `${path.join('.')}.*`)
  return new Set([...columnsByPlace().keys(), ...lists, ...constants.map(([path]) => path.join('.'))])
}

describe('the sheets', () => {
  test('have a place for every field of the format: add new ones to server/exchange/sheets.ts', () => {
    const places = placesOf()
    // A unit may be written as one text for both languages.
    const fields = fieldsOf(writtenChecklist, '')
    expect(fields.length).toBeGreaterThan(120)
    const missing = fields.filter((field) => !places.has(field) && !places.has(`${field}.zh`))
    expect([...new Set(missing)]).toEqual([])
  })

  test('name every value that the format allows in a closed list: add new ones to server/i18n/exchange.ts', () => {
    const values = valuesOf(writtenChecklist, '')
    expect(Object.keys(values).length).toBeGreaterThan(20)
    const columns = columnsByPlace()
    for (const [field, allowed] of Object.entries(values)) {
      const list = columns.get(field)?.list
      const named = list && fixedLists[list]?.map(({ code }) => code)
      if (named) expect([...named].sort(), field).toEqual([...allowed].sort())
      else expect([...constants.map(([path]) => path.join('.')), ...unnamed], field).toContain(field)
    }
  })

  test('are named and headed in both languages, and explained in the guide in both', async () => {
    const book = await Book.of(everyField())
    expect(book.sheets.map(({ name }) => name)).toEqual([
      '说明 Guide',
      '检查表 Checklist',
      '章节 Sections',
      '检查项 Items',
      '适用条件 Conditions',
      '选项 Options',
      '失分描述 Losses',
      '照片 Photos',
      '等级 Bands',
      '等级备选条件 Alternatives',
      '分组 Groups',
      '门槛 Gates',
      '时间轴 Marks',
      '情景 Scenario',
      '词表 Lists',
    ])
    const explained = book.sheet('Guide').rows
    for (const name of [
      'Sections',
      'Items',
      'Options',
      'Losses',
      'Photos',
      'Bands',
      'Alternatives',
      'Groups',
      'Gates',
      'Marks',
      'Scenario',
    ]) {
      for (const heading of book.sheet(name).rows[0] ?? []) {
        const [zh, en] = String(heading).split('\n')
        const row = explained.find((cells) => String(cells[0]).endsWith(name) && cells[1] === `${zh} ${en}`)
        expect(row?.[4], `${name} ${zh}`).toMatch(/\p{Script=Han}/u)
        expect(row?.[5], `${name} ${en}`).toMatch(/[a-z]/)
      }
    }
  })

  test('keep their headings in sight and have widths', async () => {
    const parts = partsOf(await checklistWorkbook(everyField(), 'zh-CN', common))
    for (let sheet = 2; sheet <= 14; sheet++) {
      const xml = parts.get(`xl/worksheets/sheet${sheet}.xml`) ?? ''
      expect(xml, `sheet ${sheet}`).toMatch(/<pane ySplit="1" [^>]*state="frozen"/)
      expect(xml, `sheet ${sheet}`).toMatch(/<col style="\d+" min="1" max="1" width="\d+"/)
    }
  })

  test.each([
    ['zh-CN', '词表 Lists', '章节 Sections', '$C'],
    ['en', 'Lists 词表', 'Sections 章节', '$D'],
  ] as const)(
    'offer drop-downs for closed lists and for codes of other sheets (%s)',
    async (locale, lists, sections, names) => {
      const bytes = await checklistWorkbook(everyField(), locale, common)
      const parts = partsOf(bytes)
      const book = await Book.from(bytes)
      const rulesOf = (sheet: number) =>
        new Map(
          [
            ...(parts.get(`xl/worksheets/sheet${sheet}.xml`) ?? '').matchAll(
              /<dataValidation type="list"[^>]* sqref="([A-Z]+)\d+[^"]*"><formula1>([^<]*)<\/formula1>/g,
            ),
          ].map(([, column = '', range = '']) => [column, range]),
        )
      const items = rulesOf(4)
      const column = (heading: string) => book.find('Items', [], heading).cell.replace(/\d/g, '')
      for (const heading of [
        'Method',
        'Response',
        'Class',
        'Critical',
        'Satisfaction factor',
        'Responsible post',
        'Frequency',
        'Rule',
        'Evidence: photo',
        'N/A allowed',
        'Scale',
        'Sample bands',
      ]) {
        expect(items.get(column(heading)), heading).toContain(`'${lists}'!${names}$`)
      }
      expect(items.get(column('Section'))).toContain(`OFFSET('${sections}'!$A$2,0,0,`)
      expect(items.get(column('Timed from'))).toContain('Marks')
      // The range holds exactly the choices.
      const [, first, last] = /\$(\d+):\$[CD]\$(\d+)/.exec(items.get(column('Response')) ?? '') ?? []
      const rows = book.sheet('Lists').rows.slice(Number(first) - 1, Number(last))
      expect(rows.map((cells) => cells[1])).toEqual([
        'yes_no',
        'scale',
        'sample',
        'number',
        'duration',
        'choice',
        'choices',
        'text',
      ])
    },
  )

  test('validate cells where the format of workbooks wants it: after the data, before the margins', async () => {
    const parts = partsOf(await checklistWorkbook(everyField(), 'en', common))
    for (const [name, xml] of parts) {
      if (!name.startsWith('xl/worksheets/sheet') || name.includes('rels')) continue
      const [data, rules, margins] = ['</sheetData>', '<dataValidations', '<pageMargins'].map((tag) => xml.indexOf(tag))
      if (rules !== -1) expect(rules, name).toBeGreaterThan(data as number)
      if (rules !== -1 && margins !== -1) expect(margins, name).toBeGreaterThan(rules as number)
      for (const [, title = ''] of xml.matchAll(/promptTitle="([^"]*)"/g)) expect(title.length).toBeLessThanOrEqual(32)
      for (const [, text = ''] of xml.matchAll(/prompt="([^"]*)"/g)) expect(text.length).toBeLessThanOrEqual(255)
    }
  })

  test('keep text as text: nothing that begins like a formula is one', async () => {
    const content = everyField()
    const risky = ['=1+1', '+86 10', '-1 day', '@SUM(A1)', '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0"]
    const [first, ...sections] = content.sections
    const losses = risky.map((text, at) => ({ code: `L${at}`, zh: text, en: text }))
    const [item, ...items] = first?.items ?? []
    const injected = {
      ...content,
      sections: [{ ...first, items: [{ ...item, losses }, ...items] }, ...sections],
    } as ChecklistContent
    const bytes = await checklistWorkbook(injected, 'zh-CN', common)
    for (const [name, xml] of partsOf(bytes)) {
      if (name.startsWith('xl/worksheets')) expect(xml).not.toMatch(/<f[ >]|t="str"/)
    }
    const sheet = partsOf(bytes).get('xl/worksheets/sheet7.xml') ?? ''
    const [, style = ''] = /<c r="C2" s="(\d+)" t="s">/.exec(sheet) ?? []
    const formats = partsOf(bytes).get('xl/styles.xml') ?? ''
    const [, cells = ''] = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(formats) ?? []
    const [, format = ''] = /numFmtId="(\d+)"/.exec([...cells.matchAll(/<xf [^>]*>/g)][Number(style)]?.[0] ?? '') ?? []
    expect(formats).toContain(`numFmtId="${format}" formatCode="@"`)
    expect((await readRight(bytes)).sections[0]?.items[0]?.losses).toEqual(losses)
  })

  test('keep texts that look like escaped signs, and line breaks', async () => {
    const content = everyField()
    for (const name of ['__proto__', 'constructor', 'toString', 'a\u0001\u0085\ufffe\ud800b\rc']) {
      const named = { ...content, purpose: { zh: name, en: name } }
      expect((await readRight(await checklistWorkbook(named, 'en', common))).purpose.zh).toBe(name.replace('\r', '\n'))
    }
    const odd = { ...content, purpose: { zh: '_x0041_ 甲\n乙', en: '_x005F_x0041_ <a> & "b"\n\nc' } }
    expect((await readRight(await checklistWorkbook(odd, 'en', common))).purpose).toEqual(odd.purpose)
  })

  test('give back any text that a checklist can hold', async () => {
    const text = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 20 })
      .map((random) => random.replaceAll('\r', '').trim())
    const pair = fc.record({ zh: text, en: text }).filter(({ zh, en }) => zh !== '' && en !== '')
    const lists = fc.array(pair, { minLength: 40, maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(lists, async (pairs) => {
        const content = everyField()
        const [first, ...sections] = content.sections
        const [item, ...items] = first?.items ?? []
        const losses = pairs.map((words, at) => ({ code: `L${at}`, ...words }))
        const random = {
          ...content,
          sections: [{ ...first, items: [{ ...item, losses }, ...items] }, ...sections],
        } as ChecklistContent
        const inWorkbook = await readRight(await checklistWorkbook(random, 'zh-CN', common))
        expect(inWorkbook.sections[0]?.items[0]?.losses).toEqual(losses)
        const file = { file: 'random.yaml', text: checklistYaml(random, common) }
        const [inYaml] = readChecklists(shippedCommon(), [file]).checklists
        expect(inYaml?.content.sections[0]?.items[0]?.losses).toEqual(losses)
      }),
      { numRuns: 5, endOnFailure: true },
    )
  })

  test('cannot hold a text of more than 32,767 characters, and say so', async () => {
    const content = everyField()
    const long = { ...content, purpose: { zh: '长'.repeat(32_768), en: 'Long' } }
    await expect(checklistWorkbook(long, 'en', common)).rejects.toThrow('exchange.problem.cell_too_long')
  })
})

describe('a workbook filled in by people', () => {
  test('may have its columns and sheets in any order, headings in one language, and a title above them', async () => {
    const content = everyField()
    const book = await Book.of(content)
    for (const sheet of book.sheets) {
      if (sheet.name.includes('Guide') || sheet.name.includes('Checklist')) continue
      sheet.rows = sheet.rows.map((cells) => {
        const padded = [...cells, ...Array(Math.max(0, (sheet.rows[0]?.length ?? 0) - cells.length)).fill(null)]
        return padded.reverse()
      })
      sheet.rows[0] = (sheet.rows[0] ?? []).map((heading, at) => String(heading).split('\n')[at % 2] ?? null)
      sheet.rows.unshift(['2026', null], [])
    }
    book.sheets.reverse()
    for (const sheet of book.sheets) sheet.name = sheet.name.split(' ')[book.sheets.indexOf(sheet) % 2] ?? ''
    expect(contentHash(await readRight(await book.bytes()))).toBe(contentHash(content))
  })

  test('may use codes and the names of either language, ticks, and numbers stored as text', async () => {
    const content = everyField()
    const book = await Book.of(content)
    book.set('Items', ['first', 'EF-01'], 'Response', 'yes_no')
    book.set('Items', ['first', 'EF-02'], 'Response', 'SCALE')
    book.set('Items', ['first', 'EF-03'], 'Class', 'Must')
    book.set('Items', ['first', 'EF-04'], 'Responsible post', 'general manager')
    book.set('Items', ['first', 'EF-01'], 'Critical', '√')
    book.set('Items', ['first', 'EF-03'], 'Critical', true)
    book.set('Items', ['first', 'EF-04'], 'Critical', null)
    book.set('Items', ['first', 'EF-05'], 'Points', '５')
    book.set('Items', ['first', 'EF-06'], 'Points', ' 5.0 ')
    book.set('Options', ['抽样分档', 'own_bands'], 'Ratio', 0.1 + 0.2 + 0.7)
    expect(contentHash(await readRight(await book.bytes()))).toBe(contentHash(content))
  })

  test('may have empty rows, and rows that were added, with a post of their own', async () => {
    const book = await Book.of(everyField())
    book.sheet('Items').rows.splice(3, 0, [], [])
    book.sheet('Lists').rows.push(['岗位', 'valeter', '美容技师', 'Valeter'])
    book.set('Items', ['second', 'EF-12'], 'Responsible post', '美容技师')
    const items = book.sheet('Items').rows
    items.push([...(items.find((cells) => cells[1] === 'EF-12') ?? [])])
    ;(items.at(-1) as unknown[])[1] = 'EF-99'
    const content = await readRight(await book.bytes())
    const [, second] = everyField().sections
    expect(content.sections[1]?.items.map(({ id }) => id)).toEqual([
      ...(second?.items ?? []).map(({ id }) => id),
      'EF-99',
    ])
    expect(content.words.positions.valeter).toEqual({ zh: '美容技师', en: 'Valeter' })
  })

  test('may leave out sheets that it does not need', async () => {
    const book = await Book.of(everyField())
    const needed = ['Checklist', 'Sections', 'Items', 'Options', 'Bands', 'Groups', 'Marks', 'Lists']
    const kept = book.sheets.filter(({ name }) => needed.some((part) => name.includes(part)))
    book.sheets.splice(0, book.sheets.length, ...kept)
    const content = await readRight(await book.bytes())
    expect(content.scoring.gates).toEqual([])
    expect(content.scenario).toBeUndefined()
  })
})
