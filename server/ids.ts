import { randomBytes, randomUUID } from 'node:crypto'

/** Random id (UUID version 4), for everything that can appear in a dealer's URL, PDF or export. */
export const newId = (): string => randomUUID()

/** Time-ordered id (UUID version 7, it carries the millisecond), only for rows that no dealer sees. */
export const newTimeId = (now: Date): string => {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now.getTime(), 0, 6)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
