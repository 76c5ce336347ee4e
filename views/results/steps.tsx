import type { Missing } from '../../server/answers/missing.ts'
import type { ScoreScale } from '../../server/audits/shown-score.ts'
import type { AuditCase, AuditHead } from '../../server/audits/store.ts'
import type { ChecklistContent } from '../../server/checklists/format.ts'
import type { FindingCounts } from '../../server/findings/raise.ts'
import { pick } from '../../server/i18n/words.ts'
import { checklistTitle, dealerName } from '../audits/tags.tsx'
import { formatDay } from '../format.ts'
import { LinkButton } from '../parts/button.tsx'
import { Confirm } from '../parts/confirm.tsx'
import type { FormState } from '../parts/form.tsx'
import { PageHead, Panel, Stack } from '../parts/page.tsx'
import { sayScore } from '../score.ts'
import type { View } from '../view.ts'

const countsText = (view: View, counts: FindingCounts): string =>
  (['critical', 'major', 'minor', 'observation'] as const)
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${view.t(`reports.severity.${severity}`)} ${counts[severity]}`)
    .join(' · ')

const subjectOf = (view: View, head: AuditHead): string => `${checklistTitle(view, head)} · ${dealerName(view, head)}`

/** What the step is, and below it what it is done to. */
export const StepTitle = (props: { view: View; head: AuditHead; title: string }) => (
  <>
    {props.title}
    <small>{subjectOf(props.view, props.head)}</small>
  </>
)

/** Where an item stands on the sheet. */
export const sheetHref = (auditId: string, code: string): string => `/audits/${auditId}/sheet#item-${code}`

/** Everything that keeps an audit from being handed in, section by section, each with the way to its place. */
export const MissingPage = (props: {
  view: View
  audit: AuditCase
  head: AuditHead
  content: ChecklistContent
  missing: Missing[]
}) => {
  const { audit, content, head, missing, view } = props
  const { locale, t } = view
  const items = new Map(content.sections.flatMap((section) => section.items.map((item) => [item.id, item])))
  const markOf = (code: string) => content.timeline?.marks.find((mark) => mark.id === code)
  const nameOf = (one: Missing) => {
    const item = items.get(one.item_code)
    const mark = markOf(one.item_code)
    return item ? pick(locale, item.text) : mark ? pick(locale, mark) : ''
  }
  const whatOf = (one: Missing) => {
    const named = items.get(one.item_code)?.photos.find((photo) => photo.code === one.name)
    return t(`submission.missing.${one.what}`, { name: named ? pick(locale, named) : '' })
  }
  return (
    <>
      <PageHead
        title={t('submission.missing.title', { n: missing.length })}
        lead={subjectOf(view, head)}
        tools={
          <LinkButton href={`/audits/${audit.id}/sheet`} kind="main">
            {t('audit.sheet.open')}
          </LinkButton>
        }
      />
      <Stack>
        {content.sections
          .map((section) => ({ section, ones: missing.filter((one) => one.section === section.id) }))
          .filter(({ ones }) => ones.length > 0)
          .map(({ section, ones }) => (
            <Panel
              id={`missing-${section.id}`}
              title={pick(locale, section.title)}
              aside={t('submission.missing.count', { n: ones.length })}
            >
              <ul class="rows">
                {ones.map((one) => (
                  <li>
                    <div>
                      <a href={sheetHref(audit.id, one.item_code)}>{one.item_code}</a> <strong>{whatOf(one)}</strong>
                      <p class="quiet">{nameOf(one)}</p>
                    </div>
                  </li>
                ))}
              </ul>
            </Panel>
          ))}
      </Stack>
    </>
  )
}

/** What handing in fixes: score and findings for those who may know them. */
export type SubmissionOutlook = {
  /** The score as a value, how it is read, and its grade. */
  score: { value: number | null; scale: ScoreScale; grade: string | null } | null
  counts: FindingCounts | null
}

export const SubmissionPage = (props: {
  view: View
  audit: AuditCase
  head: AuditHead
  outlook: SubmissionOutlook
  form: FormState
}) => {
  const { audit, form, head, outlook, view } = props
  const { t } = view
  const { counts, score } = outlook
  const found = counts && countsText(view, counts)
  return (
    <Confirm
      view={view}
      title={<StepTitle view={view} head={head} title={t('submission.title')} />}
      action={`/audits/${audit.id}/submission`}
      cancelHref={`/audits/${audit.id}/sheet`}
      confirmLabel={t('submission.confirm')}
      state={form}
      will={[
        { text: t('submission.will.complete'), kind: 'good' },
        ...(score
          ? [
              {
                text:
                  score.value === null
                    ? t('result.verdict.nothing')
                    : t('submission.will.score', {
                        score: sayScore(t, score.value, score.scale),
                        grade: score.grade ?? t('result.grade.none'),
                      }),
              },
            ]
          : []),
        ...(found === null
          ? []
          : [{ text: found ? t('submission.will.findings', { found }) : t('submission.will.none') }]),
        { text: t(audit.review_required ? 'submission.will.review' : 'submission.will.no_review') },
        { text: t('submission.will.closed'), kind: 'watch' as const },
      ]}
    />
  )
}

export const ReturnPage = (props: { view: View; audit: AuditCase; head: AuditHead; form: FormState }) => {
  const { audit, form, head, view } = props
  const { t } = view
  return (
    <Confirm
      view={view}
      title={<StepTitle view={view} head={head} title={t('review.return.title')} />}
      action={`/audits/${audit.id}/return`}
      cancelHref={`/audits/${audit.id}`}
      confirmLabel={t('review.return')}
      state={form}
      reason={{ label: t('review.return.reason'), hint: t('review.return.hint'), required: true }}
      will={[
        { text: t('review.return.will', { name: head.auditor }) },
        { text: t('review.return.will.again'), kind: 'watch' },
      ]}
    />
  )
}

/** Everything that a release sets going, said before it does. */
export const ReleasePage = (props: {
  view: View
  audit: AuditCase
  head: AuditHead
  counts: FindingCounts
  repeats: number
  window: { days: number; on: string }
  form: FormState
}) => {
  const { audit, counts, form, head, view, window } = props
  const { t } = view
  const actions = counts.critical + counts.major + counts.minor
  const isPractice = audit.practice === 1
  return (
    <Confirm
      view={view}
      title={
        <StepTitle view={view} head={head} title={t(isPractice ? 'review.close_practice' : 'review.release.title')} />
      }
      action={`/audits/${audit.id}/release`}
      cancelHref={`/audits/${audit.id}`}
      confirmLabel={t(isPractice ? 'review.close_practice' : 'review.release')}
      state={form}
      will={
        isPractice
          ? [{ text: t('review.close_practice.will') }]
          : [
              { text: t('review.release.will.dealer', { dealer: dealerName(view, head) }) },
              {
                text:
                  actions + counts.observation === 0
                    ? t('submission.will.none')
                    : t('review.release.will.findings', { found: countsText(view, counts) }),
              },
              ...(actions > 0 ? [{ text: t('review.release.will.actions', { n: actions }) }] : []),
              ...(props.repeats > 0
                ? [{ text: t('review.release.will.repeats', { n: props.repeats }), kind: 'watch' as const }]
                : []),
              {
                text: t('review.release.will.window', { day: formatDay(view, window.on, 'long'), n: window.days }),
              },
              { text: t('review.release.will.report') },
              { text: t('review.release.will.final'), kind: 'watch' },
            ]
      }
    />
  )
}

export const VoidPage = (props: { view: View; audit: AuditCase; head: AuditHead; form: FormState }) => {
  const { audit, form, head, view } = props
  const { t } = view
  return (
    <Confirm
      view={view}
      title={<StepTitle view={view} head={head} title={t('review.void.title')} />}
      action={`/audits/${audit.id}/voiding`}
      cancelHref={`/audits/${audit.id}`}
      confirmLabel={t('review.void')}
      grave
      state={form}
      reason={{ label: t('field.reason'), hint: t('review.void.hint'), required: true }}
      will={[
        { text: t('review.void.will.score'), kind: 'bad' },
        { text: t('review.void.will.findings'), kind: 'bad' },
        { text: t('review.void.will.report') },
        { text: t('review.void.will.history'), kind: 'good' },
      ]}
    />
  )
}
