import { dayText } from '../../../views/format.ts'
import type { Locale } from '../../i18n/words.ts'
import { type ReportSnapshot, side } from '../snapshot.ts'
import { drawChecklist } from './checklist.ts'
import { drawActions, drawClosing } from './closing.ts'
import { dealerOf, drawCover } from './cover.ts'
import { drawFindings, type Picture } from './findings.ts'
import type { Fonts } from './fonts.ts'
import { Sheet } from './sheet.ts'
import { drawSummary } from './summary.ts'
import { drawTrace } from './trace.ts'

/** Derivative JPEGs by the hash of the original; null where one is gone, which prints an empty frame. Never an original. */
export type PhotoSource = (sha256: string) => Buffer | null

/** pdfkit's own image object, opened once however often it is printed. */
type Opened = { width: number; height: number }

/**
 * The PDF of a snapshot in one language. A plain function of its arguments: the same snapshot, photos, fonts and Node
 * version give the same bytes, because every date in it is the day of issue.
 */
export const renderReport = async (
  snapshot: ReportSnapshot,
  locale: Locale,
  photos: PhotoSource,
  fonts: Fonts,
): Promise<Buffer> => {
  const name = (pair: { zh: string; en: string }) => side(pair, locale)
  const issuedAt = new Date(snapshot.issue.issuedAt)
  const dealer = `${snapshot.dealer.code} ${name(snapshot.dealer.name)}`
  const checklist = name(snapshot.checklist.title)
  const sheet = new Sheet(snapshot, locale, fonts, {
    Author: snapshot.auditors.map((auditor) => name(auditor.name)).join(', '),
    Subject: checklist,
    Keywords: [snapshot.dealer.code, snapshot.checklist.code, snapshot.day].join(', '),
    Creator: 'Dealer audit',
    Producer: 'pdfkit',
    CreationDate: issuedAt,
    ModDate: issuedAt,
  })
  const params = {
    dealer: dealerOf(sheet),
    checklist,
    day: dayText(snapshot.day, locale),
    version: snapshot.issue.version,
  }
  sheet.doc.info.Title = sheet.t('reports.title', params)

  const opened = new Map<string, Picture>()
  const picture = (sha256: string): Picture => {
    let found = opened.get(sha256)
    if (found === undefined) {
      found = open(sheet, photos(sha256))
      opened.set(sha256, found)
    }
    return found
  }

  const { sectionsLeft } = drawCover(sheet)
  drawSummary(sheet, sectionsLeft)
  drawFindings(sheet, picture)
  drawTrace(sheet)
  drawChecklist(sheet)
  drawActions(sheet)
  drawClosing(sheet)

  const { contentHash } = snapshot.issue
  const hash = `${contentHash.slice(0, 4)} ${contentHash.slice(4, 8)} … ${contentHash.slice(-4)}`
  return sheet.finish({
    left: sheet.t('reports.foot', { ...params, dealer }),
    middle: sheet.t('reports.foot.hash', { hash }),
  })
}

/** A picture that cannot be read must not cost the report: it leaves an empty frame that says so. */
const open = (sheet: Sheet, bytes: Buffer | null): Picture => {
  if (bytes === null) return null
  try {
    const image = (sheet.doc as unknown as { openImage(bytes: Buffer): Opened }).openImage(bytes)
    return { width: image.width, height: image.height, image }
  } catch {
    return null
  }
}
