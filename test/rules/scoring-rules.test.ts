import { describe, expect, test } from 'vitest'
import { translator } from '../../server/i18n/words.ts'
import { contentOf, flawsIn, gate, type WrittenRun, yesNo } from '../support/checklist-file.ts'

const scored = (scoring: WrittenRun['scoring'], part: Partial<WrittenRun['sections'][number]> = {}): WrittenRun => ({
  sections: [{ asked: [yesNo(true, 1)], ...part }],
  scoring,
})
const grades = (...all: object[]) => scored({ bands: all as never })
const row = 'scoring.bands[0] (A)'
const item0 = 'sections[0].items[0] (S0-0)'

describe('scoring that says its model wrongly is told so, at its place', () => {
  test.each<[string, WrittenRun, string, string]>([
    [
      'an unknown group',
      { sections: [{ asked: [yesNo(true, 1, { groups: ['U9'] })] }] },
      `${item0}.groups[0]`,
      'There is no group “U9” in scoring.groups.',
    ],
    [
      'weights that do not add up to what is said',
      scored({ weights_add_to: 101 }),
      'sections',
      'The section weights add up to 1, not to 101.',
    ],
    [
      'start_minus without a start',
      scored({ rollup: 'start_minus' }),
      'scoring.start_minus',
      'This rollup needs the points at the start',
    ],
    [
      'a start that nothing uses',
      scored({ start_minus: { start: 100 } }),
      'scoring.start_minus',
      'start_minus is only used with rollup: start_minus.',
    ],
    [
      'section results that nothing uses',
      scored({ section_rollup: 'mean_items' }),
      'scoring.section_rollup',
      'only pooled_points makes sense here',
    ],
    [
      'one section result that nothing uses',
      scored({}, { rollup: 'lowest_item' }),
      'sections[0] (S0).rollup',
      'only pooled_points makes sense here',
    ],
    [
      'a section with start and rollup',
      scored({}, { start: 10, rollup: 'pooled_points' }),
      'sections[0] (S0).start',
      'A section has start or rollup, not both.',
    ],
    [
      'a bonus cap where points do not count',
      scored({ rollup: 'mean_sections', bonus_points_cap: 1 }),
      'scoring.bonus_points_cap',
      'bonus_points_cap only works where the whole adds up points.',
    ],
    [
      'coverage of groups that are not there',
      scored({ min_coverage: { scope: 'group', min: '1/2' } }),
      'scoring.min_coverage.scope',
      'There are no groups (scoring.groups).',
    ],
    [
      'N/A where it is forbidden',
      scored({ na: 'forbid' }),
      `${item0}.na_allowed`,
      'This checklist forbids N/A (na: forbid), so this must be false.',
    ],
    [
      'a last grade that asks for something',
      grades({ grade: 'A', max_major: 0 }),
      row,
      'The last grade must ask for nothing',
    ],
    ['a last grade above 0', grades({ grade: 'A', min: 10 }), `${row}.min`, 'The lowest band must begin at 0 or below'],
    [
      'a grade that asks for nothing too early',
      grades({ grade: 'A' }, { grade: 'B' }),
      row,
      'the ones after it are never reached',
    ],
    [
      'an alternative that asks for nothing',
      grades({ grade: 'A', any_of: [{}, { max_major: 0 }] }, { grade: 'B' }),
      'scoring.bands[0] (A).any_of[0]',
      'never reached',
    ],
    [
      'a higher grade further down',
      grades({ grade: 'A', min: 80, max_major: 0 }, { grade: 'B', min: 90 }, { grade: 'C' }),
      'scoring.bands[1] (B).min',
      'The band limits must descend.',
    ],
    [
      'a stricter row behind a plain one',
      grades({ grade: 'A', min: 80 }, { grade: 'B', min: 80, max_major: 0 }, { grade: 'C' }),
      'scoring.bands[1] (B).min',
      'The band limits must descend.',
    ],
    [
      'a pass mark that no section has',
      grades({ grade: 'A', all_sections_pass: true }, { grade: 'B' }),
      `${row}.all_sections_pass`,
      'No section has a pass mark (pass_mark).',
    ],
    [
      'the same in a gate',
      scored({ gates: [gate({ sections_failed_min: 1 }, { cap_grade: 'any' })] }),
      'scoring.gates[0] (G0).when.sections_failed_min',
      'No section has a pass mark',
    ],
    [
      'a gate on groups that are not there',
      scored({ gates: [gate({ any_group_below: { percent: 50 } }, { cap_grade: 'any' })] }),
      'scoring.gates[0] (G0).when.any_group_below',
      'There are no groups',
    ],
    [
      'a gate on an unknown kind of group',
      scored({
        groups: [{ id: 'U1', kind: 'step' }],
        gates: [gate({ any_group_below: { kind: 'steps', percent: 50 } }, { cap_grade: 'any' })],
      }),
      'scoring.gates[0] (G0).when.any_group_below.kind',
      'No group in scoring.groups is of the kind “steps”.',
    ],
    [
      'a gate on the score of an unknown item',
      scored({ gates: [gate({ item_score_at_most: { item: 'X', score: 1 } }, { cap_grade: 'any' })] }),
      'scoring.gates[0] (G0).when.item_score_at_most.item',
      'There is no item with the code “X”.',
    ],
    [
      'a cap taken from a section',
      scored({ gates: [gate({ critical_failed_min: 1 }, { cap_grade: 'any', from: 'section' })] }),
      'scoring.gates[0] (G0).then.from',
      'from is only possible with a deduction.',
    ],
  ])('%s', (_, run, place, sentence) => {
    const [flaw, ...others] = flawsIn(run)
    expect(others).toEqual([])
    expect(flaw?.place).toBe(place)
    expect(translator('en')(flaw?.word ?? 'checklist.problem.empty', flaw?.params)).toContain(sentence)
    expect(translator('zh-CN')(flaw?.word ?? 'checklist.problem.empty', flaw?.params)).toMatch(/\p{Script=Han}.*。$/u)
    expect(() => contentOf(run)).toThrow(sentence)
  })
})
