import { itemFields } from '../../server/checklists/drafts/item-fields.ts'
import type { CastName } from '../../server/demo/cast.ts'
import { Connection } from './connection.ts'
import type { Figure } from './figures.ts'
import type { World } from './world.ts'

const pagesOf = ({ sheet, rows, draft }: World): { name: string; as: CastName; path: string; aim?: string }[] => [
  { name: `answer sheet of ${sheet.items} items`, as: 'auditor', path: `/audits/${sheet.auditId}/sheet` },
  { name: `list of ${rows.audits} audits`, as: 'headOffice', path: '/audits' },
  { name: `  its page 40`, as: 'headOffice', path: '/audits?page=40' },
  { name: `  a region's`, as: 'regionEast', path: '/audits' },
  { name: `list of ${rows.actions} corrective actions`, as: 'headOffice', path: '/corrective-actions' },
  { name: "  a region's", as: 'regionEast', path: '/corrective-actions' },
  { name: `editor of ${draft.items} items`, as: 'headOffice', path: `/checklist-drafts/${draft.id}`, aim: '< 100' },
  { name: '  form of one of them', as: 'headOffice', path: formOf(draft) },
  { name: "head office's first page", as: 'headOffice', path: '/' },
  { name: "a dealer's first page", as: 'dealerManager', path: '/' },
  { name: "an auditor's first page", as: 'auditor', path: '/' },
]

/** Time to answer with a page, one request after another over one connection. */
export const measurePages = async (port: number, world: World, runs: number): Promise<Figure[]> => {
  const connection = await Connection.open(port)
  const figures: Figure[] = []
  for (const { name, as, path, aim } of pagesOf(world)) {
    const values: number[] = []
    for (let run = -5; run < runs; run++) {
      const sent = performance.now()
      const { status } = await connection.ask(
        `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nCookie: session=${world.tokens[as]}\r\n\r\n`,
      )
      if (status !== 200) throw new Error(`${path} was answered with ${status}`)
      // The first ones warm up.
      if (run >= 0) values.push(performance.now() - sent)
    }
    figures.push({ name, unit: 'ms', values, aim })
  }
  figures.push(await measureEdit(connection, world, runs))
  connection.close()
  return figures
}

const formOf = ({ id, item }: World['draft']) => `/checklist-drafts/${id}/items/${item.id}`

/** An item of the long draft saved with another text each time, as its form sends it. */
const measureEdit = async (connection: Connection, { draft, tokens }: World, runs: number): Promise<Figure> => {
  const head = (method: string) =>
    `${method} ${formOf(draft)} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nSec-Fetch-Site: same-origin\r\nCookie: session=${tokens.headOffice}\r\n`
  const values: number[] = []
  for (let run = -5; run < runs; run++) {
    const { body } = await connection.ask(`${head('GET')}\r\n`)
    const seen = /name="seen" value="([^"]+)"/.exec(body)?.[1] ?? ''
    const form = new URLSearchParams({ seen })
    for (const [name, value] of Object.entries(itemFields(draft.item))) {
      for (const one of [value].flat()) form.append(name, one)
    }
    form.set('text.zh', `第${run}次修改`)
    const typed = form.toString()
    const type = 'Content-Type: application/x-www-form-urlencoded'
    const sent = performance.now()
    const { status } = await connection.ask(`${head('POST')}${type}\r\nContent-Length: ${typed.length}\r\n\r\n${typed}`)
    if (status !== 303) throw new Error(`an edit was answered with ${status}`)
    if (run >= 0) values.push(performance.now() - sent)
  }
  return { name: '  an edit of it saved', unit: 'ms', values, aim: '< 20' }
}
