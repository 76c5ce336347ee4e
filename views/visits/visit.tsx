import type { HistoryEntry } from '../../server/activity/store.ts'
import type { Visit } from '../../server/visits/list-store.ts'
import { LogHistory } from '../audits/history.tsx'
import { AuditStateTag, checklistTitle, dealerName, regionName, waveName } from '../audits/tags.tsx'
import { formatDay, formatList } from '../format.ts'
import { Button } from '../parts/button.tsx'
import { Facts } from '../parts/facts.tsx'
import { InputField } from '../parts/field.tsx'
import { Form, type FormState } from '../parts/form.tsx'
import { Columns, PageHead, Panel, Stack } from '../parts/page.tsx'
import { DataTable } from '../parts/table.tsx'
import { Tag } from '../parts/tag.tsx'
import type { View } from '../view.ts'

export const VisitPage = (props: {
  view: View
  visit: Visit
  form: FormState
  canMove: boolean
  entries: HistoryEntry[]
  names: ReadonlyMap<string, string>
}) => {
  const { view, visit } = props
  const { t } = view
  return (
    <>
      <PageHead
        title={t('visit.one', { dealer: dealerName(view, visit), day: formatDay(view, visit.on_day) })}
        lead={formatDay(view, visit.on_day, 'long')}
      />
      <Columns>
        <Stack>
          <Panel id="visit-audits" title={t('visit.audits')}>
            <DataTable
              view={view}
              caption={t('visit.count', { n: visit.audits.length })}
              hideCaption
              rows={visit.audits}
              rowHref={(audit) => `/audits/${audit.id}`}
              columns={[
                {
                  key: 'checklist',
                  label: t('audit.field.checklist'),
                  head: true,
                  cell: (audit) => (
                    <>
                      {checklistTitle(view, audit)}{' '}
                      {audit.practice ? <Tag tone="held">{t('audit.practice')}</Tag> : null}
                      <small>{`${t('audit.field.version')} ${audit.version}`}</small>
                    </>
                  ),
                },
                {
                  key: 'kind',
                  label: t('audit.field.kind'),
                  cell: (audit) => (
                    <div>
                      {t(`audit.kind.${audit.kind}`)}
                      <small>{t(`audit.conducted_by.${audit.conducted_by}`)}</small>
                    </div>
                  ),
                },
                { key: 'auditor', label: t('audit.field.auditor'), cell: (audit) => audit.auditor },
                {
                  key: 'wave',
                  label: t('audit.field.wave'),
                  cell: (audit) => waveName(view, audit) ?? t('audit.standalone'),
                },
                {
                  key: 'state',
                  label: t('audit.field.state'),
                  cell: (audit) => <AuditStateTag view={view} state={audit.state} />,
                },
              ]}
            />
          </Panel>
          <Panel id="visit-history" title={t('history.title')}>
            <LogHistory view={view} entries={props.entries} names={props.names} />
          </Panel>
        </Stack>
        <Stack>
          <Panel id="visit-facts">
            <Facts
              facts={[
                { label: t('audit.field.dealer'), value: dealerName(view, visit) },
                { label: t('audit.field.region'), value: regionName(view, visit) },
                { label: t('visit.lead_auditor'), value: visit.lead },
                visit.coAuditors.length > 0 && {
                  label: t('visit.co_auditors'),
                  value: formatList(view, visit.coAuditors),
                },
              ]}
            />
          </Panel>
          <Panel id="visit-day" title={t('visit.reschedule')} stack>
            {props.canMove ? (
              <Form
                view={view}
                action={`/visits/${visit.id}/day`}
                state={props.form}
                actions={<Button>{t('visit.reschedule.save')}</Button>}
              >
                <InputField view={view} state={props.form} name="on_day" type="date" label={t('visit.day')} required />
              </Form>
            ) : (
              <p class="quiet">{t('visit.begun.why')}</p>
            )}
          </Panel>
        </Stack>
      </Columns>
    </>
  )
}
