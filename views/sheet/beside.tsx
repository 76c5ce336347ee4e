import type { RecordedPhoto } from '../../server/answers/gather.ts'
import type { Item } from '../../server/checklists/format.ts'
import { pick } from '../../server/i18n/fill.ts'
import { draftKey, type Sheet } from './model.ts'
import { SaidText } from './signs.tsx'

const longestCaption = 300

/** The right side of the open item: last time, how to judge, the photos. */
export const Beside = ({ sheet, item }: { sheet: Sheet; item: Item }) => {
  const { t, locale } = sheet.reader
  const { last, content } = sheet.data
  const before = last?.items[item.id]
  const gates = content.scoring.gates.filter(({ when }) => when.item_failed === item.id)
  return (
    <div class="beside">
      {last && before ? (
        <div>
          <h4>{t('sheet.beside.last', { when: last.when })}</h4>
          <p>
            <SaidText said={before.said} />
            {before.points === null
              ? null
              : `${t('reports.comma')}${t('sheet.beside.points', { points: before.points })}`}
          </p>
        </div>
      ) : null}
      {item.guide ? (
        <div>
          <h4>{t('sheet.beside.guide')}</h4>
          <p>{pick(locale, item.guide)}</p>
        </div>
      ) : null}
      {gates.map((gate) => (
        <div>
          <h4>{t('sheet.beside.gates')}</h4>
          <p>{pick(locale, gate)}</p>
        </div>
      ))}
      <Photos sheet={sheet} item={item} />
    </div>
  )
}

const Photos = ({ sheet, item }: { sheet: Sheet; item: Item }) => {
  const { t, locale } = sheet.reader
  const photos = sheet.photosOf.get(item.id) ?? []
  const asks = asksOf(sheet, item)
  const refused = [...sheet.local.uploads].filter(([, upload]) => upload.code === item.id && upload.problem)
  const named = item.photos.filter((photo) => !photos.some(({ name }) => name === photo.code))
  return (
    <div class="evidence">
      <h4>
        {[t('sheet.evidence'), ...asks, photos.length > 0 && t('sheet.evidence.have', { n: photos.length })]
          .filter(Boolean)
          .join(' · ')}
      </h4>
      {photos.length > 0 ? (
        <div class="photos">
          {photos.map((photo, index) => (
            <PhotoFigure sheet={sheet} item={item} photo={photo} n={index + 1} />
          ))}
        </div>
      ) : null}
      {refused.map(([id, upload]) => (
        <p class="error" role="alert">
          {upload.problem}{' '}
          <button type="button" class="as-link" data-do="dismiss" data-value={id}>
            {t('sheet.photo.dismiss')}
          </button>
        </p>
      ))}
      {sheet.data.open ? (
        <div class="add-photos">
          {named.map((photo) => (
            <AddPhoto id={`add-${item.id}-${photo.code}`} name={photo.code}>
              {t('sheet.photo.add_named', { name: pick(locale, photo) })}
            </AddPhoto>
          ))}
          <AddPhoto id={`add-${item.id}`} letter="p">
            {t('sheet.photo.add')}
          </AddPhoto>
        </div>
      ) : null}
    </div>
  )
}

/**
 * A label over a file field: pressing it opens the camera of a phone or the files of a laptop. HEIC is not among the kinds, so that
 * an iPhone sends JPEG.
 */
const AddPhoto = (props: { id: string; name?: string; letter?: string; children?: unknown }) => (
  <label class="btn file" for={props.id}>
    {props.letter ? <kbd aria-hidden="true">{props.letter}</kbd> : null}
    <span>{props.children as string}</span>
    <input
      type="file"
      id={props.id}
      class="sr"
      data-field="photos"
      data-name={props.name}
      accept="image/jpeg,image/png,image/webp"
      multiple={props.name === undefined}
    />
  </label>
)

const PhotoFigure = (props: { sheet: Sheet; item: Item; photo: RecordedPhoto; n: number }) => {
  const { sheet, item, photo, n } = props
  const { t, locale } = sheet.reader
  const upload = sheet.local.uploads.get(photo.id)
  const named = item.photos.find(({ code }) => code === photo.name)
  // The picture of this page, as long as it has one, else that of the server.
  const src = upload?.url || (photo.arrived ? `/photos/${photo.id}/thumb` : undefined)
  const alt = photo.caption || t('sheet.photo.alt', { code: item.id, n })
  const caption = sheet.local.drafts.get(draftKey(item.id, `caption ${photo.id}`)) ?? photo.caption
  return (
    <figure id={`photo-${photo.id}`} data-photo={photo.id}>
      {src ? (
        <a class="frame" href={upload?.url || `/photos/${photo.id}`} target="_blank" rel="noopener">
          <img src={src} alt={alt} width={112} height={84} decoding="async" />
        </a>
      ) : (
        <span class="frame empty">{t('sheet.photo.elsewhere')}</span>
      )}
      <figcaption>
        {named ? <b>{pick(locale, named)}</b> : null}
        <input
          id={`caption-${photo.id}`}
          data-field="caption"
          value={caption}
          maxlength={longestCaption}
          placeholder={t('sheet.photo.caption.hint')}
          aria-label={t('sheet.photo.caption', { n })}
          autocomplete="off"
          readonly={!sheet.data.open}
        />
        <span class="foot">
          <PhotoSafety sheet={sheet} photo={photo} />
          {sheet.data.open ? (
            <button type="button" class="as-link" data-do="remove-photo" aria-label={t('sheet.photo.remove', { n })}>
              ✕
            </button>
          ) : null}
        </span>
      </figcaption>
    </figure>
  )
}

const PhotoSafety = ({ sheet, photo }: { sheet: Sheet; photo: RecordedPhoto }) => {
  const { t } = sheet.reader
  const upload = sheet.local.uploads.get(photo.id)
  if (sheet.data.trial) return <span />
  if (photo.arrived) return <span class="safe sent">{t('sheet.safe.saved')}</span>
  if (!upload) return <span class="safe lost">{t('sheet.missing.photo_bytes')}</span>
  if (sheet.local.trouble) return <span class="safe lost">{t('sheet.safe.unsaved')}</span>
  return (
    <span class="safe here">
      {upload.percent === 0 ? t('sheet.photo.waiting') : t('sheet.photo.sending', { n: upload.percent })}
    </span>
  )
}

/** What the checklist asks for as evidence of this item, in words: what always, and what when something is wrong. */
function asksOf(sheet: Sheet, item: Item): string[] {
  const { t } = sheet.reader
  return (['always', 'on_fail'] as const).flatMap((rule) => {
    const kinds = (['photo', 'document', 'receipt', 'note'] as const).filter((kind) => item.evidence[kind] === rule)
    const what = kinds.map((kind) => t(`sheet.evidence.${kind}`)).join(t('reports.list'))
    return what ? [t(`sheet.evidence.${rule}`, { what })] : []
  })
}
