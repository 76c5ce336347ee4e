import type { Common } from '../../server/checklists/format.ts'
import type { ImportPlan } from '../../server/checklists/imports/plan.ts'
import type { ImportLine, StoredImport } from '../../server/checklists/imports/store.ts'
import type { Obstacle } from '../../server/checklists/versions/publication.ts'
import { placeText, problemText } from '../../server/exchange/excel/problem.ts'
import type { FileProblem } from '../../server/exchange/read-file.ts'
import { pick } from '../../server/i18n/words.ts'
import { formatInstant } from '../format.ts'
import { Button, ButtonForm } from '../parts/button.tsx'
import { Instant } from '../parts/facts.tsx'
import { FileField } from '../parts/field.tsx'
import { Form, type FormState } from '../parts/form.tsx'
import { EmptyState, PageHead, Panel, Remark, Stack } from '../parts/page.tsx'
import { DataTable } from '../parts/table.tsx'
import { Tag } from '../parts/tag.tsx'
import type { Reader, View } from '../view.ts'
import { DifferenceView } from './difference.tsx'

const StateTag = (props: { view: Reader; line: Pick<ImportLine, 'problem_count' | 'settled_at'> }) => {
  const { line, view } = props
  if (line.settled_at !== null) return <Tag tone="good">{view.t('imports.checklists.state.done')}</Tag>
  return line.problem_count > 0 ? (
    <Tag tone="bad" sign="✗">
      {view.t('imports.checklists.state.wrong', { n: line.problem_count })}
    </Tag>
  ) : (
    <Tag tone="held">{view.t('imports.checklists.state.open')}</Tag>
  )
}

/** Sending a file, and the files that were sent, to come back to. */
export const ChecklistImportsPage = (props: { view: View; imports: ImportLine[]; form?: FormState }) => {
  const { form, imports, view } = props
  const { t } = view
  return (
    <Stack>
      <PageHead
        title={t('imports.checklists.title')}
        lead={<span class="measure">{t('imports.checklists.lead')}</span>}
      />
      <Panel id="upload" title={t('imports.checklists.upload')}>
        <Form
          view={view}
          action="/checklists/imports"
          state={form}
          files
          unguarded
          actions={<Button kind="main">{t('imports.checklists.check')}</Button>}
        >
          <FileField
            view={view}
            state={form}
            name="file"
            label={t('imports.checklists.file')}
            hint={t('imports.checklists.file.hint')}
            accept=".xlsx,.yaml,.yml"
            required
          />
        </Form>
      </Panel>
      <Panel id="kept" title={t('imports.checklists.kept')}>
        {imports.length === 0 ? (
          <EmptyState title={t('imports.checklists.none')}>{t('imports.checklists.none.text')}</EmptyState>
        ) : (
          <DataTable
            view={view}
            caption={t('imports.checklists.kept')}
            hideCaption
            rows={imports}
            rowHref={(line) => `/checklists/imports/${line.id}`}
            columns={[
              { key: 'file', label: t('imports.checklists.file'), cell: (line) => line.file_name },
              { key: 'checklist', label: t('imports.checklists.id'), cell: (line) => line.checklist_id },
              {
                key: 'state',
                label: t('checklists.field.state'),
                cell: (line) => <StateTag view={view} line={line} />,
              },
              { key: 'maker', label: t('imports.checklists.by'), cell: (line) => line.maker },
              {
                key: 'at',
                label: t('imports.checklists.at'),
                cell: (line) => <Instant view={view} at={line.created_at} />,
              },
            ]}
          />
        )}
      </Panel>
    </Stack>
  )
}

/** Where in a file something is wrong, and what. */
const problemWords = ({ t }: Reader, problem: FileProblem): { place: string; sentence: string } => {
  if ('sheet' in problem) return { place: placeText(problem, t), sentence: problemText(problem, t) }
  const { line, params, place, word } = problem
  return {
    place: t('imports.checklists.line', { line, place: place || t('checklist.problem.whole_file') }),
    sentence: t(word, params),
  }
}

const Problems = (props: { view: View; found: StoredImport; obstacles: readonly Obstacle[] }) => {
  const { found, obstacles, view } = props
  const { t } = view
  const count = found.problem_count + obstacles.length
  if (count === 0) return null
  const lines = [
    ...found.problems.map((problem) => problemWords(view, problem)),
    ...obstacles.map(({ item, params, title, word }) => ({
      place: item ?? t('checklist.problem.whole_file'),
      sentence: t(word, title ? { ...params, file: pick(view.locale, title) } : params),
    })),
  ]
  return (
    <Panel id="problems" title={t('imports.checklists.wrong')} aside={t('versions.flaws.count', { n: count })} stack>
      <p>{t('imports.checklists.wrong.text')}</p>
      <ul class="rows flaw-rows places">
        {lines.map(({ place, sentence }) => (
          <li>
            <b>{place}</b>
            <p>{sentence}</p>
          </li>
        ))}
      </ul>
      {found.problem_count > found.problems.length ? (
        <p class="quiet">{t('imports.checklists.wrong.more', { n: found.problem_count - found.problems.length })}</p>
      ) : null}
    </Panel>
  )
}

const Will = (props: { view: View; found: StoredImport; plan: ImportPlan; form: FormState }) => {
  const { found, form, plan, view } = props
  const { t } = view
  const { difference, draft, kind, versions } = plan
  const params = {
    id: difference.after.id,
    title: pick(view.locale, difference.after.title),
    version: versions[0]?.version ?? '',
    at: draft ? formatInstant(view, draft.changed_at) : '',
  }
  const isTaken = versions.some(({ version }) => version === difference.after.version)
  return (
    <Panel id="will" title={t(`imports.checklists.will.${kind}.title`)} stack>
      {found.base === plan.base ? null : <Remark kind="watch">{t('imports.checklists.moved')}</Remark>}
      <p class="measure">{t(`imports.checklists.will.${kind}`, params)}</p>
      {isTaken ? (
        <p class="measure">{t('imports.checklists.number_taken', { version: difference.after.version })}</p>
      ) : null}
      {plan.obstacles.length > 0 ? null : (
        <Form
          view={view}
          action={`/checklists/imports/${found.id}/confirmation`}
          state={form}
          hidden={{ seen: plan.base }}
          unguarded
          actions={<Button kind="main">{t('imports.checklists.go')}</Button>}
        />
      )}
    </Panel>
  )
}

/** One file: what is wrong with it, or what importing it would do, down to the field. */
export const ChecklistImportPage = (props: {
  view: View
  found: StoredImport & { maker: string }
  plan: ImportPlan | null
  form: FormState
  common: Common
}) => {
  const { common, form, found, plan, view } = props
  const { t } = view
  return (
    <Stack>
      <PageHead
        over={t('imports.checklists.title')}
        title={found.file_name}
        lead={
          <>
            {t('imports.checklists.sent', { name: found.maker, at: formatInstant(view, found.created_at) })}{' '}
            <StateTag view={view} line={found} />
          </>
        }
        tools={
          <ButtonForm action={`/checklists/imports/${found.id}/removal`} kind="danger">
            {t('imports.checklists.remove')}
          </ButtonForm>
        }
      />
      <Problems view={view} found={found} obstacles={plan?.obstacles ?? []} />
      {found.settled_at !== null ? (
        <Remark kind="good">
          <p>{t('imports.checklists.settled', { at: formatInstant(view, found.settled_at) })}</p>
        </Remark>
      ) : null}
      {plan ? (
        <>
          <Will view={view} found={found} plan={plan} form={form} />
          <h2 class="part-head">
            {plan.kind === 'new'
              ? t('imports.checklists.holds')
              : t(`imports.checklists.against.${plan.kind}`, { version: plan.versions[0]?.version ?? '' })}
          </h2>
          <DifferenceView view={view} difference={plan.difference} common={common} isNew={plan.kind === 'new'} />
        </>
      ) : null}
    </Stack>
  )
}
