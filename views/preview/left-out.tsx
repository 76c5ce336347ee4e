import type { Part } from '../../server/checklists/drafts/draft.ts'
import type { Shortcoming } from '../../server/checklists/drafts/preview.ts'
import type { Reader } from '../view.ts'

/** The page of the editor on which a part is written. */
export const partHref = (home: string, part: Part | null): string => {
  if (!part) return home
  if (!('id' in part)) return `${home}/${part.part}`
  return `${home}/${part.part}s/${encodeURIComponent(part.id)}`
}

type Props = { view: Reader; home: string; shortcomings: readonly Shortcoming[] }

/** What the preview does not show as it is written, with the way to mend it. */
export const Shortcomings = ({ view: { t }, home, shortcomings }: Props) => (
  <ul class="shortcomings">
    {shortcomings.map(({ how, part, flaws }) => (
      <li>
        <a href={partHref(home, part)}>
          {part ? t(`preview.part.${part.part}`, { id: 'id' in part ? part.id : '' }) : t('preview.part.outline')}
        </a>{' '}
        <b>{t(`preview.short.${how}`)}</b>
        <ul>
          {flaws.map(({ word, params }) => (
            <li>{t(word, params)}</li>
          ))}
        </ul>
      </li>
    ))}
  </ul>
)

/** The same in one line that unfolds; nothing where all of it is whole. */
export const LeftOutList = (props: Props) =>
  props.shortcomings.length === 0 ? null : (
    <details class="notice watch left-out">
      <summary>
        <span class="sign" aria-hidden="true">
          !
        </span>{' '}
        {props.view.t('preview.short', { n: props.shortcomings.length })}
      </summary>
      <Shortcomings {...props} />
    </details>
  )
