import type { HistoryEntry as StoredEntry } from '../../server/activity/store.ts'
import type { VersionLine } from '../../server/checklists/list-store.ts'
import { versionHref } from '../checklists/list.tsx'
import { historyOf, type LogDetails } from '../history.ts'
import { ButtonForm, LinkButton, Menu } from '../parts/button.tsx'
import { Panel } from '../parts/page.tsx'
import { History } from '../parts/progress.tsx'
import type { View } from '../view.ts'

/** A menu with the kinds of file; `href` is that of the file without its format. A draft with flaws has no workbook. */
export const FileMenu = (props: { view: View; href: string; isUnfinished?: boolean }) => (
  <Menu label={props.view.t('versions.file')}>
    {(props.isUnfinished ? (['yaml'] as const) : (['xlsx', 'yaml'] as const)).map((format) => (
      <a href={`${props.href}?format=${format}`} download="">
        {props.view.t(`versions.file.${format}`)}
      </a>
    ))}
  </Menu>
)

/** What can be done with a version: its files, comparing it, and (for head office) taking it out of use or back into it. */
export const VersionTools = (props: {
  view: View
  version: Pick<VersionLine, 'checklist_id' | 'version' | 'state'>
  others: readonly VersionLine[]
  mayEdit: boolean
}) => {
  const { mayEdit, others, version, view } = props
  const { t } = view
  const href = versionHref(version)
  return (
    <>
      {others.length > 0 ? (
        <LinkButton href={`/checklists/${version.checklist_id}/comparison?after=${version.version}`}>
          {t('versions.compare')}
        </LinkButton>
      ) : null}
      <FileMenu view={view} href={`${href}/file`} />
      {mayEdit && version.state === 'published' ? (
        <LinkButton href={`${href}/retirement`} kind="danger">
          {t('versions.retire')}
        </LinkButton>
      ) : null}
      {mayEdit && version.state === 'retired' ? (
        <ButtonForm action={`${href}/reinstatement`}>{t('versions.reinstate')}</ButtonForm>
      ) : null}
    </>
  )
}

type Run = { entry: StoredEntry; count: number }

/** Many small edits of a draft in a row, by one person, are one line. */
const runsOf = (entries: readonly StoredEntry[]): Run[] =>
  entries.reduce<Run[]>((runs, entry) => {
    const last = runs.at(-1)
    const isSame = last && entry.verb === 'checklist.edit' && last.entry.verb === entry.verb
    if (isSame && last.entry.actor_id === entry.actor_id) last.count++
    else runs.push({ entry, count: 1 })
    return runs
  }, [])

/** What became of a checklist: drafts, edits, publications, retirements. */
export const ChecklistHistory = (props: { view: View; entries: readonly StoredEntry[] }) => {
  const { entries, view } = props
  const runs = runsOf(entries)
  const more = (details: LogDetails, verb: string, count: number) => {
    if (verb !== 'checklist.edit') return null
    if (count > 1) return view.t('versions.history.edits', { n: count })
    return typeof details.part === 'string' && typeof details.id === 'string' ? details.id : null
  }
  return (
    <Panel id="history" title={view.t('versions.history')}>
      <History
        view={view}
        entries={runs.flatMap(({ count, entry }) =>
          historyOf(view, [entry], (details, verb) => more(details, verb, count)),
        )}
      />
    </Panel>
  )
}
