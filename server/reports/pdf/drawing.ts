import svgToPdf from 'svg-to-pdfkit'
import { encode } from 'uqr'
import { type Ink, inks } from '../../../views/charts/ink.ts'
import { radarPrint } from '../../../views/charts/radar.ts'
import type { RulerInput } from '../../../views/charts/ruler.tsx'
import type { Shape } from '../../../views/charts/shapes.tsx'
import { type ReportSnapshot, scalesOf } from '../snapshot.ts'
import { paper } from './page.ts'
import type { Sheet } from './sheet.ts'

/** One CSS pixel of a page drawing in points. */
const pixel = 0.75

/** Draws the shapes of a page drawing at a place; they are in pixels and come out in points. */
export const drawShapes = (sheet: Sheet, shapes: readonly Shape[], x: number, y: number, scale = pixel): void => {
  const { doc } = sheet
  const texts: (Shape & { kind: 'text' })[] = []
  doc.save()
  doc.translate(x, y).scale(scale)
  for (const shape of shapes) {
    if (shape.kind === 'text') {
      texts.push(shape)
      continue
    }
    const ink: Ink = inks[shape.ink]
    if (shape.kind === 'rect') doc.rect(shape.x, shape.y, shape.width, shape.height)
    else if (shape.kind === 'circle') doc.circle(shape.x, shape.y, shape.r)
    else doc.path(shape.d)
    if (ink.stroke) {
      doc.lineWidth(ink.width ?? 1).strokeColor(ink.stroke)
      if (ink.dash) doc.dash(ink.dash[0], { space: ink.dash[1] })
    }
    if (ink.fill && ink.stroke) doc.fillAndStroke(ink.fill, ink.stroke)
    else if (ink.fill) doc.fill(ink.fill)
    else doc.stroke()
    if (ink.dash) doc.undash()
  }
  doc.restore()
  for (const text of texts) {
    const ink: Ink = inks[text.ink]
    const size = (ink.size ?? 12) * scale
    const line = sheet.one({ text: text.text, size, colour: ink.fill ?? paper.ink, bold: ink.bold ?? false }, 400)
    const back = text.anchor === 'start' ? 0 : text.anchor === 'end' ? line.width : line.width / 2
    // `line` hangs the baseline 0.38 of the size below the middle of its box.
    sheet.line(line, x + text.x * scale - back, y + text.y * scale - size * 0.88, size)
  }
}

/** The numbers of a snapshot as they stand on its ruler. */
export const rulerOf = (snapshot: ReportSnapshot): RulerInput => ({
  bands: snapshot.score.bands,
  thisBp: snapshot.score.percentBp,
  grade: snapshot.score.grade,
  lastBp: snapshot.last?.percentBp ?? null,
  networkBp: snapshot.network?.percentBp ?? null,
  beforeAppealBp: snapshot.beforeAppeal?.percentBp ?? null,
  decimals: snapshot.score.decimals,
  unit: snapshot.score.unit,
})

/** The radar of sections as SVG for paper; null where too few sections have a score, or too many for their names. */
export const radarOf = (sheet: Sheet, width: number, height: number): string | null => {
  // Points off have no common scale on which a shape would mean something.
  if (scalesOf(sheet.snapshot).section.unit !== 'percent') return null
  return radarPrint({
    axes: sheet.snapshot.sections.map((section) => ({
      name: sheet.say(section.title),
      thisBp: section.percentBp,
      lastBp: section.lastBp,
      networkBp: section.networkBp,
      weak: section.weak,
    })),
    width: Math.round(width / pixel),
    height: Math.round(height / pixel),
    decimals: sheet.snapshot.score.decimals,
  })
}

/** Draws what `radarOf` gave, as vectors. */
export const drawRadar = (sheet: Sheet, svg: string, x: number, y: number, width: number, height: number): void => {
  sheet.registerFonts()
  svgToPdf(sheet.doc, svg, x, y, { width, height, fontCallback: (family) => family })
}

/** A QR code of `size` points as one path; medium error correction survives a fold or a coffee ring. */
export const drawQr = (sheet: Sheet, text: string, x: number, y: number, size: number): void => {
  const { data } = encode(text, { ecc: 'M', border: 0 })
  const module = size / data.length
  data.forEach((row, i) => {
    let j = 0
    while (j < row.length) {
      if (!row[j]) {
        j++
        continue
      }
      let end = j
      while (row[end]) end++
      sheet.doc.rect(x + j * module, y + i * module, (end - j) * module, module)
      j = end
    }
  })
  sheet.doc.fill(paper.ink)
}

export type Sign = 'check' | 'half' | 'cross' | 'down' | 'up' | 'again' | 'none'

/** The small signs that go with a word, drawn because no Chinese font has them all. `x`, `y` is the middle. */
export const drawSign = (sheet: Sheet, sign: Sign, x: number, y: number, colour: string, size = 7): void => {
  const { doc } = sheet
  const r = size / 2
  doc.lineWidth(1.2).lineCap('round').lineJoin('round')
  switch (sign) {
    case 'check':
      doc
        .strokeColor(colour)
        .path(`M${x - r} ${y}L${x - r * 0.25} ${y + r * 0.7}L${x + r} ${y - r * 0.75}`)
        .stroke()
      break
    case 'cross':
      doc.strokeColor(colour)
      doc.path(`M${x - r * 0.75} ${y - r * 0.75}L${x + r * 0.75} ${y + r * 0.75}`).stroke()
      doc.path(`M${x - r * 0.75} ${y + r * 0.75}L${x + r * 0.75} ${y - r * 0.75}`).stroke()
      break
    case 'half':
      doc
        .strokeColor(colour)
        .lineWidth(1)
        .circle(x, y, r * 0.85)
        .stroke()
      doc.path(`M${x} ${y - r * 0.85}A${r * 0.85} ${r * 0.85} 0 0 0 ${x} ${y + r * 0.85}Z`).fill(colour)
      break
    case 'down':
      doc.path(`M${x - r} ${y - r * 0.7}h${size}l${-r} ${r * 1.5}z`).fill(colour)
      break
    case 'up':
      doc.path(`M${x - r} ${y + r * 0.7}h${size}l${-r} ${-r * 1.5}z`).fill(colour)
      break
    case 'again':
      doc.strokeColor(colour).lineWidth(1)
      doc.path(`M${x + r * 0.7} ${y - r * 0.5}A${r * 0.86} ${r * 0.86} 0 1 0 ${x + r * 0.84} ${y + r * 0.2}`).stroke()
      doc.path(`M${x + r * 0.1} ${y - r * 0.5}h${r * 0.8}v${-r * 0.8}z`).fill(colour)
      break
    case 'none':
      doc
        .strokeColor(colour)
        .path(`M${x - r * 0.6} ${y}h${r * 1.2}`)
        .stroke()
      break
  }
  doc.lineCap('butt').lineJoin('miter')
}
