import type { Child } from 'hono/jsx'
import { BarePage, Layout } from './layout.tsx'
import { Actions, LinkButton } from './parts/button.tsx'
import type { View } from './view.ts'

type ErrorProps = {
  view: View
  /** What happened, in a sentence that says what to do next. */
  title: string
  children?: Child
  /** For telling an administrator which request it was. */
  requestId?: string
  actions?: Child
}

/** The piece of an error: whole pages wrap it, a fragment is it. */
export const ErrorPanel = (props: ErrorProps) => (
  <section class="panel stack" role="alert">
    <h1>{props.title}</h1>
    {props.children ? <p>{props.children}</p> : null}
    <Actions>{props.actions ?? <LinkButton href="/">{props.view.t('error.to_home')}</LinkButton>}</Actions>
    {props.requestId ? (
      <p class="small">
        {props.view.t('error.tell')} {props.view.t('error.request')}
        {props.view.t('form.colon')}
        <span class="typed">{props.requestId}</span>
      </p>
    ) : null}
  </section>
)

/** An error as a whole page: with navigation for someone signed in, bare otherwise. */
export const ErrorPage = (props: ErrorProps) =>
  props.view.user ? (
    <Layout view={props.view} title={props.title}>
      <ErrorPanel {...props} />
    </Layout>
  ) : (
    <BarePage view={props.view} title={props.title}>
      <ErrorPanel {...props} />
    </BarePage>
  )
