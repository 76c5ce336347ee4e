import type { Item } from '../../server/checklists/format.ts'
import { pick } from '../../server/i18n/fill.ts'
import type { ItemAnswer } from '../../server/scoring/answer.ts'
import { elapsedSeconds, type Marks } from '../../server/scoring/marks.ts'
import type { ItemResult } from '../../server/scoring/result.ts'
import type { Reader } from '../view.ts'

type Words = Pick<Reader, 't' | 'locale'>

/** An answer in a few words, with its sign; the colour only repeats it. */
export type Said = { tone: 'good' | 'watch' | 'bad' | 'plain'; sign: string; text: string }

const signs = { good: '✓', watch: '◐', bad: '✗', plain: '–' } as const

/** How an item was answered, as its result was judged; null while it is not answered. */
export const saidOf = (
  words: Words,
  item: Item,
  answer: ItemAnswer | undefined,
  marks: Marks,
  result: Pick<ItemResult, 'state' | 'failed' | 'finding' | 'ratio' | 'away'> | undefined,
): Said | null => {
  if (!result || result.state === 'unanswered' || result.state === 'not_asked') return null
  const { t } = words
  if (result.state === 'not_applicable') {
    return {
      tone: 'plain',
      sign: signs.plain,
      text: t(answer?.type === 'sample' && !result.away ? 'sheet.said.none' : 'sheet.said.na'),
    }
  }
  const isJudged = result.ratio !== null
  const tone = !isJudged ? 'plain' : result.failed ? 'bad' : result.finding ? 'watch' : isBad(result) ? 'watch' : 'good'
  return { tone, sign: isJudged ? signs[tone] : '', text: detail(words, item, answer, marks, tone) }
}

/** Bonus and informational items are never findings; a no is still not a tick. */
const isBad = ({ ratio }: Pick<ItemResult, 'ratio'>) => ratio !== null && ratio !== '1/1'

function detail(words: Words, item: Item, answer: ItemAnswer | undefined, marks: Marks, tone: Said['tone']): string {
  const { t, locale } = words
  const { response } = item
  const judged = { good: 'sheet.choice.pass', watch: 'sheet.choice.partly', bad: 'sheet.choice.fail' } as const
  const word = tone === 'plain' ? '' : t(judged[tone])
  if (response.type === 'duration') return `${word} ${elapsedText(words, elapsedSeconds(response, marks))}`.trim()
  switch (answer?.type) {
    case 'yes_no':
      return t(answer.value === 'yes' ? 'sheet.choice.pass' : 'sheet.choice.fail')
    case 'scale':
      return t('sheet.said.score', { n: [answer.score, ...(answer.further ?? [])].join(' / ') })
    case 'sample':
      return `${word} ${answer.conform}/${answer.checked}`.trim()
    case 'number':
      return response.type === 'number' ? `${answer.value} ${pick(locale, response.unit)}` : answer.value
    case 'choice':
      return response.type === 'choice'
        ? pick(locale, response.options.find(({ code }) => code === answer.option) ?? { zh: '', en: '' })
        : ''
    case 'choices':
      return response.type === 'choices'
        ? response.options
            .filter(({ code }) => answer.options.includes(code))
            .map((option) => pick(locale, option))
            .join(t('reports.list')) || t('sheet.choice.none_of_these')
        : ''
    case 'text':
      return t('sheet.said.text')
    default:
      return word
  }
}

/** Seconds as people say them: 45 秒, 2 分 05 秒, 3 小时 10 分; with the word for a mark that was not reached. */
export const elapsedText = ({ t }: Words, seconds: number | 'not_reached' | null): string => {
  if (seconds === null) return ''
  if (seconds === 'not_reached') return t('sheet.said.not_reached')
  if (seconds < 60) return t('sheet.said.seconds', { n: seconds })
  const two = (value: number) => String(value).padStart(2, '0')
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  if (hours === 0) {
    const rest = seconds % 60
    return rest === 0
      ? t('sheet.said.full_minutes', { m: minutes })
      : t('sheet.said.minutes', { m: minutes, s: two(rest) })
  }
  if (hours < 48) {
    const rest = minutes % 60
    return rest === 0 ? t('sheet.said.full_hours', { h: hours }) : t('sheet.said.hours', { h: hours, m: two(rest) })
  }
  const days = { d: Math.floor(hours / 24), h: hours % 24 }
  return t(days.h === 0 ? 'sheet.said.full_days' : 'sheet.said.days', days)
}
