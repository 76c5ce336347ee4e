import { describe, expect, test } from 'vitest'
import { type AqlLevel, aqlPlan, largestSample } from '../../server/scoring/aql.ts'

/** Cells read off the printed tables of MIL-STD-105E, arrows followed. */
describe('single sampling by AQL', () => {
  test.each<[AqlLevel, number, number, string, number, number]>([
    ['II', 2.5, 3000, 'K', 125, 7],
    ['II', 2.5, 281, 'H', 50, 3],
    ['II', 2.5, 500, 'H', 50, 3],
    ['II', 2.5, 501, 'J', 80, 5],
    ['II', 2.5, 10_000, 'L', 200, 10],
    ['II', 2.5, 35_000, 'M', 315, 14],
    ['II', 2.5, 40, 'C', 5, 0],
    ['II', 2.5, 90, 'F', 20, 1],
    ['II', 1, 1200, 'J', 80, 2],
    ['II', 1, 100, 'E', 13, 0],
    ['II', 1.5, 151, 'G', 32, 1],
    ['II', 4, 280, 'G', 32, 3],
    ['II', 6.5, 25, 'D', 8, 1],
    ['II', 6.5, 15, 'A', 2, 0],
    ['II', 0.65, 400, 'J', 80, 1],
    ['II', 0.25, 3200, 'L', 200, 1],
    ['II', 0.1, 1000, 'K', 125, 0],
    ['II', 0.065, 600_000, 'Q', 1250, 2],
    ['II', 0.01, 3000, 'Q', 1250, 0],
    ['III', 0.01, 600_000, 'Q', 1250, 0],
    ['III', 0.015, 600_000, 'P', 800, 0],
    ['III', 0.025, 600_000, 'R', 2000, 1],
    ['II', 10, 8, 'C', 5, 1],
    ['II', 10, 3000, 'K', 125, 21],
    ['II', 10, 600_000, 'K', 125, 21],
    ['I', 2.5, 3000, 'H', 50, 3],
    ['III', 2.5, 3000, 'L', 200, 10],
    ['S-1', 6.5, 3000, 'D', 8, 1],
    ['S-2', 4, 35_000, 'E', 13, 1],
    ['S-3', 2.5, 10_000, 'F', 20, 1],
    ['S-4', 2.5, 150_000, 'J', 80, 5],
  ])('level %s, AQL %d, %d in all: %s, %d checked, %d accepted', (level, aql, population, code, size, accept) => {
    expect(aqlPlan(level, aql, population)).toEqual({ code, size, accept })
  })

  test('checks all of a population that the sample would reach', () => {
    expect(aqlPlan('II', 2.5, 1)).toEqual({ code: 'C', size: 1, accept: 0 })
    expect(aqlPlan('II', 0.65, 20)).toEqual({ code: 'F', size: 20, accept: 0 })
    expect(aqlPlan('II', 0.65, 21)).toEqual({ code: 'F', size: 20, accept: 0 })
  })

  test('never asks for more than the largest sample of its column, and refuses an AQL that is not in the table', () => {
    const columns = [0.01, 0.015, 0.025, 0.04, 0.065, 0.1, 0.15, 0.25, 0.4, 0.65, 1, 1.5, 2.5, 4, 6.5, 10]
    for (const aql of columns) {
      for (const level of ['S-1', 'S-2', 'S-3', 'S-4', 'I', 'II', 'III'] as const) {
        const sizes = [1, 8, 9, 50, 151, 1201, 40_000, 499_999, 5_000_000].map((lot) => aqlPlan(level, aql, lot).size)
        expect(sizes.every((size) => size > 0 && size <= largestSample(aql))).toBe(true)
      }
    }
    expect(largestSample(2.5)).toBe(500)
    expect(() => aqlPlan('II', 3, 100)).toThrow('no AQL of 3')
  })
})
