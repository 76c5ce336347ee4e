import type { VersionLine } from '../../server/checklists/list-store.ts'
import { pick } from '../../server/i18n/words.ts'
import { ChecklistTools, DraftsPanel, type OpenDraftLine } from '../drafts/list.tsx'
import { formatNumber } from '../format.ts'
import { LinkButton } from '../parts/button.tsx'
import { Instant } from '../parts/facts.tsx'
import { EmptyState, PageHead, Panel } from '../parts/page.tsx'
import { DataTable } from '../parts/table.tsx'
import { Tag } from '../parts/tag.tsx'
import type { Reader, View } from '../view.ts'

export const versionHref = (version: Pick<VersionLine, 'checklist_id' | 'version'>): string =>
  `/checklists/${version.checklist_id}/versions/${version.version}`

/** A version as a link, with its state where that is not the usual one. */
export const VersionLink = (props: { view: Reader; version: VersionLine }) => {
  const { version, view } = props
  return (
    <>
      <a href={versionHref(version)}>{version.version}</a>
      {version.state === 'published' ? null : (
        <>
          {' '}
          <Tag tone="line">{view.t(`checklists.state.${version.state}`)}</Tag>
        </>
      )}
    </>
  )
}

export const ChecklistsPage = (props: {
  view: View
  versions: VersionLine[]
  /** Only for whoever may edit checklists. */
  drafts?: OpenDraftLine[]
}) => {
  const { view } = props
  const { t } = view
  const newest = [...new Map(props.versions.toReversed().map((version) => [version.checklist_id, version])).values()]
  const rows = newest.toReversed()
  return (
    <>
      <PageHead
        title={t('checklists.title')}
        lead={t('checklists.lead')}
        tools={
          props.drafts ? (
            <>
              <LinkButton href="/checklists/imports">{t('imports.checklists.title')}</LinkButton>
              <LinkButton kind="main" href="/checklists/new">
                {t('drafts.new')}
              </LinkButton>
            </>
          ) : null
        }
      />
      {props.drafts && props.drafts.length > 0 ? (
        <DraftsPanel view={view} drafts={props.drafts} versions={props.versions} />
      ) : null}
      <Panel id="checklists">
        {rows.length === 0 ? (
          <EmptyState title={t('checklists.empty')}>{t('checklists.empty.text')}</EmptyState>
        ) : (
          <DataTable
            view={view}
            caption={t('checklists.title')}
            hideCaption
            rows={rows}
            rowHref={versionHref}
            columns={[
              {
                key: 'title',
                label: t('checklists.field.title'),
                cell: (version) => pick(view.locale, { zh: version.title_zh, en: version.title_en }),
              },
              {
                key: 'kind',
                label: t('checklists.field.kind'),
                cell: (version) => t(`checklists.kind.${version.kind}`),
              },
              {
                key: 'items',
                label: t('checklists.field.items'),
                num: true,
                cell: (version) => formatNumber(view, version.item_count),
              },
              {
                key: 'versions',
                label: t('checklists.field.versions'),
                cell: (version) => (
                  <span class="version-links">
                    {props.versions
                      .filter((one) => one.checklist_id === version.checklist_id)
                      .map((one) => (
                        <span>
                          <VersionLink view={view} version={one} />
                        </span>
                      ))}
                  </span>
                ),
              },
              {
                key: 'published',
                label: t('checklists.field.published'),
                cell: (version) => (version.published_at ? <Instant view={view} at={version.published_at} /> : null),
              },
              ...(props.drafts
                ? [
                    {
                      key: 'tools',
                      label: t('drafts.list.tools'),
                      hideLabel: true,
                      cell: (version: VersionLine) => (
                        <ChecklistTools
                          view={view}
                          title={{ zh: version.title_zh, en: version.title_en }}
                          versionHref={versionHref(version)}
                          draftId={props.drafts?.find((one) => one.checklist_id === version.checklist_id)?.id}
                        />
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Panel>
    </>
  )
}
