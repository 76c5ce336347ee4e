import type { Recorded } from '../../server/answers/gather.ts'
import type { SampleRef } from '../../server/answers/op.ts'
import type { Item, Option, SampleResponse } from '../../server/checklists/format.ts'
import { pick } from '../../server/i18n/fill.ts'
import type { ItemAnswer } from '../../server/scoring/answer.ts'
import { scoreItem } from '../../server/scoring/item.ts'
import { optionWorth } from '../checklists/answer-words.ts'
import type { Sheet } from './model.ts'

/** One of the answers that an item offers, with its key. The line, the open item and the keyboard share this list. */
export type Choice = {
  key: string
  tone: 'good' | 'watch' | 'bad' | 'na'
  label: string
  /** Stands in front of the label: the score of a scale. */
  figure?: string
  chosen: boolean
  off: boolean
  /** What the answer costs or earns, where the reader may know. */
  worth?: string
  value: string
}

/** How an item would be judged by this answer alone. */
const toneOf = (sheet: Sheet, item: Item, answer: ItemAnswer): 'good' | 'watch' | 'bad' => {
  const { failed, finding } = trial(sheet, item, answer)
  return failed ? 'bad' : finding ? 'watch' : 'good'
}

/** What is kept unscored is judged on the sheet all the same, so that its choices look like those of any other item. */
const asScored = ({ scored: _, ...item }: Item): Item => item

const trial = (sheet: Sheet, item: Item, answer: ItemAnswer) =>
  scoreItem(asScored(item), '', {
    checklist: sheet.data.content,
    answers: { [item.id]: answer },
    marks: {},
    losses: {},
    mode: 'running',
  })

/** Ratings of one question beyond which none is added; `op.ts` takes no more. */
const mostRatings = 50

/** All ratings of an item so far, in the order given. */
export const ratingsOf = (sheet: Sheet, item: Item): number[] => {
  const answer = sheet.recorded.answers[item.id]
  return answer?.type === 'scale' ? [answer.score, ...(answer.further ?? [])] : []
}

/** Which rating the open item is given now, from 0; as many as there are for one more. */
export const ratingAt = (sheet: Sheet, item: Item): number =>
  item.response.type === 'scale' && item.response.ratings
    ? Math.min(sheet.local.current === item.id ? sheet.local.rating : 0, ratingsOf(sheet, item).length, mostRatings - 1)
    : 0

/** The answer that ratings make; null without any. */
export const ratedAnswer = ([score, ...further]: readonly number[]): ItemAnswer | null =>
  score === undefined ? null : { type: 'scale', score, ...(further.length > 0 ? { further } : {}) }

/** The choices of an item. A number, a text and a duration have no other than "not applicable". */
export const choicesOf = (sheet: Sheet, item: Item): Choice[] => {
  const { t, locale } = sheet.reader
  const { response } = item
  const answer = sheet.recorded.answers[item.id]
  const off = !sheet.data.open
  const judged = judgedAs(sheet, item)
  const pass: Choice = {
    key: '1',
    tone: 'good',
    label: t('sheet.choice.pass'),
    chosen: judged === 'good',
    off,
    value: 'pass',
  }
  const fail: Choice = {
    key: '3',
    tone: 'bad',
    label: t('sheet.choice.fail'),
    chosen: judged === 'bad',
    off,
    value: 'fail',
  }
  const partly = (possible: boolean): Choice => ({
    key: '2',
    tone: 'watch',
    label: t('sheet.choice.partly'),
    chosen: judged === 'watch',
    off: off || !possible,
    value: 'partly',
  })
  switch (response.type) {
    case 'yes_no': {
      const isYes = answer?.type === 'yes_no' && answer.value === 'yes'
      const isNo = answer?.type === 'yes_no' && answer.value === 'no'
      return [{ ...pass, chosen: isYes }, partly(false), { ...fail, chosen: isNo }, notApplicable(sheet, item)]
    }
    case 'sample':
      if (isCounted(response)) {
        return [{ ...pass, off: true }, partly(false), { ...fail, off: true }, notApplicable(sheet, item)]
      }
      return [pass, partly(conformFor(sheet, item, 'partly', response.size) !== null), fail, notApplicable(sheet, item)]
    case 'scale':
      return [
        ...response.anchors.map(
          (anchor, index): Choice => ({
            key: String(index + 1),
            tone: toneOf(sheet, item, { type: 'scale', score: anchor.score }),
            figure: String(anchor.score),
            label: pick(locale, anchor),
            chosen: ratingsOf(sheet, item)[ratingAt(sheet, item)] === anchor.score,
            off,
            value: `score ${anchor.score}`,
          }),
        ),
        notApplicable(sheet, item),
      ]
    case 'choice':
      return [
        ...response.options.map(
          (option, index): Choice => ({
            key: String(index + 1),
            tone: toneOf(sheet, item, { type: 'choice', option: option.code }),
            label: pick(locale, option),
            worth: worthOf(sheet, option),
            chosen: answer?.type === 'choice' && answer.option === option.code,
            off,
            value: `option ${option.code}`,
          }),
        ),
        notApplicable(sheet, item),
      ]
    case 'choices': {
      const ticked = answer?.type === 'choices' ? answer.options : null
      const none: Choice = {
        key: String(response.options.length + 1),
        tone: toneOf(sheet, item, { type: 'choices', options: [] }),
        label: t('sheet.choice.none_of_these'),
        chosen: ticked?.length === 0,
        off,
        value: 'none-of-these',
      }
      return [
        ...response.options.map(
          (option, index): Choice => ({
            key: String(index + 1),
            tone: toneOf(sheet, item, { type: 'choices', options: [option.code] }),
            label: pick(locale, option),
            worth: worthOf(sheet, option),
            chosen: ticked?.includes(option.code) ?? false,
            off,
            value: `toggle ${option.code}`,
          }),
        ),
        none,
        notApplicable(sheet, item),
      ]
    }
    default:
      return item.na_allowed ? [notApplicable(sheet, item)] : []
  }
}

const worthOf = (sheet: Sheet, option: Option): string | undefined =>
  sheet.data.showsScore ? optionWorth(sheet.reader, option) : undefined

function notApplicable(sheet: Sheet, item: Item): Choice {
  const { t } = sheet.reader
  const answer = sheet.recorded.answers[item.id]
  const isNone = !item.na_allowed && item.response.type === 'sample'
  const chosen = answer?.type === 'not_applicable' || (answer?.type === 'sample' && answer.checked === 0)
  return {
    key: '0',
    tone: 'na',
    label: t(isNone ? 'sheet.choice.none' : 'sheet.choice.na'),
    chosen: chosen || sheet.local.reasonFor === item.id,
    off: !sheet.data.open || !(item.na_allowed || isNone),
    value: 'na',
  }
}

function judgedAs(sheet: Sheet, item: Item): 'good' | 'watch' | 'bad' | null {
  const result = sheet.results.get(item.id)
  const answer = sheet.recorded.answers[item.id]
  if (result?.state !== 'answered') return null
  if (item.scored === false && answer) return toneOf(sheet, item, answer)
  return result.failed ? 'bad' : result.finding || (result.ratio !== null && result.ratio !== '1/1') ? 'watch' : 'good'
}

/**
 * Of `checked` cases, the most that may conform so that the item comes out partly, or failed, by the rule of its sample; null
 * where that cannot be. The auditor then says which cases they are.
 */
export const conformFor = (sheet: Sheet, item: Item, outcome: 'partly' | 'fail', checked: number): number | null => {
  for (let conform = checked - 1; conform >= 0; conform--) {
    const { failed, finding } = trial(sheet, item, { type: 'sample', checked, conform })
    const isPartly = !failed && finding
    if (outcome === 'fail' ? failed : isPartly) return conform
    if (outcome === 'partly' && failed) return null
  }
  return item.class === 'bonus' && outcome === 'fail' ? 0 : null
}

/** What choosing writes: the answer, and the cases of a sample where they change with it. `reason`: a reason is asked first. */
export type Chosen = { answer: ItemAnswer; refs?: SampleRef[] } | 'reason'

export const chosen = (sheet: Sheet, item: Item, value: string): Chosen | null => {
  const { response } = item
  if (value === 'na') return 'reason'
  if (response.type === 'yes_no' && value !== 'partly') {
    return { answer: { type: 'yes_no', value: value === 'pass' ? 'yes' : 'no' } }
  }
  if (response.type === 'scale') {
    const score = Number(value.replace('score ', ''))
    const ratings = response.ratings ? ratingsOf(sheet, item) : []
    ratings[ratingAt(sheet, item)] = score
    return { answer: ratedAnswer(ratings) ?? { type: 'scale', score } }
  }
  if (response.type === 'choice') return { answer: { type: 'choice', option: value.replace('option ', '') } }
  if (response.type === 'choices') {
    const answer = sheet.recorded.answers[item.id]
    const ticked = new Set(answer?.type === 'choices' && value !== 'none-of-these' ? answer.options : [])
    const code = value.replace('toggle ', '')
    if (value !== 'none-of-these' && !ticked.delete(code)) ticked.add(code)
    const options = response.options.map((option) => option.code).filter((option) => ticked.has(option))
    return { answer: { type: 'choices', options } }
  }
  if (response.type !== 'sample' || isCounted(response)) return null
  const cells = cellsOf(sheet.recorded, item, response)
  const judged = cells.filter((cell) => cell.conform !== null).length
  const checked = judged || (populationOf(sheet.recorded, item) ?? response.size)
  const size = Math.min(checked, response.size)
  const conform = value === 'pass' ? size : conformFor(sheet, item, value === 'partly' ? 'partly' : 'fail', size)
  if (conform === null) return null
  // Those that were said not to conform stay the ones, as far as there are enough of them.
  const failing = new Set(cells.flatMap((cell, at) => (cell.conform === false && at < size ? [at] : [])))
  for (let at = 0; failing.size < size - conform; at++) failing.add(at)
  const kept = [...failing].slice(0, size - conform)
  return sampled(
    sheet.recorded,
    item,
    cells.slice(0, size).map((cell, at) => ({ ref: cell.ref, conform: !kept.includes(at) })),
  )
}

/** A sample whose size follows from the population, or that is too large to show case by case: its cases are counted. */
export const isCounted = (response: SampleResponse): boolean => response.rule === 'aql' || response.size > 40

/** A case of a sample as it is shown: not judged yet, or judged. */
export type Cell = { ref: string; conform: boolean | null }

/** As many cells as the sample has cases. Cases that were only counted stand without a number, conforming ones first. */
export const cellsOf = (recorded: Recorded, item: Item, response: SampleResponse): Cell[] => {
  const answer = recorded.answers[item.id]
  const refs = recorded.refs[item.id] ?? []
  const checked = answer?.type === 'sample' ? answer.checked : 0
  const conform = answer?.type === 'sample' ? answer.conform : 0
  const fits = refs.length === checked && refs.filter((ref) => ref.conform).length === conform
  return Array.from({ length: response.size }, (_, at): Cell => {
    const ref = refs[at]
    if (answer === undefined) return { ref: ref?.ref ?? '', conform: null }
    if (fits && ref) return { ...ref }
    return { ref: ref?.ref ?? '', conform: at < checked ? at < conform : null }
  })
}

const populationOf = (recorded: Recorded, item: Item): number | undefined => {
  const answer = recorded.answers[item.id]
  return answer?.type === 'sample' ? answer.population : undefined
}

/** What judging the cases writes: the count, and each case by its number. */
export const sampled = (
  recorded: Recorded,
  item: Item,
  cells: readonly SampleRef[],
): { answer: ItemAnswer; refs?: SampleRef[] } => {
  const population = populationOf(recorded, item)
  const answer: ItemAnswer = {
    type: 'sample',
    checked: cells.length,
    conform: cells.filter((cell) => cell.conform).length,
    ...(population !== undefined && population >= cells.length ? { population } : {}),
  }
  return { answer, refs: [...cells] }
}
