import type { Context } from 'hono'
import { z } from 'zod'
import type { Env } from '../../context.ts'
import { checklistSheets } from '../../exchange/workbook.ts'
import { checklistYaml, writtenYaml } from '../../exchange/yaml.ts'
import { download } from '../../http/download.ts'
import { idOf, parsedOr404 } from '../../http/form.ts'
import { pick } from '../../i18n/words.ts'
import { Problem } from '../../problem.ts'
import { resolve } from '../content.ts'
import { getDraft } from '../drafts/commands.ts'
import { flawsOfDraft } from '../drafts/flaws.ts'
import { type ChecklistContent, writtenChecklist } from '../format.ts'
import { readableVersions } from '../reading.ts'
import { getContent } from '../store.ts'

type C = Context<Env>

const formats = z.enum(['yaml', 'xlsx'])
/** YAML unless the address says otherwise. */
const formatOf = (c: C) => parsedOr404(formats.default('yaml'), c.req.query('format'))

const send = async (c: C, content: ChecklistContent, name: string, format: z.infer<typeof formats>) => {
  const { app, view } = c.var
  const bytes =
    format === 'yaml'
      ? Buffer.from(checklistYaml(content, app.vocabulary))
      : await app.exchange.write(checklistSheets(content, view.locale, app.vocabulary))
  return download(c, bytes, name, format)
}

/** A version as a file, for whoever may read it. Workbooks are in the reader's language. */
export const showVersionFile = async (c: C) => {
  const { app, view } = c.var
  const format = formatOf(c)
  const line = (await readableVersions(c)).find(
    (one) => one.checklist_id === c.req.param('id') && one.version === c.req.param('version'),
  )
  if (!line) throw new Problem('not_found', 'general.problem.not_found')
  const content = await getContent(app.db, line.id)
  return send(c, content, `${pick(view.locale, content.title)} ${line.version}`, format)
}

/** A draft as a file. One with flaws is written as it stands, which only YAML can hold. */
export const showDraftFile = async (c: C) => {
  const { app, signedIn, view } = c.var
  const format = formatOf(c)
  const { draft } = await getDraft(app.db, signedIn!.actor, idOf(c))
  const name = `${pick(view.locale, draft.title) || draft.id} ${view.t('versions.file.draft')}`
  const flaws = flawsOfDraft(draft, app.vocabulary)
  if (flaws.length === 0) return send(c, resolve(writtenChecklist.parse(draft), app.vocabulary), name, format)
  if (format === 'xlsx') throw new Problem('wrong_state', 'versions.problem.no_workbook', { n: flaws.length })
  return download(c, Buffer.from(writtenYaml(draft)), name, format)
}
