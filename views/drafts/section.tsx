import type { Draft } from '../../server/checklists/drafts/draft.ts'
import type { Common, WrittenItem } from '../../server/checklists/format.ts'
import { sectionRollups } from '../../server/checklists/scoring-format.ts'
import { InputField, SelectField } from '../parts/field.tsx'
import { FormGrid, type FormState } from '../parts/form.tsx'
import { Panel } from '../parts/page.tsx'
import type { View } from '../view.ts'
import { choicesOf } from './choices.ts'
import { ConditionFields } from './conditions.tsx'
import { PairField } from './pair.tsx'
import { PartForm } from './part-form.tsx'

/** A section without its items. */
export const SectionForm = (props: {
  view: View
  state: FormState
  draft: Draft
  common: Common
  before: readonly WrittenItem[]
  action: string
  backHref: string
}) => {
  const { draft, state, view } = props
  const { t } = view
  const labels = {
    id: t('exchange.column.section.id'),
    title: t('exchange.column.section.title'),
    weight: t('exchange.column.section.weight'),
    rollup: t('exchange.column.section.rollup'),
    start: t('exchange.column.section.start'),
    pass_mark: t('exchange.column.section.pass_mark'),
    applies_if: t('drafts.conditions.section'),
    items: t('checklists.field.items'),
  }
  const field = <Name extends keyof typeof labels>(name: Name) => ({ view, state, name, label: labels[name] })
  return (
    <PartForm view={view} action={props.action} state={state} labels={labels} backHref={props.backHref}>
      <Panel id="section" title={t('drafts.section.about')}>
        <PairField {...field('title')} required maxlength={200} />
        <FormGrid>
          <InputField {...field('id')} hint={t('drafts.section.id.hint')} required short maxlength={80} />
          <InputField
            {...field('weight')}
            hint={t('drafts.section.weight.hint', { wanted: draft.scoring.weights_add_to ?? 100 })}
            required
            short
            inputmode="decimal"
          />
          <InputField
            {...field('pass_mark')}
            hint={t('exchange.help.section.pass_mark')}
            short
            inputmode="decimal"
            optional
          />
        </FormGrid>
      </Panel>
      <Panel id="section-scoring" title={t('drafts.section.scoring')}>
        <FormGrid>
          <SelectField
            {...field('rollup')}
            hint={t('drafts.section.rollup.hint')}
            blank={t('drafts.section.rollup.usual')}
            options={sectionRollups.map((value) => ({ value, label: t(`exchange.value.section_rollup.${value}`) }))}
          />
          <InputField {...field('start')} hint={t('exchange.help.section.start')} short inputmode="decimal" optional />
        </FormGrid>
      </Panel>
      <Panel id="section-conditions">
        <ConditionFields
          view={view}
          state={state}
          draft={draft}
          common={props.common}
          choices={choicesOf(view, draft, props.common)}
          before={props.before}
          of="section"
        />
      </Panel>
    </PartForm>
  )
}
