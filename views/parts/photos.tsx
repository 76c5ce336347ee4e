import type { Child } from 'hono/jsx'
import type { Reader } from '../view.ts'
import { Instant } from './facts.tsx'

export type Photo = {
  /** The small picture. */
  src: string
  /** The picture in full size; opens in a tab of its own. */
  full: string
  /** What it shows; also the caption unless one is given. */
  alt: string
  caption?: Child
  at?: string | null
}

/** Photos of evidence side by side, each with what it shows and when it was taken. */
export const PhotoStrip = (props: { view: Reader; photos: Photo[]; large?: boolean }) => (
  <div class={props.large ? 'photos large' : 'photos'}>
    {props.photos.map((photo) => (
      <figure>
        <a
          class="frame"
          href={photo.full}
          target="_blank"
          rel="noopener"
          aria-label={props.view.t('photo.full', { name: photo.alt })}
        >
          <img
            src={photo.src}
            alt=""
            width={props.large ? 224 : 112}
            height={props.large ? 168 : 84}
            loading="lazy"
            decoding="async"
          />
        </a>
        <figcaption>
          {photo.caption ?? photo.alt}
          {photo.at ? (
            <small>
              <Instant view={props.view} at={photo.at} short />
            </small>
          ) : null}
        </figcaption>
      </figure>
    ))}
  </div>
)
