import { kinds } from '../../server/checklists/format.ts'
import { Button, LinkButton } from '../parts/button.tsx'
import { InputField, RadioCards } from '../parts/field.tsx'
import { Form, FormGrid, type FormState } from '../parts/form.tsx'
import { PageHead, Panel } from '../parts/page.tsx'
import type { View } from '../view.ts'
import { PairField } from './pair.tsx'

type Props = { view: View; form: FormState; programs: string[] }

const IdField = (props: { view: View; form: FormState }) => (
  <InputField
    view={props.view}
    state={props.form}
    name="id"
    label={props.view.t('exchange.column.checklist.id')}
    hint={props.view.t('drafts.new.id.hint')}
    required
    maxlength={80}
  />
)

/** The first step of a checklist that does not exist yet: what it is for and what it is called. */
export const NewChecklistPage = (props: Props) => {
  const { form, view } = props
  const { t } = view
  return (
    <>
      <PageHead title={t('drafts.new')} lead={t('drafts.new.lead')} />
      <Panel id="new-checklist">
        <Form
          view={view}
          action="/checklists"
          state={form}
          labels={{ title: t('exchange.column.checklist.title') }}
          actions={
            <>
              <Button kind="main">{t('drafts.new.create')}</Button>
              <LinkButton kind="plain" href="/checklists">
                {t('button.cancel')}
              </LinkButton>
            </>
          }
        >
          <RadioCards
            view={view}
            state={form}
            name="kind"
            label={t('checklists.field.kind')}
            required
            choices={kinds.map((kind) => ({
              value: kind,
              label: t(`checklists.kind.${kind}`),
              text: t(`drafts.new.kind.${kind}`),
            }))}
          />
          <PairField
            view={view}
            state={form}
            name="title"
            label={t('exchange.column.checklist.title')}
            maxlength={200}
          />
          <FormGrid>
            <IdField view={view} form={form} />
            <InputField
              view={view}
              state={form}
              name="program"
              label={t('exchange.column.checklist.program')}
              hint={t('exchange.help.checklist.program')}
              required
              suggestions={props.programs}
              maxlength={80}
            />
          </FormGrid>
        </Form>
      </Panel>
    </>
  )
}

/** A copy as a checklist of its own: another id, another title, other item codes. */
export const CopyChecklistPage = (props: {
  view: View
  form: FormState
  action: string
  of: string
  example: string
}) => {
  const { form, view } = props
  const { t } = view
  return (
    <>
      <PageHead title={t('drafts.copy', { title: props.of })} lead={t('drafts.copy.lead')} />
      <Panel id="copy-checklist">
        <Form
          view={view}
          action={props.action}
          state={form}
          labels={{ title: t('exchange.column.checklist.title') }}
          actions={
            <>
              <Button kind="main">{t('drafts.copy.create')}</Button>
              <LinkButton kind="plain" href="/checklists">
                {t('button.cancel')}
              </LinkButton>
            </>
          }
        >
          <PairField
            view={view}
            state={form}
            name="title"
            label={t('exchange.column.checklist.title')}
            maxlength={200}
          />
          <FormGrid>
            <IdField view={view} form={form} />
            <InputField
              view={view}
              state={form}
              name="prefix"
              label={t('drafts.copy.prefix')}
              hint={t('drafts.copy.prefix.hint', { example: props.example })}
              required
              short
              maxlength={20}
            />
          </FormGrid>
        </Form>
      </Panel>
    </>
  )
}
