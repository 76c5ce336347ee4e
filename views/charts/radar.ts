import { percentFigure } from '../format.ts'
// Only this chart: all of echarts would take twice as long to load, in the server and in every worker.
import 'echarts/lib/chart/radar'
import * as echarts from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { type Ink, type InkName, inks } from './ink.ts'
import { roughWidth } from './shapes.tsx'

echarts.use([SVGRenderer])

/** One section on the radar, in basis points; `weak` stands under the limit of a gate. */
export type RadarAxis = {
  name: string
  thisBp: number | null
  lastBp: number | null
  networkBp: number | null
  weak: boolean
}

export type RadarInput = { axes: readonly RadarAxis[]; width: number; height: number; decimals?: number }

/** Each role is drawn in a colour of its own that stands for a class; the colour never reaches a reader. */
const roles = ['grid', 'axis', 'last', 'net', 'mine-area', 'mine-fill', 't-1', 't-1 t-b', 't-bad', 't-s t-3'] as const
const marker = (role: (typeof roles)[number]): string => `#0000${(roles.indexOf(role) + 16).toString(16)}`
const roleOf = new Map<string, InkName>(roles.map((role) => [marker(role), role]))

/** Breaks a name into at most two lines near the middle: between words, or between Chinese characters past five. */
const twoLines = (name: string): string[] => {
  const clean = name.replace(/[{}|\n]/g, ' ').trim()
  const chinese = /[\u3400-\u9fff]/.test(clean)
  if (clean.length <= (chinese ? 5 : 14)) return [clean]
  const middle = clean.length / 2
  let cut = Math.ceil(middle)
  if (chinese) {
    // "与" and "和" read better at the end of the first line.
    const joint = clean.search(/[与和及、]/)
    if (joint > 0 && joint < clean.length - 2) cut = joint + 1
    return [clean.slice(0, cut), clean.slice(cut)]
  }
  const spaces = [...clean.matchAll(/\s/g)].map((match) => match.index)
  if (spaces.length === 0) return [clean]
  cut = spaces.reduce((best, at) => (Math.abs(at - middle) < Math.abs(best - middle) ? at : best))
  return [clean.slice(0, cut), clean.slice(cut + 1)]
}

const nameGap = 12
const fewest = 3
const most = 12

/** A bonus may lift a section over 100 %: its point stays on the outer ring, its figure says the rest. */
const onScale = (bp: number | null): number | null => (bp === null ? null : Math.min(bp, 10_000))

/**
 * The options of the radar, the same for page and paper. The scale starts at 50, or at 0 where a value is lower.
 * Sections without a score this time are left out; with fewer than three or more than twelve left there is no radar
 * (`radarSvg` gives null), because it would be no shape or its names would run into each other.
 */
export const radarOption = (input: RadarInput): echarts.EChartsCoreOption => {
  const values = input.axes.flatMap((axis) => [axis.thisBp, axis.lastBp, axis.networkBp]).filter((bp) => bp !== null)
  const min = Math.min(...values) < 5000 ? 0 : 5000
  const ring = (min === 0 ? 2000 : 1000) / 100
  const lines = input.axes.map((axis) => twoLines(axis.name))
  const rows = Math.max(...lines.map((each) => each.length)) + 1
  /** How far an axis may reach before its name leaves the drawing; names at the sides take the most room. */
  const reach = (index: number, parts: readonly string[]): number => {
    const aside = Math.abs(Math.sin((2 * Math.PI * index) / input.axes.length))
    return aside < 0.1 ? Infinity : (input.width / 2 - Math.max(...parts.map(roughWidth))) / aside - nameGap
  }
  const line = (key: 'lastBp' | 'networkBp', role: 'last' | 'net') =>
    input.axes.every((axis) => axis[key] !== null)
      ? [{ value: input.axes.map((axis) => onScale(axis[key])), symbol: 'none', lineStyle: { color: marker(role) } }]
      : []
  return {
    animation: false,
    radar: {
      center: ['50%', '50%'],
      radius: Math.min(input.height / 2 - 14 - rows * 15, ...lines.map((parts, i) => reach(i, parts))),
      splitNumber: 5,
      clockwise: true,
      axisNameGap: nameGap,
      axisName: {
        color: marker('t-1'),
        fontSize: 12,
        lineHeight: 15,
        rich: {
          b: { color: marker('t-1 t-b'), fontSize: 12, fontWeight: 'bold', lineHeight: 15 },
          w: { color: marker('t-bad'), fontSize: 12, fontWeight: 'bold', lineHeight: 15 },
          n: { color: marker('t-1'), fontSize: 12, lineHeight: 15 },
        },
      },
      splitArea: { show: false },
      // The first ring is the centre itself; the third and the outer one are drawn stronger.
      splitLine: {
        lineStyle: { color: ['grid', 'grid', 'axis', 'grid', 'grid', 'axis'].map((role) => marker(role as 'grid')) },
      },
      axisLine: { lineStyle: { color: marker('grid') } },
      indicator: input.axes.map((axis, i) => ({
        name: [
          ...(lines[i] ?? []).map((part) => `{n|${part}}`),
          axis.weak
            ? `{w|▼ ${percentFigure(axis.thisBp ?? 0, input.decimals)}}`
            : `{b|${percentFigure(axis.thisBp ?? 0, input.decimals)}}`,
        ].join('\n'),
        min,
        max: 10000,
        ...(i === 0 && {
          axisLabel: {
            show: true,
            color: marker('t-s t-3'),
            fontSize: 11,
            formatter: (value: number) => {
              const step = Math.round((value - min) / 100 / ring)
              return step === 2 || step === 4 ? String(Math.round(value / 100)) : ''
            },
          },
        }),
      })),
    },
    series: [
      {
        type: 'radar',
        silent: true,
        symbol: 'circle',
        symbolSize: 6,
        data: [
          ...line('networkBp', 'net'),
          ...line('lastBp', 'last'),
          {
            value: input.axes.map((axis) => onScale(axis.thisBp)),
            // The class of the area draws its outline too.
            lineStyle: { color: 'transparent' },
            areaStyle: { color: marker('mine-area'), opacity: 0.1 },
            itemStyle: { color: marker('mine-fill') },
          },
        ],
      },
    ],
  }
}

const printed = (ink: Ink): string =>
  [
    `fill="${ink.fill ?? 'none'}"`,
    ink.fillOpacity === undefined ? '' : `fill-opacity="${ink.fillOpacity}"`,
    ink.stroke ? `stroke="${ink.stroke}" stroke-width="${ink.width ?? 1}" stroke-linejoin="round"` : '',
    ink.dash ? `stroke-dasharray="${ink.dash.join(' ')}"` : '',
    ink.size ? `font-size="${ink.size}" font-family="${ink.bold ? 'bold' : 'regular'}"` : '',
  ]
    .filter(Boolean)
    .join(' ')

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

/** Attributes that only say where something stands; everything else that echarts writes is dropped. */
const geometry = /\s(?:d|points|transform|x|y|text-anchor|dominant-baseline)="[^"]*"/g

/** Keeps the geometry of each element and gives it the class (page) or the print attributes (paper) of its role. */
const repaint = (svg: string, weak: readonly boolean[], look: (role: InkName) => string): string => {
  let point = 0
  const parts: string[] = []
  for (const [, tag = '', attributes = '', content = ''] of svg.matchAll(
    /<(path|polyline|polygon|circle|text)\b([^>]*)>([^<]*)<\/\1>/g,
  )) {
    let role = [...attributes.matchAll(/\s(?:stroke|fill)="(#[0-9a-f]{6})"/g)]
      .map((match) => roleOf.get(match[1] ?? ''))
      .find((found) => found !== undefined)
    if (role === undefined) continue
    if (role === 'mine-fill' && weak[point++]) role = 'f-bad'
    const where = (attributes.match(geometry) ?? []).join('')
    parts.push(`<${tag}${where} ${look(role)}>${content}</${tag}>`)
  }
  return parts.join('')
}

const draw = (input: RadarInput): { svg: string; weak: boolean[] } | null => {
  const axes = input.axes.filter((axis) => axis.thisBp !== null)
  if (axes.length < fewest || axes.length > most) return null
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: input.width, height: input.height })
  try {
    chart.setOption(radarOption({ ...input, axes }))
    return { svg: chart.renderToSVGString(), weak: axes.map((axis) => axis.weak) }
  } finally {
    // Without this each chart stays in echarts' own registry for the life of the process.
    chart.dispose()
  }
}

/**
 * The radar as markup for the page: colours as classes of the stylesheet, no `style` anywhere, so that it follows the theme
 * and the content security policy. Null where it would not be readable.
 */
export const radarSvg = (input: RadarInput, label: string): string | null => {
  const drawn = draw(input)
  if (!drawn) return null
  const { width, height } = input
  const body = repaint(drawn.svg, drawn.weak, (role) => `class="${role}"`)
  return `<svg class="radar" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(label)}">${body}</svg>`
}

/** The same radar for paper, colours as attributes; font families are `regular` and `bold`. */
export const radarPrint = (input: RadarInput): string | null => {
  const drawn = draw(input)
  if (!drawn) return null
  const { width, height } = input
  const body = repaint(drawn.svg, drawn.weak, (role) => printed(inks[role]))
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${body}</svg>`
}
