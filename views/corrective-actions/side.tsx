import type { ActionDetail } from '../../server/corrective-actions/detail.ts'
import type { ActionRoundRow } from '../../server/db/schema.ts'
import { LogHistory } from '../audits/history.tsx'
import { formatInstant } from '../format.ts'
import { Button, ButtonForm } from '../parts/button.tsx'
import { Facts } from '../parts/facts.tsx'
import { SelectField } from '../parts/field.tsx'
import { Form, type FormState } from '../parts/form.tsx'
import { Panel } from '../parts/page.tsx'
import { PhotoStrip } from '../parts/photos.tsx'
import { Tag } from '../parts/tag.tsx'
import { positionName } from '../users/words.tsx'
import type { View } from '../view.ts'
import { stripOf } from './plan.tsx'
import { ownerPosition } from './tags.tsx'

/** When the containment was first written down in this round, from the log. */
const containedAt = ({ entries, action }: ActionDetail): string | null =>
  entries.find((entry) => {
    const details = JSON.parse(entry.details) as { contained?: boolean; round?: number }
    return details.contained === true && details.round === action.round
  })?.at ?? null

const ContainmentTag = (props: { view: View; detail: ActionDetail }) => {
  const { detail, view } = props
  const { t } = view
  const { containment_due_at: due } = detail.action
  if (!due) return null
  const at = containedAt(detail)
  if (at) {
    const inTime = at <= due
    return (
      <Tag tone={inTime ? 'good' : 'watch'} sign={inTime ? '✓' : '!'}>
        {t(inTime ? 'action.contain.in_time' : 'action.contain.too_late')}
      </Tag>
    )
  }
  if (detail.round.containment !== '') return null
  return (
    <Tag tone={due < view.now ? 'bad' : 'watch'} sign="!">
      {t('action.contain.due', { at: formatInstant(view, due, 'short') })}
    </Tag>
  )
}

/** What keeps the problem in check while its cause is sought. */
export const ContainmentPanel = (props: { view: View; detail: ActionDetail; round: ActionRoundRow }) => {
  const { detail, round, view } = props
  const { t } = view
  const photos = detail.photos.filter((photo) => photo.purpose === 'containment' && photo.round <= round.round)
  const isPresent = round.round === detail.action.round
  if (round.containment === '' && photos.length === 0 && !(isPresent && detail.action.containment_due_at)) return null
  return (
    <Panel
      id="containment"
      title={t('action.contain')}
      aside={isPresent ? <ContainmentTag view={view} detail={detail} /> : null}
      stack
    >
      {round.containment === '' ? (
        <p class="quiet">{t('action.contain.none')}</p>
      ) : (
        <p class="typed">{round.containment}</p>
      )}
      {photos.length > 0 ? <PhotoStrip view={view} photos={stripOf(view, photos, t('action.photo.contain'))} /> : null}
    </Panel>
  )
}

const Cosignature = (props: { view: View; detail: ActionDetail }) => {
  const { detail, view } = props
  const { t } = view
  const { cosigned_at, cosigned_by } = detail.round
  if (cosigned_by && cosigned_at) {
    return (
      <>
        {t('action.cosign.done', {
          who: detail.names.get(cosigned_by) ?? '',
          at: formatInstant(view, cosigned_at, 'short'),
        })}
      </>
    )
  }
  return <>{t('action.cosign.wanted')}</>
}

/** Who answers for it, signs for it and verifies it. */
export const PeoplePanel = (props: { view: View; detail: ActionDetail; state: FormState }) => {
  const { detail, state, view } = props
  const { t } = view
  const { action, offers, people } = detail
  const owner = action.owner_id ? detail.names.get(action.owner_id) : null
  const position = ownerPosition(view, action, detail.position)
  const isCritical = action.severity === 'critical'
  const mayCosign =
    isCritical && offers.has('cosign') && detail.missing('cosign').length === 0 && !detail.round.cosigned_by
  return (
    <Panel id="people" title={t('action.people')} stack>
      <Facts
        facts={[
          {
            label: t('action.owner'),
            value: owner ?? <span class="tag watch">{t('action.list.nobody')}</span>,
            note: position,
          },
          isCritical && { label: t('action.cosign'), value: <Cosignature view={view} detail={detail} /> },
          { label: t('action.verifier'), value: t('action.verifier.text') },
        ]}
      />
      {mayCosign ? (
        <>
          <p class="small">{t('action.cosign.text')}</p>
          <ButtonForm action={`/corrective-actions/${action.id}/cosignature`} kind="main">
            {t('action.cosign.do')}
          </ButtonForm>
        </>
      ) : null}
      {offers.has('assign_owner') && people.length > 0 ? (
        <details class="fold" open={state.errors.length > 0}>
          <summary>{t(owner ? 'action.owner.change' : 'action.owner.assign')}</summary>
          <Form
            view={view}
            action={`/corrective-actions/${action.id}/owner`}
            state={state}
            unguarded
            actions={<Button>{t('button.save')}</Button>}
          >
            <SelectField
              view={view}
              state={{ ...state, values: { owner_id: action.owner_id, ...state.values } }}
              name="owner_id"
              label={t('action.owner')}
              required
              options={people.map((person) => ({
                value: person.id,
                label: [person.name, positionName(view, person.position)].filter(Boolean).join(' · '),
              }))}
            />
          </Form>
        </details>
      ) : null}
    </Panel>
  )
}

/** The log of the action, newest first; drafts saved one after the other by one person are one entry. */
export const HistoryPanel = (props: { view: View; detail: ActionDetail }) => {
  const { detail, view } = props
  const isContained = (details: string) => (JSON.parse(details) as { contained?: boolean }).contained === true
  const entries = detail.entries
    .map((entry) =>
      entry.verb === 'action.save_plan' && isContained(entry.details)
        ? { ...entry, verb: 'action.save_plan.contained' }
        : entry,
    )
    .filter((entry, index, all) => {
      const newer = all[index - 1]
      return !(entry.verb === 'action.save_plan' && newer?.verb === entry.verb && newer.actor_id === entry.actor_id)
    })
  return (
    <Panel id="history" title={view.t('history.title')} aside={view.t('action.history.note')}>
      <LogHistory view={view} entries={entries} names={detail.names} />
    </Panel>
  )
}
