import type { Draft } from '../../server/checklists/drafts/draft.ts'
import { type Common, frequencies, type WrittenItem } from '../../server/checklists/format.ts'
import type { WordKey } from '../../server/i18n/words.ts'
import { Button } from '../parts/button.tsx'
import { CheckField, CheckList, InputField, SelectField } from '../parts/field.tsx'
import { FormGrid, type FormState } from '../parts/form.tsx'
import { Panel } from '../parts/page.tsx'
import type { View } from '../view.ts'
import { choicesOf, withPresent } from './choices.ts'
import { ConditionFields } from './conditions.tsx'
import { Evidence, Findings } from './item-rows.tsx'
import { PairField } from './pair.tsx'
import { PartForm } from './part-form.tsx'
import { ResponseFields } from './response.tsx'

const labelWords = {
  id: 'exchange.column.item.id',
  text: 'exchange.column.item.text',
  method: 'exchange.column.item.method',
  response: 'exchange.column.item.type',
  'response.unit': 'exchange.column.item.unit',
  'response.options': 'drafts.item.options',
  'response.bands': 'drafts.item.bands',
  points: 'exchange.column.item.points',
  class: 'exchange.column.item.class',
  critical: 'exchange.column.item.critical',
  factor: 'exchange.column.item.factor',
  evidence: 'drafts.item.evidence',
  responsible: 'exchange.column.item.responsible',
  capa_days: 'exchange.column.item.capa_days',
  na_allowed: 'exchange.column.item.na_allowed',
  frequency: 'exchange.column.item.frequency',
  applies_if: 'drafts.conditions.item',
  losses: 'checklists.item.losses',
  photos: 'checklists.item.photos',
  guide: 'exchange.column.item.guide',
  groups: 'exchange.column.item.groups',
  tags: 'exchange.column.item.tags',
  scored: 'exchange.column.item.scored',
} as const satisfies Record<string, WordKey>

type At = { view: View; state: FormState; draft: Draft; common: Common; before: readonly WrittenItem[] }
type InParts = At & { choices: ReturnType<typeof choicesOf> }

const Statement = ({ choices, state, view }: InParts) => {
  const { t } = view
  const closed = (name: 'method' | 'class' | 'factor') => ({
    view,
    state,
    name,
    label: t(labelWords[name]),
    required: true,
  })
  return (
    <Panel id="statement" title={t('drafts.item.statement')}>
      <PairField
        view={view}
        state={state}
        name="text"
        label={t(labelWords.text)}
        hint={t('exchange.help.item.text')}
        rows={2}
        required
      />
      <FormGrid>
        <InputField
          view={view}
          state={state}
          name="id"
          label={t(labelWords.id)}
          hint={t('drafts.item.id.hint')}
          required
          short
          maxlength={80}
        />
        <SelectField {...closed('method')} options={withPresent(choices.methods, state, 'method')} />
        <SelectField {...closed('class')} options={withPresent(choices.classes, state, 'class')} />
        <SelectField {...closed('factor')} options={withPresent(choices.factors, state, 'factor')} />
      </FormGrid>
      <PairField
        view={view}
        state={state}
        name="guide"
        label={t(labelWords.guide)}
        hint={t('exchange.help.item.guide')}
        rows={2}
        optional
      />
    </Panel>
  )
}

const Answer = (props: InParts) => {
  const { state, view } = props
  const { t } = view
  return (
    <Panel id="answering" title={t('drafts.item.answer')}>
      <FormGrid>
        <InputField
          view={view}
          state={state}
          name="points"
          label={t(labelWords.points)}
          hint={t('exchange.help.item.points')}
          required
          short
          inputmode="decimal"
        />
        <div class="ticks">
          <CheckField
            view={view}
            state={state}
            name="critical"
            label={t(labelWords.critical)}
            hint={t('drafts.item.critical.hint')}
          />
          <CheckField
            view={view}
            state={state}
            name="na_allowed"
            label={t(labelWords.na_allowed)}
            hint={t('drafts.item.na.hint')}
          />
        </div>
        <SelectField
          view={view}
          state={state}
          name="scored"
          label={t(labelWords.scored)}
          hint={t('drafts.item.scored.hint')}
          blank={t('field.yes')}
          options={[{ value: 'false', label: t('drafts.item.scored.no') }]}
        />
      </FormGrid>
      <ResponseFields view={view} state={state} choices={props.choices} />
    </Panel>
  )
}

const Placing = (props: InParts) => {
  const { choices, draft, state, view } = props
  const { t } = view
  const hasFrequency =
    draft.kind === 'self_check' || draft.schedule !== undefined || state.values.frequency !== undefined
  return (
    <Panel id="placing" title={t('drafts.item.placing')}>
      <FormGrid>
        {hasFrequency ? (
          <SelectField
            view={view}
            state={state}
            name="frequency"
            label={t(labelWords.frequency)}
            blank={t('field.none')}
            options={frequencies.map((value) => ({ value, label: t(`exchange.value.frequency.${value}`) }))}
          />
        ) : null}
        <InputField
          view={view}
          state={state}
          name="tags"
          label={t(labelWords.tags)}
          hint={t('exchange.help.item.tags')}
          maxlength={400}
          optional
        />
      </FormGrid>
      {choices.groups.length > 0 ? (
        <CheckList view={view} state={state} name="groups" label={t(labelWords.groups)} choices={choices.groups} />
      ) : null}
      <ConditionFields
        view={view}
        state={state}
        draft={draft}
        common={props.common}
        choices={choices}
        before={props.before}
        of="item"
      />
    </Panel>
  )
}

const shortcuts = [
  ['Ctrl+S', 'drafts.item.keys.save'],
  ['Ctrl+Enter', 'drafts.item.keys.save_next'],
  ['Alt+PgUp', 'drafts.item.previous'],
  ['Alt+PgDn', 'drafts.item.next'],
  ['Alt+↑ ↓', 'drafts.item.keys.row'],
] as const

/** The ways to the items before and after this one. */
export const ItemSteps = (props: { view: View; previous?: string | undefined; next?: string | undefined }) => {
  const { next, previous, view } = props
  return (
    <nav class="acts" aria-label={view.t('drafts.item.steps')}>
      {previous ? (
        <a class="btn" rel="prev" href={previous}>
          ← {view.t('drafts.item.previous')}
        </a>
      ) : null}
      {next ? (
        <a class="btn" rel="next" href={next}>
          {view.t('drafts.item.next')} →
        </a>
      ) : null}
    </nav>
  )
}

/** Everything about one item in one form. */
export const ItemForm = (props: At & { action: string; backHref: string; hasNext: boolean }) => {
  const { view } = props
  const { t } = view
  const parts = { ...props, choices: choicesOf(view, props.draft, props.common) }
  const labels = Object.fromEntries(Object.entries(labelWords).map(([name, word]) => [name, t(word)]))
  return (
    <PartForm
      view={view}
      action={props.action}
      state={props.state}
      labels={labels}
      backHref={props.backHref}
      actions={
        <>
          {props.hasNext ? (
            <Button name="go" value="next">
              {t('drafts.item.save_next')}
            </Button>
          ) : null}
          <Button name="go" value="add">
            {t('drafts.item.save_add')}
          </Button>
        </>
      }
    >
      <Statement {...parts} />
      <Answer {...parts} />
      <Evidence {...parts} />
      <Findings {...parts} />
      <Placing {...parts} />
      <details class="fold keys">
        <summary>{t('drafts.item.keys')}</summary>
        <dl>
          {shortcuts.map(([keys, word]) => (
            <div>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{t(word)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </PartForm>
  )
}
