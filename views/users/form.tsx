import type { Child } from 'hono/jsx'
import { roles } from '../../server/access/can.ts'
import type { RegionRow } from '../../server/db/schema.ts'
import { locales, pick } from '../../server/i18n/words.ts'
import { inTreeOrder } from '../../server/regions/rules.ts'
import { positions } from '../../server/users/positions.ts'
import { Button, LinkButton } from '../parts/button.tsx'
import { CheckList, InputField, RadioCards, SelectField, TextField } from '../parts/field.tsx'
import { Form, FormGrid, type FormState, fieldId } from '../parts/form.tsx'
import { PageHead, Panel } from '../parts/page.tsx'
import type { View } from '../view.ts'

export type DealerName = { code: string; name_zh: string; name_en: string }

/** What the typed dealer codes mean; follows the typing. */
export const DealerNames = (props: { view: View; dealers: DealerName[]; unknown: string[] }) => {
  const { view } = props
  const { t } = view
  return (
    <div id="dealer-names" class="small" role="status">
      {props.dealers.length > 0 ? (
        <p>
          {t('users.dealers.found')}
          {t('form.colon')}
          {props.dealers
            .map((dealer) => `${dealer.code} ${pick(view.locale, { zh: dealer.name_zh, en: dealer.name_en })}`)
            .join(view.t('users.comma'))}
        </p>
      ) : null}
      {props.unknown.length > 0 ? (
        <p class="error">{t('users.dealers.unknown', { codes: props.unknown.join(', ') })}</p>
      ) : null}
    </div>
  )
}

/** Fields that only some roles take: a rule in people.css shows them when such a role is chosen. */
const ForRoles = (props: { takes: 'position' | 'dealers' | 'regions' | 'alias'; children?: Child }) => (
  <div class={`takes takes-${props.takes}`}>{props.children}</div>
)

export const UserFormPage = (props: {
  view: View
  title: string
  lead?: string
  action: string
  cancelHref: string
  submitLabel: string
  form: FormState
  regions: RegionRow[]
  dealers: DealerName[]
}) => {
  const { form, view } = props
  const { t } = view
  const field = { view, state: form }
  return (
    <>
      <PageHead title={props.title} lead={props.lead} />
      <Panel id="person">
        <div class="person-form">
          <Form
            {...field}
            action={props.action}
            labels={{
              position: t('users.field.position'),
              dealers: t('users.field.dealers'),
              regions: t('users.field.regions'),
              alias: t('users.field.alias'),
            }}
            actions={
              <>
                <Button kind="main">{props.submitLabel}</Button>
                <LinkButton href={props.cancelHref} kind="plain">
                  {t('button.cancel')}
                </LinkButton>
              </>
            }
          >
            <RadioCards
              {...field}
              name="role"
              label={t('users.field.role')}
              required
              small
              choices={roles.map((role) => ({
                value: role,
                label: t(`role.${role}`),
                text: t(`users.role.${role}.text`),
              }))}
            />
            <FormGrid>
              <InputField {...field} name="name" label={t('users.field.name')} required maxlength={100} />
              <InputField
                {...field}
                name="sign_in_name"
                label={t('users.field.sign_in_name')}
                required
                maxlength={100}
              />
              <SelectField
                {...field}
                name="locale"
                label={t('users.field.locale')}
                required
                blank={false}
                options={locales.map((locale) => ({ value: locale, label: t(`shell.language.${locale}`) }))}
              />
              <InputField
                {...field}
                name="email"
                type="email"
                label={t('users.field.email')}
                optional
                maxlength={200}
              />
              <InputField {...field} name="phone" type="tel" label={t('users.field.phone')} optional maxlength={40} />
            </FormGrid>
            <ForRoles takes="alias">
              <InputField
                {...field}
                name="alias"
                label={t('users.field.alias')}
                hint={t('users.field.alias.hint')}
                required
                maxlength={60}
              />
            </ForRoles>
            <ForRoles takes="position">
              <SelectField
                {...field}
                name="position"
                label={t('users.field.position')}
                hint={t('users.field.position.hint')}
                required
                options={positions.map((code) => ({ value: code, label: t(`position.${code}`) }))}
              />
            </ForRoles>
            <ForRoles takes="dealers">
              <div
                class="stack-1"
                hx-get="/users/dealers"
                hx-trigger="input delay:400ms"
                hx-include={`#${fieldId(form, 'dealers')}`}
                hx-target="#dealer-names"
                hx-swap="outerHTML"
              >
                <TextField
                  {...field}
                  name="dealers"
                  label={t('users.field.dealers')}
                  hint={t('users.field.dealers.hint')}
                  rows={2}
                  maxlength={4000}
                />
              </div>
              <DealerNames view={view} dealers={props.dealers} unknown={[]} />
            </ForRoles>
            <ForRoles takes="regions">
              <CheckList
                {...field}
                name="regions"
                label={t('users.field.regions')}
                hint={t('users.field.regions.hint')}
                required
                one
                choices={inTreeOrder(props.regions).map((region) => ({
                  value: region.id,
                  label: (
                    <span class={`level-${Math.min(region.depth, 8)}`}>
                      {pick(view.locale, { zh: region.name_zh, en: region.name_en })}{' '}
                      <span class="code">{region.code}</span>
                    </span>
                  ),
                }))}
              />
            </ForRoles>
          </Form>
        </div>
      </Panel>
    </>
  )
}
