import { severity } from '../../server/checklists/vocabulary-format.ts'
import { InputField, SelectField } from '../parts/field.tsx'
import { FormGrid, type FormState } from '../parts/form.tsx'
import { Panel } from '../parts/page.tsx'
import type { Reader } from '../view.ts'
import { type Choices, withPresent } from './choices.ts'
import { PairField } from './pair.tsx'
import { Rows } from './rows.tsx'

type At = { view: Reader; state: FormState; choices: Choices }

const evidence = {
  photo: ['on_fail', 'always'],
  note: ['on_fail', 'always'],
  document: ['on_fail', 'always'],
  sample_refs: ['always'],
  measured_value: ['always'],
  timestamps: ['always'],
  receipt: ['always'],
} as const

/** What has to be brought as evidence. */
export const Evidence = ({ state, view }: At) => {
  const { t } = view
  return (
    <Panel id="evidence" title={t('drafts.item.evidence')}>
      <div class="form-grid narrow">
        {Object.entries(evidence).map(([kind, whens]) => (
          <SelectField
            view={view}
            state={state}
            name={`evidence.${kind}`}
            label={t(`exchange.column.item.${kind as keyof typeof evidence}`)}
            blank={t('drafts.item.evidence.none')}
            options={whens.map((value) => ({ value, label: t(`exchange.value.evidence.${value}`) }))}
          />
        ))}
      </div>
      <Rows
        view={view}
        state={state}
        name="photos"
        legend={t('checklists.item.photos')}
        hint={t('drafts.item.photos.hint')}
        one={t('drafts.item.photo')}
        addLabel={t('drafts.item.photo.add')}
        row={(name) => (
          <>
            <PairField view={view} state={state} name={name} label={t('exchange.column.photo.text')} />
            <InputField
              view={view}
              state={state}
              name={`${name}.code`}
              label={t('exchange.column.photo.code')}
              short
              maxlength={80}
            />
          </>
        )}
      />
    </Panel>
  )
}

/** Who puts it right and by when, and ready-made words for what was seen. */
export const Findings = ({ choices, state, view }: At) => {
  const { t } = view
  return (
    <Panel id="findings" title={t('drafts.item.findings')}>
      <FormGrid>
        <SelectField
          view={view}
          state={state}
          name="responsible"
          label={t('exchange.column.item.responsible')}
          required
          options={withPresent(choices.positions, state, 'responsible')}
        />
        <InputField
          view={view}
          state={state}
          name="capa_days"
          label={t('exchange.column.item.capa_days')}
          hint={t('exchange.help.item.capa_days')}
          required
          short
          inputmode="numeric"
        />
      </FormGrid>
      <Rows
        view={view}
        state={state}
        name="losses"
        legend={t('checklists.item.losses')}
        hint={t('exchange.help.loss.text')}
        one={t('drafts.item.loss')}
        addLabel={t('drafts.item.loss.add')}
        row={(name) => (
          <>
            <PairField view={view} state={state} name={name} label={t('exchange.column.loss.text')} />
            <InputField
              view={view}
              state={state}
              name={`${name}.code`}
              label={t('exchange.column.loss.code')}
              maxlength={80}
            />
            <SelectField
              view={view}
              state={state}
              name={`${name}.severity`}
              label={t('exchange.column.loss.severity')}
              blank={t('drafts.item.severity.by_class')}
              options={severity.options.map((value) => ({ value, label: t(`exchange.value.severity.${value}`) }))}
            />
          </>
        )}
      />
    </Panel>
  )
}
