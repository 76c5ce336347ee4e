import type { ProgrammeRow, WaveRow } from '../../server/db/schema.ts'
import { historyOf, type LogEntry } from '../history.ts'
import { Button, LinkButton } from '../parts/button.tsx'
import { CheckField, InputField } from '../parts/field.tsx'
import { Form, FormGrid, type FormState } from '../parts/form.tsx'
import { Columns, PageHead, Panel } from '../parts/page.tsx'
import { History } from '../parts/progress.tsx'
import type { View } from '../view.ts'
import { described, nameOf } from './words.ts'

const Names = (props: { view: View; state: FormState }) => {
  const { t } = props.view
  return (
    <FormGrid>
      <InputField {...props} name="name_zh" label={t('programmes.field.name_zh')} required maxlength={100} />
      <InputField {...props} name="name_en" label={t('programmes.field.name_en')} optional maxlength={100} />
    </FormGrid>
  )
}
const nameLabels = (view: View) => ({
  name_zh: view.t('programmes.field.name_zh'),
  name_en: view.t('programmes.field.name_en'),
})

export const ProgrammeFormPage = (props: { view: View; title: string; programme?: ProgrammeRow; form: FormState }) => {
  const { form, programme, view } = props
  const { t } = view
  const field = { view, state: form }
  return (
    <>
      <PageHead title={props.title} />
      <Panel id="programme">
        <div class="narrow-form">
          <Form
            {...field}
            action={programme ? `/programmes/${programme.id}` : '/programmes'}
            labels={nameLabels(view)}
            actions={
              <>
                <Button kind="main">{programme ? t('button.save') : t('programmes.new')}</Button>
                <LinkButton href={programme ? `/programmes/${programme.id}` : '/programmes'} kind="plain">
                  {t('button.cancel')}
                </LinkButton>
              </>
            }
          >
            <Names {...field} />
            <InputField
              {...field}
              name="year"
              type="number"
              label={t('programmes.field.year')}
              required
              short
              min={2000}
              max={2100}
            />
            <CheckField
              {...field}
              name="review_required"
              label={t('programmes.field.review_required')}
              hint={programme ? t('programmes.field.review_required.hint') : undefined}
            />
            {programme ? (
              <CheckField
                {...field}
                name="active"
                label={t('programmes.field.active')}
                hint={t('programmes.field.active.hint')}
              />
            ) : null}
          </Form>
        </div>
      </Panel>
    </>
  )
}

export const WaveFormPage = (props: {
  view: View
  title: string
  programme: ProgrammeRow
  wave?: WaveRow
  form: FormState
  history: LogEntry[] | null
}) => {
  const { form, programme, view, wave } = props
  const { t } = view
  const field = { view, state: form }
  return (
    <>
      <PageHead title={props.title} lead={nameOf(view, programme)} />
      <Columns kind="halves">
        <Panel id="wave">
          <Form
            {...field}
            action={wave ? `/waves/${wave.id}` : `/programmes/${programme.id}/waves`}
            labels={nameLabels(view)}
            actions={
              <>
                <Button kind="main">{wave ? t('button.save') : t('programmes.waves.new')}</Button>
                <LinkButton href={`/programmes/${programme.id}`} kind="plain">
                  {t('button.cancel')}
                </LinkButton>
              </>
            }
          >
            <Names {...field} />
            <FormGrid>
              <InputField {...field} name="from_on" type="date" label={t('programmes.wave.from_on')} required />
              <InputField {...field} name="to_on" type="date" label={t('programmes.wave.to_on')} required />
            </FormGrid>
            <InputField
              {...field}
              name="appeal_days"
              type="number"
              label={t('programmes.wave.appeal_days')}
              hint={wave ? t('programmes.wave.appeal_days.hint') : undefined}
              unit={t('programmes.wave.appeal_days.unit')}
              required
              short
              min={0}
              max={60}
            />
          </Form>
        </Panel>
        {props.history ? (
          <Panel id="history" title={t('history.title')}>
            <History view={view} entries={historyOf(view, props.history, (details) => described(view, details))} />
          </Panel>
        ) : null}
      </Columns>
    </>
  )
}
