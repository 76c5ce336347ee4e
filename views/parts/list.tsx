import type { Child } from 'hono/jsx'
import { clearHref, type ListQuery, listHref, pageCount } from '../../server/http/list-query.ts'
import { formatNumber } from '../format.ts'
import type { Reader } from '../view.ts'
import { LinkButton } from './button.tsx'
import { EmptyState } from './page.tsx'

export type ListFilter = {
  name: string
  label: string
  /** Without options the filter is a day. */
  options?: { value: string; label: string }[]
}

/**
 * Search and filters over a list, as a GET form: its state is the URL, so it can be linked, kept and gone back to. With script the list
 * (`ListRegion` of the same `id`) follows while one types; without, the button sends it.
 */
export const ListTools = (props: {
  view: Reader
  query: ListQuery<string, object>
  /** The id of the `ListRegion`. */
  id?: string
  /** What the search looks through, such as "编号、名称"; `false` for a list without search. */
  search?: string | false
  filters?: ListFilter[]
  /** At the right end: export, new. */
  tools?: Child
}) => {
  const { query, view } = props
  const { t } = view
  const target = `#${props.id ?? 'list'}`
  const values = query.filters as Record<string, unknown>
  const sorted = query.sort !== query.usual.sort || query.dir !== query.usual.dir
  return (
    <form
      class="list-tools"
      role="search"
      aria-label={t('list.tools')}
      method="get"
      action={query.path}
      hx-get={query.path}
      hx-trigger="submit, change, input delay:300ms"
      hx-target={target}
      hx-select={target}
      hx-select-oob={`${target}-clear`}
      hx-swap="outerHTML"
      hx-replace-url="true"
      hx-sync="this:replace"
    >
      {sorted ? <input type="hidden" name="sort" value={query.sort} /> : null}
      {sorted ? <input type="hidden" name="dir" value={query.dir} /> : null}
      {query.size === query.usual.size ? null : <input type="hidden" name="size" value={String(query.size)} />}
      {props.search === false ? null : (
        <div class="field search">
          <label for="list-q">{t('list.search')}</label>
          <input
            type="search"
            id="list-q"
            name="q"
            value={query.q}
            placeholder={props.search}
            autocomplete="off"
            maxlength={100}
            aria-keyshortcuts="/"
          />
        </div>
      )}
      {props.filters?.map((filter) => (
        <div class="field">
          <label for={`list-${filter.name}`}>{filter.label}</label>
          {filter.options ? (
            <select id={`list-${filter.name}`} name={filter.name}>
              <option value="">{t('field.all')}</option>
              {filter.options.map((option) => (
                <option value={option.value} selected={String(values[filter.name] ?? '') === option.value}>
                  {option.label}
                </option>
              ))}
            </select>
          ) : (
            <input
              type="date"
              id={`list-${filter.name}`}
              name={filter.name}
              value={String(values[filter.name] ?? '')}
            />
          )}
        </div>
      ))}
      <div class="acts">
        <button class="btn go" type="submit">
          {t('button.search')}
        </button>
        <span id={`${props.id ?? 'list'}-clear`}>
          {query.narrowed ? <a href={clearHref(query)}>{t('button.clear')}</a> : null}
        </span>
      </div>
      {props.tools ? <div class="acts end">{props.tools}</div> : null}
      {/* Stays in place while the list is replaced, so that screen readers hear how many rows are left; shell.ts fills it. */}
      <p class="sr" role="status" data-follows={`${target} .how-many`}></p>
    </form>
  )
}

/** What a search replaces: the table and its pager. */
export const ListRegion = (props: { id?: string; children?: Child }) => (
  <div id={props.id ?? 'list'}>{props.children}</div>
)

/** What a list says when it is empty: nothing matches (with a way back), or nothing is there yet (what to do first). */
export const ListEmpty = (props: {
  view: Reader
  query: ListQuery<string, object>
  title: Child
  children?: Child
  actions?: Child
}) =>
  props.query.narrowed ? (
    <EmptyState
      title={props.view.t('list.no_match')}
      actions={<LinkButton href={clearHref(props.query)}>{props.view.t('button.clear')}</LinkButton>}
    >
      {props.view.t('list.no_match.next')}
    </EmptyState>
  ) : (
    <EmptyState title={props.title} actions={props.actions}>
      {props.children}
    </EmptyState>
  )

/** Where in the list this page is, the ways to the others, and how many rows a page has. */
export const Pager = (props: { view: Reader; query: ListQuery<string, object>; total: number }) => {
  const { query, total, view } = props
  const { t } = view
  const pages = pageCount(total, query.size)
  const page = Math.min(query.page, pages)
  const number = (value: number) => formatNumber(view, value)
  const step = (to: number, word: 'list.first' | 'list.previous' | 'list.next' | 'list.last', sign: string) => (
    <li>
      {to < 1 || to > pages || to === page ? (
        <span class="off" aria-hidden="true">
          {sign}
        </span>
      ) : (
        <a href={listHref(query, { page: to })} aria-label={t(word)} title={t(word)}>
          <span aria-hidden="true">{sign}</span>
        </a>
      )}
    </li>
  )
  if (total === 0) return <p class="sr how-many">{t('list.no_match')}</p>
  return (
    <nav class="pager" aria-label={t('list.pages')}>
      <p class="how-many">
        {pages === 1
          ? t('list.total', { n: total })
          : t('list.range', {
              from: number((page - 1) * query.size + 1),
              to: number(Math.min(page * query.size, total)),
              total: number(total),
            })}
      </p>
      {total > (query.sizes[0] ?? 0) ? (
        <p class="sizes">
          {t('list.size')}
          {query.sizes.map((size) =>
            size === query.size ? <b aria-current="true">{size}</b> : <a href={listHref(query, { size })}>{size}</a>,
          )}
        </p>
      ) : null}
      {pages > 1 ? (
        <ul>
          {step(1, 'list.first', '«')}
          {step(page - 1, 'list.previous', '‹')}
          <li class="at">{t('list.page', { page: number(page), pages: number(pages) })}</li>
          {step(page + 1, 'list.next', '›')}
          {step(pages, 'list.last', '»')}
        </ul>
      ) : null}
    </nav>
  )
}
