import { describe, expect, test } from 'vitest'
import { translator } from '../../server/i18n/words.ts'
import { GradeColumns, Pareto, ProgressBar, ScoreBar } from '../../views/charts/bars.tsx'
import { heatClass } from '../../views/charts/heat.ts'
import { radarPrint, radarSvg } from '../../views/charts/radar.ts'
import { Ruler, RulerLegend, rulerDrawing, rulerStart } from '../../views/charts/ruler.tsx'
import { Trend } from '../../views/charts/trend.tsx'
import { dayText, formatChangeBp, instantText, longDayText, percentFigure, scoreText } from '../../views/format.ts'

const zh = translator('zh-CN')
const en = translator('en')
const bands = [
  { grade: 'A', minBp: 9000 },
  { grade: 'B', minBp: 8000 },
  { grade: 'C', minBp: 7000 },
  { grade: 'D', minBp: 0 },
]
const names = ['预约', '接待', '环检与诊断', '报价与授权', '维修作业', '质量检验', '结算与交车', '访<b>']
const axes = names.map((name, i) => ({
  name,
  thisBp: i === 4 ? 6560 : 8700 + i * 100,
  lastBp: 8000,
  networkBp: 8460,
  weak: i === 4,
}))
const radar = { axes, width: 366, height: 330 }

describe('figures', () => {
  test('percentages round half up on integers, also where floating point would not', () => {
    expect([8417, 8415, 8414, 4, 5, 10000, 0].map((bp) => percentFigure(bp))).toEqual([
      '84.2',
      '84.2',
      '84.1',
      '0.0',
      '0.1',
      '100.0',
      '0.0',
    ])
    expect([percentFigure(8950, 0), percentFigure(8949, 0), percentFigure(-125), percentFigure(8417, 2)]).toEqual([
      '90',
      '89',
      '−1.3',
      '84.17',
    ])
  })

  test('a score just under a limit shows a second decimal, so that figure and grade agree', () => {
    expect(scoreText(8995, 1, bands)).toBe('89.95')
    expect(scoreText(8994, 1, bands)).toBe('89.9')
    expect(scoreText(9000, 1, bands)).toBe('90.0')
  })

  test('a change carries its sign, nothing has none', () => {
    expect([220, -120, 0, 4].map((bp) => formatChangeBp(bp))).toEqual(['+2.2', '−1.2', '0.0', '0.0'])
  })

  test('days and instants read in the way of each language, in the time zone of the report', () => {
    expect(longDayText('2026-10-20', 'zh-CN')).toBe('2026年10月20日 星期二')
    expect(longDayText('2026-10-20', 'en')).toBe('Tuesday 20 October 2026')
    expect(dayText('2026-10-05', 'en')).toBe('5 Oct 2026')
    expect(instantText('2026-11-03T16:20:00Z', 'Asia/Shanghai', 'zh-CN')).toBe('2026-11-04 00:20')
    expect(instantText('2026-11-03T07:20:00Z', 'Asia/Shanghai', 'en')).toBe('3 Nov 2026, 15:20')
  })
})

describe('the ruler', () => {
  const input = { bands, thisBp: 8417, grade: 'B', lastBp: 8200, networkBp: 8470, beforeAppealBp: 8140 }

  test('says in words what it draws', () => {
    expect(Ruler({ ...input, t: zh }).toString()).toContain(
      'aria-label="得分刻度：本次 84.2，申诉前 81.4，上次 82.0，全网平均 84.7"',
    )
    expect(Ruler({ ...input, t: en }).toString()).toContain('This time 84.2, Before appeal 81.4')
    expect(
      RulerLegend({ ...input, t: en })
        .toString()
        .match(/<li>/g),
    ).toHaveLength(4)
  })

  test('puts the triangle where the score is and tints the zone of the grade', () => {
    const { shapes } = rulerDrawing({ bands, thisBp: 7500, grade: 'C' }, 212)
    expect(shapes).toContainEqual({ kind: 'path', ink: 'mine-fill', d: 'M100 5h12l-6 11z' })
    expect(shapes).toContainEqual({ kind: 'rect', ink: 'zone-here', x: 86.5, y: 18, width: 39, height: 18 })
    expect(shapes.filter((shape) => shape.ink === 'zone')).toHaveLength(3)
  })

  test('begins at 50, and lower where a mark or a limit would fall off', () => {
    expect(rulerStart({ bands, thisBp: 8417 })).toBe(50)
    expect(rulerStart({ bands, thisBp: 3100 })).toBe(30)
    expect(rulerStart({ bands, thisBp: 0 })).toBe(0)
    expect(rulerStart({ bands: [{ grade: 'pass', minBp: 5000 }], thisBp: null })).toBe(40)
  })

  test('stands without a score', () => {
    expect(Ruler({ bands, thisBp: null, t: en }).toString()).toContain('no score yet')
  })
})

describe('the radar', () => {
  test('carries its label and no style that the content security policy would block', () => {
    const svg = radarSvg(radar, '环节 "雷达"') ?? ''
    expect(svg).toContain('role="img" aria-label="环节 &quot;雷达&quot;"')
    expect(svg).not.toMatch(/style|ecmeta|#0000|url\(/)
    expect(svg).toContain('访&lt;b&gt;')
    expect(svg.match(/class="mine-fill"/g)).toHaveLength(7)
    expect(svg.match(/class="f-bad"/g)).toHaveLength(1)
    for (const part of ['class="net"', 'class="last"', 'class="mine-area"']) expect(svg.split(part)).toHaveLength(2)
    expect(svg).toContain('▼ 65.6')
  })

  test('has the same geometry on paper, with colours instead of classes', () => {
    const points = (svg: string | null) => svg?.match(/points="[^"]*"/g)
    expect(points(radarPrint(radar))).toEqual(points(radarSvg(radar, '')))
    expect(radarPrint(radar)).not.toMatch(/class=|style=/)
  })

  test('leaves out what has no score and gives way below three sections', () => {
    const withGap = axes.map((axis, i) => (i < 2 ? { ...axis, thisBp: null } : axis))
    expect(radarSvg({ ...radar, axes: withGap }, '')?.match(/class="(mine-fill|f-bad)"/g)).toHaveLength(6)
    expect(radarSvg({ ...radar, axes: axes.slice(0, 2) }, '')).toBeNull()
  })
})

describe('small charts', () => {
  const drawn = [
    ScoreBar({ bp: 8710, targetBp: 8460 }),
    ProgressBar({ parts: [52, 11, 9, 6, 18], label: 'East: 52 of 96 released' }),
    Pareto({
      rows: [{ code: 'AS-5-03', name: '螺栓紧固扭矩值', value: 412, valueText: '412', sumText: '13.9%' }],
      total: 2964,
      caption: '失分最多的检查项',
      heads: { code: '编号', name: '检查项', value: '失分', sum: '累计占比' },
    }),
    GradeColumns({
      grades: [{ grade: 'A', word: '优秀', count: 47, last: 40, countText: '47 家', shareText: '19.5%' }],
      label: '等级分布',
    }),
    Trend({
      points: [
        { name: '25 第1批', thisBp: 7630, networkBp: 8000 },
        { name: '26 第2批', thisBp: 8417, networkBp: 8470 },
      ],
      bands,
      t: zh,
    }),
  ].map(String)

  test('none of them carries a style, a script or a broken number', () => {
    for (const markup of drawn) expect(markup).not.toMatch(/style|script|NaN|Infinity|undefined/)
  })

  test('each either says its content or stands beside its numbers', () => {
    expect(drawn[0]).toContain('aria-hidden="true"')
    expect(drawn[1]).toContain('aria-label="East: 52 of 96 released"')
    expect(drawn[2]).toContain('<caption>失分最多的检查项</caption>')
    expect(drawn[4]).toContain('历次得分：25 第1批 76.3，26 第2批 84.2')
  })

  test('the parts of a progress bar fill it exactly', () => {
    const widths = [...(drawn[1] ?? '').matchAll(/x="([\d.]+)" y="0" width="([\d.]+)"/g)]
    const last = widths.at(-1)
    expect(widths).toHaveLength(5)
    expect(Number(last?.[1]) + Number(last?.[2])).toBeCloseTo(330, 0)
  })

  test('a trend without any result draws nothing', () => {
    expect(Trend({ points: [{ name: '1', thisBp: null, networkBp: 8000 }], bands, t: en })).toBeNull()
  })

  test('the heat map colours only what is weak', () => {
    expect([9000, 8999, 7999, 6999, null].map((bp) => heatClass(bp))).toEqual(['', 'h-b', 'h-c', 'h-d', ''])
  })
})
