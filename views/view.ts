import type { Locale, Translate } from '../server/i18n/words.ts'

/** One place in the navigation. `short` replaces the label where room is short; `later` goes behind "More" on a phone. */
export type NavEntry = {
  href: string
  label: string
  short?: string
  count?: number
  current?: boolean
  later?: boolean
}

/** What happened, said once at the top of the next page. */
export type Notice = { kind: 'good' | 'bad' | 'watch'; text: string }

/** Who is reading: language, zone and present moment. Enough to word and format anything. */
export type Reader = {
  t: Translate
  locale: Locale
  /** IANA name such as `Asia/Shanghai`: days are days there. */
  timeZone: string
  /** The present instant, ISO 8601 UTC. */
  now: string
}

/** Everything a page needs besides its own content. Every part takes it explicitly. */
export type View = Reader & {
  /** Path and query of this page: where switching the language returns to. */
  url: string
  user: { id: string; name: string; roleLabel: string } | null
  nav: NavEntry[]
  /** The URL of a file under `/assets/`, such as `base.css`, `htmx.js` or `client/shell.js`, with its fingerprint. */
  asset: (name: string) => string
  notice?: Notice
}
