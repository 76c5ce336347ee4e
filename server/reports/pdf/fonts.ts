import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** The four TrueType files of a report, by absolute path. TTF only: WOFF is unpacked again at every glyph. */
export type FontPaths = { regular: string; bold: string; rareRegular: string; rareBold: string }

const require = createRequire(import.meta.url)

/** Where the installed fonts are; Noto Sans JP has the few characters that Noto Sans SC lacks. */
export const fontPaths = (): FontPaths => ({
  regular: require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
  bold: require.resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'),
  rareRegular: require.resolve('@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf'),
  rareBold: require.resolve('@expo-google-fonts/noto-sans-jp/700Bold/NotoSansJP_700Bold.ttf'),
})

/** The part of a parsed fontkit font that this file and pdfkit use. */
type ParsedFont = {
  postscriptName: string
  glyphForCodePoint(codePoint: number): { id: number; advanceWidth: number }
  layout(text: string, features?: string[]): { advanceWidth: number; glyphs: { id: number; advanceWidth: number }[] }
}

// pdfkit's own fontkit, so that its subsetting meets the class that it expects.
const { create } = createRequire(require.resolve('pdfkit'))('fontkit') as { create(bytes: Buffer): ParsedFont }

type Glyph = { id: number; advanceWidth: number; codePoints: number[] }
type Position = { xAdvance: number; yAdvance: number; xOffset: number; yOffset: number }

/** A glyph with the room that it takes in this text, in thousandths of the type size. */
export type Shaped = { glyph: Glyph; advance: number }

const openers = new Set('（《「『【〔〈〖“‘')
const closers = new Set('，。、；：！？）》」』】〕〉〗”’')
const quotes = new Set('“”‘’·•…')
const invisible = /^[\p{Cc}\p{Cf}\p{Variation_Selector}\u2028\u2029]$/u
const ideograph = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u
const fullWidthMark = /^[\u3000-\u303f\uff00-\uffef]$/
const letter = /^[\p{Script=Latin}\p{Nd}]$/u
const latin = /^[\p{Script=Latin}.,:;'"()/-]$/u

const classes = new Map<string, number>()
const classOf = (char: string): number => {
  let found = classes.get(char)
  if (found === undefined) {
    found =
      (ideograph.test(char) ? 1 : 0) |
      (letter.test(char) ? 2 : 0) |
      (latin.test(char) ? 4 : 0) |
      (fullWidthMark.test(char) ? 8 : 0)
    classes.set(char, found)
  }
  return found
}

/** A Chinese character; punctuation is not one. */
export const isIdeograph = (char: string): boolean => (classOf(char) & 1) !== 0
/** A character that stands in a full square: ideographs and full-width punctuation. */
export const isSquare = (char: string): boolean => (classOf(char) & 9) !== 0
export const isOpener = (char: string): boolean => openers.has(char)
export const isCloser = (char: string): boolean => closers.has(char)

/** Characters as readers see them, without those that print nothing. */
export const visible = (text: string): string[] => {
  const chars: string[] = []
  for (const char of text) {
    if (char === '\t' || char === '\n' || char === '\r') chars.push(' ')
    else if (!invisible.test(char)) chars.push(char)
  }
  return chars
}

/** Chinese and Latin stand apart by this much; below a tenth, so that a search for "第2批" still finds it in the PDF. */
const betweenScripts = 90
/** The empty half of a full-width mark. */
const halfSquare = 500

/**
 * One font file with the few rules of shaping that a report needs: pair kerning of Latin letters, figures always tabular,
 * a little air between scripts, no double gap between neighbouring full-width marks, narrow quotes in Latin text.
 * A full OpenType pass costs ten times as much and does none of the Chinese rules.
 */
class Face {
  readonly name: string
  /** What pdfkit embeds: the parsed font with our own `layout`. */
  readonly embedded: object
  readonly #font: ParsedFont
  readonly #glyphs = new Map<string, Glyph | null>()
  readonly #narrow = new Map<string, Glyph | null>()
  readonly #kerns = new Map<string, number>()

  constructor(name: string, path: string) {
    this.name = name
    this.#font = create(readFileSync(path))
    this.embedded = Object.create(this.#font, { layout: { value: (text: string) => this.#layout(text) } })
  }

  has(char: string): boolean {
    return this.#glyph(char) !== null
  }

  #glyph(char: string): Glyph | null {
    let glyph = this.#glyphs.get(char)
    if (glyph === undefined) {
      const codePoint = char.codePointAt(0) ?? 0
      const { id, advanceWidth } = this.#font.glyphForCodePoint(codePoint)
      glyph = id === 0 ? null : { id, advanceWidth, codePoints: [codePoint] }
      this.#glyphs.set(char, glyph)
    }
    return glyph
  }

  #narrowGlyph(char: string): Glyph | null {
    let glyph = this.#narrow.get(char)
    if (glyph === undefined) {
      const found = this.#font.layout(char, ['pwid']).glyphs[0]
      glyph = found ? { id: found.id, advanceWidth: found.advanceWidth, codePoints: [char.codePointAt(0) ?? 0] } : null
      this.#narrow.set(char, glyph)
    }
    return glyph
  }

  #kern(left: string, right: string): number {
    const pair = left + right
    let kern = this.#kerns.get(pair)
    if (kern === undefined) {
      const alone = (char: string) => this.#font.layout(char).advanceWidth
      kern = this.#font.layout(pair).advanceWidth - alone(left) - alone(right)
      this.#kerns.set(pair, kern)
    }
    return kern
  }

  /**
   * What stands for a character that no font has: its plain letter (Č prints as C), else 〓; never a box. The text layer
   * keeps the character itself, so that search and copy still find it.
   */
  #standIn(char: string): Glyph {
    const letters = [...char.normalize('NFKD')].filter((part) => !/\p{Mn}/u.test(part))
    const glyph = (letters.length === 1 ? this.#glyph(letters[0] ?? '') : null) ?? this.#glyph('〓')
    return { id: glyph?.id ?? 0, advanceWidth: glyph?.advanceWidth ?? 1000, codePoints: [char.codePointAt(0) ?? 0] }
  }

  /** Glyphs and advances of a stretch of text, one for each character. */
  shape(chars: readonly string[]): Shaped[] {
    return chars.map((char, i) => {
      const before = chars[i - 1] ?? ''
      const after = chars[i + 1] ?? ''
      let glyph = this.#glyph(char)
      if (glyph === null) {
        glyph = this.#standIn(char)
      } else if (quotes.has(char)) {
        const inChinese =
          char === '·' || char === '•'
            ? isIdeograph(before) && isIdeograph(after)
            : isSquare(openers.has(char) ? after : before) || isIdeograph(openers.has(char) ? before : after)
        if (!inChinese) glyph = this.#narrowGlyph(char) ?? glyph
      }
      let advance = glyph.advanceWidth
      if (after !== '') {
        const here = classOf(char)
        const next = classOf(after)
        if ((here & 1 && next & 2) || (here & 2 && next & 1)) advance += betweenScripts
        else if (here & 4 && next & 4) advance += this.#kern(char, after)
        else if (advance >= 1000 && (closers.has(char) || openers.has(char))) {
          const closes = closers.has(char) && (closers.has(after) || openers.has(after))
          const opens = openers.has(char) && openers.has(after)
          if (closes || opens) advance -= halfSquare
        }
      }
      return { glyph, advance }
    })
  }

  #layout(text: string): { glyphs: Glyph[]; positions: Position[]; advanceWidth: number } {
    const shaped = this.shape([...text])
    let advanceWidth = 0
    const positions = shaped.map(({ advance }) => {
      advanceWidth += advance
      return { xAdvance: advance, yAdvance: 0, xOffset: 0, yOffset: 0 }
    })
    return { glyphs: shaped.map(({ glyph }) => glyph), positions, advanceWidth }
  }
}

export type { Face }

/** The fonts of one worker: parsed once, with caches of glyphs and kerning that every report shares. */
export class Fonts {
  readonly regular: Face
  readonly bold: Face
  readonly #paths: FontPaths
  readonly #rare = new Map<string, Face>()

  constructor(paths: FontPaths) {
    this.#paths = paths
    this.regular = new Face('regular', paths.regular)
    this.bold = new Face('bold', paths.bold)
  }

  #rareFace(name: string, path: string): Face {
    let face = this.#rare.get(name)
    if (!face) {
      face = new Face(name, path)
      this.#rare.set(name, face)
    }
    return face
  }

  /** The face that has a character; the fallback is only read when a report needs it. */
  faceFor(char: string, bold: boolean): Face {
    const face = bold ? this.bold : this.regular
    if (face.has(char)) return face
    const rare = bold
      ? this.#rareFace('rare-bold', this.#paths.rareBold)
      : this.#rareFace('rare-regular', this.#paths.rareRegular)
    return rare.has(char) ? rare : face
  }
}

/** Reads and parses the fonts; about 60 ms, so once per worker. */
export const loadFonts = (paths: FontPaths = fontPaths()): Fonts => new Fonts(paths)
