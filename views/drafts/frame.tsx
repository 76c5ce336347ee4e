import type { Child } from 'hono/jsx'
import type { Draft, Part } from '../../server/checklists/drafts/draft.ts'
import { partAt } from '../../server/checklists/drafts/flaws.ts'
import type { OpenDraft } from '../../server/checklists/drafts/open.ts'
import { pick } from '../../server/i18n/words.ts'
import { Instant } from '../parts/facts.tsx'
import { PageHead } from '../parts/page.tsx'
import { type Tab, Tabs } from '../parts/progress.tsx'
import type { View } from '../view.ts'

const singles = ['head', 'scoring', 'vocabulary', 'scenario', 'timeline', 'schedule'] as const

/** The pages of a draft. Sections and items are edited under the outline. */
export type DraftPlace = 'outline' | (typeof singles)[number] | 'preview' | 'publication'

/** Parts that only some kinds of checklist need; what is there already can always be edited. */
const neededBy: Partial<Record<Part['part'], Draft['kind']>> = {
  scenario: 'mystery_shop',
  timeline: 'mystery_shop',
  schedule: 'self_check',
}
const isShown = (draft: Draft, part: (typeof singles)[number]) =>
  neededBy[part] === undefined || neededBy[part] === draft.kind || draft[part as 'scenario'] !== undefined

const Flaws = (props: { view: View; count: number }) =>
  props.count === 0 ? null : (
    <span class="tag watch open-flaws">
      {props.count}
      <span class="sr"> {props.view.t('drafts.open')}</span>
    </span>
  )

/** How many flaws each page of the draft holds. */
const countsOf = ({ draft, flaws }: OpenDraft): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const { path } of flaws) {
    const part = partAt(draft, path)?.part ?? 'outline'
    const place = part === 'section' || part === 'item' ? 'outline' : part
    counts[place] = (counts[place] ?? 0) + 1
  }
  return counts
}

/** Around every page of a draft: which checklist, who changed it last, and the ways to all its parts with their open flaws. */
export const DraftFrame = (props: {
  view: View
  open: OpenDraft
  at: DraftPlace
  /** What this page is about; the title of the checklist unless said. */
  title?: Child
  tools?: Child
  children?: Child
}) => {
  const { open, view } = props
  const { t } = view
  const { draft } = open
  const counts = countsOf(open)
  const checklist = pick(view.locale, draft.title) || draft.id
  const base = `/checklist-drafts/${open.id}`
  const places: DraftPlace[] = ['outline', ...singles.filter((part) => isShown(draft, part)), 'preview', 'publication']
  const tabs = places.map(
    (place): Tab => ({
      href: place === 'outline' ? base : `${base}/${place}`,
      label: (
        <>
          {t(`drafts.part.${place}`)}
          <Flaws view={view} count={counts[place] ?? 0} />
        </>
      ),
      current: place === props.at,
    }),
  )
  return (
    <div class="stack draft">
      <PageHead
        over={
          <>
            {props.title ? `${checklist} · ` : null}
            {t('drafts.of', { id: draft.id })}
          </>
        }
        title={props.title ?? checklist}
        lead={
          <>
            {t('drafts.changed_by', { name: open.changer })} <Instant view={view} at={open.changed_at} />
          </>
        }
        tools={props.tools}
      />
      <Tabs label={t('drafts.parts')} tabs={tabs} />
      {props.children}
    </div>
  )
}
