import type { Translate } from '../../server/i18n/words.ts'
import { formatScore, type Scale } from '../score.ts'
import { roughWidth, type Shape, Svg, tenth } from './shapes.tsx'

/** One wave on the line, as values (see `shown-score.ts`); null where there was no result. */
export type TrendPoint = { name: string; thisBp: number | null; networkBp: number | null }

export type TrendInput = Pick<Scale, 'unit'> & {
  points: readonly TrendPoint[]
  bands: readonly { grade: string; minBp: number | null }[]
  decimals?: number
  width?: number
}

const height = 138
const lineHeight = 13
const top = 18
const bottom = 112

/** A line with gaps where a value is missing. */
const lineThrough = (points: readonly { x: number; y: number | null }[]): string => {
  let pen = 'M'
  let d = ''
  for (const point of points) {
    if (point.y === null) pen = 'M'
    else {
      d += `${pen}${tenth(point.x)} ${tenth(point.y)}`
      pen = 'L'
    }
  }
  return d
}

/** The name of a wave in one line, or in two where its neighbours leave no room. */
const linesOf = (name: string, room: number): string[] => {
  const cut = name.indexOf(' ')
  return roughWidth(name) < room || cut === -1 ? [name] : [name.slice(0, cut), name.slice(cut + 1)]
}

/** The score over waves, over the limits of the grades; the network as a dashed line. Figures stand at every point. */
export const trendShapes = (input: TrendInput, t: Translate): Shape[] => {
  const width = input.width ?? 338
  const values = input.points.flatMap((point) => [point.thisBp, point.networkBp]).filter((bp) => bp !== null)
  const { unit = 'percent' } = input
  const scale: Scale = { unit, decimals: input.decimals }
  const limits = input.bands.flatMap(({ grade, minBp }) =>
    minBp === null || (minBp <= 0 && unit !== 'points_off') ? [] : [{ grade, minBp }],
  )
  const all = [...values, ...limits.map((band) => band.minBp)]
  const low = Math.max(unit === 'points_off' ? -Infinity : 0, Math.min(...all) - 200)
  const high = Math.min(unit === 'percent' ? 10_000 : unit === 'points_off' ? 0 : Infinity, Math.max(...all) + 200)
  const left = 48
  const lastPoint = input.points.findLast((point) => point.thisBp !== null)
  const beside = [
    t('reports.trend.this', { value: formatScore(t, lastPoint?.thisBp ?? 0, scale) }),
    t('reports.trend.network', { value: formatScore(t, lastPoint?.networkBp ?? 0, scale) }),
  ]
  const right = Math.max(78, ...beside.map((word) => roughWidth(word) + 8))
  const pitch = (width - left - right) / Math.max(1, input.points.length - 1)
  const x = (i: number) => left + i * pitch
  const y = (bp: number) => bottom - ((bp - low) / Math.max(1, high - low)) * (bottom - top)
  const shapes: Shape[] = limits.flatMap((band): Shape[] => [
    { kind: 'path', ink: 'grid', d: `M0 ${tenth(y(band.minBp))}H${width}` },
    {
      kind: 'text',
      ink: 't-s t-3',
      x: 0,
      y: y(band.minBp) - 3,
      anchor: 'start',
      text: `${tenth(Math.abs(band.minBp) / 100)} ${band.grade}`,
    },
  ])
  const path = (key: 'thisBp' | 'networkBp') =>
    lineThrough(input.points.map((point, i) => ({ x: x(i), y: point[key] === null ? null : y(point[key]) })))
  const network = path('networkBp')
  if (network) shapes.push({ kind: 'path', ink: 'net', d: network })
  const mine = path('thisBp')
  if (mine) shapes.push({ kind: 'path', ink: 'mine', d: mine })
  const lastAt = input.points.findLastIndex((point) => point.thisBp !== null)
  input.points.forEach((point, i) => {
    linesOf(point.name, pitch).forEach((line, row) => {
      shapes.push({ kind: 'text', ink: 't-s t-3', x: x(i), y: 132 + row * lineHeight, anchor: 'middle', text: line })
    })
    if (point.thisBp === null) return
    const value = formatScore(t, point.thisBp, scale)
    shapes.push({ kind: 'circle', ink: i === lastAt ? 'mine-fill' : 'ring', x: x(i), y: y(point.thisBp), r: 3 })
    if (i === lastAt) {
      const below = point.networkBp !== null && point.networkBp >= point.thisBp
      const words = [
        { ink: 't-s t-acc' as const, text: t('reports.trend.this', { value }), y: y(point.thisBp) + (below ? 8 : -2) },
        ...(point.networkBp === null
          ? []
          : [
              {
                ink: 't-s t-3' as const,
                text: t('reports.trend.network', { value: formatScore(t, point.networkBp, scale) }),
                y: y(point.thisBp) + (below ? -6 : 12),
              },
            ]),
      ]
      for (const word of words) shapes.push({ kind: 'text', x: x(i) + 8, anchor: 'start', ...word })
    } else {
      // Under the point, unless it would run into the names of the waves.
      const under = y(point.thisBp) + 17
      const at = under > bottom + 6 ? y(point.thisBp) - 8 : under
      shapes.push({ kind: 'text', ink: 't-s t-3', x: x(i), y: at, anchor: 'middle', text: value })
    }
  })
  return shapes
}

/** The trend in the page; its label reads out every wave and figure. Nothing is drawn without a single result. */
export const Trend = (props: TrendInput & { t: Translate }) => {
  const results = props.points.filter((point) => point.thisBp !== null)
  if (results.length === 0) return null
  const label = props.t('reports.trend', {
    points: results
      .map(
        (point) =>
          `${point.name} ${formatScore(props.t, point.thisBp ?? 0, { unit: props.unit, decimals: props.decimals })}`,
      )
      .join(props.t('reports.comma')),
  })
  const shapes = trendShapes(props, props.t)
  const low = Math.max(...shapes.map((shape) => (shape.kind === 'text' ? shape.y + 6 : 0)))
  return <Svg drawing={{ width: props.width ?? 338, height: Math.max(height, low), shapes }} label={label} />
}
