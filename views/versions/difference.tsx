import type { Child } from 'hono/jsx'
import type { Common } from '../../server/checklists/format.ts'
import type { Comparability } from '../../server/checklists/versions/comparability.ts'
import {
  type Change,
  type ChangedItem,
  type Difference,
  isNothing,
  type PlacedItem,
} from '../../server/checklists/versions/diff.ts'
import { pick } from '../../server/i18n/words.ts'
import {
  decimalText,
  divide,
  greater,
  hundred,
  isZero,
  multiply,
  type Rational,
} from '../../server/scoring/rational.ts'
import { Facts } from '../parts/facts.tsx'
import { EmptyState, Panel, Remark } from '../parts/page.tsx'
import { Tag, type Tone } from '../parts/tag.tsx'
import type { View } from '../view.ts'
import { type FieldReader, fieldLabel, fieldReader, fieldValue } from './field-words.ts'

const tones: Record<Comparability, { tone: Tone; sign: '✓' | '◐' | '✗' }> = {
  same: { tone: 'good', sign: '✓' },
  partly: { tone: 'watch', sign: '◐' },
  not: { tone: 'bad', sign: '✗' },
}

export const EffectTag = (props: { view: View; effect: Comparability }) => (
  <Tag {...tones[props.effect]}>{props.view.t(`versions.effect.${props.effect}`)}</Tag>
)

const plainNumber = (value: Rational) => decimalText(value, 4).replace(/\.?0+$/, '')

const EffectPanel = (props: { view: View; difference: Difference }) => {
  const { difference, view } = props
  const { critical, kinds, points } = difference
  const { t } = view
  const most = greater(points.before, points.after)
  const change = (before: string | number, after: string | number) =>
    before === after ? t('versions.stays', { n: after }) : t('versions.from_to', { before, after })
  return (
    <Panel id="effect" title={t('versions.effect')} aside={<EffectTag view={view} effect={difference.effect} />} stack>
      <p class="measure">{t(`versions.effect.${difference.effect}.text`)}</p>
      <Facts
        row
        facts={[
          {
            label: t('checklists.field.points'),
            value: change(plainNumber(points.before), plainNumber(points.after)),
          },
          !isZero(most) && {
            label: t('versions.same_points'),
            value: `${decimalText(divide(multiply(points.same, hundred), most), 1)}%`,
            note: t('checklists.points.value', { n: plainNumber(points.same) }),
          },
          { label: t('checklists.field.critical'), value: change(critical.before, critical.after) },
        ]}
      />
      <ul class="rows kinds">
        {kinds.toReversed().map(({ count, effect, kind }) => (
          <li>
            <span>
              {t(`versions.kind.${kind}`)} <span class="quiet">{t('versions.times', { n: count })}</span>
            </span>
            <EffectTag view={view} effect={effect} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

const ChangeList = (props: { reader: FieldReader; changes: readonly Change[]; base: readonly string[] }) => {
  const { base, changes, reader } = props
  const { t } = reader.view
  return (
    <dl class="changes">
      {changes.map((change) => {
        const path = [...base, ...change.path]
        const [before, after] = [fieldValue(reader, path, change.before), fieldValue(reader, path, change.after)]
        return (
          <div>
            <dt>{fieldLabel(reader, change, base)}</dt>
            <dd>
              {before === null ? null : (
                <del>
                  <span class="sr">{t('versions.before')}</span>
                  {before || t('versions.empty')}
                </del>
              )}
              {after === null ? null : (
                <ins>
                  <span class="sr">{t('versions.after')}</span>
                  {after || t('versions.empty')}
                </ins>
              )}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

const itemBase = ['sections', '*', 'items', '*']

type Hrefs = { before?: (code: string) => string; after?: (code: string) => string }

const ItemHead = (props: { view: View; item: PlacedItem['item']; href?: string; children?: Child }) => {
  const { href, item, view } = props
  return (
    <div class="item-head">
      {href ? (
        <a class="code" href={href}>
          {item.id}
        </a>
      ) : (
        <span class="code">{item.id}</span>
      )}
      <h3>{pick(view.locale, item.text)}</h3>
      {props.children}
    </div>
  )
}

const ItemList = <T extends PlacedItem>(props: {
  view: View
  id: string
  title: string
  items: readonly T[]
  href?: (code: string) => string
  note: (one: T) => Child
}) =>
  props.items.length === 0 ? null : (
    <Panel id={props.id} title={props.title} aside={props.view.t('versions.items', { n: props.items.length })}>
      <ul class="rows item-rows">
        {props.items.map((one) => (
          <li>
            <ItemHead view={props.view} item={one.item} href={props.href?.(one.item.id)}>
              <p class="small">{props.note(one)}</p>
            </ItemHead>
          </li>
        ))}
      </ul>
    </Panel>
  )

const ChangedItems = (props: {
  view: View
  reader: FieldReader
  items: readonly ChangedItem[]
  href?: (code: string) => string
}) => {
  const { items, reader, view } = props
  return items.length === 0 ? null : (
    <Panel id="changed" title={view.t('versions.items.changed')} aside={view.t('versions.items', { n: items.length })}>
      <ul class="rows item-rows">
        {items.map(({ changes, hasOtherMeaning, item }) => (
          <li id={`changed-${item.id}`}>
            <ItemHead view={view} item={item} href={props.href?.(item.id)} />
            {hasOtherMeaning ? (
              <Remark kind="watch">{view.t('versions.other_meaning', { code: item.id })}</Remark>
            ) : null}
            <ChangeList reader={reader} changes={changes} base={itemBase} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

const OtherChanges = (props: { reader: FieldReader; view: View; difference: Difference }) => {
  const { difference, reader, view } = props
  const { sections, whole } = difference
  const { t } = view
  const title = (section: { id: string; title: { zh: string; en: string } }) =>
    pick(view.locale, section.title) || section.id
  const listed = (['added', 'removed', 'moved'] as const).filter((how) => sections[how].length > 0)
  return (
    <>
      {whole.length === 0 ? null : (
        <Panel id="whole" title={t('versions.whole')}>
          <ChangeList reader={reader} changes={whole} base={[]} />
        </Panel>
      )}
      {listed.length + sections.changed.length === 0 ? null : (
        <Panel id="sections" title={t('checklists.sections')} stack>
          {listed.length === 0 ? null : (
            <Facts
              facts={listed.map((how) => ({
                label: t(`versions.sections.${how}`),
                value: sections[how].map(title).join(t('exchange.problem.between')),
              }))}
            />
          )}
          {sections.changed.map(({ changes, section }) => (
            <div>
              <h3>{title(section)}</h3>
              <ChangeList reader={reader} changes={changes} base={['sections', '*']} />
            </div>
          ))}
        </Panel>
      )}
    </>
  )
}

/** What differs between two versions: first what it means for comparing results, then item by item and field by field. */
export const DifferenceView = (props: {
  view: View
  difference: Difference
  common: Common
  hrefs?: Hrefs
  /** There was nothing before, so there is nothing to compare results with. */
  isNew?: boolean
}) => {
  const { common, difference, hrefs = {}, view } = props
  const { t } = view
  if (isNothing(difference)) return <EmptyState title={t('versions.nothing')}>{t('versions.nothing.text')}</EmptyState>
  const reader = fieldReader(view, difference.after, common)
  const { items } = difference
  const sectionOf = ({ section }: PlacedItem) => pick(view.locale, section.title) || section.id
  const pointsOf = (one: PlacedItem) =>
    [sectionOf(one), t('checklists.points.value', { n: one.item.points })].join(' · ')
  return (
    <>
      {props.isNew ? null : <EffectPanel view={view} difference={difference} />}
      <ChangedItems view={view} reader={reader} items={items.changed} href={hrefs.after} />
      <ItemList
        view={view}
        id="added"
        title={t('versions.items.added')}
        items={items.added}
        href={hrefs.after}
        note={pointsOf}
      />
      <ItemList
        view={view}
        id="removed"
        title={t('versions.items.removed')}
        items={items.removed}
        href={hrefs.before}
        note={pointsOf}
      />
      <ItemList
        view={view}
        id="moved"
        title={t('versions.items.moved')}
        items={items.moved}
        href={hrefs.after}
        note={(one) =>
          one.from.id === one.section.id
            ? t('versions.moved.within', { section: sectionOf(one) })
            : t('versions.from_to', { before: pick(view.locale, one.from.title) || one.from.id, after: sectionOf(one) })
        }
      />
      <OtherChanges view={view} reader={reader} difference={difference} />
    </>
  )
}
