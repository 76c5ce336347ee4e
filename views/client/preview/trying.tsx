import { instantAt } from '../../../server/days.ts'
import { BackLink, type Previewed, scoreSaid, Why, WhyButton } from '../../preview/drawn.tsx'
import { tipsOf } from '../../preview/tips.ts'
import { largestLoss, type Manner, manners, trialOf } from '../../preview/trial.ts'
import { gradeSoFar, type Sheet } from '../../sheet/model.ts'
import type { Desk } from '../sheet/desk.ts'
import { say } from '../sheet/live.ts'
import { morph } from '../sheet/morph.ts'
import { openItem } from '../sheet/move.ts'
import { newUuid } from '../sheet/state.ts'
import type { Chosen } from './circumstances.ts'

/** What only the preview knows. */
export type Trying = {
  /** Of the answers that were made up last. */
  seed: number
  /** Whether the explanation is open. */
  why: boolean
  /** What was chosen for conditions; null where nothing is to be chosen. */
  circumstances: () => Chosen | null
}

const largestSeed = 999_999
export const newTrying = (): Trying => ({
  seed: 1 + Math.floor(Math.random() * 9_999),
  why: false,
  circumstances: () => null,
})

const seedField = () => document.querySelector<HTMLInputElement>('#preview-seed')

const previewedOn = (link: HTMLElement): Previewed => {
  const { of, home = '', itemHref = '' } = link.dataset
  return { of: of === 'draft' ? 'draft' : 'version', home, itemHref }
}

/** What each part was last drawn from. */
const drawn = new Map<string, string>()
const put = (id: string, markup: string) => {
  const element = document.getElementById(id)
  if (!element || drawn.get(id) === markup) return
  drawn.set(id, markup)
  morph(element, markup)
}

export const drawTrying = ({ seed, why }: Trying, sheet: Sheet): void => {
  const back = document.getElementById('preview-back')
  if (back) put('preview-back', String(<BackLink sheet={sheet} previewed={previewedOn(back)} />))
  put('why-button', String(<WhyButton sheet={sheet} open={why} />))
  put('why', String(<Why sheet={sheet} open={why} />))
  document.getElementById('trying-out')?.classList.toggle('explained', why)
  const field = seedField()
  if (field && field !== document.activeElement) field.value = String(seed)
}

/** Times of a visit that nobody made begin at half past nine. */
const startOf = ({ data, reader }: Sheet) => instantAt(`${data.day}T09:30:00`, reader.timeZone)

const isManner = (value: string): value is Manner => manners.some((one) => one === value)

/** Photos and notes stay: they are nobody's answer. */
const stays = ({ register }: { register: string }) => register === 'note' || register.startsWith('photo:')

function fill(desk: Desk, trying: Trying, manner: Manner | 'clear'): void {
  const sheet = desk.sheet()
  const { content, me } = sheet.data
  const values =
    manner === 'clear'
      ? null
      : trialOf(content, manner, {
          seed: trying.seed,
          startAt: startOf(sheet),
          text: sheet.reader.t('preview.sample_text'),
        })
  desk.change((state) => {
    state.drafts.clear()
    state.unreadable.clear()
    state.reasonFor = null
    state.tips = [
      ...(values ? state.tips.filter(stays) : []),
      ...(values ? tipsOf(values, { me, at: new Date().toISOString(), idOf: newUuid }) : []),
    ]
    if (!values) state.uploads.clear()
  })
  desk.drawNow()
  sayScore(desk)
}

function sayScore(desk: Desk): void {
  const sheet = desk.sheet()
  const { t } = sheet.reader
  const score = scoreSaid(sheet)
  const grade = gradeSoFar(sheet)
  if (score === null) say(t('preview.now.none'))
  else say(grade === null ? t('preview.now', { score }) : t('preview.now.grade', { score, grade }))
}

/** A seed that was typed counts as it is; without one, each turn takes the next. */
function takeSeed(trying: Trying): void {
  const typed = Math.trunc(Number(seedField()?.value))
  const isNew = Number.isFinite(typed) && typed >= 1 && typed <= largestSeed && typed !== trying.seed
  trying.seed = isNew ? typed : (trying.seed % largestSeed) + 1
  const field = seedField()
  if (field) field.value = String(trying.seed)
}

function showWhy(desk: Desk, trying: Trying): void {
  trying.why = !trying.why
  desk.drawNow()
  document.getElementById(trying.why ? 'why' : 'why-button')?.focus()
}

const deeds: Record<string, (desk: Desk, trying: Trying) => void> = {
  random: (desk, trying) => {
    takeSeed(trying)
    fill(desk, trying, 'random')
  },
  clear: (desk, trying) => fill(desk, trying, 'clear'),
  largest: (desk) => {
    const code = largestLoss(desk.sheet().result.items)
    if (code === null) say(desk.state.reader.t('preview.largest.none'))
    else openItem(desk, code)
  },
  why: showWhy,
}

/** Ties the tools to the desk. */
export const listenTrying = (desk: Desk, trying: Trying): void => {
  document.addEventListener('click', ({ target }) => {
    const does = target instanceof Element ? target.closest<HTMLElement>('[data-try]')?.dataset.try : undefined
    if (does === undefined) return
    if (isManner(does) && does !== 'random') fill(desk, trying, does)
    else deeds[does]?.(desk, trying)
  })
  seedField()?.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    // The same seed once more gives the same answers once more.
    trying.seed = 0
    deeds.random?.(desk, trying)
  })
}
