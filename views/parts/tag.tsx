import type { Child } from 'hono/jsx'
import { dueState, formatDay, formatDue } from '../format.ts'
import { distanceFigure, type Scale, scoreFigure, unitWords } from '../score.ts'
import type { Reader } from '../view.ts'

/** `held`: pending, kept here. `line`: a plain fact. `critical`: a critical item. */
export type Tone = 'plain' | 'good' | 'watch' | 'bad' | 'held' | 'line' | 'critical'

/** A state or a fact in a word, with a sign in front where there is one; the colour only repeats it. */
export const Tag = (props: { tone?: Tone; sign?: '✓' | '◐' | '✗' | '▲' | '▼' | '△' | '⟳' | '!'; children?: Child }) => (
  <span class={props.tone && props.tone !== 'plain' ? `tag ${props.tone}` : 'tag'}>
    {props.sign ? <span aria-hidden="true">{props.sign}</span> : null}
    {props.children}
  </span>
)

/** The grade in its box, read out as "grade B". */
export const GradeBox = (props: { view: Reader; grade: string }) => (
  <span class="grade">
    <span class="sr">{props.view.t('score.grade')} </span>
    {props.grade}
  </span>
)

/** A score as the largest thing on a page: 84.2 %, 扣 27 分; without one a stroke that is read out. */
export const ScoreFigure = (props: { view: Reader; value: number | null; scale: Scale }) => {
  const { scale, value, view } = props
  if (value === null) {
    return (
      <span class="figure">
        <span aria-hidden="true">–</span>
        <span class="sr">{view.t('score.none')}</span>
      </span>
    )
  }
  const { after, before } = unitWords(view.t, scale.unit ?? 'percent')
  return (
    <span class="figure">
      {before ? <span class="unit">{before}</span> : null}
      {scoreFigure(value, scale)}
      {after ? <span class={after.length > 2 ? 'unit words' : 'unit'}>{after}</span> : null}
    </span>
  )
}

/** A change of a value against last time or an average, greater is better: ▲ 2.2, ▼ 0.8. */
export const Change = (props: { view: Reader; bp: number } & Pick<Scale, 'decimals' | 'unit'>) => {
  const figure = distanceFigure(props.bp, props)
  if (/^[0.]+$/.test(figure)) return <span class="quiet">{props.view.t('change.same')}</span>
  return (
    <span class={props.bp > 0 ? 'up' : 'down'}>
      <span class="sr">{props.view.t(props.bp > 0 ? 'change.up' : 'change.down')} </span>
      {figure}
    </span>
  )
}

/** How a due day stands: 逾期 2 天, 今天到期, 还剩 5 天; the day itself in the title and, with `day`, beside it. */
export const Due = (props: { view: Reader; on: string; day?: boolean; soonDays?: number }) => {
  const state = dueState(props.view, props.on, props.soonDays)
  return (
    <span class={state === 'later' ? 'due' : `due ${state}`}>
      <time datetime={props.on} title={formatDay(props.view, props.on)}>
        {formatDue(props.view, props.on)}
      </time>
      {props.day ? <small>{formatDay(props.view, props.on, 'short')}</small> : null}
    </span>
  )
}
