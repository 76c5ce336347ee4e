import type { UserRow } from '../../server/db/schema.ts'
import { pick } from '../../server/i18n/words.ts'
import type { Succession } from '../../server/users/deactivation-commands.ts'
import { dealerField } from '../../server/users/rules.ts'
import { Button } from '../parts/button.tsx'
import { Confirm } from '../parts/confirm.tsx'
import { InputField, SelectField } from '../parts/field.tsx'
import { Form, type FormState } from '../parts/form.tsx'
import { Panel } from '../parts/page.tsx'
import type { View } from '../view.ts'
import { positionName } from './words.tsx'

const dealerLabel = (view: View, dealer: Succession['dealers'][number]) =>
  `${dealer.code} ${pick(view.locale, { zh: dealer.name_zh, en: dealer.name_en })}`

const candidateOptions = (view: View, candidates: Succession['auditCandidates']) =>
  candidates.map((candidate) => ({
    value: candidate.id,
    label: candidate.position ? `${candidate.name} · ${positionName(view, candidate.position)}` : candidate.name,
  }))

/** Asks who carries on: one choice for the audits, one for each dealer with corrective actions. */
const SuccessorFields = (props: { view: View; form: FormState; succession: Succession }) => {
  const { form, succession, view } = props
  const { t } = view
  return (
    <>
      {succession.work.audits.length > 0 ? (
        <SelectField
          view={view}
          state={form}
          name="audits"
          label={t('users.successor.audits')}
          required
          options={candidateOptions(view, succession.auditCandidates)}
        />
      ) : null}
      {succession.dealers.map((dealer) => (
        <SelectField
          view={view}
          state={form}
          name={dealerField(dealer.id)}
          label={t('users.successor.dealer', { dealer: dealerLabel(view, dealer) })}
          required
          options={candidateOptions(view, dealer.candidates)}
        />
      ))}
    </>
  )
}

const willMove = (view: View, succession: Succession) => [
  ...(succession.work.audits.length > 0
    ? [{ text: view.t('users.hand_over.will.audits', { n: succession.work.audits.length }) }]
    : []),
  ...succession.dealers.map((dealer) => ({
    text: view.t('users.hand_over.will.dealer', { n: dealer.count, dealer: dealerLabel(view, dealer) }),
  })),
]

type StepProps = { view: View; user: UserRow; form: FormState; succession: Succession }

export const DeactivationPage = (props: StepProps) => {
  const { user, view } = props
  const { t } = view
  return (
    <Confirm
      view={view}
      title={t('users.deactivate.title', { name: user.name })}
      action={`/users/${user.id}/deactivation`}
      cancelHref={`/users/${user.id}`}
      confirmLabel={t('users.deactivate.confirm')}
      grave
      will={[
        { text: t('users.deactivate.will.out'), kind: 'bad' },
        { text: t('users.deactivate.will.links'), kind: 'bad' },
        ...willMove(view, props.succession),
        { text: t('users.deactivate.will.stay'), kind: 'good' },
      ]}
      state={props.form}
    >
      <SuccessorFields {...props} />
    </Confirm>
  )
}

export const HandOverPage = (props: StepProps) => {
  const { user, view } = props
  const { t } = view
  return (
    <Confirm
      view={view}
      title={t('users.hand_over.title', { name: user.name })}
      action={`/users/${user.id}/hand-over`}
      cancelHref={`/users/${user.id}`}
      confirmLabel={t('users.hand_over')}
      will={willMove(view, props.succession)}
      state={props.form}
    >
      <SuccessorFields {...props} />
    </Confirm>
  )
}

/** Where a one-time link leads: the person chooses their password. */
export const SetPasswordPage = (props: {
  view: View
  action: string
  purpose: 'invitation' | 'reset'
  person: { name: string; sign_in_name: string }
  form: FormState
}) => {
  const { form, person, view } = props
  const { t } = view
  return (
    <Panel id="set-password" stack>
      <h1>
        {props.purpose === 'invitation' ? t('users.link.welcome', { name: person.name }) : t('users.link.new_password')}
      </h1>
      <p>{t('users.link.welcome.lead', { sign_in_name: person.sign_in_name })}</p>
      <Form
        view={view}
        action={props.action}
        state={form}
        unguarded
        actions={<Button kind="main">{t('users.link.set')}</Button>}
      >
        {/* For the browser's own store of passwords. */}
        <input
          class="sr"
          type="text"
          name="username"
          value={person.sign_in_name}
          autocomplete="username"
          readonly
          tabindex={-1}
          aria-hidden="true"
        />
        <InputField
          view={view}
          state={form}
          name="password"
          type="password"
          label={t('session.password.new')}
          hint={t('session.password.hint')}
          required
          autocomplete="new-password"
        />
        <InputField
          view={view}
          state={form}
          name="repeat"
          type="password"
          label={t('session.password.repeat')}
          required
          autocomplete="new-password"
        />
      </Form>
    </Panel>
  )
}
