import { raw } from 'hono/html'
import { words } from '../server/i18n/words.ts'
import { Alerts } from './sheet/alerts.tsx'
import { Gauge } from './sheet/gauge.tsx'
import { KeyBar, KeyHelp } from './sheet/keys.tsx'
import { Timeline } from './sheet/marks.tsx'
import { askedSections, type Sheet } from './sheet/model.ts'
import { SectionItems } from './sheet/section.tsx'
import { Sections, SheetTools } from './sheet/sections.tsx'
import type { Reader, View } from './view.ts'

/** What stands above the sheet: why it cannot be changed, and the gauge. */
export const SheetHead = (props: { sheet: Sheet; closed: string | null; watch?: boolean }) => {
  const { t } = props.sheet.reader
  return (
    <>
      {props.closed ? (
        <div class={props.watch ? 'notice watch' : 'notice'} role="status">
          <span class="typed">{props.closed}</span>
          {props.watch ? null : (
            <a class="btn" href={`/audits/${props.sheet.data.auditId}`}>
              {t('sheet.closed.open')}
            </a>
          )}
        </div>
      ) : null}
      <noscript>
        <div class="notice bad">{t('sheet.needs_script')}</div>
      </noscript>
      <div class="sheet-top">
        <Alerts sheet={props.sheet} />
        <Gauge sheet={props.sheet} />
      </div>
    </>
  )
}

/** The answer sheet of one audit. The browser draws the same parts again as answers change. */
export const SheetBody = (props: {
  view: View
  sheet: Sheet
  title: string
  /** Beginnings of keys of further words that the page's script needs. */
  words?: readonly string[]
}) => {
  const { sheet } = props
  const { t } = sheet.reader
  return (
    <>
      <h1 class="sr">{props.title}</h1>
      <div class="sheet-grid" id="sheet">
        <div class="sheet-side">
          <SheetTools sheet={sheet} />
          <Sections sheet={sheet} />
        </div>
        <div class="stack">
          {sheet.data.content.timeline ? <Timeline sheet={sheet} /> : null}
          {askedSections(sheet).map((section, index) => (
            <SectionItems sheet={sheet} section={section} number={index + 1} />
          ))}
          <p class="quiet" id="no-match" hidden>
            {t('sheet.filter.none')}{' '}
            <button type="button" class="as-link" data-do="filter" data-value="all">
              {t('sheet.filter.clear')}
            </button>
          </p>
        </div>
      </div>
      <p class="sr" role="status" id="sheet-live" aria-live="polite"></p>
      <KeyHelp sheet={sheet} />
      <script type="application/json" id="sheet-data">
        {raw(asJson({ data: sheet.data, reader: forBrowser(props.view, props.words) }))}
      </script>
    </>
  )
}

export { KeyBar }

/** The reader and the words that the browser needs, in the reader's language only. */
const forBrowser = ({ locale, timeZone, now }: Reader, more: readonly string[] = []) => {
  const side = locale === 'zh-CN' ? 0 : 1
  const wanted =
    /^(sheet|answer\.problem|condition|checklists\.(answer|worth|time)|reports\.(mark|ruler|comma|list)|score|change)/
  const chosen = Object.entries(words).filter(
    ([key]) => wanted.test(key) || more.some((beginning) => key.startsWith(beginning)),
  )
  return { locale, timeZone, now, words: Object.fromEntries(chosen.map(([key, pair]) => [key, pair[side]])) }
}

/** JSON that cannot end the element it stands in. */
const asJson = (value: unknown): string => JSON.stringify(value).replace(/</g, '\\u003c')
