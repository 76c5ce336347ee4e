import type { Child } from 'hono/jsx'
import { conditionWords } from '../../server/checklists/condition-words.ts'
import type { ChecklistContent, Item } from '../../server/checklists/format.ts'
import { pick } from '../../server/i18n/words.ts'
import { formatNumber } from '../format.ts'
import { Facts } from '../parts/facts.tsx'
import { Tag } from '../parts/tag.tsx'
import type { View } from '../view.ts'
import { answerWords, evidenceWords } from './answer-words.ts'

const Tags = (props: { view: View; item: Item }) => {
  const { item, view } = props
  const { t } = view
  return (
    <span class="tags">
      {item.critical ? <Tag tone="critical">{t('checklists.item.critical')}</Tag> : null}
      {item.class === 'must' ? null : <Tag tone="line">{t(`checklists.item.${item.class}`)}</Tag>}
      {item.frequency ? <Tag tone="line">{t(`checklists.frequency.${item.frequency}`)}</Tag> : null}
      {item.scored === false ? <Tag tone="watch">{t('checklists.item.not_scored_now')}</Tag> : null}
      {item.class === 'info' ? null : <b>{t('checklists.points.value', { n: formatNumber(view, item.points) })}</b>}
    </span>
  )
}

const Lines = (props: { lines: Child[] }) => (
  <ul class="plain-list">
    {props.lines.map((line) => (
      <li>{line}</li>
    ))}
  </ul>
)

/** One item with everything that an auditor needs to know of it. Its anchor is `item-<code>`. */
export const ItemEntry = (props: { view: View; item: Item; content: ChecklistContent }) => {
  const { content, item, view } = props
  const { locale, t } = view
  const { words } = content
  const named = (vocabulary: Readonly<Record<string, { zh: string; en: string }>>, code: string) => {
    const word = vocabulary[code]
    return word ? pick(locale, word) : code
  }
  const answer = answerWords(view, item, content)
  const evidence = evidenceWords(view, item)
  return (
    <li id={`item-${item.id}`}>
      <div class="head">
        <a class="code" href={`#item-${item.id}`} aria-label={t('checklists.item.link', { code: item.id })}>
          {item.id}
        </a>
        <h3>{pick(locale, item.text)}</h3>
        <Tags view={view} item={item} />
      </div>
      <div class="about">
        <Facts
          facts={[
            {
              label: t('checklists.item.response'),
              value: (
                <>
                  {answer.asks}
                  {answer.worth.length > 0 ? <Lines lines={answer.worth} /> : null}
                </>
              ),
            },
            item.guide && { label: t('checklists.item.guide'), value: pick(locale, item.guide) },
            item.losses.length > 0 && {
              label: t('checklists.item.losses'),
              value: (
                <Lines
                  lines={item.losses.map((loss) => (
                    <>
                      {pick(locale, loss)}{' '}
                      {loss.severity ? <Tag tone="line">{t(`action.severity.${loss.severity}`)}</Tag> : null}
                    </>
                  ))}
                />
              ),
            },
          ]}
        />
        <Facts
          facts={[
            { label: t('checklists.item.method'), value: named(words.methods, item.method) },
            {
              label: t('checklists.item.evidence'),
              value:
                evidence.length === 0 ? t('checklists.evidence.none') : evidence.join(t('checklists.evidence.comma')),
            },
            item.photos.length > 0 && {
              label: t('checklists.item.photos'),
              value: <Lines lines={item.photos.map((photo) => pick(locale, photo))} />,
            },
            {
              label: t('checklists.item.responsible'),
              value: named(words.positions, item.responsible),
              note: item.class === 'info' ? undefined : t('checklists.item.capa_days', { n: item.capa_days }),
            },
            { label: t('checklists.item.factor'), value: named(words.factors, item.factor) },
            item.groups !== undefined && {
              label: t('checklists.item.groups'),
              value: item.groups
                .map((id) => {
                  const group = content.scoring.groups?.find((one) => one.id === id)
                  return group ? pick(locale, group) : id
                })
                .join(t('checklists.evidence.comma')),
            },
            { label: t('checklists.item.na'), value: t(`checklists.item.na.${item.na_allowed ? 'yes' : 'no'}`) },
            item.applies_if && {
              label: t('checklists.item.applies'),
              value: <Lines lines={conditionWords(view, 'item', item.applies_if, content)} />,
            },
          ]}
        />
      </div>
    </li>
  )
}
