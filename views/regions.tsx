import type { RegionRow } from '../server/db/schema.ts'
import { pick, type WordKey } from '../server/i18n/words.ts'
import { formatNumber } from './format.ts'
import { changesIn, historyOf, type LogEntry } from './history.ts'
import { ImportLink } from './imports/link.tsx'
import { Button, ButtonForm, LinkButton } from './parts/button.tsx'
import { Confirm } from './parts/confirm.tsx'
import { Facts } from './parts/facts.tsx'
import { InputField, type Option, SelectField } from './parts/field.tsx'
import { Form, FormGrid, type FormState } from './parts/form.tsx'
import { Columns, EmptyState, PageHead, Panel, Stack } from './parts/page.tsx'
import { History } from './parts/progress.tsx'
import { DataTable } from './parts/table.tsx'
import { Tag } from './parts/tag.tsx'
import type { Reader, View } from './view.ts'

export const regionLabel = (view: Reader, region: Pick<RegionRow, 'name_zh' | 'name_en'>): string =>
  pick(view.locale, { zh: region.name_zh, en: region.name_en })

/** Regions in tree order as choices, each level set in by an em space. */
export const regionOptions = (
  view: Reader,
  regions: readonly Pick<RegionRow, 'id' | 'depth' | 'name_zh' | 'name_en'>[],
): Option[] => {
  const top = Math.min(...regions.map((region) => region.depth))
  return regions.map((region) => ({
    value: region.id,
    label: '\u2003'.repeat(region.depth - top) + regionLabel(view, region),
  }))
}

type Counted = RegionRow & { dealers: number; managers: number }

const RegionTable = (props: { view: View; caption: string; rows: Counted[]; top: number; hideCaption?: boolean }) => {
  const { view } = props
  const { t } = view
  return (
    <DataTable
      view={view}
      caption={props.caption}
      hideCaption={props.hideCaption}
      rows={props.rows}
      rowHref={(region) => `/regions/${region.id}`}
      columns={[
        {
          key: 'name',
          label: t('field.name'),
          cell: (region) => (
            <span class={`level-${Math.min(region.depth - props.top + 1, 8)}`}>{regionLabel(view, region)}</span>
          ),
        },
        { key: 'code', label: t('regions.field.code'), cell: (region) => <span class="code">{region.code}</span> },
        {
          key: 'dealers',
          label: t('regions.field.dealers'),
          num: true,
          cell: (region) => formatNumber(view, region.dealers),
        },
        {
          key: 'managers',
          label: t('regions.field.managers'),
          num: true,
          cell: (region) => formatNumber(view, region.managers),
        },
        {
          key: 'state',
          label: t('regions.field.state'),
          cell: (region) => (region.active ? null : <Tag tone="watch">{t('regions.inactive')}</Tag>),
        },
      ]}
    />
  )
}

export const RegionsPage = (props: { view: View; rows: Counted[] }) => {
  const { view } = props
  const { t } = view
  const add = (
    <LinkButton href="/regions/new" kind="main">
      {t('regions.new')}
    </LinkButton>
  )
  const tools = (
    <>
      {add}
      <ImportLink view={view} kind="regions" />
    </>
  )
  return (
    <>
      <PageHead title={t('regions.title')} lead={t('regions.lead')} tools={tools} />
      <Panel id="regions">
        {props.rows.length === 0 ? (
          <EmptyState title={t('regions.empty')} actions={add}>
            {t('regions.empty.text')}
          </EmptyState>
        ) : (
          <RegionTable view={view} caption={t('regions.title')} rows={props.rows} top={1} hideCaption />
        )}
      </Panel>
    </>
  )
}

export const RegionFormPage = (props: {
  view: View
  title: string
  region?: RegionRow
  form: FormState
  parents: RegionRow[]
}) => {
  const { form, region, view } = props
  const { t } = view
  const field = { view, state: form }
  return (
    <>
      <PageHead title={props.title} />
      <Panel id="region">
        <div class="narrow-form">
          <Form
            {...field}
            action={region ? `/regions/${region.id}` : '/regions'}
            actions={
              <>
                <Button kind="main">{region ? t('button.save') : t('regions.new')}</Button>
                <LinkButton href={region ? `/regions/${region.id}` : '/regions'} kind="plain">
                  {t('button.cancel')}
                </LinkButton>
              </>
            }
          >
            <InputField {...field} name="code" label={t('regions.field.code')} required short maxlength={40} />
            <FormGrid>
              <InputField {...field} name="name_zh" label={t('regions.field.name_zh')} required maxlength={100} />
              <InputField {...field} name="name_en" label={t('regions.field.name_en')} optional maxlength={100} />
            </FormGrid>
            <SelectField
              {...field}
              name="parent_id"
              label={t('regions.field.parent')}
              hint={region ? t('regions.field.parent.hint') : undefined}
              blank={t('regions.field.parent.none')}
              options={regionOptions(view, props.parents)}
            />
          </Form>
        </div>
      </Panel>
    </>
  )
}

const labels: Record<string, WordKey> = {
  code: 'regions.field.code',
  name_zh: 'regions.field.name_zh',
  name_en: 'regions.field.name_en',
  parent_id: 'regions.field.parent',
}

export const RegionPage = (props: {
  view: View
  region: RegionRow
  /** Active dealers in it and below. */
  dealers: number
  ancestors: RegionRow[]
  below: Counted[]
  managers: { id: string; name: string }[]
  names: ReadonlyMap<string, string>
  history: LogEntry[]
}) => {
  const { region, view } = props
  const { t } = view
  const at = `/regions/${region.id}`
  const parent = props.ancestors.at(-1)
  return (
    <>
      <PageHead
        title={regionLabel(view, region)}
        lead={region.active ? undefined : <Tag tone="watch">{t('regions.inactive')}</Tag>}
        tools={
          <>
            <LinkButton href={`${at}/edit`} kind="main">
              {t('button.edit')}
            </LinkButton>
            {region.active ? (
              <>
                <LinkButton href={`/regions/new?parent=${region.id}`}>{t('regions.new_below')}</LinkButton>
                <LinkButton href={`${at}/deactivation`} kind="danger">
                  {t('regions.deactivate')}
                </LinkButton>
              </>
            ) : (
              <ButtonForm action={`${at}/reactivation`}>{t('regions.reactivate')}</ButtonForm>
            )}
          </>
        }
      />
      <Columns kind="halves">
        <Stack>
          <Panel id="facts">
            <Facts
              facts={[
                { label: t('regions.field.code'), value: region.code },
                { label: t('regions.field.name_zh'), value: region.name_zh },
                region.name_en !== '' && { label: t('regions.field.name_en'), value: region.name_en },
                {
                  label: t('regions.field.parent'),
                  value: parent ? (
                    <a href={`/regions/${parent.id}`}>{regionLabel(view, parent)}</a>
                  ) : (
                    t('regions.field.parent.none')
                  ),
                },
                {
                  label: t('regions.field.dealers'),
                  value: <a href={`/dealers?region=${region.id}`}>{formatNumber(view, props.dealers)}</a>,
                  note: t('regions.field.dealers.note'),
                },
                {
                  label: t('regions.field.managers'),
                  value:
                    props.managers.length === 0
                      ? t('regions.no_managers')
                      : props.managers.map((manager) => (
                          <div>
                            <a href={`/users/${manager.id}`}>{manager.name}</a>
                          </div>
                        )),
                },
              ]}
            />
          </Panel>
          {props.below.length > 0 ? (
            <Panel id="below">
              <RegionTable view={view} caption={t('regions.below')} rows={props.below} top={region.depth + 1} />
            </Panel>
          ) : null}
        </Stack>
        <Panel id="history" title={t('history.title')}>
          <History
            view={view}
            entries={historyOf(view, props.history, (details) =>
              changesIn(view, details, labels, (name, value) =>
                name === 'parent_id' ? (props.names.get(String(value)) ?? String(value)) : String(value),
              ),
            )}
          />
        </Panel>
      </Columns>
    </>
  )
}

export const RegionDeactivationPage = (props: { view: View; title: string; region: RegionRow; form: FormState }) => {
  const { region, view } = props
  const { t } = view
  return (
    <Confirm
      view={view}
      title={props.title}
      action={`/regions/${region.id}/deactivation`}
      cancelHref={`/regions/${region.id}`}
      confirmLabel={t('regions.deactivate')}
      grave
      will={[{ text: t('regions.deactivate.will') }]}
      state={props.form}
    />
  )
}
