import type { Common } from '../../server/checklists/format.ts'
import type { VersionLine } from '../../server/checklists/list-store.ts'
import type { Difference } from '../../server/checklists/versions/diff.ts'
import { versionHref } from '../checklists/list.tsx'
import { Button } from '../parts/button.tsx'
import { SelectField } from '../parts/field.tsx'
import { formState } from '../parts/form.tsx'
import { EmptyState, PageHead, Panel, Stack } from '../parts/page.tsx'
import type { View } from '../view.ts'
import { DifferenceView } from './difference.tsx'

/** Any two versions of a checklist, side by side; which ones is chosen at the top and stands in the address. */
export const ComparisonPage = (props: {
  view: View
  title: string
  checklistId: string
  versions: readonly VersionLine[]
  difference: Difference | null
  common: Common
}) => {
  const { checklistId, common, difference, versions, view } = props
  const { t } = view
  const options = versions.map(({ state, version }) => ({
    value: version,
    label: state === 'published' ? version : `${version} (${t(`checklists.state.${state}`)})`,
  }))
  const state = formState(t, { before: difference?.before.version, after: difference?.after.version })
  const hrefOf = (version: string) => (code: string) =>
    `${versionHref({ checklist_id: checklistId, version })}#item-${encodeURIComponent(code)}`
  return (
    <Stack>
      <PageHead title={t('versions.compare')} over={props.title} />
      {difference ? (
        <>
          <Panel id="choose">
            <form class="list-tools" method="get" action={`/checklists/${checklistId}/comparison`}>
              {(['before', 'after'] as const).map((side) => (
                <SelectField
                  view={view}
                  state={state}
                  name={side}
                  label={t(`versions.compare.${side}`)}
                  options={options}
                  blank={false}
                  short
                />
              ))}
              <div class="acts">
                <Button>{t('versions.compare.go')}</Button>
              </div>
            </form>
          </Panel>
          <DifferenceView
            view={view}
            difference={difference}
            common={common}
            hrefs={{ before: hrefOf(difference.before.version), after: hrefOf(difference.after.version) }}
          />
        </>
      ) : (
        <EmptyState title={t('versions.compare.one')}>{t('versions.compare.one.text')}</EmptyState>
      )}
    </Stack>
  )
}
