import type { Child } from 'hono/jsx'
import type { Typed } from '../../server/checklists/drafts/form-tree.ts'
import { rowNames, textIn } from '../../server/checklists/drafts/settings-fields.ts'
import type { Common, Text } from '../../server/checklists/format.ts'
import { pick } from '../../server/i18n/words.ts'
import { formatNumber } from '../format.ts'
import type { FormState } from '../parts/form.tsx'
import { Tag } from '../parts/tag.tsx'
import type { View } from '../view.ts'

type Props = { view: View; state: FormState; common: Common }

/** The shared entries of a list, for reading, each with a button that copies it to the checklist's own. */
const Shared = (props: {
  view: View
  state: FormState
  list: string
  entries: { name: string; label: Child; text?: Child }[]
}) => {
  const { entries, list, state, view } = props
  const typed = state.values as Typed
  const own = new Set(rowNames(typed, list).map((row) => textIn(typed, `${row}._name`)))
  return (
    <details class="fold">
      <summary>{view.t('settings.vocabulary.shared', { n: entries.length })}</summary>
      <ul class="shared-words">
        {entries.map(({ label, name, text }) => (
          <li>
            <span class="code">{name}</span>
            <div>
              {label}
              {text}
            </div>
            {own.has(name) ? (
              <Tag>{view.t('settings.vocabulary.is_own')}</Tag>
            ) : (
              <button
                type="submit"
                class="btn"
                name="take"
                value={`${list}/${name}`}
                aria-label={view.t('settings.vocabulary.take.of', { name })}
                formnovalidate
              >
                {view.t('settings.vocabulary.take')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Both languages, that of the reader first. */
const Both = ({ text, view }: { view: View; text: Text }) => (
  <>
    <span>{pick(view.locale, text)}</span>
    <small lang={view.locale === 'en' ? 'zh-CN' : 'en'}> {view.locale === 'en' ? text.zh : text.en}</small>
  </>
)

export const SharedWords = (props: Omit<Props, 'common'> & { list: string; words: Readonly<Record<string, Text>> }) => (
  <Shared
    {...props}
    entries={Object.entries(props.words).map(([name, text]) => ({
      name,
      label: <Both view={props.view} text={text} />,
    }))}
  />
)

export const SharedScales = ({ common, state, view }: Props) => (
  <Shared
    view={view}
    state={state}
    list="scales"
    entries={Object.entries(common.scales).map(([name, scale]) => ({
      name,
      label: view.t('settings.scale.sums_up', {
        max: formatNumber(view, scale.max),
        finding: formatNumber(view, scale.finding_at_or_below),
        failed: formatNumber(view, scale.critical_fail_at_or_below),
      }),
      text: (
        <ul class="anchors">
          {scale.anchors.map((anchor) => (
            <li>
              <b>{formatNumber(view, anchor.score)}</b> {pick(view.locale, anchor)}
            </li>
          ))}
        </ul>
      ),
    }))}
  />
)

export const SharedBandSets = ({ common, state, view }: Props) => (
  <Shared
    view={view}
    state={state}
    list="sample_band_sets"
    entries={Object.entries(common.sample_band_sets).map(([name, bands]) => ({
      name,
      label: bands
        .map(({ min, ratio }) => `≥ ${formatNumber(view, min)} → ${formatNumber(view, ratio)}`)
        .join(view.locale === 'en' ? ', ' : '，'),
    }))}
  />
)
