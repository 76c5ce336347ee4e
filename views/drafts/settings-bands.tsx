import { CheckField, InputField } from '../parts/field.tsx'
import { Panel } from '../parts/page.tsx'
import { PairField } from './pair.tsx'
import { Rows } from './rows.tsx'
import { EarlierName, Figure, Fold, type SettingsProps, severities } from './settings-fields.tsx'

const sideConditions = [
  'min_points',
  'min_section',
  'max_total',
  'max_single',
  ...severities.map((severity) => `max_${severity}` as const),
  'all_sections_pass',
] as const

/** Conditions of a grade besides its least score, and those of one of its alternatives. */
const SideConditions = ({ row, state, view }: SettingsProps & { row: string }) => {
  const { t } = view
  const figure = (name: (typeof sideConditions)[number], label: string, unit: string) => (
    <Figure view={view} state={state} name={`${row}.${name}`} label={label} unit={unit} />
  )
  return (
    <>
      <div class="figures">
        {figure('min_points', t('settings.band.min_points'), t('settings.points'))}
        {figure('min_section', t('settings.band.min_section'), '%')}
        {figure('max_total', t('settings.band.max_total'), t('settings.points'))}
        {figure('max_single', t('settings.band.max_single'), t('settings.points'))}
        {severities.map((severity) =>
          figure(
            `max_${severity}`,
            t('settings.band.max_severity', { severity: t(`action.severity.${severity}`) }),
            t('settings.items'),
          ),
        )}
      </div>
      <CheckField
        view={view}
        state={state}
        name={`${row}.all_sections_pass`}
        label={t('settings.band.all_sections_pass')}
      />
    </>
  )
}

/** The grades from best to worst. */
export const BandsPanel = (props: SettingsProps) => {
  const { state, view } = props
  const { t } = view
  const field = { view, state }
  return (
    <Panel id="band-fields">
      <Rows
        {...field}
        name="bands"
        legend={t('settings.bands')}
        hint={t('settings.bands.hint')}
        one={t('settings.bands.row')}
        addLabel={t('settings.bands.add')}
        row={(row) => (
          <>
            <div class="wide in-line band">
              <EarlierName state={state} row={row} />
              <InputField {...field} name={`${row}.grade`} label={t('settings.band.grade')} required maxlength={40} />
              <Figure {...field} name={`${row}.min`} label={t('settings.band.min')} unit="%" />
              <Figure {...field} name={`${row}.rebate`} label={t('settings.band.rebate')} />
              <PairField {...field} name={row} label={t('settings.name')} required maxlength={200} />
            </div>
            <div class="wide">
              <Fold
                state={state}
                summary={t('settings.band.more')}
                names={[...sideConditions, 'any_of'].map((name) => `${row}.${name}`)}
              >
                <SideConditions {...props} row={row} />
                <Rows
                  {...field}
                  name={`${row}.any_of`}
                  legend={t('settings.band.any_of')}
                  hint={t('settings.band.any_of.hint')}
                  one={t('settings.band.any_of.row')}
                  addLabel={t('settings.band.any_of.add')}
                  row={(alternative) => (
                    <div class="wide settings-fold">
                      <div class="figures">
                        <Figure {...field} name={`${alternative}.min`} label={t('settings.band.min')} unit="%" />
                      </div>
                      <SideConditions {...props} row={alternative} />
                    </div>
                  )}
                />
              </Fold>
            </div>
          </>
        )}
      />
    </Panel>
  )
}
