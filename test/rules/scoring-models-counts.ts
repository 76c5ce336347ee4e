import type { WrittenResponse } from '../../server/checklists/response-format.ts'
import { sampleSize } from '../../server/scoring/answer.ts'
import { contentOf, gate, optionsOf, scoreFile, unit, type WrittenAsked, yesNo } from '../support/checklist-file.ts'
import { type Actual, type Input, type Model, totals } from './scoring-vectors.ts'

/** Models that count: findings by severity, requirements by rating, misses in a sample. */

const findingOf = (option: number): WrittenAsked => ({
  response: {
    type: 'choice',
    options: optionsOf([
      { ratio: 1 },
      { ratio: 0, severity: 'critical' },
      { ratio: 0, severity: 'major' },
      { ratio: 0, severity: 'minor' },
    ]),
  },
  points: 1,
  critical: true,
  answer: { type: 'choice', option: `o${option}` },
})

/** The chart of 2017: minors alone, or fewer of them beside one or two majors. Unannounced audits have grades of their own. */
function brc({ critical = 0, major = 0, minor = 0, unannounced = false }: Input): Actual {
  const most = (max_major: number, max_minor: number) => ({ max_critical: 0, max_major, max_minor })
  const named = (grade: string) => (unannounced ? `${grade}+` : grade)
  const result = scoreFile({
    sections: [
      {
        asked: [
          findingOf(0),
          ...Array(critical).fill(findingOf(1)),
          ...Array(major).fill(findingOf(2)),
          ...Array(minor).fill(findingOf(3)),
        ],
      },
    ],
    scoring: {
      bands: [
        { grade: named('AA'), ...most(0, 5) },
        { grade: named('A'), ...most(0, 10) },
        { grade: named('B'), any_of: [most(0, 16), most(1, 10)] },
        { grade: named('C'), any_of: [most(0, 24), most(1, 16), most(2, 10)] },
        { grade: named('D'), any_of: [most(0, 30), most(1, 24), most(2, 16)] },
        { grade: 'uncertified' },
      ],
    },
  })
  return { grade: result.grade }
}

const ratings = ['A', 'B', 'C', 'D', 'major'] as const

/** A requirement rated A to D or Major; a knock-out requirement rated D takes half of everything. */
function ifs(input: Input): Actual {
  const requirement = (rating: (typeof ratings)[number], isKnockOut = false): WrittenAsked => ({
    response: {
      type: 'choice',
      options: optionsOf([
        { points: 20, severity: 'none' },
        { points: 15, severity: 'observation' },
        { points: 5, severity: 'minor' },
        isKnockOut ? { points: 0, severity: 'critical' } : { points: -20, severity: 'minor' },
        { points: 0, severity: 'major' },
      ]),
    },
    points: 20,
    critical: isKnockOut,
    answer: { type: 'choice', option: `o${ratings.indexOf(rating)}` },
  })
  const result = scoreFile({
    sections: [
      {
        asked: [
          ...ratings.flatMap((rating) => Array(input[rating] ?? 0).fill(requirement(rating))),
          ...Array(input.ko_d ?? 0).fill(requirement('D', true)),
        ],
      },
    ],
    scoring: {
      bands: [{ grade: 'higher', min: 95 }, { grade: 'foundation', min: 75 }, { grade: 'not_approved' }],
      gates: [
        gate({ count_by_severity: { major: 1 } }, { deduct_percent_of_possible: 15, each: true }, 'major'),
        gate({ count_by_severity: { critical: 1 } }, { deduct_percent_of_possible: 50, each: true }, 'knock_out'),
        gate({ count_by_severity: { critical: 1 } }, { set_grade: 'not_approved' }, 'not_approved'),
      ],
    },
  })
  return { ...totals(result), level: result.grade }
}

/** The accept number of the table for lot, level and AQL. */
function aql({ lot, level = 'II', aql: limit, found = 0 }: Input): Actual {
  const response = {
    type: 'sample',
    rule: 'aql',
    unit,
    level: String(level).toUpperCase(),
    aql: Number(limit),
  } as WrittenResponse
  const written = contentOf({ sections: [{ asked: [{ response, points: 5 }] }] }).sections[0]?.items[0]?.response
  const checked = written?.type === 'sample' ? (sampleSize(written, lot) ?? 0) : 0
  const answer = { type: 'sample' as const, checked, conform: checked - found, population: lot }
  const [item] = scoreFile({ sections: [{ asked: [{ response, points: 5, answer }, yesNo(true, 1)] }] }).items
  if (item?.how?.rule !== 'aql') return { accept: null }
  const { code, size, accept, reject } = item.how
  return { code, n: `${size}`, ac: `${accept}`, re: `${reject}`, accept: !item.failed, earned: item.earned }
}

export const countModels: Record<string, Model> = { brc, ifs, aql }
