import type { Draft } from '../../server/checklists/drafts/draft.ts'
import type { Common, Text } from '../../server/checklists/format.ts'
import { pick } from '../../server/i18n/words.ts'
import type { Option } from '../parts/field.tsx'
import { type FormState, typedValue } from '../parts/form.tsx'
import type { Reader } from '../view.ts'

type Words = Readonly<Record<string, Text>>

const named = (view: Reader, ...vocabularies: (Words | undefined)[]): Option[] =>
  Object.entries(Object.assign({}, ...vocabularies) as Words).map(([value, text]) => ({
    value,
    label: pick(view.locale, text) || value,
  }))

/** The closed lists of a draft in the reader's language: the shared ones with its own. */
export const choicesOf = (view: Reader, draft: Draft, common: Common) => {
  const own = draft.words ?? {}
  const scales = { ...common.scales, ...draft.scales }
  const bandSets = { ...common.sample_band_sets, ...draft.sample_band_sets }
  return {
    positions: named(view, common.positions, own.positions),
    methods: named(view, common.methods, own.methods),
    classes: named(view, common.classes, own.classes),
    factors: named(view, common.factor_classes, own.factors),
    scales: Object.entries(scales).map(([value, { anchors }]) => ({
      value,
      label: `${value} (${anchors.map(({ score }) => score).join(' ')})`,
    })),
    bandSets: Object.keys(bandSets).map((value) => ({ value, label: value })),
    marks: (draft.timeline?.marks ?? []).map((mark) => ({
      value: mark.id,
      label: pick(view.locale, mark) || mark.id,
    })),
    groups: (draft.scoring.groups ?? []).map((group) => ({
      value: group.id,
      label: pick(view.locale, group) || group.id,
    })),
    features: named(view, common.dealer_features, own.dealer_features),
  }
}
export type Choices = ReturnType<typeof choicesOf>

/** The choices with the value that stands there, so that a name which leads nowhere is seen and not lost. */
export const withPresent = (options: Option[], state: FormState, name: string): Option[] => {
  const present = typedValue(state, name)
  return present === '' || options.some(({ value }) => value === present)
    ? options
    : [...options, { value: present, label: `${present} ?` }]
}
