/**
 * A time of day as people type it: `09:30:05`, `9:30`, `93005`, `930`, `9：30`, also `9.30`. Gives `HH:MM:SS`, or null when it is no
 * time. Four digits and fewer are hours and minutes, six and five end in seconds.
 */
export const readTime = (typed: string): string | null => {
  const text = typed.trim()
  const parts = /^\d{3,6}$/.test(text) ? digitsApart(text) : text.split(/[:：.\s]+/)
  if (parts.length < 2 || parts.length > 3 || parts.some((part) => !/^\d{1,2}$/.test(part))) return null
  const [hours = 0, minutes = 0, seconds = 0] = parts.map(Number)
  if (hours > 23 || minutes > 59 || seconds > 59) return null
  return [hours, minutes, seconds].map((part) => String(part).padStart(2, '0')).join(':')
}

function digitsApart(digits: string): string[] {
  const withSeconds = digits.length > 4
  const tail = withSeconds ? [digits.slice(-4, -2), digits.slice(-2)] : [digits.slice(-2)]
  return [digits.slice(0, withSeconds ? -4 : -2), ...tail]
}
