import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contentHash } from '../../server/checklists/content-hash.ts'
import { readChecklists } from '../../server/checklists/read.ts'
import { checklists } from '../../server/cli/checklists.ts'
import { UsageError } from '../../server/cli/usage.ts'
import { readWorkbook } from '../../server/exchange/read-workbook.ts'
import { temporaryFolder } from '../support/built-app.ts'
import { readShipped, shippedCommon } from '../support/checklists.ts'
import { Book, common, everyField } from '../support/workbooks.ts'

const folder = 'checklists'
const self = 'dealer-6s-self-check'
const shipped = readShipped().checklists.find(({ content }) => content.id === self)
const run = (...args: string[]) => checklists(['--en', ...args], folder)

/** The lines of the error that a call ends with. */
const linesOf = async (call: Promise<string>): Promise<string[]> => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(Error)
  expect(error).not.toBeInstanceOf(UsageError)
  return (error as Error).message.split('\n')
}

describe('checklists export', () => {
  test('writes a shipped version as YAML and as a workbook, which say the same', async () => {
    const to = temporaryFolder()
    const [yaml, xlsx] = [join(to, 'a.yaml'), join(to, 'a.xlsx')]
    expect(await run('export', self, '1.0.0', yaml)).toBe(`${self} 1.0.0 (20 items) written to ${yaml}.`)
    expect(await checklists(['export', self, '1.0.0', xlsx, '--zh'], folder)).toBe(
      `${self} 1.0.0（20 项）已写入${xlsx}。`,
    )
    const [again] = readChecklists(shippedCommon(), [{ file: yaml, text: readFileSync(yaml, 'utf8') }]).checklists
    const { content } = await readWorkbook(readFileSync(xlsx), common)
    expect(shipped && contentHash(shipped.content)).toBe(content && contentHash(content))
    expect(again && contentHash(again.content)).toBe(content && contentHash(content))
    expect((await Book.from(readFileSync(xlsx))).sheets[0]?.name).toBe('说明 Guide')
  })

  test('says which versions there are when there is no such one', async () => {
    const [line] = await linesOf(run('export', self, '9.9.9', join(temporaryFolder(), 'a.yaml')))
    expect(line).toMatch(new RegExp(`^There is no checklist ${self} 9.9.9. There are: .*${self} 1.0.0`))
  })
})

describe('checklists convert', () => {
  test('turns YAML into a workbook and back, byte for byte', async () => {
    const to = temporaryFolder()
    const files = ['a.yaml', 'b.xlsx', 'c.yaml', 'd.xlsx', 'e.yml'].map((name) => join(to, name))
    await run('export', self, '1.0.0', files[0] as string)
    for (const [at, file] of files.slice(1).entries()) await run('convert', files[at] as string, file)
    expect(readFileSync(files[2] as string, 'utf8')).toBe(readFileSync(files[0] as string, 'utf8'))
    expect(readFileSync(files[4] as string, 'utf8')).toBe(readFileSync(files[0] as string, 'utf8'))
  })

  test('writes nothing when something is wrong', async () => {
    const to = temporaryFolder()
    const [from, into] = [join(to, 'a.yaml'), join(to, 'b.xlsx')]
    writeFileSync(from, 'schema: dealer-checklist/1\n')
    expect((await linesOf(run('convert', from, into))).length).toBeGreaterThan(5)
    expect(() => readFileSync(into)).toThrow('no such file')
  })
})

describe('checklists validate', () => {
  test('finds the shipped files, and what was exported from them, right', async () => {
    const to = temporaryFolder()
    const exported = join(to, 'a.xlsx')
    await run('export', self, '1.0.0', exported)
    const files = readShipped().checklists.map(({ file }) => join(folder, file))
    expect(await run('validate', ...files)).toBe(`${files.length} files are right.`)
    expect(await run('validate', exported)).toBe('1 file is right.')
    expect(await checklists(['validate', exported, '--zh'], folder)).toBe('1 个文件没有问题。')
  })

  test('prints every problem of every file, a line each', async () => {
    const to = temporaryFolder()
    const [yaml, xlsx, missing] = [join(to, 'a.yaml'), join(to, 'b.xlsx'), join(to, 'c.yaml')]
    const text = readFileSync(join(folder, `${self}.yaml`), 'utf8')
    writeFileSync(yaml, text.replace('points: 1', 'points: -1').replace('method: observe', 'method: guess'))
    const book = await Book.of(everyField(), 'en')
    book.set('Items', ['first', 'EF-01'], 'Points', 'many')
    writeFileSync(xlsx, await book.bytes())
    const lines = await linesOf(run('validate', yaml, xlsx, missing))
    expect(lines).toEqual([
      expect.stringMatching(
        /^.*a\.yaml, line \d+, sections\[0\]\.items\[0\] \(SC-D-01\)\.points: The number is too small; the least is 0\.$/,
      ),
      `${xlsx}, sheet “Items 检查项”, row 2, column G “Points 分值”: This must be a number; “many” is none.`,
      `${missing}, whole file: There is no such file, or it cannot be read.`,
    ])
  })

  test('refuses item codes of other checklists, and other content under a version that is there', async () => {
    const to = temporaryFolder()
    const text = readFileSync(join(folder, `${self}.yaml`), 'utf8')
    const [copy, changed] = [join(to, 'copy.yaml'), join(to, 'changed.yaml')]
    writeFileSync(copy, text.replace(`id: ${self}`, 'id: another'))
    writeFileSync(changed, text.replace('duration_min: 20', 'duration_min: 25'))
    const lines = await linesOf(run('validate', copy, changed))
    expect(lines).toContain(
      `${copy}, whole file: The item code “SC-D-01” is used in ${folder}/${self}.yaml already; codes are unique over all checklists.`,
    )
    expect(lines).toContain(
      `${changed}, whole file: Version 1.0.0 of the checklist “${self}” is already in ${folder}/${self}.yaml.`,
    )
  })

  test('says what is wrong with files of another kind', async () => {
    const to = temporaryFolder()
    const [csv, gbk] = [join(to, 'a.csv'), join(to, 'b.yaml')]
    writeFileSync(csv, 'code,points\n')
    writeFileSync(gbk, Buffer.from([0xd6, 0xd0, 0xce, 0xc4]))
    expect(await linesOf(run('validate', csv, gbk))).toEqual([
      `${csv}, whole file: This is a text file (such as CSV), not an Excel workbook. Fill in an exported .xlsx file instead.`,
      `${gbk}, whole file: The file is not written in UTF-8. Save it as UTF-8 and try again.`,
    ])
  })
})

test.each([
  [[], 'Say what to do with checklists.'],
  [['delete'], 'There is no "checklists delete".'],
  [['toString'], 'There is no "checklists toString".'],
  [['validate'], 'Which files? Name at least one.'],
  [['export', 'x'], 'Name a checklist, its version and a file.'],
  [['export', 'x', '1.0.0', 'a.csv'], '"a.csv" must end with .yaml or .xlsx.'],
  [['convert', 'a.yaml'], 'Name two files: the one to read and the one to write.'],
  [['convert', 'a.yaml', 'b'], '"b" must end with .yaml or .xlsx.'],
  [['validate', 'a.yaml', '--zh', '--en'], 'Choose one of --zh and --en.'],
  [['validate', '--fr'], /Unknown option '--fr'/],
])('the call “checklists %s” means nothing and is answered with one sentence', async (args, sentence) => {
  const call = checklists(args, folder)
  await expect(call).rejects.toBeInstanceOf(UsageError)
  await expect(call).rejects.toThrow(sentence)
})
