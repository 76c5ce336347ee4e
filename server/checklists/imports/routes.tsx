import type { Context } from 'hono'
import { z } from 'zod'
import { type FormState, formState } from '../../../views/parts/form.tsx'
import { ChecklistImportPage, ChecklistImportsPage } from '../../../views/versions/imports.tsx'
import type { Env } from '../../context.ts'
import { idOf, submitted } from '../../http/form.ts'
import { done, page } from '../../http/page.tsx'
import { Problem } from '../../problem.ts'
import { mustEditChecklists } from '../reading.ts'
import { carryOutImport, getImport, keepImport, removeImport } from './commands.ts'
import { planOf } from './plan.ts'
import { listImports } from './store.ts'

type C = Context<Env>

const listPage = async (c: C, form?: FormState) => {
  const { app, view } = c.var
  mustEditChecklists(c)
  const title = view.t('imports.checklists.title')
  return page(
    c,
    { title, trail: [{ label: view.t('checklists.title'), href: '/checklists' }, { label: title }] },
    <ChecklistImportsPage view={view} imports={await listImports(app.db)} form={form} />,
  )
}

/** Sending a file, and what was sent before. */
export const showImports = (c: C) => listPage(c)

/** The file of the form, with its name as the sender had it. */
const uploadedFile = async (c: C) => {
  const file = (await c.req.formData()).get('file')
  if (!(file instanceof File) || file.name === '') {
    throw new Problem('bad_input', 'general.problem.bad_input', {}, [
      { field: 'file', word: 'imports.checklists.problem.no_file' },
    ])
  }
  const name = file.name.replace(/\p{Cc}/gu, '').replace(/^.*[/\\]/, '')
  if (!/\.(ya?ml|xlsx)$/i.test(name)) {
    throw new Problem('bad_input', 'general.problem.bad_input', {}, [
      { field: 'file', word: 'imports.checklists.problem.kind_of_file' },
    ])
  }
  return { name: name.slice(-200), bytes: new Uint8Array(await file.arrayBuffer()) }
}

export const postImport = (c: C) =>
  submitted(
    c,
    z.object({}),
    async () => {
      const { app, signedIn } = c.var
      const id = await keepImport(app, signedIn!.actor, await uploadedFile(c))
      return done(c, `/checklists/imports/${id}`)
    },
    (form) => listPage(c, form),
  )

const importPage = async (c: C, form?: FormState) => {
  const { app, signedIn, view } = c.var
  const found = await getImport(app.db, signedIn!.actor, idOf(c))
  const plan = found.draft && found.settled_at === null ? await planOf(app.db, found.draft, app.vocabulary) : null
  return page(
    c,
    {
      title: found.file_name,
      trail: [
        { label: view.t('checklists.title'), href: '/checklists' },
        { label: view.t('imports.checklists.title'), href: '/checklists/imports' },
        { label: found.file_name },
      ],
    },
    <ChecklistImportPage
      view={view}
      found={found}
      plan={plan}
      form={form ?? formState(view.t)}
      common={app.vocabulary}
    />,
  )
}

/** What an import would do, or what is wrong with it. */
export const showImport = (c: C) => importPage(c)

const confirmation = z.object({ seen: z.string().max(10_000).default('') })

export const postConfirmation = (c: C) =>
  submitted(
    c,
    confirmation,
    async ({ seen }) => {
      const { app, signedIn } = c.var
      const draftId = await carryOutImport(app, signedIn!.actor, idOf(c), seen)
      return done(c, `/checklist-drafts/${draftId}/publication`, 'imports.checklists.done')
    },
    (form) => importPage(c, form),
  )

export const postRemoval = async (c: C) => {
  const { app, signedIn } = c.var
  await removeImport(app, signedIn!.actor, idOf(c))
  return done(c, '/checklists/imports', 'imports.checklists.removed')
}
