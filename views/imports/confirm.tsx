import type { ShownState } from '../../server/imports/states.ts'
import type { Import } from '../../server/imports/store.ts'
import { LinkButton } from '../parts/button.tsx'
import { Confirm } from '../parts/confirm.tsx'
import type { FormState } from '../parts/form.tsx'
import { EmptyState, Panel } from '../parts/page.tsx'
import type { View } from '../view.ts'

export const ImportConfirmPage = (props: { view: View; found: Import; state: ShownState; form: FormState }) => {
  const { found, state, view } = props
  const { t } = view
  const at = `/imports/${found.id}`
  if (state !== 'ready') {
    return (
      <Panel id="not-ready">
        <EmptyState title={t('imports.not_ready')} actions={<LinkButton href={at}>{t('imports.back')}</LinkButton>} />
      </Panel>
    )
  }
  const counted = [
    { n: found.new_count, text: t('imports.confirm.new', { n: found.new_count }) },
    { n: found.changed_count, text: t('imports.confirm.changed', { n: found.changed_count }) },
    { n: found.unchanged_count, text: t('imports.confirm.unchanged', { n: found.unchanged_count }) },
  ]
  const people = found.kind === 'users' && found.new_count > 0
  return (
    <Confirm
      view={view}
      title={t('imports.confirm.title', { kind: t(`imports.kind.${found.kind}`), file: found.file_name })}
      action={`${at}/confirmation`}
      cancelHref={at}
      will={[
        ...counted.filter(({ n }) => n > 0),
        { text: t('imports.confirm.again') },
        ...(people ? [{ text: t('imports.confirm.invitations') }] : []),
      ]}
      confirmLabel={t('imports.confirm')}
      state={props.form}
    />
  )
}
