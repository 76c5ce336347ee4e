import type { Draft } from '../../server/checklists/drafts/draft.ts'
import { rowsIn } from '../../server/checklists/drafts/rows.ts'
import {
  conditionKinds,
  effectKinds,
  gateFrom,
  triggeringSections,
} from '../../server/checklists/drafts/settings-gates.ts'
import { pick } from '../../server/i18n/words.ts'
import { gateWords } from '../checklists/scoring-words.ts'
import { CheckField, InputField, type Option, type OptionGroup, SelectField } from '../parts/field.tsx'
import { Fieldset, type FormState, typedValue } from '../parts/form.tsx'
import { Panel } from '../parts/page.tsx'
import type { View } from '../view.ts'
import { PairField } from './pair.tsx'
import { Rows } from './rows.tsx'
import { EarlierName, Figure, Fold, type SettingsProps, severities } from './settings-fields.tsx'

/** Items of several sections that have a result together. */
export const GroupsPanel = ({ state, view }: SettingsProps) => {
  const { t } = view
  const field = { view, state }
  return (
    <Panel id="group-fields">
      <Fold state={state} summary={t('settings.groups')} names={['groups']}>
        <Rows
          {...field}
          name="groups"
          legend={t('settings.groups')}
          hint={t('settings.groups.hint')}
          one={t('settings.groups.row')}
          addLabel={t('settings.groups.add')}
          row={(row) => (
            <div class="wide in-line member">
              <EarlierName state={state} row={row} />
              <InputField {...field} name={`${row}.id`} label={t('settings.code')} required maxlength={40} />
              <InputField
                {...field}
                name={`${row}.kind`}
                label={t('settings.group.kind')}
                hint={t('settings.group.kind.hint')}
                required
                maxlength={40}
                suggestions={namesTyped(state, 'groups', 'kind')}
              />
              <PairField {...field} name={row} label={t('settings.name')} required maxlength={200} />
            </div>
          )}
        />
      </Fold>
    </Panel>
  )
}

/** The different values of a field over all rows of a list. */
const namesTyped = (state: FormState, list: string, key: string): string[] => [
  ...new Set(rowsIn(state.values, list).flatMap((at) => typedValue(state, `${list}.${at}.${key}`) || [])),
]

/** What gates choose from. */
type Lists = { grades: Option[]; kinds: Option[]; sections: Option[]; items: OptionGroup[] }

const listsOf = (view: View, draft: Draft, state: FormState): Lists => {
  const named = (id: string, text: { zh: string; en: string }) => ({
    value: id,
    label: [id, pick(view.locale, text)].filter(Boolean).join(' '),
  })
  const titleOf = ({ id, title }: Draft['sections'][number]) => pick(view.locale, title) || id
  return {
    grades: namesTyped(state, 'bands', 'grade').map((value) => ({ value, label: value })),
    kinds: namesTyped(state, 'groups', 'kind').map((value) => ({ value, label: value })),
    sections: draft.sections.map((section) => ({ value: section.id, label: titleOf(section) })),
    items: draft.sections.map((section) => ({
      label: titleOf(section),
      options: section.items.map(({ id, text }) => named(id, text)),
    })),
  }
}

/** What a field holds is always among its choices, also when it leads nowhere (any more). */
const withGiven = <T extends Option | OptionGroup>(options: T[], given: string): (T | Option)[] => {
  const values = options.flatMap((one) => ('options' in one ? one.options.map(({ value }) => value) : one.value))
  return given === '' || values.includes(given) ? options : [...options, { value: given, label: given }]
}

/** The rules that change the grade, each with what it says in plain words. */
export const GatesPanel = (props: SettingsProps) => {
  const { open, state, view } = props
  const { t } = view
  const lists = listsOf(view, open.draft, state)
  return (
    <Panel id="gate-fields">
      <Rows
        view={view}
        state={state}
        name="gates"
        legend={t('settings.gates')}
        hint={t('settings.gates.hint')}
        one={t('settings.gates.row')}
        addLabel={t('settings.gates.add')}
        row={(row) => <GateFields {...props} state={withOneCondition(state, row)} lists={lists} row={row} />}
      />
    </Panel>
  )
}

/** A gate asks for something, so there is room for it from the start. */
const withOneCondition = (state: FormState, row: string): FormState => {
  const list = `${row}.conditions`
  if (rowsIn(state.values, list).length > 0) return state
  return { ...state, values: { ...state.values, [`${list}.0._row`]: '' } }
}

type GateProps = SettingsProps & { lists: Lists; row: string }

const GateFields = (props: GateProps) => {
  const { open, row, state, view } = props
  const { t } = view
  const field = { view, state }
  const gate = gateFrom(state.values, row)
  return (
    <>
      <div class="wide in-line">
        <InputField {...field} name={`${row}.id`} label={t('settings.code')} required maxlength={40} />
        <PairField {...field} name={row} label={t('settings.gate.wording')} required maxlength={400} />
      </div>
      <div class="wide">
        <Rows
          {...field}
          name={`${row}.conditions`}
          legend={t('settings.gate.when')}
          one={t('settings.gate.condition.row')}
          addLabel={t('settings.gate.condition.add')}
          row={(condition) => <ConditionFields {...props} row={condition} />}
        />
      </div>
      <div class="wide">
        <Fieldset legend={t('settings.gate.then')}>
          <EffectFields {...props} />
        </Fieldset>
      </div>
      {gate ? (
        <p class="wide gate-reads">
          <span class="sr">{t('settings.gate.reads')} </span>
          {gateWords(view, gate, open.draft)}
        </p>
      ) : null}
    </>
  )
}

/** One condition: its kind, what it is about and how much. Only what its kind asks for is in sight (see editor.css). */
const ConditionFields = ({ lists, row, state, view }: GateProps) => {
  const { t } = view
  const field = { view, state }
  const given = (key: string) => typedValue(state, `${row}.${key}`)
  return (
    <div class="condition wide">
      <SelectField
        {...field}
        name={`${row}.condition`}
        label={t('settings.gate.condition')}
        options={conditionKinds.map((value) => ({ value, label: t(`settings.when.${value}`) }))}
      />
      <div class="of-section">
        <SelectField
          {...field}
          name={`${row}.section`}
          label={t('settings.gate.section')}
          options={withGiven(lists.sections, given('section'))}
        />
      </div>
      <div class="of-item">
        <SelectField
          {...field}
          name={`${row}.item`}
          label={t('settings.gate.item')}
          options={withGiven(lists.items, given('item'))}
        />
      </div>
      <div class="of-group" data-offers="groups.kind">
        <SelectField
          {...field}
          name={`${row}.group`}
          label={t('settings.gate.group')}
          blank={t('settings.gate.group.any')}
          options={withGiven(lists.kinds, given('group'))}
        />
      </div>
      <div class="of-severity">
        <SelectField
          {...field}
          name={`${row}.severity`}
          label={t('settings.gate.severity')}
          options={severities.map((value) => ({ value, label: t(`action.severity.${value}`) }))}
        />
      </div>
      <div class="of-value">
        <Figure
          {...field}
          name={`${row}.value`}
          label={t('settings.gate.value')}
          unit={
            <>
              <span class="in-percent">%</span>
              <span class="in-points">{t('settings.points')}</span>
              <span class="in-count">{t('settings.unit.count')}</span>
              <span class="in-share">{t('settings.unit.share')}</span>
            </>
          }
        />
      </div>
    </div>
  )
}

/** What a gate does, and to whom or how much; as with conditions. */
const EffectFields = ({ lists, row, state, view }: GateProps) => {
  const { t } = view
  const field = { view, state }
  return (
    <div class="effect">
      <SelectField
        {...field}
        name={`${row}.effect`}
        label={t('settings.gate.effect')}
        options={effectKinds.map((value) => ({ value, label: t(`settings.then.${value}`) }))}
      />
      <div class="of-grade" data-offers="bands.grade">
        <SelectField
          {...field}
          name={`${row}.grade`}
          label={t('settings.gate.grade')}
          options={withGiven(lists.grades, typedValue(state, `${row}.grade`))}
        />
      </div>
      <div class="of-section">
        <SelectField
          {...field}
          name={`${row}.section`}
          label={t('settings.gate.section')}
          options={withGiven(
            [{ value: triggeringSections, label: t('settings.gate.all_triggering') }, ...lists.sections],
            typedValue(state, `${row}.section`),
          )}
        />
      </div>
      <div class="of-points">
        <Figure
          {...field}
          name={`${row}.points`}
          label={t('settings.gate.deduct_points')}
          unit={t('settings.points')}
        />
      </div>
      <div class="of-percent">
        <Figure {...field} name={`${row}.percent`} label={t('settings.gate.deduct_percent')} unit="%" />
      </div>
      <div class="of-deduction">
        <CheckField {...field} name={`${row}.each`} label={t('settings.gate.each')} />
        <CheckField {...field} name={`${row}.from`} label={t('settings.gate.from')} />
      </div>
    </div>
  )
}
