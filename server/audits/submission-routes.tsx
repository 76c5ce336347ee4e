import type { Context } from 'hono'
import { z } from 'zod'
import { type FormState, formState } from '../../views/parts/form.tsx'
import { MissingPage, SubmissionPage } from '../../views/results/steps.tsx'
import { can } from '../access/can.ts'
import { missingOf } from '../answers/missing.ts'
import { loadRecorded } from '../answers/recorded.ts'
import { getContent } from '../checklists/store.ts'
import type { Env } from '../context.ts'
import { countFindings, raiseFindings, repeatMonths } from '../findings/raise.ts'
import { listEarlierFindings } from '../findings/store.ts'
import { idOf, submitted } from '../http/form.ts'
import { done, page } from '../http/page.tsx'
import { Problem } from '../problem.ts'
import { scoreAudit } from '../scoring/score.ts'
import { monthsFrom } from '../visits/rules.ts'
import { circumstancesOf, scoreInputOf } from './circumstances.ts'
import { auditTrail, seenAudit } from './routes.tsx'
import { scaleOf, scoreColumns, scoreValueOf } from './shown-score.ts'
import { isOpenToRecord } from './states.ts'
import { submitAudit } from './submission-commands.ts'

type C = Context<Env>

/** Before handing in: what is missing, item by item; or what will happen. */
const submissionPage = async (c: C, form: FormState) => {
  const { app, view } = c.var
  const { audit, head, actor } = await seenAudit(c)
  if (!can(actor, 'audit.submit', audit.facts)) throw new Problem('not_allowed', 'general.problem.not_allowed')
  if (!isOpenToRecord(audit.state)) throw new Problem('wrong_state', `audit.refused.state.${audit.state}`)
  const content = await getContent(app.db, audit.checklist_version_id)
  const recorded = await loadRecorded(app.db, audit.id)
  const missing = missingOf(content, recorded, audit.frequency, circumstancesOf(audit))
  const title = view.t('submission.title')
  const frame = { title, trail: auditTrail(c, audit, head, title) }
  if (missing.length > 0) {
    return page(c, frame, <MissingPage view={view} audit={audit} head={head} content={content} missing={missing} />)
  }
  const earlier =
    audit.practice === 1
      ? new Map()
      : await listEarlierFindings(app.db, audit, monthsFrom(audit.planned_on, -repeatMonths), audit.planned_on)
  const result = scoreAudit({
    ...scoreInputOf(audit, content, recorded),
    repeats: new Set(earlier.keys()),
    mode: 'final',
  })
  const seesResult = can(actor, 'audit.see_result', audit.facts)
  const outlook = {
    score: seesResult
      ? {
          value: scoreValueOf(scoreColumns(result, content.scoring)),
          scale: scaleOf(content.scoring),
          grade: result.grade,
        }
      : null,
    counts: seesResult ? countFindings(raiseFindings(content, result, recorded.notes, earlier)) : null,
  }
  return page(c, frame, <SubmissionPage view={view} audit={audit} head={head} outlook={outlook} form={form} />)
}

export const showSubmission = (c: C) => submissionPage(c, formState(c.var.view.t))

export const postSubmission = (c: C) => {
  const id = idOf(c)
  return submitted(
    c,
    z.object({}),
    async () => {
      await submitAudit(c.var.app, c.var.signedIn!.actor, id)
      return done(c, `/audits/${id}`, 'submission.done')
    },
    (form) => submissionPage(c, form),
  )
}
