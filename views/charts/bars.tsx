import type { InkName } from './ink.ts'
import { type Shape, Svg, tenth } from './shapes.tsx'

/**
 * A score as a bar in a table row, with a stroke where the target or the network stands; the figure stands in the next cell.
 * Basis points on a scale from `fromBp` (5000 unless told) to 10000.
 */
export const ScoreBar = (props: {
  bp: number
  targetBp?: number | null
  weak?: boolean
  fromBp?: number
  width?: number
  label?: string
}) => {
  const width = props.width ?? 170
  const from = props.fromBp ?? 5000
  const at = (bp: number) => (Math.min(10000, Math.max(from, bp)) - from) * (width / (10000 - from))
  const shapes: Shape[] = [
    { kind: 'rect', ink: 'track', x: 0, y: 0, width, height: 8 },
    { kind: 'rect', ink: props.weak ? 'bar-bad' : 'bar', x: 0, y: 0, width: at(props.bp), height: 8 },
  ]
  if (props.targetBp != null) shapes.push({ kind: 'path', ink: 'net-mark', d: `M${tenth(at(props.targetBp))} 0v8` })
  return <Svg drawing={{ width, height: 8, shapes }} label={props.label} />
}

/** A share of a whole, for example lost points of one item. */
export const ShareBar = (props: { part: number; whole: number; ink?: InkName; width?: number; label?: string }) => {
  const width = props.width ?? 90
  const share = props.whole > 0 ? Math.min(1, Math.max(0, props.part / props.whole)) : 0
  const shapes: Shape[] = [
    { kind: 'rect', ink: 'track', x: 0, y: 0, width, height: 8 },
    { kind: 'rect', ink: props.ink ?? 'bar', x: 0, y: 0, width: width * share, height: 8 },
  ]
  return <Svg drawing={{ width, height: 8, shapes }} label={props.label} />
}

/** The parts of a progress bar in their order: done first, the last one is what has not begun. */
export const progressInks = ['bar', 'bar-2', 'bar-3', 'bar-4', 'track'] as const

/** Counts side by side as one bar: how far a wave has come. At most five parts; the numbers stand beside it. */
export const ProgressBar = (props: { parts: readonly number[]; width?: number; height?: number; label: string }) => {
  const width = props.width ?? 330
  const height = props.height ?? 12
  const counts = props.parts.slice(0, progressInks.length)
  const total = counts.reduce((sum, count) => sum + count, 0)
  const shown = counts.filter((count) => count > 0).length
  const room = width - Math.max(0, shown - 1)
  let x = 0
  const shapes = counts.flatMap((count, i): Shape[] => {
    if (count <= 0) return []
    const part: Shape = {
      kind: 'rect',
      ink: progressInks[i] ?? 'track',
      x,
      y: 0,
      width: (count / total) * room,
      height,
    }
    x += part.width + 1
    return [part]
  })
  if (total === 0) shapes.push({ kind: 'rect', ink: 'track', x: 0, y: 0, width, height })
  return <Svg drawing={{ width, height, shapes }} label={props.label} />
}

/** The square of a legend, in the colour of its part. */
export const Swatch = (props: { ink: InkName }) => (
  <Svg
    drawing={{
      width: 10,
      height: 10,
      shapes: [{ kind: 'rect', ink: props.ink, x: 0, y: 0, width: 10, height: 10 }],
    }}
  />
)

const paretoWidth = 240

/** One row of a Pareto: `value` in any unit, already worded in `valueText`; `sumText` is the running share ("13.9%"). */
export type ParetoRow = { code: string; name: string; value: number; valueText: string; sumText: string; href?: string }

/**
 * Causes from the greatest down, as a table whose bars are drawn: who wants the numbers reads them in place.
 * Dark bars are the few that together make up `headBp` of the whole (half, unless told).
 */
export const Pareto = (props: {
  rows: readonly ParetoRow[]
  total: number
  headBp?: number
  caption: string
  heads: { code: string; name: string; value: string; sum: string }
}) => {
  const greatest = Math.max(0, ...props.rows.map((row) => row.value))
  let sum = 0
  return (
    <div class="table-wrap">
      <table class="pareto">
        <caption>{props.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{props.heads.code}</th>
            <th scope="col">{props.heads.name}</th>
            <th scope="col" class="num">
              {props.heads.value}
            </th>
            <td />
            <th scope="col" class="num">
              {props.heads.sum}
            </th>
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => {
            const head = sum * 10000 < props.total * (props.headBp ?? 5000)
            sum += row.value
            const width = greatest > 0 ? (row.value / greatest) * paretoWidth : 0
            const bar: Shape = { kind: 'rect', ink: head ? 'bar' : 'bar-3', x: 0, y: 0, width, height: 16 }
            return (
              <tr>
                <td class="code">{row.code}</td>
                <th scope="row">{row.href ? <a href={row.href}>{row.name}</a> : row.name}</th>
                <td class="num">
                  <b>{row.valueText}</b>
                </td>
                <td>
                  <Svg drawing={{ width: paretoWidth, height: 16, shapes: [bar] }} />
                </td>
                <td class="num">{row.sumText}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** One grade of a distribution: how many this time, how many last time (null without a wave before). */
export type GradeCount = {
  grade: string
  word: string
  count: number
  last: number | null
  countText: string
  shareText: string
}

/** Columns of grades with a stroke where the last wave stood. `grades` best first; the last is drawn as the one to worry about. */
export const GradeColumns = (props: { grades: readonly GradeCount[]; label: string; width?: number }) => {
  const width = props.width ?? 338
  const base = 182
  const tallest = Math.max(1, ...props.grades.flatMap((grade) => [grade.count, grade.last ?? 0]))
  const pitch = width / Math.max(1, props.grades.length)
  const column = Math.min(46, pitch * 0.6)
  const shapes = props.grades.flatMap((grade, i): Shape[] => {
    const centre = pitch * (i + 0.5)
    const high = (grade.count / tallest) * 136
    const lastHigh = grade.last === null ? null : (grade.last / tallest) * 136
    const head = base - Math.max(high, lastHigh ?? 0)
    const ink: InkName = i === props.grades.length - 1 ? 'bar-bad' : i < 2 ? 'bar' : 'bar-3'
    return [
      { kind: 'rect', ink, x: centre - column / 2, y: base - high, width: column, height: high },
      ...(lastHigh === null
        ? []
        : [
            {
              kind: 'path',
              ink: 'net-mark',
              d: `M${tenth(centre - column / 2 - 6)} ${tenth(base - lastHigh)}h${tenth(column + 12)}`,
            } satisfies Shape,
          ]),
      { kind: 'text', ink: 't-1 t-b', x: centre, y: head - 21, anchor: 'middle', text: grade.countText },
      { kind: 'text', ink: 't-s t-3', x: centre, y: head - 6, anchor: 'middle', text: grade.shareText },
      { kind: 'text', ink: 't-1 t-b', x: centre, y: base + 16, anchor: 'middle', text: grade.grade },
      { kind: 'text', ink: 't-s t-3', x: centre, y: base + 31, anchor: 'middle', text: grade.word },
    ]
  })
  shapes.push({ kind: 'path', ink: 'axis', d: `M0 ${base}H${width}` })
  return <Svg drawing={{ width, height: 216, shapes }} label={props.label} />
}
