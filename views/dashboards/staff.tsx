import { soonDays } from '../../server/corrective-actions/flags.ts'
import type { ActionLine, OwnDealer, OwnStep } from '../../server/dashboards/dealer-store.ts'
import { nextStepOf } from '../../server/dashboards/rules.ts'
import { addDays } from '../../server/days.ts'
import { pick } from '../../server/i18n/words.ts'
import { ActionTags, actionNumber, actionTitle } from '../corrective-actions/tags.tsx'
import { EmptyState, Panel, Stack } from '../parts/page.tsx'
import { TodoList } from '../parts/todo.tsx'
import type { View } from '../view.ts'
import { TodoHead } from './dealer.tsx'
import { dealerPrefix, firstMain, todosOf } from './todo.tsx'

/** What someone of a dealership has to do: their measures and the actions that they answer for. */
export const StaffHome = (props: {
  view: View
  today: string
  dealers: OwnDealer[]
  steps: OwnStep[]
  actions: ActionLine[]
}) => {
  const { actions, dealers, steps, today, view } = props
  const { t } = view
  const owned = todosOf(view, today, dealers, actions, [])
  const days = [
    ...steps.map((step) => step.due_on),
    ...actions.flatMap((action) => nextStepOf(action, view.timeZone).dueOn ?? []),
  ]
  return (
    <>
      <TodoHead
        view={view}
        today={today}
        over={dealers
          .map((dealer) => pick(view.locale, { zh: dealer.dealer_zh, en: dealer.dealer_en }))
          .join(t('reports.list'))}
        press={{
          all: steps.length + actions.length,
          late: days.filter((day) => day < today).length,
          soon: days.filter((day) => day >= today && day <= addDays(today, soonDays)).length,
        }}
      />
      <Stack>
        <Panel id="steps" title={t('dashboard.steps')} aside={steps.length > 1 ? t('dashboard.todo.aside') : undefined}>
          {steps.length === 0 ? (
            <EmptyState level={3} title={t('dashboard.steps.none')}>
              {t('dashboard.steps.none.next')}
            </EmptyState>
          ) : (
            <TodoList
              view={view}
              todos={steps.map((step, i) => ({
                title: step.what,
                href: `/corrective-actions/${step.action_id}`,
                dueOn: step.due_on,
                tags: <ActionTags view={view} action={{ ...step, round: 1 }} />,
                text: [
                  `${dealerPrefix(view, dealers, step.dealer_id)}${t('dashboard.step.of', {
                    number: actionNumber(step),
                    title: actionTitle(view, step),
                  })}`,
                  ...(step.evidence_wanted ? [t('dashboard.step.evidence', { text: step.evidence_wanted })] : []),
                ].join(t('dashboard.dot')),
                action: {
                  href: `/corrective-actions/${step.action_id}`,
                  label: t('dashboard.do.do_step'),
                  main: i === 0,
                },
              }))}
            />
          )}
        </Panel>
        {actions.length > 0 ? (
          <Panel id="owned" title={t('dashboard.owned')}>
            <TodoList view={view} todos={steps.length > 0 ? owned : firstMain(owned)} />
          </Panel>
        ) : null}
      </Stack>
    </>
  )
}
