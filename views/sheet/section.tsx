import { sectionScore } from '../../server/audits/shown-score.ts'
import type { Section } from '../../server/checklists/format.ts'
import { pick } from '../../server/i18n/fill.ts'
import type { SectionResult } from '../../server/scoring/result.ts'
import { displayPoints } from '../../server/scoring/score.ts'
import { formatScore } from '../score.ts'
import { Away } from './away.tsx'
import { ItemRow } from './item.tsx'
import { askedItems, isSettled, itemsNow, type Sheet } from './model.ts'

/** A section with its items. */
export const SectionItems = ({ sheet, section, number }: { sheet: Sheet; section: Section; number: number }) => (
  <section class="items" id={`section-${section.id}`} aria-labelledby={`title-${section.id}`}>
    <SectionTitle sheet={sheet} section={section} number={number} />
    {askedItems(sheet, section).map((item) => (
      <ItemRow sheet={sheet} item={item} />
    ))}
    <Away sheet={sheet} section={section} />
  </section>
)

/** What a section comes to as it stands: points and percentage, or points off. */
const soFar = ({ reader, data }: Sheet, scored: SectionResult): string => {
  const { t } = reader
  const { unit, value } = sectionScore(scored, data.content.scoring)
  const score = formatScore(t, value ?? 0, { unit })
  return unit === 'percent'
    ? t('sheet.section.so_far', {
        points: `${displayPoints(scored.earned)}/${displayPoints(scored.possible)}`,
        percent: score,
      })
    : t('sheet.section.so_far.points', { score })
}

/** The heading of a section with where it stands; a gate that looks at sections is named where it is met. */
export const SectionTitle = ({ sheet, section, number }: { sheet: Sheet; section: Section; number: number }) => {
  const { t, locale } = sheet.reader
  const { data, result } = sheet
  const items = itemsNow(sheet, section)
  const done = items.filter((item) => isSettled(sheet, item.id)).length
  const scored = result.sections.find(({ id }) => id === section.id)
  const hit = result.gates.filter((gate) => gate.triggered && gate.because.includes(section.id))
  const gates = data.content.scoring.gates.filter((gate) => hit.some(({ id }) => id === gate.id))
  return (
    <h2 id={`title-${section.id}`}>
      {number} {pick(locale, section.title)}
      <small>
        {items.length > 0 ? t('sheet.section.progress', { done, all: items.length }) : t('sheet.section.away')}
        {data.showsScore && scored && scored.percentBp !== null ? ` · ${soFar(sheet, scored)}` : null}
        {data.showsScore ? gates.map((gate) => <span class="bad-text"> {pick(locale, gate)}</span>) : null}
      </small>
    </h2>
  )
}
