import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { flawText } from '../../../views/drafts/flaw-words.ts'
import { PartForm } from '../../../views/drafts/part-form.tsx'
import type { SettingsProps } from '../../../views/drafts/settings-fields.tsx'
import { HeadFields } from '../../../views/drafts/settings-head.tsx'
import { labelsOf } from '../../../views/drafts/settings-labels.ts'
import { ScoringFields } from '../../../views/drafts/settings-scoring.tsx'
import { ScenarioFields, ScheduleFields, TimelineFields } from '../../../views/drafts/settings-visit.tsx'
import { VocabularyFields } from '../../../views/drafts/settings-vocabulary.tsx'
import { type FormState, formState } from '../../../views/parts/form.tsx'
import { Remark } from '../../../views/parts/page.tsx'
import type { Env } from '../../context.ts'
import { mendable, typedValues } from '../../http/form.ts'
import { done } from '../../http/page.tsx'
import { statusOf } from '../../http/status.ts'
import { type FieldProblem, Problem } from '../../problem.ts'
import { fingerprint } from './commands.ts'
import { partOf } from './draft.ts'
import { draftPage } from './draft-page.tsx'
import { flawsOfPart } from './flaws.ts'
import { type Typed, withoutGaps } from './form-tree.ts'
import { type OpenDraft, openDraft } from './open.ts'
import { rearranged } from './rows.ts'
import { saveSettings } from './settings-commands.ts'
import { fieldAt, type SettingsName, shownFields } from './settings-fields.ts'
import { formWord } from './settings-flaws.ts'
import { withTaken } from './settings-shared.ts'
import { listPrograms } from './store.ts'

type C = Context<Env>

/** The form of a part as it is stored, with what is still to do at its fields. */
const storedForm = (c: C, open: OpenDraft, part: SettingsName): FormState => {
  const { view } = c.var
  const value = partOf(open.draft, { part })
  const fields = shownFields(part, value ?? {})
  const todo = flawsOfPart(open.flaws, open.draft, { part }).map((flaw) => ({
    field: fieldAt(part, fields, flaw.path),
    text: flawText(view, open.draft, flaw, formWord(flaw.word)),
  }))
  return { ...formState(view.t, { ...fields, seen: fingerprint(value) }), todo }
}

const fieldsOf = async (c: C, part: SettingsName, props: SettingsProps): Promise<Child> => {
  const { app } = c.var
  switch (part) {
    case 'head':
      return <HeadFields {...props} programs={await listPrograms(app.db)} />
    case 'scoring':
      return <ScoringFields {...props} />
    case 'vocabulary':
      return <VocabularyFields {...props} common={app.vocabulary} />
    case 'scenario':
      return <ScenarioFields {...props} />
    case 'timeline':
      return <TimelineFields {...props} />
    case 'schedule':
      return <ScheduleFields {...props} />
  }
}

const formPage = async (c: C, open: OpenDraft, part: SettingsName, state: FormState, remark?: string) => {
  const { view } = c.var
  const action = `/checklist-drafts/${open.id}/${part}`
  const fields = await fieldsOf(c, part, { view, open, state })
  return draftPage(
    c,
    open,
    { at: part, title: view.t(`drafts.part.${part}`) },
    <>
      <p class="quiet">{view.t(`settings.${part}.lead`)}</p>
      {remark ? <Remark kind="watch">{remark}</Remark> : null}
      <PartForm
        view={view}
        action={action}
        state={state}
        labels={labelsOf(view, part, state)}
        backHref={`/checklist-drafts/${open.id}`}
      >
        {fields}
      </PartForm>
    </>,
  )
}

const show = (part: SettingsName) => async (c: C) => {
  const open = await openDraft(c)
  return formPage(c, open, part, storedForm(c, open, part))
}

const worded = ({ word, ...problem }: FieldProblem): FieldProblem => ({ ...problem, word: formWord(word) })

const post = (part: SettingsName) => async (c: C) => {
  const open = await openDraft(c)
  const { app, view } = c.var
  const { take, ...typed } = await typedValues(c)
  const moved = rearranged(typed)
  if (moved) return formPage(c, open, part, formState(view.t, moved))
  const taken = part === 'vocabulary' && typeof take === 'string' ? withTaken(typed, take, app.vocabulary) : null
  if (taken) {
    const remark = view.t('settings.vocabulary.taken', { name: taken.name })
    return formPage(c, open, part, formState(view.t, taken.fields), remark)
  }
  let sharedAgain: string[]
  try {
    sharedAgain = await saveSettings(app, c.var.signedIn!.actor, open.id, { part }, typed)
  } catch (error) {
    if (!(error instanceof Problem) || !mendable.has(error.code)) throw error
    c.status(statusOf[error.code])
    return formPage(c, open, part, await refused(c, part, typed, error))
  }
  const to = `/checklist-drafts/${open.id}/${part}`
  return sharedAgain.length > 0 ? done(c, to, 'settings.saved_shared_again', 'watch') : done(c, to, 'settings.saved')
}

/** What was typed, with the sentences at its fields. Whoever was told of somebody else's change may then save over it. */
const refused = async (c: C, part: SettingsName, typed: Typed, problem: Problem) => {
  const { fields, params, word } = problem
  const problems = fields.length > 0 ? fields.map(worded) : [{ field: '', word, params }]
  const now = (await openDraft(c)).draft
  const seen = word === 'drafts.problem.changed_meanwhile' ? fingerprint(partOf(now, { part })) : typed.seen
  return formState(c.var.view.t, { ...withoutGaps(typed), seen }, problems)
}

export const showHead = show('head')
export const postHead = post('head')
export const showScoring = show('scoring')
export const postScoring = post('scoring')
export const showVocabulary = show('vocabulary')
export const postVocabulary = post('vocabulary')
export const showScenario = show('scenario')
export const postScenario = post('scenario')
export const showTimeline = show('timeline')
export const postTimeline = post('timeline')
export const showSchedule = show('schedule')
export const postSchedule = post('schedule')
