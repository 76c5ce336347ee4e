import { readFileSync } from 'node:fs'
import type { Locale } from '../i18n/words.ts'
import { answerJobs } from '../worker-pool.ts'
import { loadFonts } from './pdf/fonts.ts'
import { renderReport } from './pdf/render.ts'
import type { ReportSnapshot } from './snapshot.ts'

/** One report to draw; `photoPaths` are derivative JPEGs by the hash of their original. */
export type Job = { snapshot: ReportSnapshot; locale: Locale; photoPaths: Record<string, string> }

const fonts = loadFonts()

const read = (path: string | undefined): Buffer | null => {
  if (path === undefined) return null
  try {
    return readFileSync(path)
  } catch {
    // A missing picture leaves an empty frame; it must not cost the report.
    return null
  }
}

answerJobs<Job, Uint8Array<ArrayBuffer>>(
  async ({ snapshot, locale, photoPaths }) => {
    const pdf = await renderReport(snapshot, locale, (sha256) => read(photoPaths[sha256]), fonts)
    // A Buffer may be a slice of a shared pool, which cannot be handed over: copy it to memory of its own.
    return new Uint8Array(pdf)
  },
  ({ buffer }) => [buffer],
)
