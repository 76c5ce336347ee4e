import type {
  ChecklistContent,
  ChoiceResponse,
  ChoicesResponse,
  Item,
  NumberResponse,
  Option,
  SampleResponse,
} from '../../server/checklists/format.ts'
import { pick } from '../../server/i18n/fill.ts'
import { formatNumber } from '../format.ts'
import type { Reader } from '../view.ts'

/** One line on what an item asks, and under it what each possible answer is worth. */
export type AnswerWords = { asks: string; worth: string[] }

const number = (reader: Reader, value: number) => formatNumber(reader, value)
const percent = (reader: Reader, ratio: number) =>
  reader.t('checklists.worth.ratio', { n: number(reader, ratio * 100) })
const worth = (reader: Reader, what: string, value: string) => reader.t('checklists.worth', { what, worth: value })

/** Seconds in the largest unit that fits without a remainder: 90 秒, 3 分钟, 24 小时. From two minutes on, in minutes. */
export const timeWords = (reader: Reader, seconds: number): string => {
  const { t } = reader
  if (seconds >= 172_800 && seconds % 86_400 === 0) return t('checklists.time.days', { n: seconds / 86_400 })
  if (seconds >= 3600 && seconds % 3600 === 0) return t('checklists.time.hours', { n: seconds / 3600 })
  if (seconds >= 120 && seconds % 60 === 0) return t('checklists.time.minutes', { n: seconds / 60 })
  return t('checklists.time.seconds', { n: seconds })
}

const sampleWords = (reader: Reader, response: SampleResponse): AnswerWords => {
  const { t } = reader
  const unit = pick(reader.locale, response.unit)
  const asks = t('checklists.answer.sample', { size: response.size, unit })
  switch (response.rule) {
    case 'ratio':
      return { asks, worth: [t('checklists.answer.sample.ratio')] }
    case 'accept':
      return {
        asks,
        worth: [
          response.accept === 0
            ? t('checklists.answer.sample.accept.0')
            : t('checklists.answer.sample.accept', { n: response.accept }),
        ],
      }
    case 'bands':
      return {
        asks,
        worth: response.bands.map((band) =>
          worth(
            reader,
            band.min > 0
              ? t('checklists.answer.sample.band', { n: number(reader, band.min * 100) })
              : t('checklists.answer.else'),
            percent(reader, band.ratio),
          ),
        ),
      }
    case 'aql':
      return {
        asks: t('checklists.answer.sample.aql', { level: response.level, aql: response.aql }),
        worth: [],
      }
  }
}

const rangeWords = (reader: Reader, { min_ok: min, max_ok: max }: NumberResponse, unit: string): string[] => {
  const { t } = reader
  const words = { unit, min: number(reader, min ?? 0), max: number(reader, max ?? 0) }
  if (min !== undefined && max !== undefined) return [t('checklists.answer.number.between', words)]
  if (min !== undefined) return [t('checklists.answer.number.min', words)]
  return max === undefined ? [] : [t('checklists.answer.number.max', words)]
}

const numberWords = (reader: Reader, response: NumberResponse): AnswerWords => {
  const { t } = reader
  const unit = pick(reader.locale, response.unit)
  const asks = t('checklists.answer.number', { unit })
  switch (response.rule) {
    case undefined:
    case 'range':
      return { asks, worth: rangeWords(reader, response, unit) }
    case 'bands':
      return {
        asks,
        worth: [
          ...response.bands.map((band) =>
            worth(
              reader,
              band.min === undefined
                ? t('checklists.answer.number.band.max', { n: number(reader, band.max ?? 0), unit })
                : t('checklists.answer.number.band.min', { n: number(reader, band.min), unit }),
              percent(reader, band.ratio),
            ),
          ),
          worth(reader, t('checklists.answer.else'), percent(reader, response.else_ratio)),
        ],
      }
    case 'share':
      return { asks, worth: [t('checklists.answer.number.share', { n: number(reader, response.of), unit })] }
    case 'count_deduct':
      return {
        asks,
        worth: [
          response.most === undefined
            ? t('checklists.answer.number.count_deduct', { n: response.per })
            : t('checklists.answer.number.count_deduct.most', { n: response.per, most: response.most }),
        ],
      }
    case 'step_deduct':
      return {
        asks,
        worth: [
          t('checklists.answer.number.step_deduct', {
            from: number(reader, response.from),
            step: number(reader, response.step),
            n: number(reader, response.per_step),
            unit,
          }),
          t(`checklists.answer.number.worse.${response.worse ?? 'lower'}`),
          t(`checklists.answer.number.steps.${response.steps}`),
        ],
      }
  }
}

/** What choosing an option earns or costs. */
export const optionWorth = (reader: Reader, option: Option): string => {
  const { t } = reader
  if (option.ratio !== undefined) return percent(reader, option.ratio)
  if (option.demerit !== undefined) return t('checklists.worth.demerit', { n: option.demerit })
  return option.possible === undefined
    ? t('checklists.worth.points', { n: option.points ?? 0 })
    : t('checklists.worth.of', { n: option.points ?? 0, possible: option.possible })
}

/** The severity that an option brings with it, behind its worth. */
const severityWords = ({ t }: Reader, { severity }: Option): string =>
  severity === undefined || severity === 'none'
    ? ''
    : t('checklists.worth.severity', { severity: t(`action.severity.${severity}`) })

/** What holds for all options of a choice. */
const choiceRules = (reader: Reader, response: ChoiceResponse | ChoicesResponse): string[] => {
  if (response.type === 'choices') return []
  const { demerit_base: base, half_credit: half } = response
  return [
    ...(base === undefined ? [] : [reader.t('checklists.answer.demerit_base', { n: number(reader, base) })]),
    ...(half ? [reader.t('checklists.answer.half_credit')] : []),
  ]
}

/** What an item asks for, in the reader's words. */
export const answerWords = (reader: Reader, { response }: Item, content: ChecklistContent): AnswerWords => {
  const { t } = reader
  const mark = (id: string) => {
    const known = content.timeline?.marks.find((one) => one.id === id)
    return known ? pick(reader.locale, known) : id
  }
  switch (response.type) {
    case 'yes_no':
      return { asks: t('checklists.answer.yes_no'), worth: [] }
    case 'text':
      return { asks: t('checklists.answer.text'), worth: [] }
    case 'sample':
      return sampleWords(reader, response)
    case 'number':
      return numberWords(reader, response)
    case 'scale': {
      const asks = t('checklists.answer.scale', { n: number(reader, response.max) })
      const anchors = response.anchors.map((anchor) =>
        worth(reader, t('checklists.worth.score', { n: number(reader, anchor.score) }), pick(reader.locale, anchor)),
      )
      const { ratings: several } = response
      const ratings = several
        ? [
            t(`checklists.answer.ratings.${several.combine}`),
            ...(several.decimals === undefined
              ? []
              : [t('checklists.answer.ratings.decimals', { n: several.decimals })]),
          ]
        : []
      return { asks, worth: [...anchors, ...ratings] }
    }
    case 'duration':
      return {
        asks: t('checklists.answer.duration', { from: mark(response.from), to: mark(response.to) }),
        worth: [
          ...response.bands.map((band) =>
            worth(
              reader,
              t('checklists.answer.duration.band', { time: timeWords(reader, band.max_s) }),
              percent(reader, band.ratio),
            ),
          ),
          worth(reader, t('checklists.answer.else'), percent(reader, response.else_ratio)),
        ],
      }
    case 'choice':
    case 'choices':
      return {
        asks: t(`checklists.answer.${response.type}`),
        worth: [
          ...response.options.map((option) =>
            worth(reader, pick(reader.locale, option), optionWorth(reader, option) + severityWords(reader, option)),
          ),
          ...choiceRules(reader, response),
        ],
      }
  }
}

const evidenceKinds = ['photo', 'document', 'note', 'sample_refs', 'measured_value', 'timestamps', 'receipt'] as const

/** Evidence that an item asks for, each with when. */
export const evidenceWords = (reader: Reader, { evidence }: Item): string[] =>
  evidenceKinds.flatMap((kind) => {
    const when = evidence[kind]
    if (!when) return []
    return [reader.t(`checklists.evidence.${when}`, { what: reader.t(`checklists.evidence.${kind}`) })]
  })
