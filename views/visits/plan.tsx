import { pick } from '../../server/i18n/words.ts'
import type { PlanChoices } from '../../server/visits/list-store.ts'
import { mostAudits, mostCoAuditors, plannedKinds, rowsUpTo } from '../../server/visits/rules.ts'
import { checklistTitle } from '../audits/tags.tsx'
import { formatDay } from '../format.ts'
import { Button, LinkButton } from '../parts/button.tsx'
import { CheckField, InputField, type Option, type OptionGroup, SelectField } from '../parts/field.tsx'
import { Fieldset, Form, FormGrid, type FormState } from '../parts/form.tsx'
import { PageHead, Panel } from '../parts/page.tsx'
import type { View } from '../view.ts'

const peopleOptions = (view: View, people: PlanChoices['people']): OptionGroup[] =>
  (['auditor', 'region_manager', 'head_office', 'shopper'] as const)
    .map((role) => ({
      label: view.t(`visit.people.${role}`),
      options: people.filter((one) => one.role === role).map((one) => ({ value: one.id, label: one.name })),
    }))
    .filter((group) => group.options.length > 0)

/** The newest version of each checklist first, by kind; earlier published versions behind them. */
const checklistOptions = (view: View, versions: PlanChoices['versions']): (Option | OptionGroup)[] => {
  const { t } = view
  const isNewest = (version: PlanChoices['versions'][number]) =>
    versions.find((other) => other.checklist_id === version.checklist_id) === version
  const option = (version: PlanChoices['versions'][number]): Option => ({
    value: version.id,
    label: `${checklistTitle(view, version)} ${version.version}`,
  })
  const group = (label: string, of: PlanChoices['versions']) => ({ label, options: of.map(option) })
  return [
    group(
      t('visit.checklist.oem_audit'),
      versions.filter((version) => isNewest(version) && version.kind === 'oem_audit'),
    ),
    group(
      t('visit.checklist.mystery_shop'),
      versions.filter((version) => isNewest(version) && version.kind === 'mystery_shop'),
    ),
    group(
      t('visit.checklist.earlier'),
      versions.filter((version) => !isNewest(version)),
    ),
  ].filter((one) => one.options.length > 0)
}

const AuditRow = (props: { view: View; form: FormState; row: number; choices: PlanChoices }) => {
  const { choices, form, row, view } = props
  const { t } = view
  const field = (name: string) => ({ view, state: form, name: `${name}_${row}` })
  return (
    <FormGrid>
      <SelectField
        {...field('checklist')}
        wide
        label={t('visit.checklist')}
        required={row === 1}
        options={checklistOptions(view, choices.versions)}
      />
      <SelectField
        {...field('kind')}
        label={t('visit.kind')}
        blank={false}
        options={plannedKinds.map((kind) => ({ value: kind, label: t(`audit.kind.${kind}`) }))}
      />
      <SelectField
        {...field('conducted_by')}
        label={t('visit.conducted_by')}
        blank={false}
        options={(['oem', 'third_party', 'region'] as const).map((by) => ({
          value: by,
          label: t(`audit.conducted_by.${by}`),
        }))}
      />
      <SelectField
        {...field('auditor')}
        label={t('visit.auditor')}
        blank={t('visit.auditor.lead')}
        options={peopleOptions(view, choices.people)}
      />
      <CheckField {...field('practice')} wide label={t('visit.practice')} hint={t('visit.practice.hint')} />
    </FormGrid>
  )
}

export const PlanPage = (props: { view: View; form: FormState; choices: PlanChoices }) => {
  const { choices, form, view } = props
  const { t } = view
  const field = (name: string) => ({ view, state: form, name })
  const isTyped = (row: number) =>
    Boolean(form.values[`checklist_${row}`]) || form.errors.some((error) => error.field.endsWith(`_${row}`))
  return (
    <>
      <PageHead title={t('visit.new')} lead={t('visit.new.lead')} />
      <Form
        view={view}
        action="/visits/new"
        state={form}
        actions={
          <>
            <Button kind="main">{t('visit.new')}</Button>
            <LinkButton href="/visits" kind="plain">
              {t('button.cancel')}
            </LinkButton>
          </>
        }
      >
        <Panel id="when" title={t('visit.panel')} stack>
          <FormGrid>
            <InputField
              {...field('dealer')}
              label={t('visit.dealer')}
              hint={t('visit.dealer.hint')}
              required
              suggestions={choices.dealers.map(
                (dealer) => `${dealer.code} ${pick(view.locale, { zh: dealer.name_zh, en: dealer.name_en })}`,
              )}
            />
            <InputField {...field('on_day')} type="date" label={t('visit.day')} required />
            <SelectField
              {...field('wave_id')}
              label={t('visit.wave')}
              blank={t('visit.wave.none')}
              options={choices.waves.map((wave) => ({
                value: wave.id,
                label: t('visit.wave.option', {
                  name: pick(view.locale, { zh: wave.name_zh, en: wave.name_en }),
                  from: formatDay(view, wave.from_on),
                  to: formatDay(view, wave.to_on),
                }),
              }))}
            />
            <SelectField
              {...field('lead_id')}
              label={t('visit.lead_auditor')}
              hint={t('visit.lead_auditor.hint')}
              required
              options={peopleOptions(view, choices.people)}
            />
            {rowsUpTo(mostCoAuditors).map((row) => (
              <SelectField
                {...field(`co_auditor_${row}`)}
                label={t('visit.co_auditor', { n: row })}
                blank={t('field.none')}
                options={peopleOptions(view, choices.people)}
              />
            ))}
          </FormGrid>
        </Panel>
        <Panel id="what" title={t('visit.audits')} stack>
          <Fieldset legend={t('visit.audit', { n: 1 })}>
            <AuditRow view={view} form={form} row={1} choices={choices} />
          </Fieldset>
          {rowsUpTo(mostAudits)
            .slice(1)
            .map((row) => (
              <details class="more-fields" open={isTyped(row)}>
                <summary>{t('visit.audit.more', { n: row })}</summary>
                <AuditRow view={view} form={form} row={row} choices={choices} />
              </details>
            ))}
        </Panel>
      </Form>
    </>
  )
}
