import type { RegionRow } from '../../server/db/schema.ts'
import type { Dealer, Feature } from '../../server/dealers/store.ts'
import type { GroupLine } from '../../server/dealers/store-groups.ts'
import { pick } from '../../server/i18n/words.ts'
import { Button, LinkButton } from '../parts/button.tsx'
import { Confirm } from '../parts/confirm.tsx'
import { CheckList, InputField, SelectField } from '../parts/field.tsx'
import { Form, FormGrid, type FormState } from '../parts/form.tsx'
import { PageHead, Panel } from '../parts/page.tsx'
import { regionOptions } from '../regions.tsx'
import type { View } from '../view.ts'
import { inWords } from './label.ts'

export const DealerFormPage = (props: {
  view: View
  title: string
  dealer?: Dealer
  form: FormState
  regions: RegionRow[]
  groups: GroupLine[]
  features: Feature[]
}) => {
  const { dealer, form, view } = props
  const { t } = view
  const field = { view, state: form }
  return (
    <>
      <PageHead title={props.title} />
      <Panel id="dealer">
        <div class="person-form">
          <Form
            {...field}
            action={dealer ? `/dealers/${dealer.id}` : '/dealers'}
            actions={
              <>
                <Button kind="main">{dealer ? t('button.save') : t('dealers.new')}</Button>
                <LinkButton href={dealer ? `/dealers/${dealer.id}` : '/dealers'} kind="plain">
                  {t('button.cancel')}
                </LinkButton>
              </>
            }
          >
            <FormGrid>
              <InputField {...field} name="code" label={t('dealers.field.code')} required maxlength={40} />
              <InputField {...field} name="name_zh" label={t('dealers.field.name_zh')} required maxlength={100} />
              <InputField {...field} name="name_en" label={t('dealers.field.name_en')} optional maxlength={100} />
              <SelectField
                {...field}
                name="region_id"
                label={t('dealers.field.region')}
                required
                options={regionOptions(view, props.regions)}
              />
              <InputField {...field} name="city_zh" label={t('dealers.field.city_zh')} optional maxlength={60} />
              <InputField {...field} name="city_en" label={t('dealers.field.city_en')} optional maxlength={60} />
              <SelectField
                {...field}
                name="group_id"
                label={t('dealers.field.group')}
                blank={t('dealers.field.group.none')}
                options={props.groups.map((group) => ({
                  value: group.id,
                  label: inWords(view, group.name_zh, group.name_en),
                }))}
              />
              <InputField {...field} name="address" label={t('dealers.field.address')} optional wide maxlength={300} />
              <CheckList
                {...field}
                name="features"
                label={t('dealers.field.features')}
                hint={t('dealers.field.features.hint')}
                choices={props.features.map((feature) => ({
                  value: feature.code,
                  label: pick(view.locale, feature.name),
                }))}
                wide
                optional
              />
              <InputField
                {...field}
                name="appeal_days"
                type="number"
                label={t('dealers.field.appeal_days')}
                hint={t('dealers.field.appeal_days.hint')}
                unit={t('dealers.field.appeal_days.unit')}
                min={0}
                max={60}
                short
                optional
              />
            </FormGrid>
          </Form>
        </div>
      </Panel>
    </>
  )
}

export const DealerDeactivationPage = (props: {
  view: View
  title: string
  dealer: Dealer
  open: { actions: number }
  people: number
  form: FormState
}) => {
  const { dealer, open, view } = props
  const { t } = view
  return (
    <Confirm
      view={view}
      title={props.title}
      action={`/dealers/${dealer.id}/deactivation`}
      cancelHref={`/dealers/${dealer.id}`}
      confirmLabel={t('dealers.deactivate')}
      grave
      will={[
        { text: t('dealers.deactivate.will.plan'), kind: 'bad' },
        ...(open.actions > 0
          ? [{ text: t('dealers.deactivate.will.actions', { n: open.actions }), kind: 'watch' as const }]
          : []),
        ...(props.people > 0
          ? [{ text: t('dealers.deactivate.will.people', { n: props.people }), kind: 'watch' as const }]
          : []),
        { text: t('dealers.deactivate.will.stay'), kind: 'good' },
      ]}
      state={props.form}
    />
  )
}
