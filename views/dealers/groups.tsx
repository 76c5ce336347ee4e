import type { DealerGroupRow } from '../../server/db/schema.ts'
import type { GroupLine } from '../../server/dealers/store-groups.ts'
import { pick, type WordKey } from '../../server/i18n/words.ts'
import { formatNumber } from '../format.ts'
import { changesIn, historyOf, type LogEntry } from '../history.ts'
import { Button, ButtonForm, LinkButton } from '../parts/button.tsx'
import { Facts } from '../parts/facts.tsx'
import { InputField } from '../parts/field.tsx'
import { Form, FormGrid, type FormState } from '../parts/form.tsx'
import { Columns, EmptyState, PageHead, Panel } from '../parts/page.tsx'
import { History } from '../parts/progress.tsx'
import { DataTable } from '../parts/table.tsx'
import { Tag } from '../parts/tag.tsx'
import type { Reader, View } from '../view.ts'

const groupLabel = (view: Reader, group: Pick<DealerGroupRow, 'name_zh' | 'name_en'>) =>
  pick(view.locale, { zh: group.name_zh, en: group.name_en })

export const GroupsPage = (props: { view: View; rows: GroupLine[] }) => {
  const { view } = props
  const { t } = view
  const add = (
    <LinkButton href="/dealer-groups/new" kind="main">
      {t('dealers.groups.new')}
    </LinkButton>
  )
  return (
    <>
      <PageHead title={t('dealers.groups')} tools={add} />
      <Panel id="groups">
        {props.rows.length === 0 ? (
          <EmptyState title={t('dealers.groups.empty')} actions={add}>
            {t('dealers.groups.empty.text')}
          </EmptyState>
        ) : (
          <DataTable
            view={view}
            caption={t('dealers.groups')}
            hideCaption
            rows={props.rows}
            rowHref={(group) => `/dealer-groups/${group.id}`}
            columns={[
              { key: 'code', label: t('dealers.field.code'), cell: (group) => group.code },
              { key: 'name', label: t('dealers.field.name'), cell: (group) => groupLabel(view, group) },
              {
                key: 'dealers',
                label: t('dealers.groups.count'),
                num: true,
                cell: (group) => formatNumber(view, group.dealers ?? 0),
              },
              {
                key: 'state',
                label: t('dealers.field.state'),
                cell: (group) => (group.active ? null : <Tag tone="watch">{t('dealers.state.inactive')}</Tag>),
              },
            ]}
          />
        )}
      </Panel>
    </>
  )
}

export const GroupFormPage = (props: { view: View; title: string; group?: DealerGroupRow; form: FormState }) => {
  const { form, group, view } = props
  const { t } = view
  const field = { view, state: form }
  return (
    <>
      <PageHead title={props.title} />
      <Panel id="group">
        <div class="narrow-form">
          <Form
            {...field}
            action={group ? `/dealer-groups/${group.id}` : '/dealer-groups'}
            actions={
              <>
                <Button kind="main">{group ? t('button.save') : t('dealers.groups.new')}</Button>
                <LinkButton href={group ? `/dealer-groups/${group.id}` : '/dealer-groups'} kind="plain">
                  {t('button.cancel')}
                </LinkButton>
              </>
            }
          >
            <InputField {...field} name="code" label={t('dealers.field.code')} required short maxlength={40} />
            <FormGrid>
              <InputField {...field} name="name_zh" label={t('dealers.field.name_zh')} required maxlength={100} />
              <InputField {...field} name="name_en" label={t('dealers.field.name_en')} optional maxlength={100} />
            </FormGrid>
          </Form>
        </div>
      </Panel>
    </>
  )
}

const labels: Record<string, WordKey> = {
  code: 'dealers.field.code',
  name_zh: 'dealers.field.name_zh',
  name_en: 'dealers.field.name_en',
}

export const GroupPage = (props: {
  view: View
  group: DealerGroupRow
  dealers: number
  /** What stood in the way of deactivating. */
  form: FormState
  history: LogEntry[]
}) => {
  const { group, view } = props
  const { t } = view
  const at = `/dealer-groups/${group.id}`
  return (
    <>
      <PageHead
        title={groupLabel(view, group)}
        lead={group.active ? undefined : <Tag tone="watch">{t('dealers.state.inactive')}</Tag>}
        tools={
          <LinkButton href={`${at}/edit`} kind="main">
            {t('button.edit')}
          </LinkButton>
        }
      />
      <Columns kind="halves">
        <Panel id="facts" stack>
          <Facts
            facts={[
              { label: t('dealers.field.code'), value: group.code },
              { label: t('dealers.field.name_zh'), value: group.name_zh },
              group.name_en !== '' && { label: t('dealers.field.name_en'), value: group.name_en },
              {
                label: t('dealers.groups.count'),
                value: <a href={`/dealers?group=${group.id}`}>{formatNumber(view, props.dealers)}</a>,
              },
            ]}
          />
          {group.active ? (
            <Form
              view={view}
              action={`${at}/deactivation`}
              state={props.form}
              unguarded
              actions={<Button kind="danger">{t('dealers.deactivate')}</Button>}
            />
          ) : (
            <ButtonForm action={`${at}/reactivation`}>{t('dealers.reactivate')}</ButtonForm>
          )}
        </Panel>
        <Panel id="history" title={t('history.title')}>
          <History
            view={view}
            entries={historyOf(view, props.history, (details) => changesIn(view, details, labels))}
          />
        </Panel>
      </Columns>
    </>
  )
}
