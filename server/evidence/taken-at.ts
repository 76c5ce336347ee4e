import { instantAt } from '../days.ts'

const exifPointer = 0x8769
const takenAtTag = 0x9003
const offsetTag = 0x9011

/**
 * When a photo was taken, from the raw EXIF block of a picture: DateTimeOriginal with its offset, or in `timeZone` where the
 * camera gave none. ISO 8601 UTC; null where it is missing or makes no sense. Nothing else of the EXIF is ever read.
 */
export const takenAt = (exif: Uint8Array | undefined, timeZone: string): string | null => {
  try {
    const [time, offset] = exif ? timesOf(new DataView(exif.buffer, exif.byteOffset, exif.byteLength)) : []
    const found = time?.match(/^(\d{4}):(\d{2}):(\d{2}) (\d{2}:\d{2}:\d{2})/)
    if (!found) return null
    const wall = `${found[1]}-${found[2]}-${found[3]}T${found[4]}`
    if (offset && /^[+-]\d{2}:\d{2}$/.test(offset)) return new Date(`${wall}${offset}`).toISOString()
    return instantAt(wall, timeZone)
  } catch (error) {
    // A camera's broken EXIF is no reason to refuse its photo.
    if (error instanceof RangeError) return null
    throw error
  }
}

/** DateTimeOriginal and OffsetTimeOriginal out of a TIFF structure. Reading past its end throws a RangeError. */
function timesOf(block: DataView): [time: string | undefined, offset: string | undefined] {
  const start = block.getUint32(0) === 0x45786966 ? 6 : 0
  const little = block.getUint16(start) === 0x4949
  const short = (at: number) => block.getUint16(start + at, little)
  const long = (at: number) => block.getUint32(start + at, little)
  const entryOf = (directory: number, tag: number): number | undefined => {
    const count = Math.min(short(directory), 500)
    for (let n = 0; n < count; n++) {
      const entry = directory + 2 + n * 12
      if (short(entry) === tag) return entry
    }
    return undefined
  }
  const textAt = (entry: number | undefined): string | undefined => {
    if (entry === undefined) return undefined
    const length = Math.min(long(entry + 4), 40)
    const from = length > 4 ? long(entry + 8) : entry + 8
    let text = ''
    for (let n = 0; n < length; n++) text += String.fromCharCode(block.getUint8(start + from + n))
    return text.replace(/\0.*$/, '')
  }
  const pointer = entryOf(long(4), exifPointer)
  if (pointer === undefined) return [undefined, undefined]
  const directory = long(pointer + 8)
  return [textAt(entryOf(directory, takenAtTag)), textAt(entryOf(directory, offsetTag))]
}
