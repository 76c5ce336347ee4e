import type { DraftLine } from '../../server/checklists/drafts/store.ts'
import type { Text } from '../../server/checklists/format.ts'
import type { VersionLine } from '../../server/checklists/list-store.ts'
import { pick } from '../../server/i18n/words.ts'
import { ButtonForm, LinkButton } from '../parts/button.tsx'
import { Instant } from '../parts/facts.tsx'
import { Panel } from '../parts/page.tsx'
import { DataTable } from '../parts/table.tsx'
import { Tag } from '../parts/tag.tsx'
import type { View } from '../view.ts'

/** A draft in the list, with how many flaws are open. */
export type OpenDraftLine = DraftLine & { flaws: number }

/** What is being written: by whom, since when, and how much is still to do. */
export const DraftsPanel = (props: { view: View; drafts: OpenDraftLine[]; versions: readonly VersionLine[] }) => {
  const { view } = props
  const { t } = view
  const basis = (line: OpenDraftLine) => props.versions.find(({ id }) => id === line.based_on)?.version
  return (
    <Panel id="drafts" title={t('drafts.title')}>
      <DataTable
        view={view}
        caption={t('drafts.title')}
        hideCaption
        rows={props.drafts}
        rowHref={(line) => `/checklist-drafts/${line.id}`}
        columns={[
          {
            key: 'title',
            label: t('checklists.field.title'),
            cell: (line) => pick(view.locale, line.draft.title) || line.checklist_id,
          },
          {
            key: 'based_on',
            label: t('drafts.list.based_on'),
            cell: (line) => basis(line) ?? t('drafts.list.new'),
          },
          {
            key: 'changed',
            label: t('drafts.list.changed'),
            cell: (line) => (
              <>
                {line.changed_by} <Instant view={view} at={line.changed_at} />
              </>
            ),
          },
          {
            key: 'open',
            label: t('drafts.list.open'),
            cell: (line) =>
              line.flaws === 0 ? (
                <Tag tone="good" sign="✓">
                  {t('drafts.list.open.none')}
                </Tag>
              ) : (
                <Tag tone="watch" sign="!">
                  {t('drafts.list.open.n', { n: line.flaws })}
                </Tag>
              ),
          },
        ]}
      />
    </Panel>
  )
}

/** What can be done with a checklist: go on with its draft or begin the next version, and copy it. */
export const ChecklistTools = (props: {
  view: View
  title: Text
  versionHref: string
  draftId: string | undefined
}) => {
  const { draftId, view } = props
  const { t } = view
  const of = <span class="sr">{t('drafts.list.of', { title: pick(view.locale, props.title) })}</span>
  return (
    <span class="acts">
      {draftId ? (
        <LinkButton href={`/checklist-drafts/${draftId}`}>
          {t('drafts.list.go_on')}
          {of}
        </LinkButton>
      ) : (
        <ButtonForm action={`${props.versionHref}/draft`}>
          {t('button.edit')}
          {of}
        </ButtonForm>
      )}
      <LinkButton kind="plain" href={`${props.versionHref}/copy`}>
        {t('drafts.list.copy')}
        {of}
      </LinkButton>
    </span>
  )
}
