import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runBuilt, temporaryFolder } from '../support/built-app.ts'

const cli = (...args: string[]) => runBuilt('server/cli/main.js', ['checklists', '--en', ...args], {})

it('exports, converts and validates checklists from the shell, and its exit codes say how it went', async () => {
  const to = temporaryFolder()
  const [xlsx, yaml] = [join(to, 'a.xlsx'), join(to, 'b.yaml')]
  expect(await cli('export', 'process-compliance', '1.0.0', xlsx)).toMatchObject({ code: 0, stderr: '' })
  expect(await cli('convert', xlsx, yaml)).toMatchObject({ code: 0, stderr: '' })
  expect(await cli('validate', xlsx, yaml)).toMatchObject({ code: 0, stdout: '2 files are right.\n' })
  expect(await cli('validate', join(to, 'none.yaml'))).toMatchObject({
    code: 1,
    stdout: '',
    stderr: `${join(to, 'none.yaml')}, whole file: There is no such file, or it cannot be read.\n`,
  })
  const wrong = await cli('convert', xlsx)
  expect(wrong).toMatchObject({ code: 2, stdout: '' })
  expect(wrong.stderr).toMatch(/^Name two files: .*\nUsage: npm run checklists -- validate FILE\.\.\.\n/)
})
