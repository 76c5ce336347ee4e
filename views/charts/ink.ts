/** How the classes of the stylesheet's `charts` layer look on paper: the light theme, spelt out, for drawings that leave the page. */
export type Ink = {
  fill?: string
  fillOpacity?: number
  stroke?: string
  width?: number
  dash?: readonly [number, number]
  size?: number
  bold?: boolean
}

export const paper = {
  ink: '#14181a',
  ink2: '#475056',
  ink3: '#5f696f',
  line: '#dce0e2',
  edge: '#7f8a90',
  sunk: '#e9eced',
  surface: '#ffffff',
  accent: '#0b5567',
  accentSoft: '#e3eff2',
  good: '#1b683a',
  goodSoft: '#e2f1e7',
  watch: '#854d00',
  watchSoft: '#faeed7',
  bad: '#ae231c',
  badSoft: '#fae5e3',
} as const

export const inks = {
  't-1': { fill: paper.ink, size: 12 },
  't-1 t-b': { fill: paper.ink, size: 12, bold: true },
  't-s t-3': { fill: paper.ink3, size: 11 },
  't-s t-acc': { fill: paper.accent, size: 11, bold: true },
  't-bad': { fill: paper.bad, size: 12, bold: true },
  grid: { stroke: paper.line },
  axis: { stroke: paper.edge },
  tick: { stroke: paper.edge },
  mine: { stroke: paper.accent, width: 2 },
  'mine-fill': { fill: paper.accent },
  'mine-area': { fill: paper.accent, fillOpacity: 0.1, stroke: paper.accent, width: 2 },
  last: { stroke: paper.ink3, width: 1.25, dash: [2, 3] },
  net: { stroke: paper.ink, width: 1.25, dash: [7, 3] },
  'net-mark': { stroke: paper.ink, width: 1.5 },
  ring: { fill: paper.surface, stroke: paper.accent, width: 2 },
  hollow: { fill: paper.surface, stroke: paper.ink2, width: 1.5 },
  'f-bad': { fill: paper.bad },
  zone: { fill: paper.sunk },
  'zone-here': { fill: paper.accentSoft },
  bar: { fill: paper.accent },
  'bar-2': { fill: '#5f97a5' },
  'bar-3': { fill: '#a9c8d0' },
  'bar-4': { fill: '#d3dde0' },
  'bar-bad': { fill: paper.bad },
  track: { fill: paper.sunk },
} as const satisfies Record<string, Ink>

export type InkName = keyof typeof inks
