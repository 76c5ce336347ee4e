import { kinds } from '../../server/checklists/format.ts'
import { CheckField, InputField, RadioCards, SelectField } from '../parts/field.tsx'
import { FormGrid } from '../parts/form.tsx'
import { Panel } from '../parts/page.tsx'
import { PairField } from './pair.tsx'
import { Figure, type SettingsProps } from './settings-fields.tsx'

const announcements = ['announced', 'unannounced', 'covert', 'none'] as const

/** What the checklist is called and how its audits are planned. */
export const HeadFields = (props: SettingsProps & { programs: string[] }) => {
  const { state, view } = props
  const { t } = view
  const field = { view, state }
  return (
    <Panel id="head-fields">
      <FormGrid>
        <PairField {...field} name="title" label={t('settings.head.title')} required maxlength={200} />
        <PairField
          {...field}
          name="purpose"
          label={t('settings.head.purpose')}
          hint={t('settings.head.purpose.hint')}
          required
          rows={2}
        />
        <RadioCards
          {...field}
          wide
          name="kind"
          label={t('settings.head.kind')}
          hint={t('settings.head.kind.change')}
          required
          choices={kinds.map((kind) => ({
            value: kind,
            label: t(`checklists.kind.${kind}`),
            text: t(`settings.head.kind.${kind}`),
          }))}
        />
        <InputField
          {...field}
          name="program"
          label={t('settings.head.program')}
          hint={t('settings.head.program.hint')}
          required
          maxlength={60}
          suggestions={props.programs}
        />
        <SelectField
          {...field}
          name="announce"
          label={t('settings.head.announce')}
          required
          blank={false}
          options={announcements.map((value) => ({ value, label: t(`checklists.announce.${value}`) }))}
        />
        <Figure
          {...field}
          name="duration_min"
          label={t('settings.head.duration')}
          unit={t('settings.head.minutes')}
          required
        />
        <CheckField
          {...field}
          wide
          name="blind"
          label={t('settings.head.blind')}
          hint={t('settings.head.blind.hint')}
        />
      </FormGrid>
    </Panel>
  )
}
