import PDFDocument from 'pdfkit'
import { paper } from '../../../views/charts/ink.ts'
import { type Locale, type Translate, translator } from '../../i18n/words.ts'
import { type Pair, type ReportSnapshot, side } from '../snapshot.ts'
import type { Fonts } from './fonts.ts'
import { measure, page, type } from './page.ts'
import { breakLines, type Line, oneLine, type Run, widthOf } from './text.ts'

/** One node of the tree of tags. */
export type TagElement = PDFKit.PDFStructureElement
type ElementOptions = { alt?: string; title?: string; scope?: 'Column' | 'Row' | 'Both' }

/** What is written at the head of each page of a chapter. */
type Head = { left: string; right: string }

/**
 * The report as it grows page by page: where the pen stands, what the heads say, and the tree of tags that readers with a
 * screen reader follow. All drawing goes through here, so that each mark is either tagged content or an artifact.
 */
export class Sheet {
  readonly doc: PDFKit.PDFDocument
  readonly fonts: Fonts
  readonly snapshot: ReportSnapshot
  readonly locale: Locale
  readonly t: Translate
  /** The pen: how far down the page is filled. */
  y: number = page.top
  #head: Head = { left: '', right: '' }
  #parents: TagElement[]
  #outline: PDFKit.PDFOutline
  #pages = 0
  #registered = new Set<string>()

  constructor(snapshot: ReportSnapshot, locale: Locale, fonts: Fonts, info: PDFKit.DocumentInfo) {
    this.snapshot = snapshot
    this.locale = locale
    this.fonts = fonts
    this.t = translator(locale)
    this.doc = new PDFDocument({
      size: [page.width, page.height],
      margin: 0,
      autoFirstPage: false,
      bufferPages: true,
      pdfVersion: '1.7',
      tagged: true,
      displayTitle: true,
      lang: locale,
      // No default font: pdfkit would load Helvetica, which prints Chinese as garbage.
      font: '',
      info,
    })
    const root = this.doc.struct('Document')
    this.doc.addStructure(root)
    this.#parents = [root]
    this.#outline = this.doc.outline
  }

  /** The reader's side of a pair. */
  say(pair: Pair): string {
    return side(pair, this.locale)
  }

  // Pages -----------------------------------------------------------------------------------------------------------

  get pages(): number {
    return this.#pages
  }

  newPage(): void {
    this.doc.addPage()
    this.#pages++
    this.y = page.top
    this.artifact(() => {
      if (this.snapshot.practice) this.#watermark()
      this.line(this.one({ ...type.small, text: this.#head.left }, measure * 0.5), page.left, 46)
      this.lineRight(this.one({ ...type.small, text: this.#head.right }, measure * 0.48), page.right, 46)
      this.rule(60, 1.5, paper.ink)
    })
  }

  /** Starts a chapter on a new page, with its place in the outline; its head repeats on every page. */
  chapter(head: Head, outline: string): void {
    this.#head = head
    this.newPage()
    this.#outline = this.doc.outline.addItem(outline, { expanded: false })
  }

  /** The head of the pages from the next one on. */
  set head(head: Head) {
    this.#head = head
  }

  /** A second-level entry of the outline, at the pen. */
  bookmark(title: string): void {
    this.#outline.addItem(title, { top: Math.max(0, this.y - 30) } as { expanded?: boolean })
  }

  get room(): number {
    return page.bottom - this.y
  }

  /** Makes sure that `height` points are free below the pen; true when that took a new page. */
  need(height: number): boolean {
    if (height <= this.room || this.y <= page.top) return false
    this.newPage()
    return true
  }

  #watermark(): void {
    const { doc } = this
    const run: Run = { text: this.t('reports.practice.mark'), size: 120, colour: '#f1f3f3', bold: true }
    const width = widthOf(run, this.fonts)
    doc.save()
    doc.rotate(-35, { origin: [page.width / 2, page.height / 2] })
    this.line(this.one(run, 900), page.width / 2 - width / 2, page.height / 2 - 60, 120)
    doc.restore()
  }

  /** The foot of every page, written last because it counts them; then the finished bytes. */
  async finish(foot: { left: string; middle: string }): Promise<Buffer> {
    const { doc } = this
    for (let i = 0; i < this.#pages; i++) {
      doc.switchToPage(i)
      this.artifact(() => {
        this.rule(790, 0.75, paper.line)
        const middle = this.one({ ...type.small, text: foot.middle }, measure * 0.28)
        const gap = 62
        this.line(this.one({ ...type.small, text: foot.left }, measure - gap - middle.width - 16), page.left, 797)
        this.lineRight(middle, page.right - gap, 797)
        this.lineRight(this.one({ ...type.small, text: `${i + 1} / ${this.#pages}` }, gap), page.right, 797)
      })
    }
    const chunks: Buffer[] = []
    const done = new Promise<Buffer>((resolve, reject) => {
      doc.on('data', (chunk: Buffer) => chunks.push(chunk))
      doc.on('end', () => resolve(Buffer.concat(chunks)))
      doc.on('error', reject)
    })
    while (this.#parents.length > 0) this.#parents.pop()?.end()
    doc.end()
    return done
  }

  // Tags ------------------------------------------------------------------------------------------------------------

  /** Draws decoration: rules, heads, feet, nothing that is read aloud. */
  artifact(draw: () => void): void {
    this.doc.markContent('Artifact', { type: 'Layout' })
    draw()
    this.doc.endMarkedContent()
  }

  /** Everything drawn inside belongs to one element of the tree. */
  within<T>(tag: string, draw: () => T, options: ElementOptions = {}): T {
    const element = this.open(tag, options)
    const result = draw()
    this.close(element)
    return result
  }

  /** A new child of the innermost open element; the caller ends it. */
  element(tag: string, options: ElementOptions = {}): TagElement {
    const element = this.doc.struct(tag, options as object)
    this.#parents.at(-1)?.add(element)
    return element
  }

  open(tag: string, options: ElementOptions = {}): TagElement {
    const element = this.element(tag, options)
    this.#parents.push(element)
    return element
  }

  close(element: TagElement): void {
    this.#parents.splice(this.#parents.indexOf(element), 1)
    element.end()
  }

  /** Draws content of an element; a page must not end inside. */
  contentOf(element: TagElement, tag: string, draw: () => void): void {
    element.add(this.doc.markStructureContent(tag))
    draw()
    this.doc.endMarkedContent()
  }

  /** The same for the innermost open element. */
  content(tag: string, draw: () => void): void {
    const element = this.#parents.at(-1)
    if (element) this.contentOf(element, tag, draw)
  }

  /** One element with one piece of content. */
  mark(tag: string, draw: () => void, options: ElementOptions = {}): void {
    this.within(tag, () => this.content(tag, draw), options)
  }

  // Text ------------------------------------------------------------------------------------------------------------

  lines(runs: readonly Run[], width: number): Line[] {
    return breakLines(runs, width, this.fonts)
  }

  one(run: Run, width: number): Line {
    return oneLine(run, width, this.fonts)
  }

  /** Draws one line; `top` is the top of a line box of `height` points, 1.5 times the type size unless told. */
  line(line: Line, x: number, top: number, height?: number): void {
    for (const span of line.spans) {
      const { size, colour } = span.style
      // The middle of a Chinese character lies 0.38 of its size above the baseline.
      const baseline = top + (height ?? size * 1.5) / 2 + size * 0.38
      this.#use(span.face)
      this.doc
        .fontSize(size)
        .fillColor(colour)
        .text(span.text, x + span.x, baseline, { lineBreak: false, baseline: 'alphabetic' })
    }
  }

  lineRight(line: Line, right: number, top: number, height?: number): void {
    this.line(line, right - line.width, top, height)
  }

  #use(face: { name: string; embedded: object }): void {
    if (!this.#registered.has(face.name)) {
      // pdfkit takes a parsed font since 0.20; its type definitions do not say so yet.
      this.doc.registerFont(face.name, face.embedded as unknown as Buffer)
      this.#registered.add(face.name)
    }
    this.doc.font(face.name)
  }

  /** Makes the two main fonts known by name, for drawings that choose fonts themselves. */
  registerFonts(): void {
    this.#use(this.fonts.regular)
    this.#use(this.fonts.bold)
  }

  /** A paragraph at the pen, over pages if need be; moves the pen below it. */
  paragraph(
    runs: readonly Run[],
    options: { tag?: string; x?: number; width?: number; line?: number; after?: number; keep?: number } = {},
  ): void {
    const { tag = 'P', x = page.left, width = measure, line = type.body.line, after = 0, keep = 0 } = options
    const lines = this.lines(runs, width)
    // Never one line alone at the foot or at the head of a page.
    this.need(Math.min(lines.length, lines.length === 3 ? 3 : 2) * line + keep)
    this.within(tag, () => {
      let from = 0
      while (from < lines.length) {
        let fits = Math.max(1, Math.floor((this.room + 0.01) / line))
        if (lines.length - from - fits === 1 && fits > 2) fits--
        const part = lines.slice(from, from + fits)
        this.content(tag, () => {
          for (const each of part) {
            this.line(each, x, this.y, line)
            this.y += line
          }
        })
        from += fits
        if (from < lines.length) this.newPage()
      }
    })
    this.y += after
  }

  /** A heading that stays with at least `keep` points of what follows; `aside` is small and grey at its right. */
  heading(text: string, options: { aside?: string; keep?: number; before?: number; tag?: 'H2' | 'H3' } = {}): void {
    const { aside = '', keep = 70, before = 16, tag = 'H2' } = options
    this.need(before + type.heading.line + keep)
    if (this.y > page.top) this.y += before
    const title = this.one({ ...type.heading, text }, measure * (aside ? 0.6 : 1))
    this.mark(tag, () => {
      this.line(title, page.left, this.y, type.heading.line)
      if (aside) {
        const room = measure - title.width - 24
        this.lineRight(this.one({ ...type.small, text: aside }, room), page.right, this.y + 2, type.heading.line)
      }
    })
    this.y += type.heading.line + 5
  }

  // Marks -----------------------------------------------------------------------------------------------------------

  rule(y: number, width: number, colour: string, from: number = page.left, to: number = page.right): void {
    this.doc.lineWidth(width).strokeColor(colour).moveTo(from, y).lineTo(to, y).stroke()
  }

  box(x: number, y: number, width: number, height: number, colour: string, radius = 0): void {
    if (radius > 0) this.doc.roundedRect(x, y, width, height, radius).fill(colour)
    else this.doc.rect(x, y, width, height).fill(colour)
  }

  /** A word in a small box; the colour only repeats the word. Returns its width. */
  tag(
    text: string,
    x: number,
    top: number,
    look: { ink: string; ground?: string; edge?: string; bold?: boolean },
  ): number {
    const line = this.one({ text, size: 7.5, colour: look.ink, bold: look.bold ?? false }, 200)
    const width = line.width + 9
    if (look.ground) this.box(x, top, width, 14, look.ground, 2)
    if (look.edge)
      this.doc
        .lineWidth(0.75)
        .strokeColor(look.edge)
        .roundedRect(x + 0.4, top + 0.4, width - 0.8, 13.2, 2)
        .stroke()
    this.line(line, x + 4.5, top, 14)
    return width
  }
}
