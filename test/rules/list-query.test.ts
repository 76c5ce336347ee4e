import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  clearHref,
  type ListRules,
  listHref,
  listParams,
  pageCount,
  readListQuery,
  sortHref,
} from '../../server/http/list-query.ts'

const filters = {
  state: z.enum(['open', 'closed']),
  region: z.array(z.string().max(10)),
  from: z.iso.date(),
}
const rules: ListRules<'name' | 'due', typeof filters> = { sorts: ['name', 'due'], sort: 'due', filters }
const read = (url: string) => readListQuery(rules, url)

describe('reading', () => {
  test('a bare URL gives the usual order, page and size', () => {
    expect(read('/actions')).toMatchObject({
      path: '/actions',
      q: '',
      sort: 'due',
      dir: 'asc',
      page: 1,
      size: 25,
      offset: 0,
      filters: {},
      narrowed: false,
    })
  })
  test('everything allowed is read', () => {
    const query = read(
      '/actions?q=%20扳手 &sort=name&dir=desc&page=3&size=50&state=open&region=e&region=w&from=2026-01-02',
    )
    expect(query).toMatchObject({
      q: '扳手',
      sort: 'name',
      dir: 'desc',
      page: 3,
      size: 50,
      offset: 100,
      narrowed: true,
    })
    expect(query.filters).toEqual({ state: 'open', region: ['e', 'w'], from: '2026-01-02' })
  })
  test.each([
    ['/actions?sort=password', { sort: 'due' }],
    ['/actions?dir=sideways', { dir: 'asc' }],
    ['/actions?page=0', { page: 1 }],
    ['/actions?page=-3', { page: 1 }],
    ['/actions?page=1.5', { page: 1 }],
    ['/actions?page=abc', { page: 1 }],
    ['/actions?page=1e99', { page: 1 }],
    ['/actions?size=100000', { size: 25 }],
    ['/actions?state=secret', { filters: {} }],
    ['/actions?state=', { filters: {}, narrowed: false }],
    ['/actions?from=2026-02-30', { filters: {} }],
    ['/actions?unknown=1', { filters: {} }],
    [`/actions?q=${'x'.repeat(101)}`, { q: '' }],
  ])('%s falls back to what is usual', (url, expected) => {
    expect(read(url)).toMatchObject(expected)
  })
  test('a list may be sorted the other way by nature', () => {
    const newestFirst = readListQuery({ sorts: ['at', 'who'], sort: 'at', dir: 'desc' }, '/log')
    expect(newestFirst.dir).toBe('desc')
    expect(readListQuery({ sorts: ['at', 'who'], sort: 'at', dir: 'desc' }, '/log?sort=who').dir).toBe('asc')
  })
})

describe('links', () => {
  test('what is usual does not stand in the URL', () => {
    expect(listHref(read('/actions?page=1&size=25&sort=due&dir=asc'))).toBe('/actions')
  })
  test('a page keeps search, filters, order and size', () => {
    expect(listHref(read('/actions?q=a&state=open&region=e&region=w&sort=name&dir=desc&size=50'), { page: 2 })).toBe(
      '/actions?q=a&state=open&region=e&region=w&sort=name&dir=desc&size=50&page=2',
    )
  })
  test('any change but of the page starts again at page 1', () => {
    expect(listHref(read('/actions?page=4'), { filters: { state: 'closed' } })).toBe('/actions?state=closed')
    expect(listHref(read('/actions?page=4'), { size: 100 })).toBe('/actions?size=100')
  })
  test('the head of a column sorts by it, then turns around', () => {
    expect(sortHref(read('/actions?q=a'), 'name')).toBe('/actions?q=a&sort=name&dir=asc')
    expect(sortHref(read('/actions?q=a&sort=name&dir=asc'), 'name')).toBe('/actions?q=a&sort=name&dir=desc')
    expect(sortHref(read('/actions'), 'due')).toBe('/actions?sort=due&dir=desc')
    expect(sortHref(read('/actions?sort=due&dir=desc'), 'due')).toBe('/actions')
  })
  test('clearing keeps the order and drops the rest', () => {
    expect(clearHref(read('/actions?q=a&state=open&sort=name&dir=desc&page=2'))).toBe('/actions?sort=name&dir=desc')
  })
  test('the same state leads elsewhere, such as to the export', () => {
    expect(listHref(read('/actions?q=a'), {}, '/actions/export')).toBe('/actions/export?q=a')
  })
  test('reading a link gives the state that made it', () => {
    const query = read('/actions?q=a%26b&state=open&region=e&sort=name&dir=desc&size=50&page=7')
    expect(read(listHref(query))).toEqual(query)
    expect(listParams(query)).toContainEqual(['q', 'a&b'])
  })
})

test('a list has at least one page', () => {
  expect([0, 1, 25, 26].map((total) => pageCount(total, 25))).toEqual([1, 1, 1, 2])
})
