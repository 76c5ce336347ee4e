import type { Child } from 'hono/jsx'
import { itemsOf } from '../../server/checklists/drafts/arrange.ts'
import type { Draft, DraftSection, Part } from '../../server/checklists/drafts/draft.ts'
import { partAt } from '../../server/checklists/drafts/flaws.ts'
import type { OpenDraft } from '../../server/checklists/drafts/open.ts'
import type { WrittenItem } from '../../server/checklists/format.ts'
import type { Flaw } from '../../server/checklists/wording.ts'
import { pick } from '../../server/i18n/words.ts'
import { add, compare, decimalText, fromNumber, zero } from '../../server/scoring/rational.ts'
import { formatNumber } from '../format.ts'
import { historyOf, type LogEntry } from '../history.ts'
import { Button, LinkButton, Menu } from '../parts/button.tsx'
import { Facts } from '../parts/facts.tsx'
import { EmptyState, Panel, Remark } from '../parts/page.tsx'
import { History } from '../parts/progress.tsx'
import { Tag } from '../parts/tag.tsx'
import type { View } from '../view.ts'
import { flawText, partHref } from './flaw-words.ts'
import { editWords } from './log-words.ts'

type At = { view: View; open: OpenDraft; base: string; flaws: FlawsByPlace }
type FlawsByPlace = { of: (part: Part) => Flaw[]; whole: Flaw[] }

const keyOf = (part: Part) => ('id' in part ? `${part.part} ${part.id}` : part.part)

const flawsByPlace = (draft: Draft, flaws: readonly Flaw[]): FlawsByPlace => {
  const places = new Map<string, Flaw[]>()
  const whole: Flaw[] = []
  for (const flaw of flaws) {
    const part = partAt(draft, flaw.path)
    if (!part) whole.push(flaw)
    else places.set(keyOf(part), [...(places.get(keyOf(part)) ?? []), flaw])
  }
  return { of: (part) => places.get(keyOf(part)) ?? [], whole }
}

const untranslated = new Set(['checklist.problem.missing_zh', 'checklist.problem.missing_en'])

/** What is open at a section or item: texts to translate, and everything else. The sentences are in the title. */
const Open = (props: At & { part: Part }) => {
  const { open, view } = props
  const flaws = props.flaws.of(props.part)
  const texts = flaws.filter(({ word }) => untranslated.has(word))
  const others = flaws.filter((flaw) => !texts.includes(flaw))
  return (
    <>
      {texts.length > 0 ? (
        <Tag tone="watch" sign="!">
          {view.t('drafts.outline.untranslated', { n: texts.length })}
        </Tag>
      ) : null}
      {others.length > 0 ? (
        <span title={others.map((flaw) => flawText(view, open.draft, flaw)).join(' ')}>
          <Tag tone="watch" sign="!">
            {view.t('drafts.outline.flaws', { n: others.length })}
          </Tag>
        </span>
      ) : null}
    </>
  )
}

const Step = (props: { view: View; order: 'up' | 'down'; place: string; name: string; off: boolean }) => {
  const label = props.view.t(`drafts.rows.${props.order}`, { row: props.name })
  return (
    <button class="btn" name={props.order} value={props.place} aria-label={label} title={label} disabled={props.off}>
      <span aria-hidden="true">{props.order === 'up' ? '↑' : '↓'}</span>
    </button>
  )
}

const Grip = () => (
  <span class="grip" aria-hidden="true">
    ⠿
  </span>
)

const ItemRow = (props: At & { item: WrittenItem; first: boolean; last: boolean }) => {
  const { base, item, open, view } = props
  const { t } = view
  const code = item.id
  const part = { part: 'item', id: code } as const
  const href = partHref(open.id, part)
  return (
    <li class="o-item" id={`item-${code}`} data-place={`item:${code}`} data-name={code}>
      <Grip />
      <span class="code">{code}</span>
      <a href={href}>{pick(view.locale, item.text) || t('drafts.outline.no_text')}</a>
      <span class="marks">
        {item.critical ? <Tag tone="critical">{t('checklists.item.critical')}</Tag> : null}
        {item.class === 'must' ? null : <Tag tone="line">{t(`checklists.item.${item.class}`)}</Tag>}
        <Open {...props} part={part} />
      </span>
      <span class="kind">{t(`exchange.value.type.${item.response.type}`)}</span>
      <span class="points">
        {item.class === 'info' ? '–' : t('checklists.points.value', { n: formatNumber(view, item.points) })}
      </span>
      <span class="tools">
        <Step view={view} order="up" place={`item:${code}`} name={code} off={props.first} />
        <Step view={view} order="down" place={`item:${code}`} name={code} off={props.last} />
        <Menu label={<span aria-label={t('drafts.outline.more', { row: code })}>⋯</span>}>
          <button name="after" value={code} formaction={`${base}/items`}>
            {t('drafts.outline.add_after')}
          </button>
          <button formaction={`${href}/copy`}>{t('drafts.outline.copy')}</button>
          <a href={`${href}/removal`}>{t('button.remove')}</a>
        </Menu>
      </span>
    </li>
  )
}

const pointsOf = (items: readonly WrittenItem[]) =>
  items
    .filter((item) => item.class === 'must' || item.class === 'should')
    .map(({ points }) => fromNumber(points))
    .reduce(add, zero)
const figure = (value: ReturnType<typeof fromNumber>) => decimalText(value, 4).replace(/\.?0+$/, '') || '0'

const SectionRow = (props: At & { section: DraftSection; at: number }) => {
  const { at, base, open, section, view } = props
  const { t } = view
  const { sections } = open.draft
  const part = { part: 'section', id: section.id } as const
  const href = partHref(open.id, part)
  const title = pick(view.locale, section.title) || t('drafts.outline.no_title')
  const isEnd = (index: number, edge: 'first' | 'last') =>
    edge === 'first' ? at === 0 && index === 0 : at === sections.length - 1 && index === section.items.length - 1
  return (
    <li class="o-section" id={`section-${section.id}`} data-place={`section:${section.id}`} data-name={title}>
      <div class="o-head">
        <Grip />
        <span class="code">{section.id}</span>
        <h2>
          <a href={href}>{title}</a>
        </h2>
        <span class="aside">
          {t('checklists.section.aside', {
            items: section.items.length,
            points: figure(pointsOf(section.items)),
            weight: formatNumber(view, section.weight),
          })}
        </span>
        <span class="marks">
          <Open {...props} part={part} />
        </span>
        <span class="tools">
          <Step view={view} order="up" place={`section:${section.id}`} name={title} off={at === 0} />
          <Step
            view={view}
            order="down"
            place={`section:${section.id}`}
            name={title}
            off={at === sections.length - 1}
          />
          <Menu label={<span aria-label={t('drafts.outline.more', { row: title })}>⋯</span>}>
            <a href={href}>{t('button.edit')}</a>
            <a href={`${href}/removal`}>{t('button.remove')}</a>
          </Menu>
        </span>
      </div>
      <ol class="o-items">
        {section.items.map((item, index) => (
          <ItemRow {...props} item={item} first={isEnd(index, 'first')} last={isEnd(index, 'last')} />
        ))}
      </ol>
      <p class="o-add">
        <button class="btn plain" name="section" value={section.id} formaction={`${base}/items`}>
          {t('drafts.outline.add_item')}
          <span class="sr">{t('drafts.outline.in', { section: title })}</span>
        </button>
      </p>
    </li>
  )
}

/** How much there is, and whether the weights add up to what they should. */
const Totals = (props: { view: View; draft: Draft }) => {
  const { draft, view } = props
  const { t } = view
  const items = itemsOf(draft)
  const bonus = items
    .filter((item) => item.class === 'bonus')
    .map(({ points }) => fromNumber(points))
    .reduce(add, zero)
  const weights = draft.sections.map(({ weight }) => fromNumber(weight)).reduce(add, zero)
  const wanted = fromNumber(draft.scoring.weights_add_to ?? 100)
  const fits = compare(weights, wanted) === 0
  return (
    <Facts
      row
      panel
      facts={[
        { label: t('checklists.sections'), value: formatNumber(view, draft.sections.length) },
        { label: t('checklists.field.items'), value: formatNumber(view, items.length) },
        {
          label: t('checklists.field.points'),
          value: figure(pointsOf(items)),
          note: compare(bonus, zero) === 0 ? undefined : t('checklists.field.bonus', { n: figure(bonus) }),
        },
        {
          label: t('checklists.field.critical'),
          value: formatNumber(view, items.filter(({ critical }) => critical).length),
        },
        {
          label: t('drafts.outline.weights'),
          value: (
            <span class={fits ? undefined : 'off'}>
              {t('drafts.outline.weights.of', { sum: figure(weights), wanted: figure(wanted) })}
            </span>
          ),
          note: fits ? undefined : (
            <Tag tone="watch" sign="!">
              {t('drafts.outline.weights.off')}
            </Tag>
          ),
        },
      ]}
    />
  )
}

/** The sections and items of a draft in their order. Moving works without script by buttons; with script also by drag and by keys. */
export const Outline = (props: { view: View; open: OpenDraft; history: readonly LogEntry[] }) => {
  const { open, view } = props
  const { t } = view
  const { draft } = open
  const base = `/checklist-drafts/${open.id}`
  const flaws = flawsByPlace(draft, open.flaws)
  const addSection = (kind?: 'main'): Child => <Button kind={kind}>{t('drafts.outline.add_section')}</Button>
  return (
    <>
      <div
        id="outline"
        class="stack"
        data-moved={t('drafts.outline.moved')}
        data-moved-section={t('drafts.outline.moved_section')}
      >
        <Totals view={view} draft={draft} />
        {draft.sections.length > 0 && flaws.whole.length > 0 ? (
          <Remark kind="watch">
            {flaws.whole.map((flaw) => (
              <p>{flawText(view, draft, flaw)}</p>
            ))}
          </Remark>
        ) : null}
        {draft.sections.length === 0 ? (
          <Panel id="outline-empty">
            <form method="post" action={`${base}/sections`}>
              <EmptyState title={t('drafts.outline.empty')} actions={addSection('main')}>
                {t('drafts.outline.empty.text')}
              </EmptyState>
            </form>
          </Panel>
        ) : (
          <form class="panel outline" method="post" action={`${base}/order`} aria-label={t('drafts.part.outline')}>
            <p class="o-keys">{t('drafts.outline.keys')}</p>
            <ol class="o-sections">
              {draft.sections.map((section, at) => (
                <SectionRow view={view} open={open} base={base} flaws={flaws} section={section} at={at} />
              ))}
            </ol>
            <p class="o-add">
              <button class="btn" formaction={`${base}/sections`}>
                {t('drafts.outline.add_section')}
              </button>
            </p>
          </form>
        )}
      </div>
      <p class="sr" role="status" id="outline-said"></p>
      <Panel id="history" title={t('drafts.history')}>
        <History view={view} entries={historyOf(view, props.history, editWords(view, draft))} />
      </Panel>
      <p>
        <LinkButton kind="danger" href={`${base}/removal`}>
          {t('drafts.remove')}
        </LinkButton>
      </p>
    </>
  )
}
