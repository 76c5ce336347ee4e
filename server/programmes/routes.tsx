import type { Context } from 'hono'
import { z } from 'zod'
import { formState } from '../../views/parts/form.tsx'
import { ProgrammeFormPage, WaveFormPage } from '../../views/programmes/forms.tsx'
import { ProgrammePage, ProgrammesPage } from '../../views/programmes/pages.tsx'
import { auditScopeOf, can } from '../access/can.ts'
import { listHistory } from '../activity/store.ts'
import type { Env } from '../context.ts'
import { dayIn } from '../days.ts'
import type { Flag, ProgrammeRow, WaveRow } from '../db/schema.ts'
import { type FormState, field, idOf, submitted } from '../http/form.ts'
import { done, page } from '../http/page.tsx'
import { pick } from '../i18n/words.ts'
import {
  createProgramme,
  createWave,
  getProgramme,
  getWave,
  updateProgrammeDetails,
  updateWaveDetails,
} from './commands.ts'
import { countAuditsInWaves, listProgrammes, listWavesOf } from './store.ts'

type C = Context<Env>

const actorOf = (c: C) => c.var.signedIn!.actor
const mayManage = (c: C) => can(actorOf(c), 'programme.manage', null)
const nameOf = (c: C, named: { name_zh: string; name_en: string }) =>
  pick(c.var.locale, { zh: named.name_zh, en: named.name_en })
const programmes = (c: C) => ({ label: c.var.view.t('programmes.title'), href: '/programmes' })
const crumbOf = (c: C, programme: ProgrammeRow) => ({
  label: nameOf(c, programme),
  href: `/programmes/${programme.id}`,
})

export const showProgrammes = async (c: C) =>
  page(
    c,
    { title: c.var.view.t('programmes.title') },
    <ProgrammesPage view={c.var.view} rows={await listProgrammes(c.var.app.db)} mayManage={mayManage(c)} />,
  )

const flag = field.tick().transform((ticked): Flag => (ticked ? 1 : 0))
const programmeForm = z.object({
  name_zh: field.text(100),
  name_en: field.note(100),
  year: field.whole(2000, 2100),
  review_required: flag,
  active: flag,
})

const programmeFormPage = (c: C, form: FormState, programme?: ProgrammeRow) => {
  const { t } = c.var.view
  const title = programme ? t('programmes.edit', { name: nameOf(c, programme) }) : t('programmes.new')
  const trail = [programmes(c), ...(programme ? [crumbOf(c, programme)] : [])]
  return page(
    c,
    { title, trail: [...trail, { label: programme ? t('button.edit') : title }] },
    <ProgrammeFormPage view={c.var.view} title={title} programme={programme} form={form} />,
  )
}

export const showNewProgramme = (c: C) => {
  const year = dayIn(c.var.view.now, c.var.view.timeZone).slice(0, 4)
  return programmeFormPage(c, formState(c.var.view.t, { year, review_required: 1 }))
}

export const postProgramme = (c: C) =>
  submitted(
    c,
    programmeForm,
    async (input) =>
      done(c, `/programmes/${await createProgramme(c.var.app, actorOf(c), input)}`, 'programmes.created'),
    (form) => programmeFormPage(c, form),
  )

export const showProgramme = async (c: C) => {
  const { app, view } = c.var
  const programme = await getProgramme(app.db, idOf(c))
  return page(
    c,
    { title: nameOf(c, programme), trail: [programmes(c), { label: nameOf(c, programme) }] },
    <ProgrammePage
      view={view}
      programme={programme}
      waves={await listWavesOf(app.db, programme.id)}
      counts={await countAuditsInWaves(app.db, auditScopeOf(actorOf(c)), programme.id)}
      mayManage={mayManage(c)}
      history={await listHistory(app.db, { type: 'programme', id: programme.id })}
    />,
  )
}

export const showEditProgramme = async (c: C) => {
  const programme = await getProgramme(c.var.app.db, idOf(c))
  return programmeFormPage(c, formState(c.var.view.t, { ...programme }), programme)
}

export const postEditProgramme = async (c: C) => {
  const programme = await getProgramme(c.var.app.db, idOf(c))
  return submitted(
    c,
    programmeForm,
    async (input) => {
      await updateProgrammeDetails(c.var.app, actorOf(c), programme.id, input)
      return done(c, `/programmes/${programme.id}`, 'programmes.updated')
    },
    (form) => programmeFormPage(c, form, programme),
  )
}

const waveForm = z.object({
  name_zh: field.text(100),
  name_en: field.note(100),
  from_on: field.day(),
  to_on: field.day(),
  appeal_days: field.whole(0, 60),
})

const waveFormPage = async (c: C, form: FormState, programme: ProgrammeRow, wave?: WaveRow) => {
  const { app, view } = c.var
  const title = wave ? view.t('programmes.waves.edit', { name: nameOf(c, wave) }) : view.t('programmes.waves.new')
  return page(
    c,
    { title, trail: [programmes(c), crumbOf(c, programme), { label: title }] },
    <WaveFormPage
      view={view}
      title={title}
      programme={programme}
      wave={wave}
      form={form}
      history={wave ? await listHistory(app.db, { type: 'wave', id: wave.id }) : null}
    />,
  )
}

export const showNewWave = async (c: C) =>
  waveFormPage(c, formState(c.var.view.t, { appeal_days: 5 }), await getProgramme(c.var.app.db, idOf(c)))

export const postWave = async (c: C) => {
  const programme = await getProgramme(c.var.app.db, idOf(c))
  return submitted(
    c,
    waveForm,
    async (input) => {
      await createWave(c.var.app, actorOf(c), programme.id, input)
      return done(c, `/programmes/${programme.id}`, 'programmes.waves.created')
    },
    (form) => waveFormPage(c, form, programme),
  )
}

export const showEditWave = async (c: C) => {
  const wave = await getWave(c.var.app.db, idOf(c))
  const programme = await getProgramme(c.var.app.db, wave.programme_id)
  return waveFormPage(c, formState(c.var.view.t, { ...wave }), programme, wave)
}

export const postEditWave = async (c: C) => {
  const wave = await getWave(c.var.app.db, idOf(c))
  const programme = await getProgramme(c.var.app.db, wave.programme_id)
  return submitted(
    c,
    waveForm,
    async (input) => {
      await updateWaveDetails(c.var.app, actorOf(c), wave.id, input)
      return done(c, `/programmes/${programme.id}`, 'programmes.waves.updated')
    },
    (form) => waveFormPage(c, form, programme, wave),
  )
}
