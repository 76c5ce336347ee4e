import type { Translate } from '../../server/i18n/words.ts'
import { formatScore, type Scale } from '../score.ts'
import { type Drawing, type Shape, Svg, tenth } from './shapes.tsx'

/**
 * Numbers on the ruler, all values of one score: hundredths of its `unit`, greater is better; basis points of a percentage.
 * `bands` highest first, as the checklist has them; one without a limit of its own (null) has no zone, except that the last
 * takes what is below the others.
 */
export type RulerInput = Pick<Scale, 'unit'> & {
  bands: readonly { grade: string; minBp: number | null }[]
  thisBp: number | null
  /** The grade given, whose zone is tinted; a gate may have capped it below the zone where the triangle stands. */
  grade?: string | null
  lastBp?: number | null
  networkBp?: number | null
  beforeAppealBp?: number | null
  decimals?: number
}

const height = 54
const inset = 6
const top = 18
const bottom = 36

const isLimit = (value: number | null | undefined): value is number => value != null

/** Where the scale of percentages begins, in percent: 50, or lower where a limit or a mark would fall off its left end. */
export const rulerStart = (input: RulerInput): number => {
  const limits = input.bands.map((band) => band.minBp).filter((min) => isLimit(min) && min > 0)
  const lowest = Math.min(6000, ...limits.filter(isLimit), ...marksOf(input).map((bp) => bp + 1000))
  return Math.max(0, Math.floor((lowest - 1000) / 1000) * 10)
}

const marksOf = (input: RulerInput): number[] =>
  [input.thisBp, input.lastBp, input.networkBp, input.beforeAppealBp].filter(isLimit)

/** Distances between long ticks that are easy to count, in points. */
const roundSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000]

/** The ends of the scale and the distance of its long ticks, in units (percent or points; points off are negative). */
const spanOf = (input: RulerInput): { from: number; to: number; long: number } => {
  const { unit = 'percent' } = input
  if (unit === 'percent') return { from: rulerStart(input), to: 100, long: 10 }
  const values = [...input.bands.map((band) => band.minBp).filter(isLimit), ...marksOf(input)].map(
    (value) => value / 100,
  )
  const most = unit === 'points_off' ? 0 : Math.max(1, ...values)
  const least = Math.min(unit === 'points_off' ? -1 : most - 1, ...values.filter((value) => value !== 0))
  const long = roundSteps.find((step) => (most - least) / step <= (unit === 'points_off' ? 8 : 4)) ?? 10_000
  const from = Math.floor((least - long / 2) / long) * long
  if (unit === 'points_off') return { from, to: 0, long }
  // The best grade and the worst have room for their names beyond the limits between them.
  const best = Math.max(0, ...input.bands.map((band) => (band.minBp ?? 0) / 100))
  const to = Math.max(Math.ceil(most / long) * long, (Math.floor(best / long) + 1) * long)
  return { from: Math.max(0, from), to, long }
}

/**
 * The signature of the product: zones of the grades, a solid triangle for this time, a ring for last time, a stroke for
 * the network, a hollow triangle for the score before an appeal. Same geometry in page and print.
 */
export const rulerDrawing = (input: RulerInput, width: number): Drawing => {
  const { from: start, long, to: end } = spanOf(input)
  const unit = (width - 2 * inset) / (end - start)
  const at = (bp: number) => inset + (Math.min(end, Math.max(start, bp / 100)) - start) * unit
  const shapes: Shape[] = []
  const bands = input.bands
    .map((band, i, all) => ({ grade: band.grade, minBp: band.minBp ?? (i === all.length - 1 ? start * 100 : null) }))
    .filter((band): band is { grade: string; minBp: number } => band.minBp !== null)
    .sort((a, b) => a.minBp - b.minBp)
  const limits = new Set([start, end])

  bands.forEach((band, i) => {
    const from = at(band.minBp)
    const to = at(bands[i + 1]?.minBp ?? end * 100)
    if (band.minBp / 100 > start) limits.add(band.minBp / 100)
    if (to - from < 2) return
    const here = band.grade === input.grade
    shapes.push({
      kind: 'rect',
      ink: here ? 'zone-here' : 'zone',
      x: from + 0.5,
      y: top,
      width: to - from - 1,
      height: bottom - top,
    })
    // A grade that is a number would read as one of the scale; the box is that of grades everywhere.
    if (/^\d+$/.test(band.grade)) {
      const half = 4 + 3.2 * band.grade.length
      shapes.push({
        kind: 'path',
        ink: 'axis',
        d: `M${tenth((from + to) / 2 - half)} ${bottom + 3.5}h${tenth(2 * half)}v13h${tenth(-2 * half)}z`,
      })
    }
    shapes.push({
      kind: 'text',
      ink: here ? 't-s t-acc' : 't-s t-3',
      x: (from + to) / 2,
      y: bottom + 13,
      anchor: 'middle',
      text: band.grade,
    })
  })

  let ticks = ''
  const tenthOf = long / 10
  const step = unit * tenthOf >= 4 ? tenthOf : unit * tenthOf >= 2 ? 2 * tenthOf : 5 * tenthOf
  for (let i = 0; start + i * step <= end; i += 1) {
    const value = start + i * step
    ticks += `M${tenth(at(value * 100))} ${bottom}v${value % long === 0 ? -10 : value % (long / 2) === 0 ? -7 : -4}`
  }
  shapes.push({ kind: 'path', ink: 'tick', d: ticks })
  let lastLabel = -Infinity
  for (const percent of [...limits].sort((a, b) => a - b)) {
    const x = at(percent * 100)
    if (x - lastLabel < 22 && percent !== end) continue
    const anchor = percent === start ? 'start' : percent === end ? 'end' : 'middle'
    shapes.push({ kind: 'text', ink: 't-s t-3', x, y: bottom + 13, anchor, text: String(tenth(Math.abs(percent))) })
    lastLabel = x
  }
  shapes.push({ kind: 'path', ink: 'axis', d: `M${inset} ${bottom}H${tenth(width - inset)}` })

  if (input.networkBp != null) {
    shapes.push({ kind: 'path', ink: 'net-mark', d: `M${tenth(at(input.networkBp))} 14V${bottom}` })
  }
  if (input.lastBp != null) shapes.push({ kind: 'circle', ink: 'hollow', x: at(input.lastBp), y: 27, r: 4 })
  if (input.thisBp != null) {
    const x = at(input.thisBp)
    if (input.beforeAppealBp != null) {
      const before = at(input.beforeAppealBp)
      shapes.push({ kind: 'path', ink: 'hollow', d: `M${tenth(before - 5)} 6h10l-5 9z` })
      const away = x >= before ? 1 : -1
      if (Math.abs(x - before) > 14) {
        shapes.push({ kind: 'path', ink: 'mine', d: `M${tenth(before + 6 * away)} 9H${tenth(x - 6 * away)}` })
      }
    }
    shapes.push({ kind: 'path', ink: 'mine-fill', d: `M${tenth(x - 6)} 5h12l-6 11z` })
    shapes.push({ kind: 'path', ink: 'mine', d: `M${tenth(x)} 14V${bottom}` })
  }
  return { width, height, shapes }
}

const limitsOf = ({ bands }: RulerInput) => bands.flatMap(({ minBp }) => (minBp === null ? [] : [{ minBp }]))

export type RulerMark = { drawing: Drawing; word: string }

/** The marks that stand on this ruler, each with its sign and its words, in the order in which they are read. */
export const rulerMarks = (input: RulerInput, t: Translate): RulerMark[] => {
  const scale: Scale = { unit: input.unit, decimals: input.decimals, limits: limitsOf(input) }
  const marks: RulerMark[] = []
  const sign = (width: number, shape: Shape, word: string) =>
    marks.push({ drawing: { width, height: 12, shapes: [shape] }, word })
  if (input.thisBp != null) {
    const value = formatScore(t, input.thisBp, scale)
    sign(12, { kind: 'path', ink: 'mine-fill', d: 'M0 1h12l-6 11z' }, t('reports.mark.this', { value }))
  }
  if (input.beforeAppealBp != null) {
    const value = formatScore(t, input.beforeAppealBp, scale)
    sign(12, { kind: 'path', ink: 'hollow', d: 'M1 1.5h10l-5 9z' }, t('reports.mark.before_appeal', { value }))
  }
  if (input.lastBp != null) {
    const value = formatScore(t, input.lastBp, scale)
    sign(10, { kind: 'circle', ink: 'hollow', x: 5, y: 6, r: 4 }, t('reports.mark.last', { value }))
  }
  if (input.networkBp != null) {
    const value = formatScore(t, input.networkBp, { ...scale, limits: [] })
    sign(4, { kind: 'path', ink: 'net-mark', d: 'M2 0v12' }, t('reports.mark.network', { value }))
  }
  return marks
}

/** What the ruler shows, in one sentence for those who do not see it. */
export const rulerLabel = (input: RulerInput, t: Translate): string => {
  const marks = rulerMarks(input, t).map((mark) => mark.word)
  return marks.length > 0 ? t('reports.ruler', { marks: marks.join(t('reports.comma')) }) : t('reports.ruler.empty')
}

/** The ruler in the page. `width` is that of its view box; it shrinks with its column. */
export const Ruler = (props: RulerInput & { t: Translate; width?: number }) => (
  <Svg class="ruler" drawing={rulerDrawing(props, props.width ?? 338)} label={rulerLabel(props, props.t)} />
)

/** The legend under a ruler: the same signs, each with its figure. */
export const RulerLegend = (props: RulerInput & { t: Translate }) => (
  <ul class="legend">
    {rulerMarks(props, props.t).map((mark) => (
      <li>
        <Svg drawing={mark.drawing} />
        {mark.word}
      </li>
    ))}
  </ul>
)
