import type { Translate } from '../../server/i18n/words.ts'
import { percentText, scoreText } from '../../server/reports/figures.ts'
import { type Drawing, type Shape, Svg, tenth } from './shapes.tsx'

/** Numbers on the ruler, all in basis points. `bands` highest first, as the checklist has them; the lowest starts at 0. */
export type RulerInput = {
  bands: readonly { grade: string; minBp: number }[]
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

/** Where the scale begins, in percent: 50, or lower where a limit or a mark would fall off its left end. */
export const rulerStart = (input: RulerInput): number => {
  const limits = input.bands.map((band) => band.minBp).filter((min) => min > 0)
  const marks = [input.thisBp, input.lastBp, input.networkBp, input.beforeAppealBp].filter((bp) => bp != null)
  const lowest = Math.min(6000, ...limits, ...marks.map((bp) => bp + 1000))
  return Math.max(0, Math.floor((lowest - 1000) / 1000) * 10)
}

/**
 * The signature of the product: zones of the grades, a solid triangle for this time, a ring for last time, a stroke for
 * the network, a hollow triangle for the score before an appeal. Same geometry in page and print.
 */
export const rulerDrawing = (input: RulerInput, width: number): Drawing => {
  const start = rulerStart(input)
  const unit = (width - 2 * inset) / (100 - start)
  const at = (bp: number) => inset + (Math.min(100, Math.max(start, bp / 100)) - start) * unit
  const shapes: Shape[] = []
  const bands = [...input.bands].sort((a, b) => a.minBp - b.minBp)
  const limits = new Set([start, 100])

  bands.forEach((band, i) => {
    const from = at(band.minBp)
    const to = at(bands[i + 1]?.minBp ?? 10000)
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
    shapes.push({
      kind: 'text',
      ink: here ? 't-s t-acc' : 't-s t-3',
      x: (from + to) / 2,
      y: bottom + 13,
      anchor: 'middle',
      text: band.grade,
    })
  })

  const step = unit >= 4 ? 1 : unit >= 2 ? 2 : 5
  let ticks = ''
  for (let percent = start; percent <= 100; percent += step) {
    ticks += `M${tenth(at(percent * 100))} ${bottom}v${percent % 10 === 0 ? -10 : percent % 5 === 0 ? -7 : -4}`
  }
  shapes.push({ kind: 'path', ink: 'tick', d: ticks })
  let lastLabel = -Infinity
  for (const percent of [...limits].sort((a, b) => a - b)) {
    const x = at(percent * 100)
    if (x - lastLabel < 22 && percent !== 100) continue
    const anchor = percent === start ? 'start' : percent === 100 ? 'end' : 'middle'
    shapes.push({ kind: 'text', ink: 't-s t-3', x, y: bottom + 13, anchor, text: String(tenth(percent)) })
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

export type RulerMark = { drawing: Drawing; word: string }

/** The marks that stand on this ruler, each with its sign and its words, in the order in which they are read. */
export const rulerMarks = (input: RulerInput, t: Translate): RulerMark[] => {
  const decimals = input.decimals ?? 1
  const marks: RulerMark[] = []
  const sign = (width: number, shape: Shape, word: string) =>
    marks.push({ drawing: { width, height: 12, shapes: [shape] }, word })
  if (input.thisBp != null) {
    const value = scoreText(input.thisBp, decimals, input.bands)
    sign(12, { kind: 'path', ink: 'mine-fill', d: 'M0 1h12l-6 11z' }, t('reports.mark.this', { value }))
  }
  if (input.beforeAppealBp != null) {
    const value = scoreText(input.beforeAppealBp, decimals, input.bands)
    sign(12, { kind: 'path', ink: 'hollow', d: 'M1 1.5h10l-5 9z' }, t('reports.mark.before_appeal', { value }))
  }
  if (input.lastBp != null) {
    const value = scoreText(input.lastBp, decimals, input.bands)
    sign(10, { kind: 'circle', ink: 'hollow', x: 5, y: 6, r: 4 }, t('reports.mark.last', { value }))
  }
  if (input.networkBp != null) {
    const value = percentText(input.networkBp, decimals)
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
