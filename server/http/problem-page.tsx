import type { Context } from 'hono'
import { ErrorPage } from '../../views/error-page.tsx'
import type { Env } from '../context.ts'
import { isFull } from '../db/portable.ts'
import { translator } from '../i18n/words.ts'
import { Problem } from '../problem.ts'
import { done } from './page.tsx'
import { statusOf } from './status.ts'

const wantsPage = (c: Context<Env>) => c.req.header('accept')?.includes('text/html') ?? false

const problemOf = (c: Context<Env>, error: unknown): Problem | null => {
  if (error instanceof Problem) return error
  if (isFull(error)) return new Problem('no_room', 'general.problem.no_room')
  // A body that is not what its content type says is the sender's mistake, not ours.
  if (
    error instanceof SyntaxError ||
    (error instanceof TypeError && /form ?data|boundary|content-type/i.test(error.message))
  ) {
    return new Problem('bad_input', 'general.problem.bad_input')
  }
  c.var.app.log.error({ err: error, request: c.var.requestId }, 'request failed')
  return null
}

/** A problem as a page, or as JSON for programs. Never a stack trace. */
export const showProblem = (c: Context<Env>, error: unknown): Response | Promise<Response> => {
  const problem = problemOf(c, error)
  const view = c.var.view
  const t = view?.t ?? translator('zh-CN')
  const sentence = problem ? t(problem.word, problem.params) : t('general.problem.broken')
  const status = problem ? statusOf[problem.code] : 500
  if (!wantsPage(c)) {
    return c.json({ problem: problem?.code ?? 'broken', sentence, request: c.var.requestId }, status)
  }
  if (problem?.code === 'not_signed_in' && c.req.method === 'GET') {
    return done(c, `/sign-in?back=${encodeURIComponent(new URL(c.req.url).pathname + new URL(c.req.url).search)}`)
  }
  const title = t(`general.problem.title.${problem?.code ?? 'broken'}`)
  return c.html(
    <ErrorPage view={view} title={title} requestId={c.var.requestId}>
      {sentence}
    </ErrorPage>,
    status,
  )
}
