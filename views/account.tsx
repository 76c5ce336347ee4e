import type { UserRow } from '../server/db/schema.ts'
import { locales, pick } from '../server/i18n/words.ts'
import { fieldsOf } from '../server/users/rules.ts'
import type { UserPlace } from '../server/users/store.ts'
import { Button, ButtonForm } from './parts/button.tsx'
import { Facts, Instant } from './parts/facts.tsx'
import { InputField, RadioCards } from './parts/field.tsx'
import { Form, type FormState } from './parts/form.tsx'
import { Columns, PageHead, Panel, Stack } from './parts/page.tsx'
import { DataTable } from './parts/table.tsx'
import { Tag } from './parts/tag.tsx'
import { positionName } from './users/words.tsx'
import type { View } from './view.ts'

type Session = { device: string | null; since: string; seen: string; isThis: boolean }

export const AccountPage = (props: {
  view: View
  user: UserRow
  dealers: UserPlace[]
  regions: UserPlace[]
  sessions: Session[]
  form: FormState
}) => {
  const { form, user, view } = props
  const { t } = view
  const takes = fieldsOf(user.role)
  const places = (list: UserPlace[]) =>
    list.map((place) => (
      <div>
        {place.code} {pick(view.locale, { zh: place.name_zh, en: place.name_en })}
      </div>
    ))
  return (
    <>
      <PageHead title={t('account.title')} />
      <Columns kind="halves">
        <Stack>
          <Panel id="facts">
            <Facts
              facts={[
                { label: t('users.field.name'), value: user.name },
                { label: t('users.field.sign_in_name'), value: user.sign_in_name },
                { label: t('users.field.role'), value: t(`role.${user.role}`) },
                takes.alias !== 'none' && { label: t('users.field.alias'), value: user.alias },
                takes.position !== 'none' && {
                  label: t('users.field.position'),
                  value: positionName(view, user.position),
                },
                props.dealers.length > 0 && { label: t('users.field.dealers.label'), value: places(props.dealers) },
                props.regions.length > 0 && { label: t('users.field.regions'), value: places(props.regions) },
                user.email !== null && { label: t('users.field.email'), value: user.email },
                user.phone !== null && { label: t('users.field.phone'), value: user.phone },
              ]}
            />
          </Panel>
          <Panel id="language" title={t('account.language')}>
            <Form
              view={view}
              action="/language"
              unguarded
              hidden={{ back: '/account' }}
              actions={<Button>{t('account.language.save')}</Button>}
            >
              <RadioCards
                view={view}
                name="locale"
                label={t('account.language')}
                hideLabel
                small
                value={user.locale}
                choices={locales.map((locale) => ({
                  value: locale,
                  label: <span lang={locale}>{t(`shell.language.${locale}`)}</span>,
                }))}
              />
            </Form>
          </Panel>
          <Panel id="sessions" stack>
            <DataTable
              view={view}
              caption={t('account.sessions')}
              rows={props.sessions}
              columns={[
                {
                  key: 'device',
                  label: t('account.sessions.device'),
                  cell: (session) => (
                    <>
                      {session.device ?? t('account.sessions.unknown')}{' '}
                      {session.isThis ? <Tag>{t('account.sessions.this')}</Tag> : null}
                    </>
                  ),
                },
                {
                  key: 'since',
                  label: t('account.sessions.since'),
                  cell: (session) => <Instant view={view} at={session.since} short />,
                },
                {
                  key: 'seen',
                  label: t('account.sessions.seen'),
                  cell: (session) => <Instant view={view} at={session.seen} short />,
                },
              ]}
            />
            {props.sessions.length > 1 ? (
              <ButtonForm action="/account/sign-out-elsewhere">{t('account.sessions.end')}</ButtonForm>
            ) : null}
          </Panel>
        </Stack>
        <Panel id="password" title={t('account.password')} stack>
          <p class="quiet">{t('account.password.lead')}</p>
          <Form
            view={view}
            action="/account/password"
            state={form}
            unguarded
            actions={<Button kind="main">{t('account.password.change')}</Button>}
          >
            <InputField
              view={view}
              state={form}
              name="present"
              type="password"
              label={t('account.password.present')}
              required
              autocomplete="current-password"
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
      </Columns>
    </>
  )
}
