import type { Child } from 'hono/jsx'
import { scoreValueOf } from '../../server/audits/shown-score.ts'
import type { CarriedOver } from '../../server/checklists/carried-over.ts'
import type { Shortcoming } from '../../server/checklists/drafts/preview.ts'
import { type Frequency, frequencies } from '../../server/checklists/format.ts'
import type { FormerAudit } from '../../server/checklists/preview-store.ts'
import { pick } from '../../server/i18n/words.ts'
import { codesAskedAbout } from '../../server/scoring/conditions.ts'
import { formatDay, formatList } from '../format.ts'
import { Button, LinkButton } from '../parts/button.tsx'
import { EmptyState } from '../parts/page.tsx'
import { sayScore } from '../score.ts'
import type { Sheet } from '../sheet/model.ts'
import type { Reader, View } from '../view.ts'
import { BackLink, type Previewed, Why, WhyButton } from './drawn.tsx'
import { Shortcomings } from './left-out.tsx'

export type { Previewed }

/** What the address asks for. */
export type PreviewQuery = { frequency?: Frequency; dealer?: string; audit?: string }
type Former = { audit: FormerAudit; carried: CarriedOver }

type BarProps = {
  view: View
  previewed: Previewed
  sheet: Sheet
  query: PreviewQuery
  /** Released audits to choose from; null where the reader may not load any. */
  choices: FormerAudit[] | null
  most: number
  former: Former | null
}

/** Over the sheet: that nothing is kept, the way back, and the tools to try the checklist out with. */
export const PreviewBar = (props: BarProps) => {
  const { former, previewed, query, sheet, view } = props
  const { t } = view
  return (
    <section class="preview-bar" id="preview-bar" aria-label={t('preview.tools')}>
      <p class="notice watch" role="status">
        <strong>{t('sheet.trial')}</strong>
        <BackLink sheet={sheet} previewed={previewed} />
      </p>
      <div class="try-out">
        <div class="acts" role="group" aria-label={t('preview.tools')}>
          <TryButton does="best">{t('preview.best')}</TryButton>
          <TryButton does="worst">{t('preview.worst')}</TryButton>
          <span class="seeded">
            <TryButton does="random">{t('preview.random')}</TryButton>
            <label for="preview-seed">{t('preview.seed')}</label>
            <input
              type="number"
              id="preview-seed"
              min="1"
              max="999999"
              step="1"
              inputmode="numeric"
              autocomplete="off"
              title={t('preview.seed.hint')}
            />
          </span>
          <TryButton does="clear">{t('preview.clear')}</TryButton>
        </div>
        <div class="acts">
          <TryButton does="largest">{t('preview.largest')}</TryButton>
          <WhyButton sheet={sheet} open={false} />
          <CircumstancesMenu sheet={sheet} />
          <FrequencyForm view={view} sheet={sheet} query={query} />
          <FormerMenu {...props} />
        </div>
      </div>
      {former ? <Loaded view={view} query={query} former={former} /> : null}
    </section>
  )
}

const TryButton = (props: { does: string; children?: Child }) => (
  <button type="button" class="btn" data-try={props.does}>
    {props.children}
  </button>
)

/** The same preview with something else asked. */
const hrefOf = (query: PreviewQuery): string => {
  const entries = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return `?${new URLSearchParams(entries)}`
}

/** What conditions look at besides answers; nothing where this checklist asks for none of it. */
const CircumstancesMenu = ({ sheet }: { sheet: Sheet }) => {
  const { locale, t } = sheet.reader
  const { circumstances, content } = sheet.data
  const features = Object.entries(content.words.dealer_features ?? {})
  const asksLast = codesAskedAbout(content).size > 0
  const hasOwn = Object.keys(circumstances?.last ?? {}).length > 0
  if (features.length === 0 && !asksLast) return null
  return (
    <details class="menu btn-menu circumstances">
      <summary>{t('preview.circumstances')}</summary>
      <div class="sheet">
        {features.length > 0 ? (
          <fieldset>
            <legend>{t('preview.features')}</legend>
            {features.map(([code, word]) => (
              <label class="check">
                <input
                  type="checkbox"
                  name="feature"
                  value={code}
                  checked={circumstances?.features.includes(code) ?? false}
                  autocomplete="off"
                />
                <span>{pick(locale, word)}</span>
              </label>
            ))}
          </fieldset>
        ) : null}
        {asksLast ? (
          <>
            <label for="preview-last">{t('preview.last')}</label>
            <select id="preview-last" autocomplete="off">
              {(['own', 'none', 'passed', 'finding', 'failed'] as const)
                .filter((one) => one !== 'own' || hasOwn)
                .map((one) => (
                  <option value={one}>{t(`preview.last.${one}`)}</option>
                ))}
            </select>
          </>
        ) : null}
      </div>
    </details>
  )
}

/** A self-check asks each item at its own frequency. */
const FrequencyForm = ({ view, sheet, query }: { view: View; sheet: Sheet; query: PreviewQuery }) => {
  const { t } = view
  const items = sheet.data.content.sections.flatMap((section) => section.items)
  const own = frequencies.filter((one) => items.some((item) => item.frequency === one))
  if (own.length === 0) return null
  return (
    <form method="get" class="by-frequency">
      {query.audit ? <input type="hidden" name="audit" value={query.audit} /> : null}
      <label for="preview-frequency">{t('preview.frequency')}</label>
      <select id="preview-frequency" name="frequency">
        <option value="">{t('preview.frequency.all')}</option>
        {own.map((one) => (
          <option value={one} selected={one === query.frequency}>
            {t(`checklists.frequency.${one}`)}
          </option>
        ))}
      </select>
      <Button>{t('preview.frequency.show')}</Button>
    </form>
  )
}

const scoreText = ({ t }: Reader, former: FormerAudit): string => {
  const value = scoreValueOf(former)
  if (value === null) return t('preview.former.no_score')
  return `${sayScore(t, value, { unit: former.score_unit ?? 'percent' })} ${former.grade ?? ''}`.trim()
}

const dealerText = ({ locale }: Reader, { code, name_zh, name_en }: FormerAudit): string =>
  `${code} ${pick(locale, { zh: name_zh, en: name_en })}`

/** How would this dealer have come out? Released audits of the same checklist, to load their answers. */
const FormerMenu = ({ view, query, choices, most }: BarProps) => {
  const { t } = view
  if (!choices) return null
  const { audit: _, ...rest } = query
  return (
    <details class="menu btn-menu former" open={query.dealer !== undefined && query.audit === undefined}>
      <summary>{t('preview.former')}</summary>
      <div class="sheet">
        <form method="get" role="search" aria-label={t('preview.former')}>
          {query.frequency ? <input type="hidden" name="frequency" value={query.frequency} /> : null}
          <label for="preview-dealer">{t('preview.former.dealer')}</label>
          <input type="search" id="preview-dealer" name="dealer" value={query.dealer ?? ''} autocomplete="off" />
          <Button>{t('preview.former.find')}</Button>
        </form>
        {choices.length === 0 ? <p class="quiet">{t('preview.former.none')}</p> : null}
        <ul>
          {choices.map((audit) => (
            <li>
              <a href={hrefOf({ ...rest, audit: audit.id })}>
                {dealerText(view, audit)}
                <small>
                  {[
                    formatDay(view, audit.planned_on),
                    t('preview.former.version', { version: audit.version }),
                    scoreText(view, audit),
                  ].join(' · ')}
                </small>
              </a>
            </li>
          ))}
        </ul>
        {choices.length === most ? <p class="small">{t('preview.former.most', { n: most })}</p> : null}
      </div>
    </details>
  )
}

/** Whose answers stand in the sheet, what they scored then, and which of them have no place in this version. */
const Loaded = ({ view, query, former }: { view: View; query: PreviewQuery; former: Former }) => {
  const { t } = view
  const { audit, carried } = former
  const { audit: _, ...rest } = query
  const lists = (['open', 'unfit', 'gone'] as const).filter((list) => carried[list].length > 0)
  return (
    <div class="notice held loaded">
      <div>
        <p>
          {t('preview.former.loaded', {
            dealer: dealerText(view, audit),
            day: formatDay(view, audit.planned_on),
            version: audit.version,
            score: scoreText(view, audit),
          })}
        </p>
        <p class="small">
          {[
            t('preview.former.carried', { n: Object.keys(carried.answers).length }),
            ...lists.map((list) =>
              t(`preview.former.${list}`, { n: carried[list].length, codes: formatList(view, carried[list]) }),
            ),
          ].join(' · ')}
        </p>
      </div>
      <LinkButton href={hrefOf(rest)}>{t('preview.former.away')}</LinkButton>
    </div>
  )
}

/** The sheet, and room beside it for the explanation of the score. */
export const TryingOut = (props: { sheet: Sheet; children?: Child }) => (
  <div class="trying-out" id="trying-out">
    <Why sheet={props.sheet} open={false} />
    <div class="stack">{props.children}</div>
  </div>
)

/** A draft of which nothing can be shown yet. */
export const NothingToPreview = (props: { view: View; home: string; shortcomings: readonly Shortcoming[] }) => {
  const { t } = props.view
  return (
    <>
      <EmptyState
        title={t('preview.empty')}
        actions={<LinkButton href={props.home}>{t('preview.back.draft')}</LinkButton>}
      >
        {t('preview.empty.text')}
      </EmptyState>
      <Shortcomings {...props} />
    </>
  )
}
