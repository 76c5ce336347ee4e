import { paper } from '../../../views/charts/ink.ts'

export { paper }

/** A4 in points, the margins of the design: 18 mm at the sides, 15 mm above, 12 mm below. */
export const page = { width: 595.28, height: 841.89, left: 51, right: 544.28, top: 86, bottom: 778 } as const
export const measure = page.right - page.left

/** Type sizes with their line heights, in points. */
export const type = {
  body: { size: 9.5, line: 15.5, colour: paper.ink },
  small: { size: 8, line: 12.5, colour: paper.ink3 },
  tiny: { size: 7, line: 10, colour: paper.ink3 },
  table: { size: 8.5, line: 13, colour: paper.ink },
  chapter: { size: 18, line: 26, colour: paper.ink, bold: true },
  heading: { size: 12.5, line: 19, colour: paper.ink, bold: true },
  strong: { size: 11, line: 16.5, colour: paper.ink, bold: true },
} as const
