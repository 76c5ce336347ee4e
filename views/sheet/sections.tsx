import { sectionScore } from '../../server/audits/shown-score.ts'
import type { Section } from '../../server/checklists/format.ts'
import { pick } from '../../server/i18n/fill.ts'
import { formatScore } from '../score.ts'
import { askedSections, filters, isSettled, itemsNow, lacksEvidence, type Sheet } from './model.ts'

const barWidth = 158

/** Where one is: each section with its progress, the times of a mystery visit first. */
export const Sections = ({ sheet }: { sheet: Sheet }) => {
  const { t } = sheet.reader
  const { content } = sheet.data
  return (
    <nav class="sections" id="sections" aria-label={t('sheet.sections')}>
      <ol>
        {content.timeline ? <TimelineEntry sheet={sheet} marks={content.timeline.marks.map(({ id }) => id)} /> : null}
        {askedSections(sheet).map((section, index) => (
          <Entry sheet={sheet} section={section} number={index + 1} />
        ))}
      </ol>
    </nav>
  )
}

const TimelineEntry = ({ sheet, marks }: { sheet: Sheet; marks: string[] }) => {
  const { t } = sheet.reader
  const done = marks.filter((mark) => sheet.recorded.marks[mark] !== undefined).length
  return (
    <li>
      <a href="#timeline" data-do="timeline">
        <kbd>t</kbd>
        <span class="name">{t('sheet.marks')}</span>
        <span />
        <Bar done={done} all={marks.length} />
        <small>{t('sheet.marks.progress', { done, all: marks.length })}</small>
      </a>
    </li>
  )
}

const Entry = ({ sheet, section, number }: { sheet: Sheet; section: Section; number: number }) => {
  const { t, locale } = sheet.reader
  const items = itemsNow(sheet, section)
  const done = items.filter((item) => isSettled(sheet, item.id)).length
  const lacking = items.filter((item) => lacksEvidence(sheet, item.id)).length
  const contested = items.filter((item) => sheet.contested.has(item.id)).length
  const notApplicable = items.filter((item) => sheet.results.get(item.id)?.state === 'not_applicable').length
  const scored = sheet.result.sections.find(({ id }) => id === section.id)
  const score = scored && sectionScore(scored, sheet.data.content.scoring)
  const remarks = [
    items.length > 0 ? `${done}/${items.length}` : t('sheet.section.away'),
    lacking > 0 && t('sheet.section.evidence', { n: lacking }),
    contested > 0 && t('sheet.section.conflicts', { n: contested }),
    lacking + contested === 0 && notApplicable > 0 && t('sheet.section.na', { n: notApplicable }),
    items.length > 0 && lacking + contested + notApplicable === 0 && done === items.length && t('sheet.section.done'),
  ]
  const isHere = items.some((item) => item.id === sheet.local.current)
  return (
    <li>
      <a
        href={`#section-${section.id}`}
        data-do="section"
        data-value={section.id}
        aria-current={isHere ? 'step' : undefined}
      >
        <span>{number}</span>
        <span class="name">{pick(locale, section.title)}</span>
        <span class="pc">
          {!sheet.data.showsScore ? '' : score?.value == null ? '–' : formatScore(t, score.value, score)}
        </span>
        <Bar done={done} all={items.length} />
        <small>{remarks.filter(Boolean).join(' · ')}</small>
      </a>
    </li>
  )
}

const Bar = ({ done, all }: { done: number; all: number }) => (
  <svg width={barWidth} height="4" viewBox={`0 0 ${barWidth} 4`} preserveAspectRatio="none" aria-hidden="true">
    <rect class="track" width={barWidth} height="4" />
    <rect class="bar" width={all === 0 ? 0 : Math.round((barWidth * done) / all)} height="4" />
  </svg>
)

/** Search and filter. Stands above the sections and is never drawn again while one types in it. */
export const SheetTools = ({ sheet }: { sheet: Sheet }) => {
  const { t } = sheet.reader
  return (
    <form class="sheet-tools" role="search" data-do="tools">
      <label class="sr" for="sheet-search">
        {t('sheet.search')}
      </label>
      <input
        type="search"
        id="sheet-search"
        placeholder={t('sheet.search.hint')}
        aria-keyshortcuts="/"
        autocomplete="off"
      />
      <label class="sr" for="sheet-filter">
        {t('sheet.filter')}
      </label>
      <select id="sheet-filter">
        {filters.map((filter) => (
          <option value={filter}>{t(`sheet.filter.${filter}`)}</option>
        ))}
      </select>
    </form>
  )
}
