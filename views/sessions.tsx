import { Button } from './parts/button.tsx'
import { InputField } from './parts/field.tsx'
import { Form, type FormState } from './parts/form.tsx'
import { Panel } from './parts/page.tsx'
import type { View } from './view.ts'

export const SignInPage = (props: { view: View; back: string; form: FormState }) => {
  const { view, form } = props
  return (
    <Panel id="sign-in" stack>
      <h1>{view.t('session.sign_in')}</h1>
      <Form
        view={view}
        action="/sign-in"
        state={form}
        unguarded
        hidden={{ back: props.back }}
        actions={<Button kind="main">{view.t('session.sign_in')}</Button>}
      >
        <InputField
          view={view}
          state={form}
          name="sign_in_name"
          label={view.t('session.sign_in_name')}
          required
          autocomplete="username"
        />
        <InputField
          view={view}
          state={form}
          name="password"
          type="password"
          label={view.t('session.password')}
          required
          autocomplete="current-password"
        />
      </Form>
      <p class="small">{view.t('session.forgotten')}</p>
    </Panel>
  )
}

export const SetUpPage = (props: { view: View; form: FormState }) => {
  const { view, form } = props
  return (
    <Panel id="set-up" stack>
      <h1>{view.t('session.setup')}</h1>
      <p>{view.t('session.setup.lead')}</p>
      <Form
        view={view}
        action="/set-up"
        state={form}
        unguarded
        actions={<Button kind="main">{view.t('session.setup.create')}</Button>}
      >
        <InputField
          view={view}
          state={form}
          name="code"
          label={view.t('session.setup.code')}
          required
          autocomplete="off"
        />
        <InputField view={view} state={form} name="name" label={view.t('session.name')} required autocomplete="name" />
        <InputField
          view={view}
          state={form}
          name="sign_in_name"
          label={view.t('session.sign_in_name')}
          required
          autocomplete="username"
        />
        <InputField
          view={view}
          state={form}
          name="password"
          type="password"
          label={view.t('session.password')}
          hint={view.t('session.password.hint')}
          required
          autocomplete="new-password"
        />
      </Form>
    </Panel>
  )
}
