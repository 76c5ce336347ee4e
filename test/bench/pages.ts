import type { CastName } from '../../server/demo/cast.ts'
import { Connection } from './connection.ts'
import type { Figure } from './figures.ts'
import type { World } from './world.ts'

const pagesOf = ({ sheet, rows }: World): { name: string; as: CastName; path: string; most?: string }[] => [
  { name: `answer sheet of ${sheet.items} items`, as: 'auditor', path: `/audits/${sheet.auditId}/sheet` },
  { name: `list of ${rows.audits} audits`, as: 'headOffice', path: '/audits' },
  { name: `  its page 40`, as: 'headOffice', path: '/audits?page=40' },
  { name: `  a region's`, as: 'regionEast', path: '/audits' },
  { name: `list of ${rows.actions} corrective actions`, as: 'headOffice', path: '/corrective-actions' },
  { name: "  a region's", as: 'regionEast', path: '/corrective-actions' },
  { name: "head office's first page", as: 'headOffice', path: '/' },
  { name: "a dealer's first page", as: 'dealerManager', path: '/' },
  { name: "an auditor's first page", as: 'auditor', path: '/' },
]

/** Time to answer with a page, one request after another over one connection. */
export const measurePages = async (port: number, world: World, runs: number): Promise<Figure[]> => {
  const connection = await Connection.open(port)
  const figures: Figure[] = []
  for (const { name, as, path } of pagesOf(world)) {
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
    figures.push({ name, unit: 'ms', values })
  }
  connection.close()
  return figures
}
