import type { Context } from 'hono'
import { PageHead } from '../../views/parts/page.tsx'
import type { Env } from '../context.ts'
import { page } from '../http/page.tsx'

type C = Context<Env>

/** The first page of whoever is signed in: what needs me now. */
export const home = (c: C) => {
  const { view } = c.var
  return page(c, { title: view.t('nav.today') }, <PageHead title={view.t('nav.today')} />)
}
