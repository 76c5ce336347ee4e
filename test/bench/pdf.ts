import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createReportPool } from '../../server/reports/pool.ts'
import { reportFixture } from '../support/report-fixture.ts'
import type { Figure } from './figures.ts'
import { drawPhotos } from './photos.ts'

/** A report of 120 rows and 40 photos through the worker pool, once it is warm. */
export const measurePdf = async (folder: string, runs: number): Promise<Figure[]> => {
  const photoPaths: Record<string, string> = {}
  for (const [sha256, jpeg] of await drawPhotos(40)) {
    photoPaths[sha256] = join(folder, `${sha256}.jpg`)
    writeFileSync(photoPaths[sha256], jpeg)
  }
  const snapshot = reportFixture({ rows: 120, photos: 40 })
  const pool = createReportPool()
  try {
    const times: number[] = []
    const sizes: number[] = []
    let pages = 0
    for (let run = -4; run < runs; run++) {
      const started = performance.now()
      const pdf = await pool.render(snapshot, run % 2 === 0 ? 'zh-CN' : 'en', photoPaths)
      if (run < 0) continue
      times.push(performance.now() - started)
      sizes.push(pdf.byteLength / 1e6)
      pages = pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0
    }
    return [
      { name: `PDF of 120 rows, 40 photos (${pages} pages)`, unit: 'ms', values: times, aim: '< 200' },
      { name: '  its size', unit: 'MB', values: sizes, aim: '< 6' },
    ]
  } finally {
    await pool.close()
  }
}
