/** What a change means for comparing results before and after it. */

/** Whether results of two versions can be compared: as they are, with care, or not at all. */
export const comparabilities = ['same', 'partly', 'not'] as const
export type Comparability = (typeof comparabilities)[number]

/** Kinds of change, each with its sentence, from those that mean least to those that mean most. */
export const changeKinds = [
  'wording',
  'evidence',
  'order',
  'display',
  'rebate',
  'items_added',
  'items_removed',
  'items_moved',
  'points',
  'answer',
  'class',
  'meaning',
  'weights',
  'gates',
  'policy',
  'visit',
  'rollup',
  'grades',
  'kind',
] as const
export type ChangeKind = (typeof changeKinds)[number]

type Rule = readonly [where: RegExp, kind: ChangeKind, effect: Comparability]

// The first that fits; what no rule names counts as another rule of scoring, so that a new field is never taken for harmless.
const ofItem: readonly Rule[] = [
  [/^(text|guide|tags|photos)\b/, 'wording', 'same'],
  [/^losses\.\*\.severity$/, 'class', 'partly'],
  [/^losses\b/, 'wording', 'same'],
  [/^(method|evidence|responsible|capa_days|factor)\b/, 'evidence', 'same'],
  [/^points$/, 'points', 'partly'],
  [/^response\.unit\b|^response\.options\.\*\.(zh|en)$/, 'wording', 'same'],
  [/^response\.options\.order$/, 'order', 'same'],
  [/^response\b/, 'answer', 'partly'],
  [/^/, 'class', 'partly'],
]
const ofSection: readonly Rule[] = [
  [/^title\b/, 'wording', 'same'],
  [/^weight$/, 'weights', 'partly'],
  [/^/, 'policy', 'partly'],
]
const ofWhole: readonly Rule[] = [
  [/^kind$/, 'kind', 'not'],
  [/^(title|purpose|program|scenario|words|schedule)\b/, 'wording', 'same'],
  [/^(blind|duration_min)$/, 'display', 'same'],
  [/^announce$/, 'visit', 'partly'],
  [/^timeline\.marks\.\*\.(zh|en)$|^scales\.\*\.anchors\.\*\.(zh|en)$/, 'wording', 'same'],
  [/^(scales|sample_band_sets|timeline)\b/, 'answer', 'partly'],
  [/^scoring\.(rollup|section_rollup|start_minus)\b/, 'rollup', 'not'],
  [/^scoring\.display_decimals$/, 'display', 'same'],
  [/^scoring\.(bands|gates|groups)\.\*\.(zh|en)$/, 'wording', 'same'],
  [/^scoring\.bands\.\*\.rebate$/, 'rebate', 'same'],
  [/^scoring\.bands\b/, 'grades', 'not'],
  [/^scoring\.(gates|groups)\.order$/, 'order', 'same'],
  [/^scoring\.gates\b/, 'gates', 'partly'],
  [/^/, 'policy', 'partly'],
]

export type Meaning = { readonly kind: ChangeKind; readonly effect: Comparability }

/** What a changed field means; `path` from the item, the section or the whole checklist on. */
export function meaningOf(part: 'whole' | 'section' | 'item', path: readonly string[]): Meaning {
  const rules = { whole: ofWhole, section: ofSection, item: ofItem }[part]
  const where = path.join('.')
  const [, kind, effect] = rules.find(([pattern]) => pattern.test(where)) as Rule
  return { kind, effect }
}

/** The gravest of several effects. */
export const gravest = (effects: readonly Comparability[]): Comparability =>
  comparabilities.findLast((one) => effects.includes(one)) ?? 'same'

/** How alike two texts are, from 0 to 1: the share that they have in common of words, or of pairs of Chinese signs. */
export function likeness(one: string, other: string): number {
  const [a, b] = [tokensIn(one), tokensIn(other)]
  if (a.size + b.size === 0) return one.trim() === other.trim() ? 1 : 0
  const common = [...a].filter((token) => b.has(token)).length
  return (2 * common) / (a.size + b.size)
}

/** Words of up to three letters (the, is, in) are in any text. */
function tokensIn(text: string): ReadonlySet<string> {
  const even = text.normalize('NFKC').toLowerCase()
  const words = even.match(/[\p{Script=Latin}\d]{4,}/gu) ?? []
  const pairs = (even.match(/\p{Script=Han}+/gu) ?? []).flatMap((run) =>
    [...run].slice(0, -1).map((sign, at) => sign + [...run][at + 1]),
  )
  return new Set([...words, ...pairs])
}
