import type { SampleRef } from '../answers/op.ts'
import { awayWords } from '../checklists/condition-words.ts'
import type { ChecklistContent, Item, SampleResponse } from '../checklists/format.ts'
import { type Params, translator, type WordKey, words } from '../i18n/words.ts'
import type { ItemAnswer } from '../scoring/answer.ts'
import { elapsedSeconds, type Marks } from '../scoring/marks.ts'
import type { Away, ItemHow, ItemResult as ScoredItem } from '../scoring/result.ts'
import { displayPoints } from '../scoring/score.ts'
import type { Pair, Verdict } from './snapshot.ts'

const zh = translator('zh-CN')
const en = translator('en')

/** A word in both languages, for a snapshot that must be readable in either for ever. */
export const bothWords = (key: WordKey, params: Record<string, string | number | Pair> = {}): Pair => ({
  zh: zh(key, sideOf(params, 'zh')),
  en: en(key, sideOf(params, 'en')),
})
const sideOf = (params: Record<string, string | number | Pair>, side: 'zh' | 'en'): Params =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'object' ? value[side] : value]),
  )

/** What a person typed exists once: both sides hold it. */
export const sameInBoth = (text: string): Pair => ({ zh: text, en: text })

/** A position by its word; one that only an imported checklist knows stays as its code. */
export const positionWords = (code: string): Pair => {
  const key = `position.${code}`
  return key in words ? bothWords(key as WordKey) : sameInBoth(code)
}

/** How an item was judged, for the reader: from its trace. */
export const verdictOf = (scored: ScoredItem): Verdict => {
  if (scored.state === 'not_applicable') return 'not_applicable'
  if (scored.state !== 'answered') return 'not_answered'
  if (scored.ratio === null) return 'unscored'
  const isNothing = scored.ratio.startsWith('0/')
  // A bonus that was not earned is no failure.
  if (isNothing && scored.possible?.startsWith('0/')) return 'unscored'
  if (scored.failed) return 'fails'
  return scored.finding || scored.ratio !== '1/1' ? (isNothing ? 'fails' : 'partly') : 'conforms'
}

/** Why an item did not apply, in both languages. */
export const bothAwayWords = (away: Away, item: Item, content: ChecklistContent): Pair => ({
  zh: awayWords({ t: zh, locale: 'zh-CN' }, away, item, content),
  en: awayWords({ t: en, locale: 'en' }, away, item, content),
})

/** How an item was answered, in words and without a full stop: "5 repair orders sampled, 1 does not conform (0 allowed)". */
export const answerWords = (
  item: Item,
  scored: ScoredItem,
  answer: ItemAnswer | undefined,
  marks: Marks,
  refs: readonly SampleRef[],
): Pair => {
  if (answer?.type === 'not_applicable') return bothWords('result.answer.not_applicable')
  if (scored.state === 'not_applicable' && answer?.type !== 'sample') return bothWords('result.answer.not_reached')
  if (item.response.type === 'duration') return durationWords(item, marks)
  if (!answer || scored.state === 'unanswered') return bothWords('result.answer.none')
  switch (answer.type) {
    case 'yes_no':
      return bothWords(answer.value === 'yes' ? 'result.answer.yes' : 'result.answer.no')
    case 'scale': {
      const { response } = item
      if (response.type !== 'scale') return bothWords('result.answer.none')
      if (scored.how?.rule === 'ratings') return ratingsWords(scored.how, scored.score, response.max)
      const anchor = response.anchors.find((one) => one.score === answer.score)
      const scores = [answer.score, ...(answer.further ?? [])].join(' / ')
      return bothWords('result.answer.scale', { score: scores, max: response.max, anchor: anchor ?? sameInBoth('') })
    }
    case 'sample':
      return sampleWords(item.response as SampleResponse, answer, refs, scored.how)
    case 'number':
      return numberWords(item, answer.value, scored.how)
    case 'choice': {
      const option = item.response.type === 'choice' && item.response.options.find((one) => one.code === answer.option)
      return option ? { zh: option.zh, en: option.en } : bothWords('result.answer.none')
    }
    case 'choices': {
      const options = item.response.type === 'choices' ? item.response.options : []
      const chosen = options.filter((one) => answer.options.includes(one.code))
      if (chosen.length === 0) return bothWords('result.answer.choices.none')
      return {
        zh: chosen.map((one) => one.zh).join(zh('reports.list')),
        en: chosen.map((one) => one.en).join(en('reports.list')),
      }
    }
    case 'text':
      return sameInBoth(answer.text)
  }
}

const mostRefs = 6

const sampleWords = (
  response: SampleResponse,
  answer: ItemAnswer & { type: 'sample' },
  refs: readonly SampleRef[],
  how: ItemHow | undefined,
): Pair => {
  if (answer.checked === 0) return bothWords('result.answer.sample.none', { unit: response.unit })
  const wrong = answer.checked - answer.conform
  const failing = refs.filter((one) => !one.conform && one.ref.trim() !== '').map((one) => one.ref.trim())
  const cases = failing.length > mostRefs ? [...failing.slice(0, mostRefs), '…'] : failing
  const said = bothWords(wrong === 0 ? 'result.answer.sample.good' : 'result.answer.sample', {
    n: answer.checked,
    unit: response.unit,
    wrong,
  })
  const named =
    wrong > 0 && wrong < answer.checked && cases.length > 0
      ? bothWords('result.answer.sample.cases', {
          said,
          cases: { zh: cases.join(zh('reports.list')), en: cases.join(en('reports.list')) },
        })
      : said
  const accept = response.rule === 'accept' ? response.accept : how?.rule === 'aql' ? how.accept : null
  return accept !== null && wrong > 0 ? bothWords('result.answer.sample.allowed', { said: named, accept }) : named
}

const ratingsWords = ({ combine, ratings }: ItemHow & { rule: 'ratings' }, score: string | null, max: number): Pair =>
  bothWords(`result.answer.ratings.${combine}`, {
    n: ratings.length,
    scores: ratings.join(' / '),
    score: displayPoints(score ?? '0/1'),
    max,
  })

const numberWords = (item: Item, value: string, how: ItemHow | undefined): Pair => {
  const { response } = item
  if (response.type !== 'number') return sameInBoth(value)
  const { unit } = response
  const measured = bothWords('result.answer.number', { value, unit })
  if (how && 'off' in how && how.off !== '0/1') {
    return bothWords('result.answer.number.off', { measured, off: displayPoints(how.off) })
  }
  if (response.rule === 'share') return bothWords('result.answer.number.of', { measured, of: response.of })
  if (response.rule !== undefined && response.rule !== 'range') return measured
  const { max_ok: max, min_ok: min } = response
  if (min !== undefined && max !== undefined) {
    return bothWords('result.answer.number.between', { measured, min, max })
  }
  if (min !== undefined) return bothWords('result.answer.number.least', { measured, min })
  return max === undefined ? measured : bothWords('result.answer.number.most', { measured, max })
}

const durationWords = (item: Item, marks: Marks): Pair => {
  if (item.response.type !== 'duration') return bothWords('result.answer.none')
  const seconds = elapsedSeconds(item.response, marks)
  if (seconds === null) return bothWords('result.answer.none')
  if (seconds === 'not_reached') return bothWords('result.answer.duration.never')
  if (seconds < 120) return bothWords('result.answer.duration.seconds', { n: seconds })
  if (seconds < 7200) {
    return bothWords('result.answer.duration.minutes', { m: Math.floor(seconds / 60), s: seconds % 60 })
  }
  const minutes = Math.floor(seconds / 60)
  return bothWords('result.answer.duration.hours', { h: Math.floor(minutes / 60), m: minutes % 60 })
}
