/**
 * Makes a random id (UUID version 4) time-ordered (version 7, RFC 9562): the millisecond stands first, so that rows which come
 * one after another lie side by side in an index. The id tells when it was made: only for rows that no dealer sees.
 */
export const timeOrdered = (random: string, ms: number): string => {
  const time = ms.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(15)}`
}
