import type { Child } from 'hono/jsx'
import type { HistoryEntry } from '../../server/activity/store.ts'
import { conditionWords } from '../../server/checklists/condition-words.ts'
import type { ChecklistContent, Item, Section, Text } from '../../server/checklists/format.ts'
import type { VersionLine } from '../../server/checklists/list-store.ts'
import type { ChecklistVersion } from '../../server/checklists/store.ts'
import { pick } from '../../server/i18n/words.ts'
import { ChecklistTools } from '../drafts/list.tsx'
import { formatMinutes, formatNumber } from '../format.ts'
import { LinkButton } from '../parts/button.tsx'
import { Facts, Instant } from '../parts/facts.tsx'
import { Columns, PageHead, Panel, Stack } from '../parts/page.tsx'
import { DataTable } from '../parts/table.tsx'
import { Tag } from '../parts/tag.tsx'
import { ChecklistHistory, VersionTools } from '../versions/tools.tsx'
import type { Reader, View } from '../view.ts'
import { ItemEntry } from './item.tsx'
import { VersionLink, versionHref } from './list.tsx'
import { bandWords, gateWords, scoringWords } from './scoring-words.ts'

const itemsOf = (content: ChecklistContent): Item[] => content.sections.flatMap((section) => section.items)

/** Points that can be earned, bonus items apart: those only add. What is kept unscored has none. */
const pointsOf = (items: readonly Item[], bonus = false): number => {
  const counted = items.filter((item) => (item.class === 'bonus') === bonus && item.scored !== false)
  // Points have at most a few decimals; the sum is rounded back to them.
  return Math.round(counted.reduce((sum, item) => sum + item.points, 0) * 10_000) / 10_000
}

const criticalIn = (items: readonly Item[]) => items.filter((item) => item.critical).length

const FactsPanel = (props: { view: View; version: ChecklistVersion; others: VersionLine[] }) => {
  const { others, version, view } = props
  const { content } = version
  const { t } = view
  const items = itemsOf(content)
  const bonus = pointsOf(items, true)
  return (
    <Panel id="facts">
      <Facts
        facts={[
          { label: t('checklists.field.version'), value: version.version },
          version.state !== 'published' && {
            label: t('checklists.field.state'),
            value: <Tag tone="watch">{t(`checklists.state.${version.state}`)}</Tag>,
          },
          version.published_at !== null && {
            label: t('checklists.field.published'),
            value: <Instant view={view} at={version.published_at} />,
          },
          { label: t('checklists.field.kind'), value: t(`checklists.kind.${content.kind}`) },
          { label: t('checklists.field.announce'), value: t(`checklists.announce.${content.announce}`) },
          { label: t('checklists.field.items'), value: formatNumber(view, items.length) },
          { label: t('checklists.field.critical'), value: formatNumber(view, criticalIn(items)) },
          {
            label: t('checklists.field.points'),
            value: formatNumber(view, pointsOf(items)),
            note: bonus > 0 ? t('checklists.field.bonus', { n: formatNumber(view, bonus) }) : undefined,
          },
          { label: t('checklists.field.duration'), value: formatMinutes(view, content.duration_min) },
          others.length > 0 && {
            label: t('checklists.field.other_versions'),
            value: (
              <span class="version-links">
                {others.map((other) => (
                  <span>
                    <VersionLink view={view} version={other} />
                  </span>
                ))}
              </span>
            ),
          },
          {
            label: t('checklists.field.hash'),
            value: <span class="code">{version.content_hash.slice(0, 16)}</span>,
          },
        ]}
      />
    </Panel>
  )
}

const SectionsPanel = (props: { view: View; content: ChecklistContent }) => {
  const { content, view } = props
  const { t } = view
  const items = itemsOf(content)
  const figure = (value: number) => formatNumber(view, value)
  return (
    <Panel id="sections">
      <DataTable
        view={view}
        caption={t('checklists.sections')}
        rows={[...content.sections]}
        rowHref={(section) => `#section-${section.id}`}
        columns={[
          { key: 'title', label: t('checklists.section'), cell: (section) => pick(view.locale, section.title) },
          {
            key: 'items',
            label: t('checklists.field.items'),
            num: true,
            cell: (section) => figure(section.items.length),
          },
          {
            key: 'critical',
            label: t('checklists.field.critical'),
            num: true,
            cell: (section) => figure(criticalIn(section.items)),
          },
          {
            key: 'points',
            label: t('checklists.points'),
            num: true,
            cell: (section) => figure(pointsOf(section.items)),
          },
          { key: 'weight', label: t('checklists.weight'), num: true, cell: (section) => figure(section.weight) },
        ]}
        foot={{
          title: t('checklists.total'),
          items: figure(items.length),
          critical: figure(criticalIn(items)),
          points: figure(pointsOf(items)),
          weight: figure(Math.round(content.sections.reduce((sum, section) => sum + section.weight, 0) * 100) / 100),
        }}
      />
    </Panel>
  )
}

const ScoringPanel = (props: { view: View; content: ChecklistContent }) => {
  const { content, view } = props
  const { t } = view
  const { bands, gates } = content.scoring
  const hasRebate = bands.some((band) => band.rebate !== undefined)
  return (
    <Panel id="scoring" title={t('checklists.scoring')}>
      <Columns kind="halves">
        <Stack>
          <ul class="plain-list">
            {scoringWords(view, content).map((sentence) => (
              <li>{sentence}</li>
            ))}
          </ul>
          <div>
            <h3>{t('checklists.gates')}</h3>
            {gates.length === 0 ? (
              <p class="quiet">{t('checklists.gates.none')}</p>
            ) : (
              <ul class="rows gate-list">
                {gates.map((gate) => (
                  <li>
                    <span class="code">{gate.id}</span>
                    <div>
                      <p>{pick(view.locale, gate)}</p>
                      <p class="small">{gateWords(view, gate, content)}</p>
                    </div>
                  </li>
                ))}
              </ul>
            )}
          </div>
        </Stack>
        <DataTable
          view={view}
          caption={t('checklists.bands')}
          rows={[...bands]}
          columns={[
            {
              key: 'grade',
              label: t('field.grade'),
              cell: (band) => (
                <>
                  <span class="grade">{band.grade}</span> {pick(view.locale, band)}
                </>
              ),
            },
            {
              key: 'condition',
              label: t('checklists.band.condition'),
              cell: (band) => bandWords(view, band, band === bands.at(-1)),
            },
            ...(hasRebate
              ? [
                  {
                    key: 'rebate',
                    label: t('checklists.band.rebate'),
                    num: true,
                    cell: (band: (typeof bands)[number]) =>
                      band.rebate === undefined ? null : formatNumber(view, band.rebate),
                  },
                ]
              : []),
          ]}
        />
      </Columns>
    </Panel>
  )
}

const TextList = (props: { view: Reader; title: string; texts: readonly Text[] }) => (
  <div>
    <h3>{props.title}</h3>
    <ul class="plain-list">
      {props.texts.map((text) => (
        <li>{pick(props.view.locale, text)}</li>
      ))}
    </ul>
  </div>
)

const ScenarioPanels = (props: { view: View; content: ChecklistContent }): Child => {
  const { content, view } = props
  const { scenario, timeline } = content
  const { t } = view
  return (
    <>
      {scenario ? (
        <Panel id="scenario" title={t('checklists.scenario')} stack>
          <p class="measure">{pick(view.locale, scenario.brief)}</p>
          <Columns kind="thirds">
            {(['must_do', 'must_not', 'proof_of_visit'] as const).map((part) => (
              <TextList view={view} title={t(`checklists.scenario.${part}`)} texts={scenario[part]} />
            ))}
          </Columns>
        </Panel>
      ) : null}
      {timeline ? (
        <Panel id="timeline" title={t('checklists.timeline')}>
          <ul class="mark-list">
            {timeline.marks.map((mark) => (
              <li>
                <span class="code">{mark.id}</span> {pick(view.locale, mark)}
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
    </>
  )
}

const SectionPanel = (props: { view: View; section: Section; content: ChecklistContent }) => {
  const { content, section, view } = props
  const { t } = view
  const aside = [
    t('checklists.section.aside', {
      items: section.items.length,
      points: formatNumber(view, pointsOf(section.items)),
      weight: formatNumber(view, section.weight),
    }),
    ...(section.pass_mark === undefined
      ? []
      : [t('checklists.section.pass_mark', { n: formatNumber(view, section.pass_mark) })]),
    ...(section.rollup === undefined ? [] : [t(`checklists.section_rollup.${section.rollup}`)]),
    ...(section.start === undefined ? [] : [t('checklists.section.start', { n: formatNumber(view, section.start) })]),
    ...(section.rollup ? [t(`checklists.section_rollup.${section.rollup}`)] : []),
  ]
  return (
    <Panel id={`section-${section.id}`} title={pick(view.locale, section.title)} aside={aside.join(' · ')}>
      {section.applies_if ? (
        <p class="small">
          {t('checklists.section.applies', {
            conditions: conditionWords(view, 'section', section.applies_if, content).join(t('condition.and')),
          })}
        </p>
      ) : null}
      <ol class="check-items">
        {section.items.map((item) => (
          <ItemEntry view={view} item={item} content={content} />
        ))}
      </ol>
    </Panel>
  )
}

/** A frozen version, all of it, for reading and printing. */
export const ChecklistVersionPage = (props: {
  view: View
  version: ChecklistVersion
  others: VersionLine[]
  mayEdit: boolean
  /** The draft of the checklist that is being written, to whom may write it. */
  draftId?: string | undefined
  /** What became of the checklist, for those who may know. */
  history: readonly HistoryEntry[] | null
}) => {
  const { draftId, history, mayEdit, others, version, view } = props
  const { content } = version
  return (
    <>
      <PageHead
        title={pick(view.locale, content.title)}
        lead={<span class="measure">{pick(view.locale, content.purpose)}</span>}
        tools={
          <>
            {mayEdit ? (
              <ChecklistTools view={view} title={content.title} versionHref={versionHref(version)} draftId={draftId} />
            ) : null}
            <LinkButton href={`${versionHref(version)}/preview`}>{view.t('preview.link')}</LinkButton>
            <VersionTools view={view} version={version} others={others} mayEdit={mayEdit} />
          </>
        }
      />
      <Columns kind="side">
        <FactsPanel view={view} version={version} others={others} />
        <SectionsPanel view={view} content={content} />
      </Columns>
      <ScoringPanel view={view} content={content} />
      <ScenarioPanels view={view} content={content} />
      <Stack>
        {content.sections.map((section) => (
          <SectionPanel view={view} section={section} content={content} />
        ))}
        {history ? <ChecklistHistory view={view} entries={history} /> : null}
      </Stack>
    </>
  )
}
