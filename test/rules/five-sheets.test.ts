import { describe, expect, it } from 'vitest'
import { resolve } from '../../server/checklists/content.ts'
import { flawsOfDraft } from '../../server/checklists/drafts/flaws.ts'
import { scoreAudit } from '../../server/scoring/score.ts'
import { readCommonVocabulary } from '../support/checklists.ts'
import { fiveSheets } from '../support/five-sheets.ts'

const common = readCommonVocabulary()

describe.each(fiveSheets)('$draft.title.en', ({ draft, answers, marks = {}, expected }) => {
  it('is a right checklist and scores as worked out by hand', () => {
    expect(flawsOfDraft(draft, common)).toEqual([])
    const { triggered, ...figures } = expected
    const result = scoreAudit({ checklist: resolve(draft, common), answers, marks, losses: {}, mode: 'final' })
    expect(result).toMatchObject({ ...figures, complete: true })
    expect(result.gates.filter((gate) => gate.triggered).map((gate) => gate.id)).toEqual(triggered)
  })
})
