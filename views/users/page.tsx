import type { UserRow } from '../../server/db/schema.ts'
import type { WordKey } from '../../server/i18n/words.ts'
import { fieldsOf, type OpenWork } from '../../server/users/rules.ts'
import type { UserPlace } from '../../server/users/store.ts'
import { formatInstant } from '../format.ts'
import { historyOf, type LogDetails, type LogEntry } from '../history.ts'
import { ButtonForm, LinkButton } from '../parts/button.tsx'
import { Facts, Instant } from '../parts/facts.tsx'
import { InputField } from '../parts/field.tsx'
import { Columns, PageHead, Panel, Remark, Stack } from '../parts/page.tsx'
import { History } from '../parts/progress.tsx'
import type { Reader, View } from '../view.ts'
import { isActive, placeName, positionName, UserState } from './words.tsx'

/** A link that was made just now. It is never shown again. */
export type ShownLink = { url: string; purpose: 'invitation' | 'reset'; expiresAt: string }

const LinkPanel = (props: { view: View; name: string; link: ShownLink }) => {
  const { link, view } = props
  const { t } = view
  return (
    <Panel
      id="link"
      title={t(link.purpose === 'invitation' ? 'users.link.invitation' : 'users.link.password_reset')}
      stack
    >
      <Remark kind="watch">
        <p>{t('users.link.once', { until: formatInstant(view, link.expiresAt) })}</p>
      </Remark>
      <div class="copy-line">
        <InputField
          view={view}
          name="link"
          label={t('users.link.for', { name: props.name })}
          value={link.url}
          readonly
        />
        <button class="btn" type="button" data-copies="#f-link" data-copied={t('users.link.copied')} hidden>
          {t('users.link.copy')}
        </button>
      </div>
    </Panel>
  )
}

const fieldWords: Record<string, WordKey> = {
  name: 'users.field.name',
  sign_in_name: 'users.field.sign_in_name',
  role: 'users.field.role',
  locale: 'users.field.locale',
  email: 'users.field.email',
  phone: 'users.field.phone',
  position: 'users.field.position',
  alias: 'users.field.alias',
  dealers: 'users.field.dealers.label',
  regions: 'users.field.regions',
}

const isRolePair = (pair: unknown): pair is [UserRow['role'], UserRow['role']] =>
  Array.isArray(pair) && pair.length === 2 && pair.every((role) => typeof role === 'string')

/** What the details of a person's log entry mean: which fields changed, from which role to which, how much was handed over. */
const described = (view: Reader, details: LogDetails): string | null => {
  const { audits = 0, actions = 0, steps = 0 } = details as Record<string, number>
  if (audits || actions || steps) return view.t('log.user.moved', { audits, actions, steps })
  if (!Array.isArray(details.changed)) return null
  return details.changed
    .map((name: string) => {
      const label = fieldWords[name] ? view.t(fieldWords[name]) : name
      return name === 'role' && isRolePair(details.role)
        ? `${label} ${view.t(`role.${details.role[0]}`)} → ${view.t(`role.${details.role[1]}`)}`
        : label
    })
    .join(view.t('users.comma'))
}

const WorkFacts = (props: { view: View; work: OpenWork }) => {
  const { view, work } = props
  const { t } = view
  return (
    <Facts
      facts={[
        { label: t('users.work.audits'), value: work.audits.length, note: t('users.work.audits.note') },
        { label: t('users.work.actions'), value: work.actions.length },
        { label: t('users.work.steps'), value: work.steps.length },
      ]}
    />
  )
}

export const UserPage = (props: {
  view: View
  user: UserRow
  dealers: UserPlace[]
  regions: UserPlace[]
  openLink: { purpose: 'invitation' | 'reset'; expires_at: string } | undefined
  shownLink?: ShownLink
  work: OpenWork
  history: LogEntry[]
  /** One cannot deactivate oneself. */
  isSelf: boolean
}) => {
  const { user, view, work } = props
  const { t } = view
  const takes = fieldsOf(user.role)
  const at = `/users/${user.id}`
  const places = (list: UserPlace[], path: string) =>
    list.length === 0
      ? t('field.none')
      : list.map((place) => (
          <div>
            <a href={`${path}/${place.id}`}>
              {place.code} {placeName(view, place)}
            </a>
          </div>
        ))
  const isAnyWork = work.audits.length + work.actions.length + work.steps.length > 0
  return (
    <>
      <PageHead
        title={user.name}
        lead={
          <>
            {t(`role.${user.role}`)} {isActive(user) ? null : <UserState view={view} user={user} />}
          </>
        }
        tools={
          <>
            <LinkButton href={`${at}/edit`} kind={user.password_hash === null ? 'usual' : 'main'}>
              {t('users.edit')}
            </LinkButton>
            {user.active ? (
              <ButtonForm action={`${at}/link`} kind={user.password_hash === null ? 'main' : 'usual'}>
                {t(user.password_hash === null ? 'users.link.invite' : 'users.link.reset')}
              </ButtonForm>
            ) : (
              <ButtonForm action={`${at}/reactivation`}>{t('users.reactivate')}</ButtonForm>
            )}
            {isAnyWork && user.active ? <LinkButton href={`${at}/hand-over`}>{t('users.hand_over')}</LinkButton> : null}
            {user.active && !props.isSelf ? (
              <LinkButton href={`${at}/deactivation`} kind="danger">
                {t('users.deactivate')}
              </LinkButton>
            ) : null}
          </>
        }
      />
      {props.shownLink ? <LinkPanel view={view} name={user.name} link={props.shownLink} /> : null}
      <Columns kind="halves">
        <Stack>
          <Panel id="facts">
            <Facts
              facts={[
                { label: t('users.field.sign_in_name'), value: user.sign_in_name },
                takes.alias !== 'none' && { label: t('users.field.alias'), value: user.alias },
                takes.position !== 'none' && {
                  label: t('users.field.position'),
                  value: positionName(view, user.position),
                },
                takes.dealers !== 'none' && {
                  label: t('users.field.dealers.label'),
                  value: places(props.dealers, '/dealers'),
                },
                takes.regions !== 'none' && {
                  label: t('users.field.regions'),
                  value: places(props.regions, '/regions'),
                },
                { label: t('users.field.locale'), value: t(`shell.language.${user.locale}`) },
                user.email !== null && { label: t('users.field.email'), value: user.email },
                user.phone !== null && { label: t('users.field.phone'), value: user.phone },
                { label: t('users.field.created_at'), value: <Instant view={view} at={user.created_at} /> },
                {
                  label: t('users.field.signed_in_at'),
                  value: user.signed_in_at ? <Instant view={view} at={user.signed_in_at} /> : t('users.never'),
                },
                props.openLink && {
                  label: t('users.link.open'),
                  value: t('users.link.open_until', { until: formatInstant(view, props.openLink.expires_at) }),
                },
              ]}
            />
          </Panel>
          <Panel id="work" title={t('users.work')}>
            {isAnyWork ? <WorkFacts view={view} work={work} /> : <p class="quiet">{t('users.work.none')}</p>}
          </Panel>
        </Stack>
        <Panel id="history" title={t('history.title')}>
          <History view={view} entries={historyOf(view, props.history, (details) => described(view, details))} />
        </Panel>
      </Columns>
    </>
  )
}
