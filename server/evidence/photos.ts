import sharp from 'sharp'
import { Problem } from '../problem.ts'
import { takenAt } from './taken-at.ts'

/** Largest photo that is taken, in bytes. Phones make 3 to 15 MB. */
export const largestPhoto = 25_000_000
/** Most pixels that are decoded: phones take 50-megapixel photos; a bomb has more. */
const mostPixels = 120_000_000

/** The re-encoded pictures that are shown and printed: the longer side in pixels. Originals are kept and never shown. */
export const sizes = { page: 1600, thumb: 320 } as const
export type PictureSize = keyof typeof sizes
/** The name under which the file store keeps a derived picture. */
export const derivedName = (size: PictureSize): string => `${sizes[size]}.jpg`

// What is decoded comes from outside: only three well-tested decoders are open to it.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
})
// A photo more or less must not slow down saving an answer: one thread per picture, two pictures at a time, no cache.
sharp.concurrency(1)
sharp.cache(false)
const atOnce = 2

export type PhotoMime = 'image/jpeg' | 'image/png' | 'image/webp'
/** A photo that was checked by decoding it completely, with what is shown in its place. */
export type CheckedPhoto = {
  mime: PhotoMime
  /** As seen, after turning by the EXIF orientation. */
  width: number
  height: number
  takenAt: string | null
  derived: Record<PictureSize, Buffer>
}

/** Checks a photo by its content, never by its name, and re-encodes it without metadata. Each refusal has its own sentence. */
export const checkPhoto = async (bytes: Uint8Array, timeZone: string): Promise<CheckedPhoto> => {
  if (bytes.byteLength === 0) throw new Problem('bad_input', 'evidence.problem.empty')
  if (bytes.byteLength > largestPhoto) {
    throw new Problem('too_large', 'evidence.problem.too_large', { most: largestPhoto / 1_000_000 })
  }
  const mime = mimeOf(bytes)
  return inTurn(async () => {
    const head = await sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' })
      .metadata()
      .catch((error: unknown) => {
        throw problemOf(error)
      })
    const turned = (head.orientation ?? 1) >= 5
    const derived = await derive(bytes)
    return {
      mime,
      width: turned ? head.height : head.width,
      height: turned ? head.width : head.height,
      takenAt: takenAt(head.exif, timeZone),
      derived,
    }
  })
}

/** Makes the derived pictures of a photo that was checked before. */
export const derivePictures = (bytes: Uint8Array): Promise<Record<PictureSize, Buffer>> => inTurn(() => derive(bytes))

async function derive(bytes: Uint8Array): Promise<Record<PictureSize, Buffer>> {
  try {
    const page = await reduced(bytes, sizes.page, 82)
    return { page, thumb: await reduced(page, sizes.thumb, 76) }
  } catch (error) {
    throw problemOf(error)
  }
}

/** Decodes every pixel, so a truncated photo is found here. Sharp drops all metadata unless told otherwise. */
const reduced = (bytes: Uint8Array, side: number, quality: number): Promise<Buffer> =>
  sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' })
    .autoOrient()
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality, progressive: true })
    .toBuffer()

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  const message = error instanceof Error ? error.message : ''
  return /pixel limit/i.test(message)
    ? new Problem('too_large', 'evidence.problem.too_many_pixels', { most: mostPixels / 1_000_000 })
    : new Problem('bad_input', 'evidence.problem.damaged')
}

const startsWith = (bytes: Uint8Array, signature: readonly number[], at = 0) =>
  signature.every((byte, n) => bytes[at + n] === byte)
const textAt = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))

function mimeOf(bytes: Uint8Array): PhotoMime {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg'
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png'
  if (textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 12) === 'WEBP') return 'image/webp'
  if (textAt(bytes, 4, 8) === 'ftyp' && /^(heic|heix|hevc|heim|heis|mif1|msf1|avif)/.test(textAt(bytes, 8, 12))) {
    throw new Problem('unsupported_media', 'evidence.problem.heic')
  }
  if (/<svg[\s>]/i.test(textAt(bytes, 0, 1024))) throw new Problem('unsupported_media', 'evidence.problem.svg')
  throw new Problem('unsupported_media', 'evidence.problem.not_a_photo')
}

let working = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (working >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  else working += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else working -= 1
  }
}
