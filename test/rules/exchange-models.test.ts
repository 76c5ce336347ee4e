import { readFileSync } from 'node:fs'
import { afterAll, expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import { contentHash } from '../../server/checklists/content-hash.ts'
import type { ChecklistContent } from '../../server/checklists/format.ts'
import { problemLine, readChecklists } from '../../server/checklists/read.ts'
import { workbookLine } from '../../server/exchange/excel/problem.ts'
import { readWorkbook } from '../../server/exchange/read-workbook.ts'
import { checklistWorkbook } from '../../server/exchange/workbook.ts'
import { checklistYaml } from '../../server/exchange/yaml.ts'
import { translator } from '../../server/i18n/words.ts'
import { shippedCommon } from '../support/checklists.ts'
import { common } from '../support/workbooks.ts'
import { models } from './scoring-models.ts'

const scored = vi.hoisted((): ChecklistContent[] => [])
vi.mock('../../server/scoring/score.ts', async (original) => {
  const real = await original<typeof import('../../server/scoring/score.ts')>()
  return {
    ...real,
    scoreAudit: (input: Parameters<typeof real.scoreAudit>[0]) => {
      scored.push(input.checklist)
      return real.scoreAudit(input)
    },
  }
})
afterAll(() => vi.restoreAllMocks())

test('a checklist of every published model is the same after export and import, as YAML and as a workbook', async () => {
  const { vectors } = parse(readFileSync(new URL('./scoring-examples.yaml', import.meta.url), 'utf8')) as {
    vectors: { model: string; input: unknown }[]
  }
  for (const { model, input } of vectors) models[model]?.(input)
  const distinct = new Map(scored.map((content) => [contentHash(content), content]))
  expect(distinct.size).toBeGreaterThan(50)
  for (const [hash, content] of distinct) {
    const text = checklistYaml(content, common)
    const { checklists, problems } = readChecklists(shippedCommon(), [{ file: 'model.yaml', text }])
    expect(problems.map((problem) => problemLine(problem, translator('en')))).toEqual([])
    expect(checklists[0] && contentHash(checklists[0].content)).toBe(hash)
    const read = await readWorkbook(await checklistWorkbook(content, 'zh-CN', common), common)
    expect(read.problems.map((problem) => workbookLine('model.xlsx', problem, translator('en')))).toEqual([])
    expect(read.content && contentHash(read.content)).toBe(hash)
  }
}, 120_000)
