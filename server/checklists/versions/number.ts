import type { Comparability } from './comparability.ts'

/** Version numbers: `major.minor.patch`, with a suffix such as `-rc.1` for what comes before it (semver.org, part 11). */

const pattern = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?$/

export const isVersionNumber = (text: string): boolean => pattern.test(text)

const partsOf = (version: string) => {
  const [, major, minor, patch, suffix] = pattern.exec(version) ?? []
  return { numbers: [major, minor, patch].map((part) => BigInt(part ?? 0)), suffix: suffix?.split('.') ?? [] }
}

/** Below 0 when the first version comes before the second. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [partsOf(one), partsOf(other)]
  const at = a.numbers.findIndex((part, index) => part !== b.numbers[index])
  if (at >= 0) return (a.numbers[at] as bigint) < (b.numbers[at] as bigint) ? -1 : 1
  // Without a suffix it is the version itself, which comes after all that led to it.
  if (a.suffix.length === 0 || b.suffix.length === 0) return Math.sign(b.suffix.length - a.suffix.length)
  for (const [index, part] of a.suffix.entries()) {
    const against = b.suffix[index]
    if (against === undefined) return 1
    const order = compareParts(part, against)
    if (order !== 0) return order
  }
  return a.suffix.length < b.suffix.length ? -1 : 0
}

function compareParts(one: string, other: string): number {
  const [isNumber, isOtherNumber] = [/^\d+$/.test(one), /^\d+$/.test(other)]
  if (isNumber && isOtherNumber) {
    const [a, b] = [BigInt(one), BigInt(other)]
    return a === b ? 0 : a < b ? -1 : 1
  }
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1
  return one === other ? 0 : one < other ? -1 : 1
}

/** The highest of several versions. */
export const highest = (versions: readonly string[]): string | undefined => [...versions].sort(compareVersions).at(-1)

/** The next number by what changed: not comparable is a new major version, partly a minor one, the same results a patch. */
export function nextVersion(version: string, effect: Comparability): string {
  const [major = 0n, minor = 0n, patch = 0n] = partsOf(version).numbers
  if (effect === 'not') return `${major + 1n}.0.0`
  return effect === 'partly' ? `${major}.${minor + 1n}.0` : `${major}.${minor}.${patch + 1n}`
}

/** What to propose: the draft's own number where it is higher than all there are, else the next after the highest. */
export function proposedVersion(own: string, versions: readonly string[], effect: Comparability): string {
  const last = highest(versions)
  if (last === undefined || compareVersions(own, last) > 0) return own
  return nextVersion(last, effect)
}
