import { pick } from '../i18n/fill.ts'
import type { Locale, Translate } from '../i18n/words.ts'
import type { Away } from '../scoring/result.ts'
import type { ChecklistContent, Condition, Item, Section } from './format.ts'

type Words = { t: Translate; locale: Locale }
type Name = keyof Condition

/** The conditions of an item or a section, each as half a sentence: “the dealer has: body shop”. */
export const conditionWords = (
  words: Words,
  of: Away['of'],
  condition: Condition,
  content: ChecklistContent,
): string[] =>
  (['reached', 'answer', 'dealer', 'last'] as const).flatMap((name) => {
    const said = oneCondition(words, of, name, condition, content)
    return said === '' ? [] : [said]
  })

/** Why an item does not apply, as a sentence without its full stop. */
export function awayWords(words: Words, away: Away, item: Item, content: ChecklistContent): string {
  const owner: Item | Section | undefined =
    away.of === 'item' ? item : content.sections.find((section) => section.items.some(({ id }) => id === item.id))
  const condition = owner?.applies_if ?? {}
  if (away.condition === 'reached') {
    return words.t('condition.away.reached', { mark: markOf(words, condition.reached ?? '', content) })
  }
  const what = oneCondition(words, away.of, away.condition, condition, content)
  return words.t('condition.away', { condition: what })
}

function oneCondition(
  words: Words,
  of: Away['of'],
  name: Name,
  condition: Condition,
  content: ChecklistContent,
): string {
  const { t, locale } = words
  const { answer, dealer, last, reached } = condition
  switch (name) {
    case 'reached':
      return reached === undefined ? '' : t('condition.reached', { mark: markOf(words, reached, content) })
    case 'answer': {
      if (!answer) return ''
      const item = content.sections.flatMap((section) => section.items).find(({ id }) => id === answer.item)
      const values = answer.is.map((value) => answerWord(words, item, value))
      return t('condition.answer', { code: answer.item, values: values.join(t('condition.or')) })
    }
    case 'dealer': {
      const named = (features: readonly string[]) =>
        features
          .map((code) => pick(locale, content.words.dealer_features?.[code] ?? { zh: code, en: code }))
          .join(t('condition.feature_and'))
      const has = dealer?.has ? [t('condition.dealer.has', { features: named(dealer.has) })] : []
      const lacks = dealer?.lacks ? [t('condition.dealer.lacks', { features: named(dealer.lacks) })] : []
      return [...has, ...lacks].join(t('condition.and'))
    }
    case 'last': {
      const outcomes = (last ?? []).map((outcome) => t(`condition.last.${outcome}`)).join(t('condition.or'))
      return last ? t(of === 'item' ? 'condition.last' : 'condition.last.section', { outcomes }) : ''
    }
  }
}

const markOf = ({ locale }: Words, id: string, content: ChecklistContent): string => {
  const mark = content.timeline?.marks.find((one) => one.id === id)
  return mark ? pick(locale, mark) : id
}

function answerWord({ t, locale }: Words, item: Item | undefined, value: string): string {
  if (value === 'not_applicable') return t('condition.answer.not_applicable')
  const response = item?.response
  if (response?.type === 'choice' || response?.type === 'choices') {
    const option = response.options.find(({ code }) => code === value)
    return option ? t('condition.answer.option', { option: pick(locale, option) }) : value
  }
  if (response?.type === 'scale') return t('condition.answer.score', { score: value })
  return value === 'yes' || value === 'no' ? t(`condition.answer.${value}`) : value
}
