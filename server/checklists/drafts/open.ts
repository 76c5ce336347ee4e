import type { Context } from 'hono'
import { flawText } from '../../../views/drafts/flaw-words.ts'
import { type FormState, formState } from '../../../views/parts/form.tsx'
import type { Env } from '../../context.ts'
import { idOf, mendable, typedValues } from '../../http/form.ts'
import { statusOf } from '../../http/status.ts'
import { Problem } from '../../problem.ts'
import type { Flaw } from '../wording.ts'
import { fingerprint, getDraft, savePart } from './commands.ts'
import { type Part, partOf } from './draft.ts'
import { flawsOfDraft, flawsOfPart } from './flaws.ts'
import { fieldsOf, type Typed, withoutGaps } from './form-tree.ts'
import { rearranged } from './rows.ts'
import { formWord } from './settings-flaws.ts'
import { nameOfPerson, type StoredDraft } from './store.ts'

type C = Context<Env>

/** A draft as its pages show it: the name of who changed it last, and what is still open (looked for when it is asked for). */
export type OpenDraft = StoredDraft & { readonly flaws: Flaw[]; changer: string }

/** The draft of the URL; to whoever may not edit checklists it does not exist. */
export const openDraft = async (c: C): Promise<OpenDraft> => {
  const { app } = c.var
  const stored = await getDraft(app.db, c.var.signedIn!.actor, idOf(c))
  let found: Flaw[] | undefined
  return {
    ...stored,
    changer: await nameOfPerson(app.db, stored.changed_by),
    get flaws() {
      found ??= flawsOfDraft(stored.draft, app.vocabulary)
      return found
    },
  }
}

/** A part that the draft does not have (any more) does not exist; one that it may have is empty. */
export const mustHave = (open: OpenDraft, part: Part): Record<string, unknown> => {
  const value = partOf(open.draft, part)
  if (value === undefined && 'id' in part) throw new Problem('not_found', 'general.problem.not_found')
  return value ?? {}
}

/**
 * The form of a part as it is stored, with what is still to do at its fields. `fields` are the fields of the form where
 * `fieldsOf` alone does not give them (entries of records).
 */
export const partForm = (c: C, open: OpenDraft, part: Part, fields?: Typed): FormState => {
  const value = mustHave(open, part)
  const todo = flawsOfPart(open.flaws, open.draft, part).map((flaw) => ({
    field: flaw.path.join('.'),
    text: flawText(c.var.view, open.draft, flaw, formWord(flaw.word)),
  }))
  const values = { ...(fields ?? fieldsOf(value)), seen: fingerprint(partOf(open.draft, part)) }
  return { ...formState(c.var.view.t, values), todo }
}

/** A button or field that only shows the form anew, such as another type of answer; script and no script send the same. */
const showsAnew = 'show'

/**
 * The posted form of a part. A button of its rows, or one called `show`, gives it back changed and unsaved; else it is saved. What
 * is refused comes back with everything that was typed. `save` takes the place of `savePart`; names of rows have no gaps there.
 */
export const submittedPart = async (
  c: C,
  open: OpenDraft,
  part: Part,
  answers: {
    again: (form: FormState) => Response | Promise<Response>
    saved: (typed: Typed) => Response | Promise<Response>
    save?: (given: { seen: string; typed: Typed }) => Promise<void>
  },
): Promise<Response> => {
  const { app, view } = c.var
  const { [showsAnew]: shown, ...typed } = await typedValues(c)
  const moved = rearranged(typed)
  if (moved || shown !== undefined) return answers.again(formState(view.t, { ...(moved ?? typed) }))
  const given = { seen: String(typed.seen ?? ''), typed: withoutGaps(typed) }
  const save = answers.save ?? ((one) => savePart(app, c.var.signedIn!.actor, open.id, part, one))
  try {
    await save(given)
  } catch (error) {
    if (!(error instanceof Problem) || !mendable.has(error.code)) throw error
    c.status(statusOf[error.code])
    const fields = error.fields.length > 0 ? error.fields : [{ field: '', word: error.word, params: error.params }]
    // Whoever was told of the other change may save again, then over it.
    const seen = error.code === 'conflict' ? fingerprint(partOf(open.draft, part)) : given.seen
    return answers.again(formState(view.t, { ...given.typed, seen }, fields))
  }
  return answers.saved(given.typed)
}
