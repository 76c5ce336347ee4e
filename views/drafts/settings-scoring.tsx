import { rollups, sectionRollups } from '../../server/checklists/scoring-format.ts'
import { RadioCards, SelectField } from '../parts/field.tsx'
import { Fieldset, FormGrid, typedValue } from '../parts/form.tsx'
import { Panel } from '../parts/page.tsx'
import { BandsPanel } from './settings-bands.tsx'
import { Figure, Fold, type SettingsProps, severities } from './settings-fields.tsx'
import { GatesPanel, GroupsPanel } from './settings-gates.tsx'

const naPolicies = ['exclude', 'zero', 'full', 'forbid'] as const
const unansweredPolicies = ['block_submit', 'zero', 'exclude'] as const
const scopes = ['audit', 'section', 'group'] as const

/** How answers become a score and a grade. What the chosen rollup has no use for is out of sight (see editor.css). */
export const ScoringFields = (props: SettingsProps) => (
  <div class="scoring-form">
    <RollupPanel {...props} />
    <PoliciesPanel {...props} />
    <RoundingPanel {...props} />
    <BandsPanel {...props} />
    <GroupsPanel {...props} />
    <GatesPanel {...props} />
  </div>
)

const RollupPanel = ({ state, view }: SettingsProps) => {
  const { t } = view
  const field = { view, state }
  return (
    <Panel id="rollup-fields" title={t('settings.rollup')}>
      <RadioCards
        {...field}
        name="rollup"
        label={t('settings.rollup')}
        hideLabel
        required
        choices={rollups.map((value) => ({
          value,
          label: t(`settings.rollup.${value}`),
          text: (
            <>
              {t(`settings.rollup.${value}.text`)}
              <span class="worked">{t(`settings.rollup.${value}.example`)}</span>
            </>
          ),
        }))}
      />
      <div class="for-sections">
        <SelectField
          {...field}
          name="section_rollup"
          label={t('settings.section_rollup')}
          hint={t('settings.section_rollup.hint')}
          blank={false}
          options={sectionRollups.map((value) => ({
            // Points together is what holds where nothing is said; what was said stays said.
            value: value === 'pooled_points' && typedValue(state, 'section_rollup') !== value ? '' : value,
            label: t(`settings.section_rollup.${value}`),
          }))}
        />
      </div>
      <div class="for-start">
        <FormGrid>
          <Figure
            {...field}
            name="start_minus.start"
            label={t('settings.start')}
            unit={t('settings.points')}
            required
          />
        </FormGrid>
        <Fieldset legend={t('settings.start.per_severity')} hint={t('settings.start.per_severity.hint')}>
          <div class="figures">
            {severities.map((severity) => (
              <Figure
                {...field}
                name={`start_minus.per_severity.${severity}`}
                label={t(`action.severity.${severity}`)}
                unit={t('settings.points')}
              />
            ))}
          </div>
        </Fieldset>
      </div>
    </Panel>
  )
}

const PoliciesPanel = ({ state, view }: SettingsProps) => {
  const { t } = view
  const field = { view, state }
  return (
    <Panel id="policy-fields" title={t('settings.policies')}>
      <RadioCards
        {...field}
        small
        name="na"
        label={t('settings.na')}
        required
        choices={naPolicies.map((value) => ({
          value,
          label: t(`settings.na.${value}`),
          text: t(`settings.na.${value}.text`),
        }))}
      />
      <RadioCards
        {...field}
        small
        name="unanswered"
        label={t('settings.unanswered')}
        required
        choices={unansweredPolicies.map((value) => ({
          value,
          label: t(`settings.unanswered.${value}`),
          text: t(`settings.unanswered.${value}.text`),
        }))}
      />
      <Fieldset legend={t('settings.coverage')} hint={t('settings.coverage.hint')}>
        <FormGrid>
          <Figure
            {...field}
            name="min_coverage.min"
            label={t('settings.coverage.min')}
            hint={t('settings.coverage.min.hint')}
            required
          />
          <SelectField
            {...field}
            name="min_coverage.scope"
            label={t('settings.coverage.scope')}
            required
            blank={false}
            options={scopes.map((value) => ({ value, label: t(`settings.coverage.scope.${value}`) }))}
          />
          <Figure
            {...field}
            name="min_coverage.most_na"
            label={t('settings.coverage.most_na')}
            unit={t('settings.items')}
            placeholder={t('settings.no_limit')}
          />
        </FormGrid>
      </Fieldset>
    </Panel>
  )
}

const rare = [
  'section_round_decimals',
  'round',
  'floor',
  'bonus_cap',
  'bonus_points_cap',
  'index_scale',
  'weights_add_to',
]

const RoundingPanel = ({ state, view }: SettingsProps) => {
  const { t } = view
  const field = { view, state }
  const decimals = { ...field, unit: t('settings.decimals') }
  return (
    <Panel id="rounding-fields" title={t('settings.rounding')} aside={t('settings.rounding.hint')}>
      <FormGrid>
        <Figure {...decimals} name="display_decimals" label={t('settings.display_decimals')} required />
      </FormGrid>
      <RadioCards
        {...field}
        small
        name="grade_on"
        label={t('settings.grade_on')}
        value={typedValue(state, 'grade_on')}
        choices={(['exact', 'displayed'] as const).map((value) => ({
          // The exact score is what holds where nothing is said; what was said stays said.
          value: value === 'exact' && typedValue(state, 'grade_on') !== value ? '' : value,
          label: t(`settings.grade_on.${value}`),
          text: t(`settings.grade_on.${value}.text`),
        }))}
      />
      <Fold state={state} summary={t('settings.more')} names={rare}>
        <Fieldset legend={t('settings.round')} hint={t('settings.round.hint')}>
          <div class="figures">
            <Figure {...decimals} name="round.points" label={t('settings.round.points')} />
            <Figure {...decimals} name="round.section" label={t('settings.round.section')} />
            <Figure {...decimals} name="round.whole" label={t('settings.round.whole')} />
            <Figure
              {...decimals}
              name="section_round_decimals"
              label={t('settings.section_round_decimals')}
              hint={t('settings.section_round_decimals.hint')}
            />
          </div>
        </Fieldset>
        <Fieldset legend={t('settings.limits')}>
          <div class="figures">
            <Figure {...field} name="floor" label={t('settings.floor')} unit="%" />
            <Figure {...field} name="bonus_cap" label={t('settings.bonus_cap')} unit="%" />
            <div class="for-points">
              <Figure
                {...field}
                name="bonus_points_cap"
                label={t('settings.bonus_points_cap')}
                unit={t('settings.points')}
              />
            </div>
            <Figure
              {...field}
              name="index_scale"
              label={t('settings.index_scale')}
              hint={t('settings.index_scale.hint')}
              unit={t('settings.points')}
            />
            <Figure
              {...field}
              name="weights_add_to"
              label={t('settings.weights_add_to')}
              hint={t('settings.weights_add_to.hint')}
              placeholder="100"
            />
          </div>
        </Fieldset>
      </Fold>
    </Panel>
  )
}
