import { describe, expect, test } from 'vitest'
import { readListQuery } from '../../server/http/list-query.ts'
import { type Locale, translator, type WordKey, words } from '../../server/i18n/words.ts'
import { ErrorPage } from '../../views/error-page.tsx'
import { BarePage, Layout } from '../../views/layout.tsx'
import { Button, ButtonForm, LinkButton } from '../../views/parts/button.tsx'
import { Confirm } from '../../views/parts/confirm.tsx'
import { Facts, Figures } from '../../views/parts/facts.tsx'
import {
  CheckField,
  CheckList,
  FileField,
  InputField,
  RadioCards,
  SelectField,
  TextField,
} from '../../views/parts/field.tsx'
import { Fieldset, Form, FormGrid, formState } from '../../views/parts/form.tsx'
import { ListEmpty, ListRegion, ListTools, Pager } from '../../views/parts/list.tsx'
import { EmptyState, PageHead, Panel, Remark } from '../../views/parts/page.tsx'
import { PhotoStrip } from '../../views/parts/photos.tsx'
import { History, Progress, Steps, Tabs } from '../../views/parts/progress.tsx'
import { DataTable } from '../../views/parts/table.tsx'
import { Change, Due, GradeBox, ScoreFigure, Tag } from '../../views/parts/tag.tsx'
import { TodoList } from '../../views/parts/todo.tsx'
import type { View } from '../../views/view.ts'

const viewIn = (locale: Locale, more: Partial<View> = {}): View => ({
  t: translator(locale),
  locale,
  timeZone: 'Asia/Shanghai',
  now: '2026-11-18T01:30:00.000Z',
  url: '/actions?q=a&page=2',
  user: { id: 'u1', name: '王海燕', roleLabel: '服务经理' },
  nav: [
    { href: '/', label: '今日', count: 5, current: true },
    { href: '/actions', label: 'Corrective actions', short: 'Actions' },
    { href: '/users', label: '人员', later: true },
  ],
  asset: (name) => `/assets/${name}`,
  ...more,
})
const view = viewIn('en')
const html = async (element: unknown): Promise<string> => String(await String(element))

const rules = { sorts: ['name', 'due'] as const, sort: 'due' as const }
type Row = { id: string; name: string }
const columns = [
  { key: 'name', label: 'Name', sort: true, cell: (row: Row) => row.name },
  { key: 'due', label: 'Due', sort: true, num: true, cell: () => '2026-11-20' },
  { key: 'note', label: 'Note', cell: () => '' },
]

describe('fields', () => {
  const state = formState(view.t, { name: 'a"<b>', cause: 'know', days: ['mon', 'tue'], kind: '' }, [
    { field: 'name', word: 'form.too_short', params: { min: 10 } },
    { field: 'cause', word: 'form.choose' },
  ])
  test('an error stands at its field and is tied to it', async () => {
    const text = await html(
      <InputField view={view} state={state} name="name" label="Name" hint="As on the sign" required />,
    )
    expect(text).toContain('aria-invalid="true"')
    expect(text).toContain('aria-describedby="f-name-hint f-name-error"')
    expect(text).toContain('<p class="error" id="f-name-error">At least 10 characters.</p>')
    expect(text).toContain('<label for="f-name">')
    expect(text).toContain('autofocus')
  })
  test('what was typed is kept, and cannot break out of its field', async () => {
    expect(await html(<InputField view={view} state={state} name="name" label="Name" />)).toContain(
      'value="a&quot;&lt;b&gt;"',
    )
    expect(await html(<TextField view={view} state={state} name="name" label="Name" />)).toContain(
      'a&quot;&lt;b&gt;</textarea>',
    )
  })
  test('a password is never sent back', async () => {
    const typed = formState(view.t, { password: 'secret' })
    expect(
      await html(<InputField view={view} state={typed} name="password" type="password" label="Password" />),
    ).not.toContain('secret')
  })
  test('a field without an error is not marked', async () => {
    const text = await html(<InputField view={view} state={state} name="kind" label="Kind" />)
    expect(text).not.toContain('aria-invalid')
    expect(text).not.toContain('autofocus')
  })
  test('choices keep what was chosen', async () => {
    const options = [
      { value: 'can', label: 'Cannot' },
      { value: 'know', label: 'Does not know how' },
    ]
    expect(await html(<SelectField view={view} state={state} name="cause" label="Cause" options={options} />)).toMatch(
      /value="know" selected/,
    )
    expect(await html(<RadioCards view={view} state={state} name="cause" label="Cause" choices={options} />)).toMatch(
      /value="know" checked/,
    )
    const days = await html(
      <CheckList
        view={view}
        state={state}
        name="days"
        label="Days"
        choices={['mon', 'tue', 'wed'].map((day) => ({ value: day, label: day }))}
      />,
    )
    expect(days.match(/checked/g)).toHaveLength(2)
  })
  test('the errors at the top name their fields and lead to them', async () => {
    const text = await html(
      <Form view={view} action="/x" state={state}>
        <FormGrid>
          <InputField view={view} state={state} name="name" label="Dealer name" />
        </FormGrid>
        <RadioCards
          view={view}
          state={state}
          name="cause"
          label="Cause"
          choices={[{ value: 'can', label: 'Cannot' }]}
        />
      </Form>,
    )
    expect(text).toContain('Please correct 2 entries')
    expect(text).toContain('<a href="#f-name">Dealer name: At least 10 characters.</a>')
    expect(text).toContain('<a href="#f-cause">Cause: Please choose one.</a>')
    expect(text).toContain('id="f-cause"')
  })
  test('a single error at a field is not said twice; one of the whole form is said at the top', async () => {
    const single = formState(view.t, {}, [{ field: 'name', word: 'form.required' }])
    expect(await html(<Form view={view} action="/x" state={single} />)).not.toContain('role="alert"')
    const whole = formState(view.t, {}, [{ field: '', word: 'general.problem.not_allowed' }])
    expect(await html(<Form view={view} action="/x" state={whole} />)).toContain(
      '<p>You are not allowed to do this.</p>',
    )
  })
})

describe('lists', () => {
  const rows: Row[] = [
    { id: 'd1', name: '临江店' },
    { id: 'd2', name: '城北店' },
  ]
  test('the head of the sorted column turns the order around and keeps the search', async () => {
    const query = readListQuery(rules, '/actions?q=a&sort=name&dir=asc&page=3')
    const text = await html(<DataTable view={view} caption="Actions" columns={columns} rows={rows} query={query} />)
    expect(text).toContain('aria-sort="ascending"')
    expect(text).toContain('href="/actions?q=a&amp;sort=name&amp;dir=desc"')
    expect(text).toContain('href="/actions?q=a"')
    expect(text).not.toContain('page=3')
  })
  test('a row is a link through the cell that names it', async () => {
    const text = await html(
      <DataTable view={view} caption="Actions" columns={columns} rows={rows} rowHref={(row) => `/actions/${row.id}`} />,
    )
    expect(text).toContain('<a class="row-link" href="/actions/d1">临江店</a>')
    expect(text.match(/scope="row"/g)).toHaveLength(2)
  })
  test('an empty list says what to do, and why when it was narrowed', async () => {
    const empty = (url: string) =>
      html(
        <DataTable
          view={view}
          caption="Actions"
          columns={columns}
          rows={[]}
          empty={
            <ListEmpty
              view={view}
              query={readListQuery(rules, url)}
              title="No actions yet"
              actions={<LinkButton href="/actions/new">Create one</LinkButton>}
            />
          }
        />,
      )
    expect(await empty('/actions')).toContain('href="/actions/new"')
    expect(await empty('/actions?q=zzz')).toContain('Nothing matches')
    expect(await empty('/actions?q=zzz&sort=name&dir=asc')).toContain('href="/actions?sort=name&amp;dir=asc"')
  })
  test('search and filters are a form that works without script', async () => {
    const query = readListQuery(rules, '/actions?q=a&sort=name&dir=desc')
    const text = await html(
      <ListTools
        view={view}
        query={query}
        search="Code or name"
        filters={[{ name: 'state', label: 'Status', options: [{ value: 'open', label: 'Open' }] }]}
      />,
    )
    expect(text).toMatch(/<form[^>]* method="get" action="\/actions"/)
    expect(text).toContain('<input type="hidden" name="sort" value="name"/>')
    expect(text).toContain('type="submit"')
    expect(text).toContain('<label for="list-state">Status</label>')
  })
  test('the pager says where one is and stops at the ends', async () => {
    const query = readListQuery(rules, '/actions?page=2')
    const text = await html(<Pager view={view} query={query} total={60} />)
    expect(text).toContain('26–50 of 60')
    expect(text).toContain('href="/actions?page=3"')
    expect(text.match(/aria-label="(First|Previous) page"/g)).toHaveLength(2)
    expect(await html(<Pager view={view} query={readListQuery(rules, '/actions')} total={60} />)).not.toMatch(
      /First page|Previous page/,
    )
    const beyond = await html(<Pager view={view} query={readListQuery(rules, '/actions?page=99')} total={60} />)
    expect(beyond).toContain('51–60 of 60')
    expect(beyond).not.toContain('Next page')
  })
})

describe('the frame', () => {
  test('a page names its language, its place and who is signed in', async () => {
    const text = await html(
      <Layout view={view} title="CA-2198" trail={[{ label: 'Actions', href: '/actions' }, { label: 'CA-2198' }]}>
        <p>content</p>
      </Layout>,
    )
    expect(text.startsWith('<!doctype html><html lang="en">')).toBe(true)
    expect(text).toContain('<title>CA-2198 · Dealer audit</title>')
    expect(text).toContain('<a href="/" aria-current="page">')
    expect(text).toContain('<a href="/actions">Actions</a>')
    expect(text).toContain('action="/sign-out"')
    expect(text).toContain('name="back" value="/actions?q=a&amp;page=2"')
  })
  test('a phone shows four places, the rest behind "More"', async () => {
    const places = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({
      href: `/${name}`,
      label: name,
      later: name === 'b',
    }))
    const text = await html(<Layout view={viewIn('en', { nav: places })} title="x" />)
    const more = text.slice(text.indexOf('menu more'), text.indexOf('</nav>'))
    expect([...more.matchAll(/href="\/(\w)"/g)].map((match) => match[1])).toEqual(['b', 'f'])
    const few = await html(<Layout view={viewIn('en', { nav: places.slice(0, 5) })} title="x" />)
    expect(few).not.toContain('menu more')
  })
  test('what happened is said once, and announced', async () => {
    const told = viewIn('zh-CN', { notice: { kind: 'good', text: '已保存。' } })
    expect(await html(<Layout view={told} title="x" />)).toMatch(/<div class="notice good" role="status">/)
    const failed = viewIn('zh-CN', { notice: { kind: 'bad', text: '未保存。' } })
    expect(await html(<Layout view={failed} title="x" />)).toContain('role="alert"')
  })
  test('an error page has the navigation only for someone signed in', async () => {
    const page = (user: View['user']) =>
      html(<ErrorPage view={viewIn('en', { user })} title="Not found" requestId="r-1" />)
    expect(await page({ id: 'u', name: 'Ann', roleLabel: 'Auditor' })).toContain('class="rail"')
    expect(await page(null)).not.toContain('class="rail"')
    expect(await page(null)).toContain('r-1')
  })
})

test('a final step says what will happen and leads back', async () => {
  const text = await html(
    <Confirm
      view={view}
      title="Release?"
      action="/audits/a/release"
      cancelHref="/audits/a"
      will={[{ text: 'The dealer sees the score', kind: 'good' }]}
      confirmLabel="Release"
      reason={{ label: 'Reason', required: true }}
    />,
  )
  expect(text).toContain('The dealer sees the score')
  expect(text).toMatch(/<form[^>]* method="post" action="\/audits\/a\/release"/)
  expect(text).toContain('href="/audits/a"')
  expect(text).toContain('name="reason"')
})

const everything = (reader: View) => {
  const state = formState(reader.t, {}, [{ field: 'a', word: 'form.required' }])
  const query = readListQuery(rules, '/actions?q=x')
  return (
    <Layout view={reader} title="Everything" slim>
      <PageHead title="Title" over="Over" lead="Lead" tools={<LinkButton href="/x">x</LinkButton>} />
      <Panel id="p" title="Panel" aside="aside">
        <Form view={reader} action="/x" state={state} files actions={<Button kind="main">ok</Button>}>
          <Fieldset legend="Group" name="g" state={state}>
            <InputField view={reader} state={state} name="a" label="A" unit="u" suggestions={['x']} optional />
            <FileField view={reader} name="b" label="B" multiple accept="image/*" capture />
            <CheckField view={reader} name="c" label="C" hint="h" />
            <TextField view={reader} name="d" label="D" />
          </Fieldset>
        </Form>
        <ButtonForm action="/x" values={{ a: '1' }}>
          go
        </ButtonForm>
      </Panel>
      <ListTools view={reader} query={query} search="x" filters={[{ name: 'from', label: 'From' }]} />
      <ListRegion>
        <DataTable view={reader} caption="t" columns={columns} rows={[]} query={query} foot={{ name: 'x' }} broad />
        <Pager view={reader} query={query} total={300} />
      </ListRegion>
      <Facts facts={[{ label: 'a', value: 'b', note: 'c' }, null]} />
      <Figures figures={[{ label: 'a', figure: '1', unit: '%', note: 'n', href: '/x' }]} />
      <ScoreFigure view={reader} value={8418} scale={{}} />
      <ScoreFigure view={reader} value={null} scale={{}} />
      <Tag tone="bad" sign="✗">
        x
      </Tag>
      <GradeBox view={reader} grade="A" />
      <Change view={reader} bp={0} />
      <Due view={reader} on="2026-11-16" day />
      <Tabs label="t" tabs={[{ href: '/', label: 'x', current: true, count: 2 }]} />
      <Steps
        view={reader}
        steps={[
          { label: 'x', state: 'done', phase: 'P' },
          { label: 'y', state: 'on' },
          { label: 'z', state: 'todo' },
        ]}
      />
      <History view={reader} entries={[{ at: reader.now, who: 'x', what: 'y', said: 'z' }]} />
      <History view={reader} entries={[]} />
      <Progress id="pr" label="x" value={1} max={2} />
      <PhotoStrip view={reader} photos={[{ src: '/s', full: '/f', alt: 'x', at: reader.now }]} />
      <TodoList
        view={reader}
        todos={[
          { title: 'a', href: '/a', dueOn: '2026-11-16', action: { href: '/a', label: 'go', main: true } },
          { title: 'b', dueOn: '2026-11-18' },
          { title: 'c', when: 'x', text: 'y' },
        ]}
      />
      <EmptyState title="x">y</EmptyState>
      <Remark kind="watch">x</Remark>
    </Layout>
  )
}

describe.each(['zh-CN', 'en'] as const)('every part in %s', (locale) => {
  test('carries no inline style or script, as the content security policy demands', async () => {
    const text = (await html(everything(viewIn(locale)))) + (await html(<BarePage view={viewIn(locale)} title="x" />))
    expect(text).not.toMatch(/ style=/)
    expect(text).not.toMatch(/<style/)
    expect(text).not.toMatch(/ on[a-z]+=/)
    expect(text).not.toMatch(/hx-on|javascript:|js:/)
    for (const script of text.match(/<script[^>]*>[^<]*<\/script>/g) ?? [])
      expect(script).toMatch(/ src="[^"]+"[^>]*><\/script>/)
  })
  test('has no identifier twice and no unfilled word', async () => {
    const text = await html(everything(viewIn(locale)))
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map((match) => match[1])
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
    expect(text).not.toMatch(/\{\w+[|}]/)
    expect(text).not.toContain('undefined')
  })
  test('words every label that has a for with a control of that id', async () => {
    const text = await html(everything(viewIn(locale)))
    for (const [, id] of text.matchAll(/ for="([^"]+)"/g)) expect(text).toContain(` id="${id}"`)
  })
})

test('both languages of each word take the same values', () => {
  for (const key of Object.keys(words) as WordKey[]) {
    const [chinese, english] = (words[key] as readonly string[]).map((text) =>
      [...new Set([...text.matchAll(/\{(\w+)/g)].map((m) => m[1]))].sort(),
    )
    expect([key, chinese]).toEqual([key, english])
  }
})
