import type { Part } from '../../server/checklists/drafts/draft.ts'
import type { Shortcoming } from '../../server/checklists/drafts/preview.ts'
import type { Reader } from '../view.ts'

/** The page of the editor on which a part is written. */
export const partHref = (home: string, part: Part | null): string => {
  if (!part) return home
  if (!('id' in part)) return `${home}/${part.part}`
  return `${home}/${part.part}s/${encodeURIComponent(part.id)}`
}

/** Of these, only what is not whole is left out: a gate, a row of the grades, a scale. */
const isOfParts = (how: Shortcoming['how'], part: Part | null) =>
  how === 'left_out' && (part?.part === 'scoring' || part?.part === 'vocabulary')

type Props = { view: Reader; home: string; shortcomings: readonly Shortcoming[] }

/** What the preview does not show as it is written, with the way to mend it. */
export const Shortcomings = ({ view: { t }, home, shortcomings }: Props) => (
  <ul class="shortcomings">
    {shortcomings.map(({ how, part, flaws }) => (
      <li>
        <a href={partHref(home, part)}>
          {part ? t(`preview.part.${part.part}`, { id: 'id' in part ? part.id : '' }) : t('preview.part.outline')}
        </a>{' '}
        <b>{t(isOfParts(how, part) ? 'preview.short.left_out_in_part' : `preview.short.${how}`)}</b>
        <ul>
          {[...new Set(flaws.map(({ word, params }) => t(word, params)))].map((sentence) => (
            <li>{sentence}</li>
          ))}
        </ul>
      </li>
    ))}
  </ul>
)

/** The same in one line that unfolds; nothing where all of it is whole. */
export const LeftOutList = (props: Props) =>
  props.shortcomings.length === 0 ? null : (
    <section aria-label={props.view.t('preview.short.list')}>
      <details class="notice watch left-out">
        <summary>
          <span class="sign" aria-hidden="true">
            !
          </span>{' '}
          {props.view.t('preview.short', { n: props.shortcomings.length })}
        </summary>
        <Shortcomings {...props} />
      </details>
    </section>
  )
