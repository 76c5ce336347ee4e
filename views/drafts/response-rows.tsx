import { worthIn, worths } from '../../server/checklists/drafts/item-fields.ts'
import type { WordKey } from '../../server/i18n/words.ts'
import { CheckField, InputField, SelectField } from '../parts/field.tsx'
import { FormGrid, type FormState } from '../parts/form.tsx'
import type { Reader } from '../view.ts'
import { Figure } from './figure.tsx'
import { PairField } from './pair.tsx'
import { Rows } from './rows.tsx'
import { ShowsAnew } from './shows-anew.tsx'

type At = { view: Reader; state: FormState }

const severities = ['none', 'critical', 'major', 'minor', 'observation'] as const

/** Bands with the limit first; what is left over gets the last share. */
export const Bands = (props: At & { limit: 'min' | 'max' | 'max_s'; hint: WordKey }) => {
  const { limit, state, view } = props
  const { t } = view
  const label = (
    {
      min: 'exchange.column.option.min',
      max: 'exchange.column.option.upto',
      max_s: 'exchange.column.option.max_s',
    } as const
  )[limit]
  return (
    <>
      <Rows
        view={view}
        state={state}
        name="response.bands"
        legend={t('drafts.item.bands')}
        hint={t(props.hint)}
        one={t('drafts.item.band')}
        addLabel={t('drafts.item.band.add')}
        row={(name) => (
          <>
            <Figure {...props} name={`${name}.${limit}`} label={label} />
            <Figure {...props} name={`${name}.ratio`} label="exchange.column.option.ratio" />
          </>
        )}
      />
      <FormGrid>
        <Figure
          {...props}
          name="response.else_ratio"
          label="drafts.item.else_ratio"
          hint="drafts.item.else_ratio.hint"
          required
        />
      </FormGrid>
    </>
  )
}

/** The options of a choice, with what each is worth. */
export const Options = (props: At & { type: 'choice' | 'choices' }) => {
  const { state, type, view } = props
  const { t } = view
  const chosen = worthIn(state.values)
  const possible = worths.filter((worth) => type === 'choice' || worth === 'points' || worth === 'demerit')
  const worth = possible.includes(chosen) ? chosen : 'points'
  const figures = worth === 'possible' ? (['points', 'possible'] as const) : ([worth] as const)
  return (
    <>
      <FormGrid>
        <ShowsAnew view={view} what="answer">
          <SelectField
            view={view}
            state={state}
            name="_worth"
            label={t('drafts.item.worth')}
            value={worth}
            blank={false}
            options={possible.map((value) => ({ value, label: t(`drafts.item.worth.${value}`) }))}
          />
        </ShowsAnew>
        {type === 'choice' && worth === 'demerit' ? (
          <Figure
            {...props}
            name="response.demerit_base"
            label="exchange.column.item.demerit_base"
            hint="drafts.item.demerit_base.hint"
          />
        ) : null}
      </FormGrid>
      <Rows
        view={view}
        state={state}
        name="response.options"
        legend={t('drafts.item.options')}
        hint={t(`drafts.item.options.${worth}`)}
        one={t('drafts.item.option')}
        addLabel={t('drafts.item.option.add')}
        row={(name) => (
          <>
            <PairField view={view} state={state} name={name} label={t('exchange.column.option.text')} />
            <InputField
              view={view}
              state={state}
              name={`${name}.code`}
              label={t('exchange.column.option.code')}
              maxlength={80}
            />
            {figures.map((figure) => (
              <Figure {...props} name={`${name}.${figure}`} label={`exchange.column.option.${figure}`} />
            ))}
            <SelectField
              view={view}
              state={state}
              name={`${name}.severity`}
              label={t('exchange.column.option.severity')}
              blank={t('drafts.item.severity.by_class')}
              options={severities.map((value) => ({ value, label: t(`exchange.value.anchor_severity.${value}`) }))}
            />
          </>
        )}
      />
      {type === 'choice' && worth === 'ratio' ? (
        <CheckField
          view={view}
          state={state}
          name="response.half_credit"
          label={t('drafts.item.half_credit')}
          hint={t('drafts.item.half_credit.hint')}
        />
      ) : null}
    </>
  )
}
