import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { formatNumber } from './format.ts'
import { NoticeBar } from './parts/page.tsx'
import type { NavEntry, View } from './view.ts'

export type Crumb = { label: string; href?: string }

const stylesheets = [
  'tokens',
  'base',
  'shell',
  'parts',
  'forms',
  'tables',
  'charts',
  'sheet',
  'pages',
  'audits',
  'people',
  'checklists',
  'editor',
  'versions',
  'draft-settings',
  'preview',
  'dashboards',
  'print',
]

/** The ruler: the mark of the product and the scale on which every score stands. */
export const Mark = () => (
  <svg width="28" height="20" viewBox="0 0 28 20" aria-hidden="true">
    <g stroke="currentColor" stroke-width="1.5" fill="none">
      <path d="M1 17h26" />
      <path d="M3 17V8" />
      <path d="M8.5 17v-5" />
      <path d="M14 17V8" />
      <path d="M19.5 17v-5" />
      <path d="M25 17V8" />
    </g>
    <path d="M18 1h6l-3 6z" fill="currentColor" />
  </svg>
)

const Page = (props: {
  view: View
  title: string
  scripts?: string[]
  class: string
  slim?: boolean
  children?: Child
}) => {
  const { view } = props
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={view.locale}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>{`${props.title} · ${view.t('general.app')}`}</title>
          <link rel="icon" href={view.asset('favicon.svg')} type="image/svg+xml" />
          {stylesheets.map((name) => (
            <link rel="stylesheet" href={view.asset(`${name}.css`)} />
          ))}
          <script src={view.asset('htmx.js')} defer></script>
          {['client/shell.js', ...(props.scripts ?? [])].map((name) => (
            <script type="module" src={view.asset(name)}></script>
          ))}
        </head>
        <body class={props.class} data-nav={props.slim ? 'slim' : undefined}>
          <a class="skip" href="#main">
            {view.t('shell.skip')}
          </a>
          {props.children}
        </body>
      </html>
    </>
  )
}

/** Switches to the other language and returns to this page. */
const LanguageSwitch = (props: { view: View; class?: string }) => {
  const other = props.view.locale === 'zh-CN' ? 'en' : 'zh-CN'
  return (
    <form class={props.class} method="post" action="/language">
      <input type="hidden" name="back" value={props.view.url} />
      <button class="as-link" name="locale" value={other} lang={other}>
        {props.view.t(`shell.language.${other}`)}
      </button>
    </form>
  )
}

const NavLink = (props: { view: View; entry: NavEntry; slim?: boolean }) => {
  const { entry } = props
  return (
    <a href={entry.href} aria-current={entry.current ? 'page' : undefined}>
      {(props.slim && entry.short) || entry.label}
      {entry.count ? <span class="count">{formatNumber(props.view, entry.count)}</span> : null}
    </a>
  )
}

const Rail = (props: { view: View; slim?: boolean }) => {
  const { view } = props
  const firstLater = view.nav.find((entry) => entry.later)
  // A phone has room for five: four places and "More", which holds the rest.
  const first = view.nav.filter((entry) => !entry.later)
  const tucked = view.nav.length > 5 ? view.nav.filter((entry) => entry.later || first.indexOf(entry) > 3) : []
  return (
    <nav class="rail" aria-label={view.t('shell.nav')}>
      <div class="inner">
        <a class="mark" href="/" aria-label={view.t('shell.home')}>
          <Mark />
        </a>
        <ul class="places">
          {view.nav.map((entry) => (
            <li
              class={
                [tucked.includes(entry) && 'tucked', entry === firstLater && 'first-later'].filter(Boolean).join(' ') ||
                undefined
              }
            >
              <NavLink view={view} entry={entry} slim={props.slim} />
            </li>
          ))}
        </ul>
        {tucked.length === 0 ? null : (
          <details class="menu more">
            <summary>{view.t('shell.more')}</summary>
            <ul class="sheet">
              {tucked.map((entry) => (
                <li>
                  <NavLink view={view} entry={entry} />
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </nav>
  )
}

const UserMenu = (props: { view: View; user: NonNullable<View['user']> }) => {
  const { view, user } = props
  return (
    <details class="menu">
      <summary>
        <span class="name">{user.name}</span>
      </summary>
      <div class="sheet">
        <p>
          {user.name}
          <small>{user.roleLabel}</small>
        </p>
        <a href="/account">{view.t('shell.account')}</a>
        <LanguageSwitch view={view} class="narrow" />
        <form method="post" action="/sign-out">
          <button type="submit">{view.t('shell.sign_out')}</button>
        </form>
      </div>
    </details>
  )
}

/**
 * A whole page for someone signed in. `trail` leads here; its last entry is this page and needs no link. `slim` narrows the navigation
 * (answer sheet). `status` stands in the top line (what is not sent yet); `above` between the top line and the content,
 * `below` under it.
 * `scripts` are page modules such as `client/sheet.js`.
 */
export const Layout = (props: {
  view: View
  title: string
  trail?: Crumb[]
  slim?: boolean
  status?: Child
  above?: Child
  below?: Child
  scripts?: string[]
  children?: Child
}) => {
  const { view } = props
  const trail = props.trail ?? [{ label: props.title }]
  return (
    <Page view={view} title={props.title} scripts={props.scripts} class="shell" slim={props.slim}>
      <Rail view={view} slim={props.slim} />
      <div class="desk">
        <header class="top">
          <ol class="trail" aria-label={view.t('shell.trail')}>
            {trail.map((crumb, index) => (
              <li aria-current={index === trail.length - 1 ? 'page' : undefined}>
                {crumb.href && index < trail.length - 1 ? <a href={crumb.href}>{crumb.label}</a> : crumb.label}
              </li>
            ))}
          </ol>
          <div class="end">
            {props.status}
            <LanguageSwitch view={view} class={view.user ? 'wide' : undefined} />
            {view.user ? <UserMenu view={view} user={view.user} /> : null}
          </div>
        </header>
        {view.notice ? <NoticeBar view={view} notice={view.notice} /> : null}
        {props.above}
        <main class="main" id="main" tabindex={-1}>
          {props.children}
        </main>
        {props.below}
      </div>
    </Page>
  )
}

/** A page without navigation: signing in, setting up, verifying a report, errors without a user. `broad` for more than a short form. */
export const BarePage = (props: {
  view: View
  title: string
  broad?: boolean
  scripts?: string[]
  children?: Child
}) => {
  const { view } = props
  return (
    <Page view={view} title={props.title} scripts={props.scripts} class="bare">
      <header>
        <a class="mark" href="/">
          <Mark />
          <b>{view.t('general.app')}</b>
        </a>
        <LanguageSwitch view={view} />
      </header>
      <main id="main" class={props.broad ? 'broad' : undefined} tabindex={-1}>
        {view.notice ? <NoticeBar view={view} notice={view.notice} /> : null}
        {props.children}
      </main>
    </Page>
  )
}
