import type { ActionDetail } from '../../server/corrective-actions/detail.ts'
import type { ActionStepRow } from '../../server/db/schema.ts'
import { formatDay } from '../format.ts'
import { Button, LinkButton } from '../parts/button.tsx'
import { Facts } from '../parts/facts.tsx'
import { FileField, TextField } from '../parts/field.tsx'
import { Form, type FormState } from '../parts/form.tsx'
import { Columns, PageHead, Panel, Stack } from '../parts/page.tsx'
import { PhotoStrip } from '../parts/photos.tsx'
import type { View } from '../view.ts'
import { stripOf } from './plan.tsx'
import { Refused } from './refused.tsx'
import { actionNumber, actionTitle } from './tags.tsx'

/** The most photos that one form may carry. */
export const mostPhotos = 10

/** One step of a plan, with the form for its evidence; on a phone beside the workbench as on a desk. */
export const EvidencePage = (props: {
  view: View
  detail: ActionDetail
  step: ActionStepRow
  completion: FormState
  cancellation: FormState
}) => {
  const { detail, step, view } = props
  const { action } = detail
  const { t } = view
  const href = `/corrective-actions/${action.id}`
  const photos = detail.photos.filter((photo) => photo.step_id === step.id)
  const n = step.position
  const isOpen = action.state === 'doing' && step.state !== 'cancelled'
  return (
    <>
      <PageHead
        over={`${actionNumber(action)} · ${actionTitle(view, action)}`}
        title={t('action.evidence.title', { n })}
      />
      <Columns>
        <Stack>
          <Panel id="completion" title={step.what} stack>
            <Facts
              facts={[
                { label: t('action.step.person'), value: step.person_name },
                { label: t('action.step.due_on'), value: formatDay(view, step.due_on) },
                step.evidence_wanted !== '' && { label: t('action.step.evidence_wanted'), value: step.evidence_wanted },
              ]}
            />
            {photos.length > 0 ? (
              <PhotoStrip view={view} photos={stripOf(view, photos, t('action.photo.step', { n }))} />
            ) : null}
            {isOpen ? null : (
              <>
                <Refused view={view} state={props.completion} />
                <Refused view={view} state={props.cancellation} />
                <LinkButton href={href}>{t('button.back')}</LinkButton>
              </>
            )}
            {isOpen ? (
              <Form
                view={view}
                action={`${href}/steps/${step.id}/completion`}
                state={props.completion}
                files
                actions={
                  <>
                    <Button kind="main">{t('action.evidence.done')}</Button>
                    <LinkButton href={href} kind="plain">
                      {t('button.back')}
                    </LinkButton>
                  </>
                }
              >
                <TextField
                  view={view}
                  state={props.completion}
                  name="note"
                  label={t('action.evidence.note')}
                  hint={t('action.evidence.note.hint')}
                  rows={3}
                />
                <FileField
                  view={view}
                  state={props.completion}
                  name="photos"
                  label={t('action.evidence.photos')}
                  hint={t('action.evidence.photos.hint', { n: mostPhotos })}
                  accept="image/jpeg,image/png,image/webp"
                  multiple
                />
              </Form>
            ) : null}
          </Panel>
        </Stack>
        {isOpen && step.state === 'open' && detail.offers.has('cancel_step') ? (
          <Panel id="cancellation" title={t('action.evidence.cancel')} stack>
            <p class="small">{t('action.evidence.cancel.text')}</p>
            <Form
              view={view}
              action={`${href}/steps/${step.id}/cancellation`}
              state={props.cancellation}
              unguarded
              actions={<Button kind="danger">{t('action.evidence.cancel')}</Button>}
            >
              <TextField
                view={view}
                state={props.cancellation}
                name="reason"
                label={t('field.reason')}
                rows={2}
                required
              />
            </Form>
          </Panel>
        ) : null}
      </Columns>
    </>
  )
}
