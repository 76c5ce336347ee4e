import type { NamedList } from '../../server/checklists/drafts/settings-fields.ts'
import { type NameKind, usersOf } from '../../server/checklists/drafts/settings-names.ts'
import type { Common } from '../../server/checklists/format.ts'
import { classes, factors } from '../../server/checklists/format.ts'
import { writtenSeverity } from '../../server/checklists/vocabulary-format.ts'
import { InputField, SelectField } from '../parts/field.tsx'
import { Fieldset, type FormState, typedValue } from '../parts/form.tsx'
import { Panel } from '../parts/page.tsx'
import type { View } from '../view.ts'
import { PairField } from './pair.tsx'
import { Rows } from './rows.tsx'
import { EarlierName, Figure, Fold, type SettingsProps } from './settings-fields.tsx'
import { SharedBandSets, SharedScales, SharedWords } from './settings-shared.tsx'

export type VocabularyProps = SettingsProps & { common: Common }

/** The scales, sample bands and words of this checklist alone, each beside the shared ones. */
export const VocabularyFields = (props: VocabularyProps) => (
  <>
    <p class="quiet">{props.view.t('settings.vocabulary.rename')}</p>
    <Panel id="own-scales">
      <ScaleRows {...props} />
      <SharedScales {...props} />
    </Panel>
    <Panel id="own-band-sets">
      <BandSetRows {...props} />
      <SharedBandSets {...props} />
    </Panel>
    <WordPanel {...props} list="positions" kind="positions" />
    <WordPanel {...props} list="methods" kind="methods" />
    <WordPanel {...props} list="dealer_features" kind="dealer_features" />
    <WordPanel {...props} list="classes" fixed={classes} />
    <WordPanel {...props} list="factors" fixed={factors} />
  </>
)

/** How many items use the entry of a row under the name that it was shown with. */
const Used = ({ kind, open, row, state, view }: SettingsProps & { kind: NameKind; row: string }) => {
  const was = typedValue(state, `${row}._was`)
  const users = was === '' ? [] : usersOf(open.draft, kind, was)
  return users.length === 0 ? null : <p class="wide quiet">{view.t('settings.used', { n: users.length })}</p>
}

const limitNames = ['max', 'finding_at_or_below', 'critical_fail_at_or_below'] as const

const Limits = (props: { view: View; state: FormState; name: string; required?: boolean }) => (
  <>
    {limitNames.map((limit) => (
      <Figure
        view={props.view}
        state={props.state}
        name={`${props.name}.${limit}`}
        label={props.view.t(`settings.limit.${limit}`)}
        required={props.required}
      />
    ))}
  </>
)

const ScaleRows = (props: VocabularyProps) => {
  const { state, view } = props
  const { t } = view
  const field = { view, state }
  return (
    <Rows
      {...field}
      name="scales"
      legend={t('settings.scales')}
      one={t('settings.scales.row')}
      addLabel={t('settings.scales.add')}
      row={(row) => (
        <>
          <EarlierName state={state} row={row} />
          <div class="wide in-line scale">
            <InputField {...field} name={`${row}._name`} label={t('settings.name')} required maxlength={60} />
            <Limits {...field} name={row} required />
          </div>
          <Used {...props} kind="scales" row={row} />
          <div class="wide">
            <Rows
              {...field}
              name={`${row}.anchors`}
              legend={t('settings.scale.anchors')}
              one={t('settings.scale.anchors.row')}
              addLabel={t('settings.scale.anchors.add')}
              row={(anchor) => (
                <div class="wide in-line anchor">
                  <Figure {...field} name={`${anchor}.score`} label={t('settings.scale.score')} required />
                  <SelectField
                    {...field}
                    name={`${anchor}.severity`}
                    label={t('settings.scale.severity')}
                    required
                    options={writtenSeverity.options.map((value) => ({
                      value,
                      label: value === 'none' ? t('settings.scale.severity.none') : t(`action.severity.${value}`),
                    }))}
                  />
                  <PairField {...field} name={anchor} label={t('settings.text')} required rows={2} maxlength={400} />
                </div>
              )}
            />
          </div>
        </>
      )}
    />
  )
}

const BandSetRows = (props: VocabularyProps) => {
  const { state, view } = props
  const { t } = view
  const field = { view, state }
  return (
    <Rows
      {...field}
      name="sample_band_sets"
      legend={t('settings.band_sets')}
      hint={t('settings.band_sets.hint')}
      one={t('settings.band_sets.row')}
      addLabel={t('settings.band_sets.add')}
      row={(row) => (
        <>
          <EarlierName state={state} row={row} />
          <div class="wide">
            <InputField {...field} name={`${row}._name`} label={t('settings.name')} required maxlength={60} />
          </div>
          <Used {...props} kind="sample_band_sets" row={row} />
          <div class="wide">
            <Rows
              {...field}
              name={`${row}.bands`}
              legend={t('settings.band_set.bands')}
              one={t('settings.band_set.bands.row')}
              addLabel={t('settings.band_set.bands.add')}
              row={(band) => (
                <>
                  <Figure {...field} name={`${band}.min`} label={t('settings.band_set.min')} required />
                  <Figure {...field} name={`${band}.ratio`} label={t('settings.band_set.ratio')} required />
                </>
              )}
            />
          </div>
          <div class="wide">
            <Fold state={state} summary={t('settings.band_set.limits')} names={[`${row}.limits`]}>
              <Fieldset legend={t('settings.band_set.limits')} hint={t('settings.band_set.limits.hint')}>
                <div class="figures">
                  <Limits {...field} name={`${row}.limits`} />
                </div>
              </Fieldset>
            </Fold>
          </div>
        </>
      )}
    />
  )
}

type WordProps = VocabularyProps & {
  list: 'positions' | 'methods' | 'dealer_features' | 'classes' | 'factors'
  /** Where items use the names freely; else these are all there are. */
  kind?: NameKind
  fixed?: readonly string[]
}

const WordPanel = (props: WordProps) => {
  const { common, fixed, kind, list, state, view } = props
  const { t } = view
  const field = { view, state }
  const name: NamedList = `words.${list}`
  const shared = list === 'factors' ? common.factor_classes : common[list]
  return (
    <Panel id={`own-${list}`}>
      <Rows
        {...field}
        name={name}
        legend={t(`settings.words.${list}`)}
        hint={fixed ? t('settings.words.fixed') : undefined}
        one={t('settings.words.row')}
        addLabel={t('settings.words.add')}
        row={(row) => (
          <div class="wide in-line">
            <EarlierName state={state} row={row} />
            {fixed ? (
              <SelectField
                {...field}
                name={`${row}._name`}
                label={t('settings.code')}
                required
                options={[...new Set([...fixed, typedValue(state, `${row}._name`)])]
                  .filter(Boolean)
                  .map((value) => ({ value, label: value }))}
              />
            ) : (
              <InputField {...field} name={`${row}._name`} label={t('settings.code')} required maxlength={60} />
            )}
            <PairField {...field} name={row} label={t('settings.text')} required maxlength={200} />
            {kind ? <Used {...props} kind={kind} row={row} /> : null}
          </div>
        )}
      />
      <SharedWords view={view} state={state} list={name} words={shared} />
    </Panel>
  )
}
