import { partAt } from '../../server/checklists/drafts/flaws.ts'
import type { OpenDraft } from '../../server/checklists/drafts/open.ts'
import type { Common } from '../../server/checklists/format.ts'
import type { Obstacle, Publication } from '../../server/checklists/versions/publication.ts'
import type { Flaw } from '../../server/checklists/wording.ts'
import { pick } from '../../server/i18n/words.ts'
import { flawText, partHref, partName } from '../drafts/flaw-words.ts'
import { Button } from '../parts/button.tsx'
import { InputField } from '../parts/field.tsx'
import { Form, type FormState } from '../parts/form.tsx'
import { EmptyState, Panel } from '../parts/page.tsx'
import type { View } from '../view.ts'
import { DifferenceView } from './difference.tsx'

/** What of a draft has to be mended, each with the way to the part where it is. */
const Flaws = (props: { view: View; open: OpenDraft; obstacles: readonly Obstacle[] }) => {
  const { obstacles, open, view } = props
  const { draft } = open
  const { t } = view
  const count = open.flaws.length + obstacles.length
  const placeOf = ({ path }: Flaw) => {
    const part = partAt(draft, path)
    if (!part) return <a href={`/checklist-drafts/${open.id}`}>{t('versions.flaws.whole')}</a>
    return <a href={partHref(open.id, part)}>{partName(view, draft, part)}</a>
  }
  if (count === 0) return null
  return (
    <Panel id="flaws" title={t('versions.flaws')} aside={t('versions.flaws.count', { n: count })} stack>
      <ul class="rows flaw-rows">
        {obstacles.map(({ item, params, title, word }) => (
          <li>
            {item ? (
              <a href={partHref(open.id, { part: 'item', id: item })}>{item}</a>
            ) : (
              <a href={`/checklist-drafts/${open.id}/head`}>{t('drafts.part.head')}</a>
            )}
            <p>{t(word, title ? { ...params, file: pick(view.locale, title) } : params)}</p>
          </li>
        ))}
        {open.flaws.map((flaw) => (
          <li>
            {placeOf(flaw)}
            <p>{flawText(view, draft, flaw)}</p>
          </li>
        ))}
      </ul>
      {open.flaws.length > 0 ? (
        <p class="small">{t('versions.problem.no_workbook', { n: open.flaws.length })}</p>
      ) : null}
    </Panel>
  )
}

/** Audits that go on with versions that there are. */
export type Unfinished = { planned: number; running: number }

const PublishPanel = (props: {
  view: View
  open: OpenDraft
  publication: Publication
  unfinished: Unfinished
  form: FormState
}) => {
  const { form, open, publication, unfinished, view } = props
  const { difference, proposed, versions } = publication
  const { t } = view
  const used = versions.filter(({ state }) => state === 'published').map(({ version }) => version)
  const will = [
    t('versions.publish.frozen'),
    ...(difference ? [t('versions.publish.planned', unfinished)] : []),
    t('versions.publish.new_visits'),
    ...(used.length > 0 ? [t('versions.publish.older', { versions: used.join(t('exchange.problem.between')) })] : []),
  ]
  return (
    <Panel id="publish" title={t('versions.publish.ready')} stack>
      <div>
        <p>{t('versions.publish.will')}</p>
        <ul class="bullets">
          {will.map((sentence) => (
            <li>{sentence}</li>
          ))}
        </ul>
      </div>
      <Form
        view={view}
        action={`/checklist-drafts/${open.id}/publication`}
        state={form}
        hidden={{ revision: open.revision }}
        unguarded
        actions={<Button kind="main">{t('versions.publish')}</Button>}
      >
        <InputField
          view={view}
          state={form}
          name="version"
          label={t('versions.publish.number')}
          hint={t(difference ? 'versions.publish.number.hint' : 'versions.publish.number.first', { proposed })}
          required
          short
        />
      </Form>
    </Panel>
  )
}

/** The last look before a draft is frozen: what is wrong, what it changes, what will happen, and the step itself. */
export const PublicationView = (props: {
  view: View
  open: OpenDraft
  publication: Publication
  unfinished: Unfinished
  form: FormState
  common: Common
}) => {
  const { common, open, publication, view } = props
  const { difference, obstacles } = publication
  const { t } = view
  const isReady = publication.content !== null && obstacles.length === 0
  return (
    <>
      <Flaws view={view} open={open} obstacles={obstacles} />
      {isReady ? <PublishPanel {...props} /> : null}
      {difference ? (
        <>
          <h2 class="part-head">{t('versions.publish.against', { version: difference.before.version })}</h2>
          <DifferenceView
            view={view}
            difference={difference}
            common={common}
            hrefs={{
              before: (code) =>
                `/checklists/${open.checklist_id}/versions/${difference.before.version}#item-${encodeURIComponent(code)}`,
              after: (code) => partHref(open.id, { part: 'item', id: code }),
            }}
          />
        </>
      ) : (
        <Panel id="difference">
          <EmptyState title={t('versions.nothing')}>{t('versions.publish.against_none')}</EmptyState>
        </Panel>
      )}
    </>
  )
}
