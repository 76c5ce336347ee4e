import { parse } from 'yaml'
import { resolve } from '../../server/checklists/content.ts'
import { type ChecklistContent, type WrittenChecklist, writtenChecklist } from '../../server/checklists/format.ts'
import { placeOf } from '../../server/checklists/place.ts'
import type { WrittenResponse } from '../../server/checklists/response-format.ts'
import { checkChecklist } from '../../server/checklists/rules.ts'
import type { WrittenScoring } from '../../server/checklists/scoring-format.ts'
import { writtenCommon } from '../../server/checklists/vocabulary-format.ts'
import { type Flaw, flawsOf } from '../../server/checklists/wording.ts'
import { translator } from '../../server/i18n/words.ts'
import type { ItemAnswer } from '../../server/scoring/answer.ts'
import { add, decimalText, fromNumber, zero } from '../../server/scoring/rational.ts'
import type { ScoreInput, ScoreResult } from '../../server/scoring/result.ts'
import { scoreAudit } from '../../server/scoring/score.ts'
import { shippedCommon } from './checklists.ts'

/**
 * Checklists as a person writes them: what a test says is filled up to a whole file, which the reader's own schema and rules
 * must accept before it is scored. So whatever is scored here can be said in a checklist file.
 */

const text = { zh: '文', en: 'text' }
export const unit = { zh: '个', en: 'pieces' }

export type WrittenAsked = {
  response: WrittenResponse
  points: number
  answer?: ItemAnswer | undefined
  critical?: boolean
  class?: 'must' | 'should' | 'bonus' | 'info'
  groups?: string[]
  na_allowed?: boolean
}
export type WrittenPart = {
  id?: string
  weight?: number
  rollup?: 'pooled_points' | 'mean_items' | 'lowest_item'
  start?: number
  pass_mark?: number
  asked: WrittenAsked[]
}
type Band = Omit<WrittenScoring['bands'][number], 'zh' | 'en'>
export type WrittenGate = Omit<NonNullable<WrittenScoring['gates']>[number], 'zh' | 'en' | 'id'> & { id?: string }
export type WrittenRun = {
  sections: WrittenPart[]
  scoring?: Omit<Partial<WrittenScoring>, 'bands' | 'gates' | 'groups'> & {
    bands?: Band[]
    gates?: WrittenGate[]
    groups?: { id: string; kind: string }[]
  }
} & Partial<Pick<ScoreInput, 'mode' | 'marks' | 'adjustments' | 'repeats'>>

const named = <T extends object>(values: T[] | undefined): (T & typeof text)[] =>
  (values ?? []).map((value) => ({ ...text, ...value }))
const orNone = <T>(key: string, values: T[]) => (values.length > 0 ? { [key]: values } : {})

export const gate = (when: WrittenGate['when'], then: WrittenGate['then'], id?: string): WrittenGate => ({
  when,
  then,
  ...(id ? { id } : {}),
})

/** A whole checklist file; sections are S0, S1, …, items S0-0, S0-1, … unless a section says otherwise. */
export function fileOf({ sections, scoring = {} }: WrittenRun): WrittenChecklist {
  const weights = sections.map(({ weight = 1 }) => weight)
  const sum = Number(decimalText(weights.map(fromNumber).reduce(add, zero), 6))
  const { bands = [{ grade: 'any' }], gates, groups, ...rest } = scoring
  const file = {
    schema: 'dealer-checklist/1',
    id: 'model',
    version: '1.0.0',
    kind: 'oem_audit',
    program: 'test',
    title: text,
    purpose: text,
    announce: 'announced',
    blind: false,
    duration_min: 60,
    scoring: {
      rollup: 'pooled_points',
      na: 'exclude',
      unanswered: 'block_submit',
      min_coverage: { scope: 'audit', min: '0/1' },
      rounding: 'half_up',
      display_decimals: 1,
      ...(sum === 100 ? {} : { weights_add_to: sum }),
      bands: named(bands),
      ...rest,
      ...orNone('groups', named(groups)),
      ...orNone('gates', named(gates?.map((gate, at) => ({ id: `G${at}`, ...gate })))),
    },
    sections: sections.map(({ id, weight = 1, asked, ...part }, at) => ({
      id: nameOf(id, at),
      title: text,
      weight,
      ...part,
      items: asked.map(({ answer: _, ...item }, index) => ({
        id: `${nameOf(id, at)}-${index}`,
        text,
        method: 'observe',
        class: 'must',
        critical: false,
        factor: 'neutral',
        evidence: {},
        responsible: 'service_manager',
        capa_days: 7,
        na_allowed: true,
        ...item,
      })),
    })),
  }
  return file as WrittenChecklist
}

const nameOf = (id: string | undefined, at: number) => id ?? `S${at}`

export const common = writtenCommon.parse(parse(shippedCommon().text))

/** Everything that the format's schema and rules find wrong with such a file. */
export function flawsIn(run: WrittenRun): (Flaw & { place: string })[] {
  const file = fileOf(run)
  const parsed = writtenChecklist.safeParse(file)
  const flaws = parsed.success ? checkChecklist(file, common) : flawsOf(parsed.error.issues, file)
  return flaws.map((flaw) => ({ ...flaw, place: placeOf(file, flaw.path) }))
}

/** What the product makes of such a file; throws with everything that is wrong with it. */
export function contentOf(run: WrittenRun): ChecklistContent {
  const flaws = flawsIn(run)
  if (flaws.length === 0) return resolve(writtenChecklist.parse(fileOf(run)), common)
  throw new Error(flaws.map(({ place, word, params }) => `${place}: ${translator('en')(word, params)}`).join('\n'))
}

/** Writes, checks and scores. */
export function scoreFile(run: WrittenRun): ScoreResult {
  const answers = run.sections.flatMap(({ id, asked }, at) =>
    asked.flatMap(({ answer }, index) => (answer ? [[`${nameOf(id, at)}-${index}`, answer] as const] : [])),
  )
  return scoreAudit({
    checklist: contentOf(run),
    answers: Object.fromEntries(answers),
    marks: run.marks ?? {},
    losses: {},
    mode: run.mode ?? 'final',
    ...(run.adjustments ? { adjustments: run.adjustments } : {}),
    ...(run.repeats ? { repeats: run.repeats } : {}),
  })
}

export const notApplicable: ItemAnswer = { type: 'not_applicable', reason: 'not there' }

/** `value` of `of`, worth so many points; null is N/A. */
export const shareOf = (
  value: number | null,
  of: number,
  points: number,
  more: Partial<WrittenAsked> = {},
): WrittenAsked => ({
  response: { type: 'number', rule: 'share', unit, of },
  points,
  answer: value === null ? notApplicable : { type: 'number', value: decimal(value) },
  ...more,
})

/** A number as a person types it: never `1e-7`. */
export const decimal = (value: number): string => decimalText(fromNumber(value), 12).replace(/\.?0+$/, '')

type WrittenOption = Extract<WrittenResponse, { type: 'choice' }>['options'][number]

/** Options by what they are worth, in order, called o0, o1, … */
export const optionsOf = (options: Omit<WrittenOption, 'zh' | 'en' | 'code'>[]): WrittenOption[] =>
  options.map((option, at) => ({ code: `o${at}`, ...text, ...option }))

export const yesNo = (isYes: boolean, points: number, more: Partial<WrittenAsked> = {}): WrittenAsked => ({
  response: { type: 'yes_no' },
  points,
  answer: { type: 'yes_no', value: isYes ? 'yes' : 'no' },
  ...more,
})
