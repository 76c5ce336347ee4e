import type { Item, ScaleResponse } from '../../server/checklists/format.ts'
import { displayPoints } from '../../server/scoring/score.ts'
import { ratingAt, ratingsOf } from './choices.ts'
import type { Sheet } from './model.ts'

/** Several ratings of one question, as of three consultants: each can be given, changed and taken away. */
export const RatingsWork = ({ sheet, item, response }: { sheet: Sheet; item: Item; response: ScaleResponse }) => {
  const { t } = sheet.reader
  const { open } = sheet.data
  const ratings = ratingsOf(sheet, item)
  const at = ratingAt(sheet, item)
  const result = sheet.results.get(item.id)
  const isNew = at >= ratings.length
  return (
    <div class="ratings">
      <ol aria-label={t('sheet.rating.list')}>
        {ratings.map((score, index) => (
          <li>
            <button
              type="button"
              class="btn"
              id={`rating-${item.id}-${index}`}
              data-do="rating"
              data-at={index}
              aria-pressed={index === at ? 'true' : 'false'}
              disabled={!open}
            >
              {t('sheet.rating.value', { n: index + 1, score })}
            </button>
            {open ? (
              <button
                type="button"
                class="as-link"
                id={`unrate-${item.id}-${index}`}
                data-do="unrate"
                data-at={index}
                aria-label={t('sheet.rating.remove', { n: index + 1 })}
              >
                ✕
              </button>
            ) : null}
          </li>
        ))}
        {open ? (
          <li>
            <button
              type="button"
              class="btn"
              id={`rating-${item.id}-new`}
              data-do="rating"
              data-at={ratings.length}
              aria-pressed={isNew ? 'true' : 'false'}
            >
              <kbd aria-hidden="true">+</kbd>{' '}
              {isNew ? t('sheet.rating.open', { n: ratings.length + 1 }) : t('sheet.rating.add')}
            </button>
          </li>
        ) : null}
      </ol>
      {ratings.length > 1 && response.ratings && result?.score ? (
        <p class="small">
          {response.ratings.combine === 'sum'
            ? t('sheet.rating.sum', {
                points: `${displayPoints(result.earned ?? '0/1')}/${displayPoints(result.possible ?? '0/1')}`,
              })
            : t(`sheet.rating.${response.ratings.combine}`, { score: displayPoints(result.score) })}
        </p>
      ) : null}
    </div>
  )
}
