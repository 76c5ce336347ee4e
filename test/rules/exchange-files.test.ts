import { describe, expect, test } from 'vitest'
import { openWorkbook } from '../../server/exchange/excel/open.ts'
import { workbookLine } from '../../server/exchange/excel/problem.ts'
import { unzip } from '../../server/exchange/excel/zip.ts'
import { readWorkbook } from '../../server/exchange/read-workbook.ts'
import { checklistWorkbook } from '../../server/exchange/workbook.ts'
import { translator } from '../../server/i18n/words.ts'
import { Book, common, everyField } from '../support/workbooks.ts'
import { zipOf } from '../support/zip.ts'

const linesOf = async (bytes: Uint8Array) => {
  const { content, problems } = await readWorkbook(bytes, common)
  expect(content).toBeUndefined()
  return {
    zh: problems.map((problem) => workbookLine('x', problem, translator('zh-CN'))),
    en: problems.map((problem) => workbookLine('x', problem, translator('en'))),
  }
}

const exported = await checklistWorkbook(everyField(), 'en', common)
const partsOf = (bytes: Buffer) => Object.fromEntries(unzip(bytes, () => true, 100_000_000))
/** The exported workbook with one of its parts changed. */
const withPart = (name: string, change: (xml: string) => string) => {
  const parts = partsOf(exported)
  return zipOf({ ...parts, [name]: change(String(parts[name])) })
}
const compoundFile = (inside: string) =>
  Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(600),
    Buffer.from(inside, 'utf16le'),
  ])

describe('a file that is no workbook is refused with one sentence:', () => {
  test.each<[string, Buffer, zh: string, en: string]>([
    ['nothing at all', Buffer.alloc(0), '文件是空的。', 'The file is empty.'],
    [
      'a workbook of an old Excel',
      compoundFile('Workbook'),
      '这是旧版Excel文件（.xls）。请在Excel中另存为“Excel 工作簿（.xlsx）”后再导入。',
      'This is a file of an old Excel (.xls). Save it as an Excel workbook (.xlsx), then import that.',
    ],
    [
      'a workbook with a password',
      compoundFile('EncryptionInfo EncryptedPackage'),
      '文件有密码保护，无法读取。请先在Excel中取消密码。',
      'The file is protected by a password, so it cannot be read. Remove the password in Excel first.',
    ],
    [
      'an archive with a password',
      zipOf({ 'xl/workbook.xml': '<workbook/>' }, { isEncrypted: true }),
      '文件有密码保护，无法读取。请先在Excel中取消密码。',
      'The file is protected by a password, so it cannot be read. Remove the password in Excel first.',
    ],
    [
      'a CSV file',
      Buffer.from('检查项代码,分值\nEF-01,3\n'),
      '这是文本文件（例如CSV），不是Excel工作簿。请使用导出的.xlsx文件填写。',
      'This is a text file (such as CSV), not an Excel workbook. Fill in an exported .xlsx file instead.',
    ],
    [
      'a picture',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]),
      '这不是Excel工作簿（.xlsx）。',
      'This is not an Excel workbook (.xlsx).',
    ],
    [
      'another archive',
      zipOf({ 'word/document.xml': '<document/>' }),
      '这不是Excel工作簿（.xlsx）。',
      'This is not an Excel workbook (.xlsx).',
    ],
    [
      'half a file',
      exported.subarray(0, exported.length / 2),
      '文件已损坏，无法读取。请在Excel中打开并重新保存后再试。',
      'The file is damaged and cannot be read. Open it in Excel, save it again and try once more.',
    ],
    [
      'a workbook without its sheets',
      zipOf({ 'xl/workbook.xml': '<workbook' }),
      '文件已损坏，无法读取。请在Excel中打开并重新保存后再试。',
      'The file is damaged and cannot be read. Open it in Excel, save it again and try once more.',
    ],
    [
      'an archive that lies about its sizes',
      zipOf({ 'xl/workbook.xml': '<workbook/>' }, { unpacked: 4_000_000_000 }),
      '文件已损坏，无法读取。请在Excel中打开并重新保存后再试。',
      'The file is damaged and cannot be read. Open it in Excel, save it again and try once more.',
    ],
    [
      'an archive that unpacks to more than memory should hold',
      zipOf({ 'xl/workbook.xml': Buffer.alloc(60_000_000, 'x') }),
      '文件过大：解压后超过40 MB。请删除图片和多余的工作表。',
      'The file is too large: unpacked it is more than 40 MB. Remove pictures and sheets that do not belong here.',
    ],
    [
      'one that does so and says that it is small',
      zipOf({ 'xl/workbook.xml': Buffer.alloc(60_000_000, 'x') }, { unpacked: 100 }),
      '文件过大：解压后超过40 MB。请删除图片和多余的工作表。',
      'The file is too large: unpacked it is more than 40 MB. Remove pictures and sheets that do not belong here.',
    ],
  ])('%s', async (_, bytes, zh, en) => {
    expect(await linesOf(bytes)).toEqual({ zh: [`x 整个文件：${zh}`], en: [`x, whole file: ${en}`] })
  })

  test('an empty workbook', async () => {
    const book = await Book.from(exported)
    book.sheets.splice(1)
    for (const sheet of book.sheets) sheet.rows = []
    expect((await linesOf(await book.bytes())).en).toEqual(['x, whole file: The workbook holds nothing.'])
  })

  test('a workbook about something else', async () => {
    const book = await Book.from(exported)
    book.sheets.splice(0, book.sheets.length, {
      name: 'Sheet1',
      rows: [
        ['Dealer', 'Sales'],
        ['D001', 12],
      ],
    })
    expect((await linesOf(await book.bytes())).en).toEqual([
      'x, whole file: The sheet “Checklist” is missing. Use an exported file as the template.',
      'x, whole file: The sheet “Sections” is missing. Use an exported file as the template.',
      'x, whole file: The sheet “Items” is missing. Use an exported file as the template.',
      'x, whole file: The sheet “Bands” is missing. Use an exported file as the template.',
      'x, sheet “Sheet1”: There is no such sheet in a checklist workbook. Correct its name, or delete it if it is not needed.',
    ])
  })
})

describe('a sheet that would exhaust the memory is refused by its name:', () => {
  const far = (cell: string) => (xml: string) => xml.replace('</sheetData>', `<row r="30000">${cell}</row></sheetData>`)
  test.each([
    ['a row far down', far('<c r="A30000"><v>1</v></c>')],
    [
      'a column far out',
      (xml: string) => xml.replace('</sheetData>', '<row r="900"><c r="XFD900"><v>1</v></c></row></sheetData>'),
    ],
    [
      'an address in other quotes',
      (xml: string) => xml.replace('</sheetData>', "<row><c x='>' r='XFD900'><v>1</v></c></row></sheetData>"),
    ],
    [
      'cells without addresses',
      (xml: string) => xml.replace('</sheetData>', `<row>${'<c><v>1</v></c>'.repeat(300)}</row></sheetData>`),
    ],
    [
      'an address that is none',
      (xml: string) => xml.replace('</sheetData>', '<row><c r="&#65;1"><v>1</v></c></row></sheetData>'),
    ],
  ])('%s', async (_, change) => {
    expect((await linesOf(withPart('xl/worksheets/sheet4.xml', change))).en).toEqual([
      'x, sheet “Items 检查项”: The sheet is too large: at most 20000 rows and 200 columns. Delete empty rows and columns beyond the data.',
    ])
  })
})

test('a formula with an error is no empty cell', async () => {
  const bytes = withPart('xl/worksheets/sheet4.xml', (xml) =>
    xml.replace(/<c r="G2"( s="\d+")?><v>[^<]*<\/v><\/c>/, '<c r="G2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
  )
  expect((await linesOf(bytes)).en).toEqual([
    'x, sheet “Items 检查项”, row 2, column G “Points 分值”: The formula in this cell has an error instead of a result. Write the value itself.',
  ])
})

test('a formula counts as its result', async () => {
  const bytes = withPart('xl/worksheets/sheet4.xml', (xml) =>
    xml.replace(/<c r="G2"( s="\d+")?><v>2.5<\/v><\/c>/, '<c r="G2"><f>1+1.5</f><v>2.5</v></c>'),
  )
  expect((await readWorkbook(bytes, common)).content).toEqual(everyField())
})

test('names in a file become names only, never parts of the program', async () => {
  const book = await Book.from(exported)
  book.sheet('Options').rows.push(['Scale', '__proto__', null, null, null, null, null, null, null, null, 3, 2, 1])
  book.sheet('Lists').rows.push(['Posts', '__proto__', '甲', 'A'])
  await readWorkbook(await book.bytes(), common)
  expect(({} as Record<string, unknown>).max).toBeUndefined()
  expect(({} as Record<string, unknown>).zh).toBeUndefined()
})

test('a workbook in which thousands of rows are wrong says so for each', async () => {
  const book = await Book.from(exported)
  const { rows } = book.sheet('Items')
  for (let at = 0; at < 1000; at++) rows.push(['first', `X-${at}`, null, 'Statement', 'observe', 'sample', -1])
  const { problems } = await readWorkbook(await book.bytes(), common)
  expect(problems.length).toBeGreaterThan(1000 * 5)
  expect(new Set(problems.map(({ row }) => row)).size).toBeGreaterThanOrEqual(1000)
})

test.each(['<c ', '<sheet r="', '<!-- <c r=', "<row <c '"])(
  'a part full of “%s” is looked at in no time',
  async (text) => {
    const bytes = zipOf({
      'xl/workbook.xml': text.repeat(1_000_000),
      'xl/worksheets/sheet1.xml': text.repeat(1_000_000),
    })
    expect(await openWorkbook(bytes)).toMatchObject({ word: 'exchange.problem.damaged' })
  },
)

test('a workbook of almost 20,000 rows is opened', async () => {
  const book = await Book.from(exported)
  const rows = Array.from({ length: 19_000 }, (_, at) => ['EF-01', `X${at}`, '失分', 'Loss'])
  book.sheet('Losses').rows.push(...rows)
  const opened = await openWorkbook(await book.bytes())
  expect(Array.isArray(opened) && opened.find(({ name }) => name.startsWith('Losses'))?.rows.length).toBe(19_003)
})
