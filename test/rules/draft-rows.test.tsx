import { expect, it } from 'vitest'
import { shapeOf } from '../../server/checklists/drafts/draft.ts'
import { partFrom } from '../../server/checklists/drafts/form-tree.ts'
import { rearranged, rowsIn } from '../../server/checklists/drafts/rows.ts'
import { translator } from '../../server/i18n/words.ts'
import { PairField } from '../../views/drafts/pair.tsx'
import { Rows } from '../../views/drafts/rows.tsx'
import { InputField } from '../../views/parts/field.tsx'
import { formState } from '../../views/parts/form.tsx'

const typed = {
  id: 'A-1',
  'losses.0.code': 'first',
  'losses.4.code': 'second',
  'losses.4.severity': 'major',
  'losses.9.code': 'third',
  'lossesother.1': 'x',
}
const codes = (values: ReturnType<typeof rearranged>) =>
  rowsIn(values ?? {}, 'losses').map((at) => values?.[`losses.${at}.code`])

it('leaves a form alone in which no button of a row was pressed', () => {
  expect(rearranged(typed)).toBe(null)
})

it('finds the rows of a list in order, whatever gaps their numbers have', () => {
  expect(rowsIn(typed, 'losses')).toEqual([0, 4, 9])
  expect(rowsIn({ 'a.10.x': '', 'a.9.x': '', 'a.b': '', 'a.1x': '' }, 'a')).toEqual([9, 10])
})

it('moves, removes and adds rows, and loses nothing else that was typed', () => {
  const up = rearranged({ ...typed, up: 'losses.4' })
  expect(codes(up)).toEqual(['second', 'first', 'third'])
  expect(up).toMatchObject({ id: 'A-1', 'losses.0.severity': 'major', 'lossesother.1': 'x', _focus: 'losses.0' })
  expect(codes(rearranged({ ...typed, down: 'losses.4' }))).toEqual(['first', 'third', 'second'])
  expect(codes(rearranged({ ...typed, remove: 'losses.4' }))).toEqual(['first', 'third'])
  const added = rearranged({ ...typed, add: 'losses' })
  expect(rowsIn(added ?? {}, 'losses')).toEqual([0, 1, 2, 3])
  expect(added).toMatchObject({ 'losses.2.code': 'third', _focus: 'losses.3' })
})

it('does nothing at the ends, nor with rows that are not there', () => {
  const pressed = [
    ['up', 'losses.0'],
    ['down', 'losses.9'],
    ['remove', 'losses.5'],
    ['up', ''],
    ['down', 'losses'],
  ] as const
  for (const [order, row] of pressed) {
    expect(codes(rearranged({ ...typed, [order]: row })), `${order} ${row}`).toEqual(['first', 'second', 'third'])
  }
})

it('moves rows within rows', () => {
  const inner = { 'scales.2.anchors.0.score': '4', 'scales.2.anchors.1.score': '3', down: 'scales.2.anchors.0' }
  expect(rearranged(inner)).toMatchObject({ 'scales.2.anchors.0.score': '3', 'scales.2.anchors.1.score': '4' })
})

it('reads an added row with nothing in it as none', () => {
  const value = partFrom(rearranged({ ...typed, add: 'losses' }) ?? {}, shapeOf({ part: 'item', id: 'A-1' }))
  expect(value.losses).toHaveLength(3)
})

const view = { t: translator('en'), locale: 'en' as const, timeZone: 'UTC', now: '2026-11-18T01:30:00.000Z' }

it('draws each row with its number, its tools and a template for the next', async () => {
  const state = formState(view.t, { ...typed, _focus: 'losses.4', _order: 'up' })
  const html = String(
    await (
      <Rows
        view={view}
        state={state}
        name="losses"
        legend="Losses"
        one="Loss"
        addLabel="Add a loss"
        row={(name) => <InputField view={view} state={state} name={`${name}.code`} label="Code" />}
      />
    ),
  )
  expect(html).toContain('<button type="submit" class="btn" name="up" value="losses.0" aria-label="Move up: Loss 1"')
  expect(html).toMatch(/name="up" value="losses.0"[^>]* disabled/)
  expect(html).toMatch(/name="up" value="losses.4"[^>]* autofocus/)
  expect(html).toContain('name="losses.4.code"')
  expect(html).toContain('name="losses.NEW.code"')
  expect(html).toContain('<button type="submit" class="btn" name="add" value="losses"')
})

it('asks for a text in both languages, each named by what it is', async () => {
  const state = formState(view.t, { 'text.zh': '地面' }, [{ field: 'text.en', word: 'form.required' }])
  const html = String(await (<PairField view={view} state={state} name="text" label="Statement" rows={2} />))
  expect(html).toMatch(/<textarea id="f-text-zh" name="text.zh"[^>]*>地面<\/textarea>/)
  expect(html).toMatch(/<textarea id="f-text-en" name="text.en"[^>]*aria-invalid="true"/)
  expect(html.replace(/<[^>]+>/g, '')).toContain('Statement English')
})
