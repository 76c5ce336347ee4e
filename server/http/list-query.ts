import { z } from 'zod'

/** A filter is a zod schema over its text; a list schema (`z.array(...)`) reads a repeated parameter. */
export type FilterSchemas = Record<string, z.ZodType>

/** What one list allows. */
export type ListRules<Sort extends string, Filters extends FilterSchemas> = {
  sorts: readonly Sort[]
  /** The order of the list when the URL names none. */
  sort: Sort
  dir?: 'asc' | 'desc'
  filters?: Filters
  /** Allowed page sizes; the first is the usual one. */
  sizes?: readonly number[]
}

export type FilterValues<Filters extends FilterSchemas> = { [Name in keyof Filters]?: z.output<Filters[Name]> }

/** The state of a list, read from its URL: enough for the SQL (`q`, `sort`, `dir`, `size`, `offset`, `filters`) and for the links. */
export type ListQuery<Sort extends string = string, Values extends object = Record<string, unknown>> = {
  path: string
  q: string
  sort: Sort
  dir: 'asc' | 'desc'
  page: number
  size: number
  offset: number
  filters: Values
  /** Whether a search or a filter narrows the list. */
  narrowed: boolean
  /** The order and size that need not stand in the URL. */
  usual: { sort: Sort; dir: 'asc' | 'desc'; size: number }
  sizes: readonly number[]
}

const longestSearch = 100
const lastPage = 100_000

/**
 * Reads a list's state from a URL (path and query). A list never fails on a stale or hand-made URL: what is not allowed is left
 * out, and the usual value stands in its place.
 */
export const readListQuery = <Sort extends string, Filters extends FilterSchemas = Record<never, never>>(
  rules: ListRules<Sort, Filters>,
  url: string,
): ListQuery<Sort, FilterValues<Filters>> => {
  const { pathname, searchParams: given } = new URL(url, 'http://list')
  const sizes = rules.sizes ?? [25, 50, 100]
  const usual = { sort: rules.sort, dir: rules.dir ?? ('asc' as const), size: sizes[0] ?? 25 }
  const allowed = z.object({
    q: z.string().trim().max(longestSearch).catch(''),
    sort: z.enum(rules.sorts as readonly [Sort, ...Sort[]]).catch(usual.sort as never),
    dir: z.enum(['asc', 'desc']).optional().catch(undefined),
    page: z.coerce.number().int().min(1).max(lastPage).catch(1),
    size: z.coerce
      .number()
      .refine((size) => sizes.includes(size))
      .catch(usual.size),
  })
  const read = allowed.parse({
    q: given.get('q') ?? '',
    sort: given.get('sort'),
    dir: given.get('dir') ?? undefined,
    page: given.get('page') ?? 1,
    size: given.get('size') ?? usual.size,
  })
  const sort = read.sort as Sort
  const filters: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(rules.filters ?? {})) {
    const values = given.getAll(name).filter((value) => value !== '')
    if (values.length === 0) continue
    const parsed = schema.safeParse(schema instanceof z.ZodArray ? values : values[0])
    if (parsed.success) filters[name] = parsed.data
  }
  return {
    path: pathname,
    q: read.q,
    sort,
    dir: read.dir ?? (sort === usual.sort ? usual.dir : 'asc'),
    page: read.page,
    size: read.size,
    offset: (read.page - 1) * read.size,
    filters: filters as FilterValues<Filters>,
    narrowed: read.q !== '' || Object.keys(filters).length > 0,
    usual,
    sizes,
  }
}

/** A change to a list's state; any change but of the page itself starts again at page 1. */
export type ListChange = {
  q?: string
  sort?: string
  dir?: 'asc' | 'desc'
  page?: number
  size?: number
  filters?: Record<string, unknown>
}

/** The parameters that describe a list's state, without those that have their usual value. */
export const listParams = (query: ListQuery<string, object>, change: ListChange = {}): [string, string][] => {
  const sort = change.sort ?? query.sort
  const dir = change.dir ?? query.dir
  const size = change.size ?? query.size
  const onlyPage = Object.keys(change).every((name) => name === 'page')
  const page = change.page ?? (onlyPage ? query.page : 1)
  const params: [string, string][] = []
  const q = change.q ?? query.q
  if (q) params.push(['q', q])
  for (const [name, value] of Object.entries({ ...query.filters, ...change.filters })) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') params.push([name, String(one)])
    }
  }
  if (sort !== query.usual.sort || dir !== query.usual.dir) params.push(['sort', sort], ['dir', dir])
  if (size !== query.usual.size) params.push(['size', String(size)])
  if (page > 1) params.push(['page', String(page)])
  return params
}

/** A link to the same list, changed; `path` leads elsewhere with the same state, such as to its export. */
export const listHref = (query: ListQuery<string, object>, change: ListChange = {}, path = query.path): string => {
  const text = new URLSearchParams(listParams(query, change)).toString()
  return text ? `${path}?${text}` : path
}

/** The link of a column's head: sorts by it, or turns the order around when the list is already sorted by it. */
export const sortHref = (query: ListQuery<string, object>, key: string): string =>
  listHref(query, { sort: key, dir: query.sort === key && query.dir === 'asc' ? 'desc' : 'asc' })

/** A link to the list without search and filters, in the same order. */
export const clearHref = (query: ListQuery<string, object>): string =>
  listHref({ ...query, filters: {} }, { q: '', filters: {} })

/** How many pages `total` rows make; at least one. */
export const pageCount = (total: number, size: number): number => Math.max(1, Math.ceil(total / size))
