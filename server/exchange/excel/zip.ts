import { inflateRawSync } from 'node:zlib'

/** Why an archive was refused. */
export class ZipProblem extends Error {
  readonly reason: 'damaged' | 'password' | 'too_large'
  constructor(reason: ZipProblem['reason']) {
    super(reason)
    this.reason = reason
  }
}

const endOfArchive = Buffer.from([0x50, 0x4b, 0x05, 0x06])
const locatorOfZip64 = 0x07064b50
const entryOfDirectory = 0x02014b50
const entryOfFile = 0x04034b50
const isEncrypted = 1

/**
 * Unpacks the named files of a ZIP archive, and never more than `most` bytes of them altogether, whatever the archive says
 * about its sizes. Throws a ZipProblem.
 */
export function unzip(bytes: Buffer, isWanted: (name: string) => boolean, most: number): Map<string, Buffer> {
  const files = new Map<string, Buffer>()
  let left = most
  for (const entry of directoryOf(bytes)) {
    if (entry.flags & isEncrypted) throw new ZipProblem('password')
    if (!isWanted(entry.name)) continue
    const packed = contentOf(bytes, entry)
    const content = entry.method === 0 ? packed : inflated(packed, entry.method, left)
    left -= content.length
    if (left < 0) throw new ZipProblem('too_large')
    // Who reads the archive after this check may reserve memory by what it says about itself.
    if (content.length !== entry.unpacked) throw new ZipProblem('damaged')
    files.set(entry.name, content)
  }
  return files
}

type Entry = { name: string; flags: number; method: number; size: number; unpacked: number; offset: number }

/** The central directory. Archives of more than 65,534 files or 4 GB (zip64) are no workbooks. */
function directoryOf(bytes: Buffer): Entry[] {
  const end = bytes.length < 22 ? -1 : bytes.lastIndexOf(endOfArchive, bytes.length - 22)
  if (end < 0) throw new ZipProblem('damaged')
  if (end >= 20 && bytes.readUInt32LE(end - 20) === locatorOfZip64) throw new ZipProblem('too_large')
  const count = bytes.readUInt16LE(end + 8)
  let at = bytes.readUInt32LE(end + 16)
  const entries: Entry[] = []
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== entryOfDirectory) throw new ZipProblem('damaged')
    const nameLength = bytes.readUInt16LE(at + 28)
    entries.push({
      flags: bytes.readUInt16LE(at + 8),
      method: bytes.readUInt16LE(at + 10),
      size: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
    })
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

function contentOf(bytes: Buffer, { offset, size }: Entry): Buffer {
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== entryOfFile) throw new ZipProblem('damaged')
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28)
  if (start + size > bytes.length) throw new ZipProblem('damaged')
  return bytes.subarray(start, start + size)
}

function inflated(packed: Buffer, method: number, most: number): Buffer {
  if (method !== 8) throw new ZipProblem('damaged')
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(most, 1) })
  } catch (error) {
    throw new ZipProblem(error instanceof RangeError ? 'too_large' : 'damaged')
  }
}
