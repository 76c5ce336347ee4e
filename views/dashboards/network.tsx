import type { ScoreScale } from '../../server/audits/shown-score.ts'
import type { Band, Text } from '../../server/checklists/format.ts'
import type { OverdueRow, progressByRegion } from '../../server/dashboards/by-region.ts'
import type { AuditToRecord } from '../../server/dashboards/desk-store.ts'
import type {
  ActionReviewLine,
  ChecklistChoice,
  OpenCounts,
  RegionLine,
  ReviewLine,
  WaveChoice,
} from '../../server/dashboards/network-store.ts'
import type { WeakResult } from '../../server/dashboards/results-store.ts'
import type { GradeFigures } from '../../server/dashboards/rules.ts'
import { pick } from '../../server/i18n/words.ts'
import { formatInstant, formatNumber } from '../format.ts'
import { LinkButton } from '../parts/button.tsx'
import { Figures } from '../parts/facts.tsx'
import { Columns, EmptyState, PageHead, Panel, Stack } from '../parts/page.tsx'
import { Change } from '../parts/tag.tsx'
import { formatScore } from '../score.ts'
import type { View } from '../view.ts'
import { BegunAudits, PlannedVisits } from './field.tsx'
import { GradesPanel } from './grades.tsx'
import { HeatPanel } from './heat.tsx'
import { OverduePanel } from './overdue.tsx'
import { type LostItem, LostPointsPanel } from './pareto.tsx'
import { ActionReviews } from './parts.tsx'
import { ProgressPanel } from './progress.tsx'
import { ReviewsPanel } from './reviews.tsx'

/** One checklist in one wave, as the page shows it. */
export type RoundShown = {
  progress: ReturnType<typeof progressByRegion<RegionLine>>
  /** Active dealers without an audit in it. */
  unplanned: number
  /** The wave with results before this one. */
  before: { id: string; name_zh: string; name_en: string } | null
  figures: GradeFigures
  bands: readonly Band[]
  scale: ScoreScale
  sections: { id: string; title: Text }[]
  weakest: (WeakResult & { sections: Map<string, number | null> })[]
  lost: LostItem[]
}

export type NetworkProps = {
  view: View
  today: string
  /** All of the network, or a part of the tree. */
  whole: boolean
  mayPlan: boolean
  choice: {
    waves: WaveChoice[]
    wave: WaveChoice | null
    checklists: ChecklistChoice[]
    checklist: ChecklistChoice | null
  }
  round: RoundShown | null
  /** Audits to review; null for who reviews none. */
  reviews: { rows: ReviewLine[]; total: number; late: number } | null
  /** Audits handed in before this instant wait too long. */
  lateBefore: string
  /** For who reviews no audits: corrective actions that wait for them. */
  actionReviews: ActionReviewLine[] | null
  actions: OpenCounts
  overdue: OverdueRow<RegionLine>[]
  setAside: number
  ownAudits: AuditToRecord[]
  answered: Map<string, number>
}

/** Which wave and checklist the page is about. With script the page follows a choice at once. */
const Choice = (props: Pick<NetworkProps, 'view' | 'choice'>) => {
  const { choice, view } = props
  const { locale, t } = view
  return (
    <form
      class="choose"
      method="get"
      action="/"
      aria-label={t('dashboard.choose')}
      hx-get="/"
      hx-trigger="change"
      hx-target="body"
      hx-push-url="true"
    >
      <div class="field">
        <label for="choose-wave">{t('dashboard.wave')}</label>
        <select id="choose-wave" name="wave">
          {choice.waves.map((wave) => (
            <option value={wave.id} selected={wave.id === choice.wave?.id}>
              {pick(locale, { zh: wave.name_zh, en: wave.name_en })}
            </option>
          ))}
        </select>
      </div>
      {choice.checklists.length > 0 ? (
        <div class="field">
          <label for="choose-checklist">{t('dashboard.checklist')}</label>
          <select id="choose-checklist" name="checklist">
            {choice.checklists.map((checklist) => (
              <option value={checklist.id} selected={checklist.id === choice.checklist?.id}>
                {pick(locale, { zh: checklist.title_zh, en: checklist.title_en })}
              </option>
            ))}
          </select>
        </div>
      ) : null}
      <button class="btn" type="submit">
        {t('dashboard.show')}
      </button>
    </form>
  )
}

/** The figures over everything. */
const Headline = (props: NetworkProps) => {
  const { actions, overdue, reviews, round, view } = props
  const { t } = view
  const number = (n: number) => formatNumber(view, n)
  const late = overdue.reduce((sum, row) => sum + row.total, 0)
  const critical = overdue.reduce((sum, row) => sum + (row.counts[0] ?? 0), 0)
  const average = round?.figures.average ?? null
  const lastAverage = round?.figures.lastAverage ?? null
  const averageNote =
    average === null ? (
      t('dashboard.average.none')
    ) : lastAverage !== null && round?.before ? (
      <>
        <Change view={view} bp={average - lastAverage} decimals={round.scale.decimals} unit={round.scale.unit} />{' '}
        {t('dashboard.average.since')}
      </>
    ) : (
      t('dashboard.average.of', { n: number(round?.figures.results ?? 0) })
    )
  return (
    <Figures
      figures={[
        ...(round
          ? [
              {
                label: t(props.whole ? 'dashboard.average' : 'dashboard.average.region'),
                figure: average === null ? '–' : formatScore(t, average, { ...round.scale, limits: [] }),
                note: averageNote,
              },
              {
                label: t('dashboard.released'),
                figure: number(round.progress.counts[0] ?? 0),
                note: t('dashboard.released.of', { n: number(round.progress.total) }),
              },
            ]
          : []),
        ...(reviews
          ? [
              {
                label: t('dashboard.waiting'),
                figure: number(reviews.total),
                href: reviews.total > 0 ? '/audits?state=submitted' : undefined,
                note: reviews.late > 0 ? t('dashboard.waiting.over', { n: number(reviews.late) }) : undefined,
              },
            ]
          : []),
        {
          label: t('dashboard.to_review'),
          figure: number(actions.toReview),
          note: t('dashboard.to_review.note'),
          href: '/corrective-actions?mine=review',
        },
        {
          label: t('dashboard.overdue'),
          figure: number(late),
          note: critical > 0 ? t('dashboard.overdue.critical', { n: number(critical) }) : undefined,
          href: '/corrective-actions?due=overdue',
        },
        ...(props.setAside > 0
          ? [
              {
                label: t('dashboard.set_aside'),
                figure: number(props.setAside),
                note: t('dashboard.set_aside.note'),
                href: '/answers/quarantine',
              },
            ]
          : []),
      ]}
    />
  )
}

/** Audits that head office or a region manager records in person. */
const OwnAudits = (props: NetworkProps) => {
  const { ownAudits, today, view } = props
  const begun = ownAudits.filter((audit) => audit.state !== 'planned')
  const planned = ownAudits.filter((audit) => audit.state === 'planned')
  if (ownAudits.length === 0) return null
  return (
    <Panel id="own-audits" title={view.t('dashboard.own_audits')} stack>
      {begun.length > 0 ? <BegunAudits view={view} audits={begun} answered={props.answered} /> : null}
      {planned.length > 0 ? <PlannedVisits view={view} today={today} audits={planned} /> : null}
    </Panel>
  )
}

/** Nothing to show yet, and what to do about it. */
const NoRound = (props: NetworkProps) => {
  const { choice, mayPlan, view } = props
  const { t } = view
  const missing = choice.wave ? 'dashboard.wave.none' : 'dashboard.waves.none'
  return (
    <Panel id="round">
      <EmptyState
        title={t(missing)}
        actions={
          mayPlan ? (
            choice.wave ? (
              <LinkButton href="/visits/new" kind="main">
                {t('visit.new')}
              </LinkButton>
            ) : (
              <LinkButton href="/programmes" kind="main">
                {t('nav.programmes')}
              </LinkButton>
            )
          ) : undefined
        }
      >
        {t(mayPlan ? `${missing}.next` : 'dashboard.wave.none.region')}
      </EmptyState>
    </Panel>
  )
}

/** The network, or a region, at a glance: how the wave goes, what waits, what is late, where points are lost. */
export const NetworkHome = (props: NetworkProps) => {
  const { choice, overdue, reviews, round, today, view, whole } = props
  const { t } = view
  const lead = [
    t('dashboard.as_of', { at: formatInstant(view, view.now, 'short') }),
    ...(round ? [t('dashboard.network.lead', { n: formatNumber(view, round.figures.results) })] : []),
  ]
  const allHref = `/audits?wave=${choice.wave?.id}&checklist=${choice.checklist?.id}&sort=score&dir=asc`
  return (
    <>
      <PageHead
        title={t(whole ? 'dashboard.network' : 'dashboard.region')}
        lead={lead.join(t('dashboard.dot'))}
        tools={choice.waves.length > 0 ? <Choice view={view} choice={choice} /> : undefined}
      />
      <Headline {...props} />
      <OwnAudits {...props} />
      <Columns>
        <Stack>
          {round && choice.wave ? (
            <>
              <ProgressPanel view={view} today={today} whole={whole} wave={choice.wave} shown={round} />
              <HeatPanel view={view} shown={round} allHref={allHref} />
              <LostPointsPanel view={view} lost={round.lost} />
            </>
          ) : (
            <NoRound {...props} />
          )}
        </Stack>
        <Stack>
          {reviews ? <ReviewsPanel view={view} today={today} lateBefore={props.lateBefore} reviews={reviews} /> : null}
          {props.actionReviews ? (
            <ActionReviews
              view={view}
              today={today}
              title={t('dashboard.action_reviews.region')}
              reviews={props.actionReviews}
              total={props.actions.toReview}
            />
          ) : null}
          {round ? <GradesPanel view={view} shown={round} /> : null}
          <OverduePanel view={view} whole={whole} rows={overdue} open={props.actions.open} />
        </Stack>
      </Columns>
    </>
  )
}
