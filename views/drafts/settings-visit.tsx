import { frequencies } from '../../server/checklists/format.ts'
import { CheckField, InputField, SelectField } from '../parts/field.tsx'
import { FormGrid, typedValue } from '../parts/form.tsx'
import { Panel } from '../parts/page.tsx'
import { PairField } from './pair.tsx'
import { Rows } from './rows.tsx'
import { EarlierName, Figure, type SettingsProps } from './settings-fields.tsx'

const lists = ['must_do', 'must_not', 'proof_of_visit'] as const

/** What a shopper reads before the visit. */
export const ScenarioFields = ({ state, view }: SettingsProps) => {
  const { t } = view
  const field = { view, state }
  return (
    <>
      <Panel id="scenario-brief">
        <PairField
          {...field}
          name="brief"
          label={t('settings.scenario.brief')}
          hint={t('settings.scenario.brief.hint')}
          rows={4}
        />
      </Panel>
      {lists.map((name) => (
        <Panel id={`scenario-${name}`}>
          <Rows
            {...field}
            name={name}
            legend={t(`settings.scenario.${name}`)}
            one={t('settings.scenario.row')}
            addLabel={t('settings.scenario.add')}
            row={(row) => <PairField {...field} name={row} label={t(`settings.scenario.${name}`)} hideLabel rows={2} />}
          />
        </Panel>
      ))}
    </>
  )
}

/** The moments of a visit whose time is taken. */
export const TimelineFields = ({ state, view }: SettingsProps) => {
  const { t } = view
  const field = { view, state }
  return (
    <Panel id="timeline-marks">
      <Rows
        {...field}
        name="marks"
        legend={t('settings.timeline.marks')}
        hint={t('settings.timeline.marks.hint')}
        one={t('settings.timeline.row')}
        addLabel={t('settings.timeline.add')}
        row={(row) => (
          <div class="wide in-line mark">
            <EarlierName state={state} row={row} />
            <InputField {...field} name={`${row}.id`} label={t('settings.code')} required maxlength={40} />
            <PairField {...field} name={row} label={t('settings.name')} required maxlength={200} />
            <Figure {...field} name={`${row}.place`} label={t('settings.timeline.place')} />
            <CheckField {...field} name={`${row}.may_miss`} label={t('settings.timeline.may_miss')} />
          </div>
        )}
      />
    </Panel>
  )
}

const cycles = {
  daily: ['business_day', 'calendar_day'],
  weekly: ['iso_week'],
  monthly: ['calendar_month'],
} as const

/** When a self-check runs. */
export const ScheduleFields = ({ state, view }: SettingsProps) => {
  const { t } = view
  return (
    <Panel id="schedule-fields">
      <p class="quiet">{t('settings.schedule.note')}</p>
      <FormGrid>
        {frequencies.map((name) => {
          const offered: readonly string[] = cycles[name]
          const given = typedValue(state, name)
          const known = cycles[name].map((value) => ({
            value: value as string,
            label: t(`settings.schedule.${value}`),
          }))
          return (
            <SelectField
              view={view}
              state={state}
              name={name}
              label={t(`settings.schedule.${name}`)}
              blank={t('settings.schedule.none')}
              options={given === '' || offered.includes(given) ? known : [...known, { value: given, label: given }]}
            />
          )
        })}
      </FormGrid>
    </Panel>
  )
}
