import type { Invitation } from '../../server/imports/invitation-commands.ts'
import { formatInstant } from '../format.ts'
import { Button, LinkButton } from '../parts/button.tsx'
import { PageHead, Panel, Remark } from '../parts/page.tsx'
import { DataTable } from '../parts/table.tsx'
import type { View } from '../view.ts'

/** So many are looked at on the page; the workbook holds all of them. */
const shown = 200

/** Links that were made just now. They are never shown again. */
export const InvitationsPage = (props: {
  view: View
  importId: string
  invitations: Invitation[]
  linkOf: (token: string) => string
}) => {
  const { invitations, view } = props
  const { t } = view
  const at = `/imports/${props.importId}`
  const [first] = invitations
  return (
    <>
      <PageHead
        title={t('imports.invitations')}
        tools={
          <>
            <form method="post" action={`${at}/invitations/workbook`} data-download>
              <input type="hidden" name="tokens" value={invitations.map(({ token }) => token).join(' ')} />
              <Button kind="main">{t('imports.invitations.download')}</Button>
            </form>
            <LinkButton href={at}>{t('imports.back')}</LinkButton>
          </>
        }
      />
      <Remark kind="watch">
        {t('imports.invitations.once', { until: first ? formatInstant(view, first.expiresAt) : '' })}
      </Remark>
      {invitations.length > shown ? (
        <Remark>{t('imports.invitations.first', { shown, n: invitations.length })}</Remark>
      ) : null}
      <Panel id="invitations">
        <DataTable
          view={view}
          caption={t('imports.invitations')}
          hideCaption
          rows={invitations.slice(0, shown)}
          columns={[
            { key: 'name', label: t('users.field.name'), cell: (one) => one.name },
            { key: 'sign_in_name', label: t('users.field.sign_in_name'), cell: (one) => one.sign_in_name },
            {
              key: 'link',
              label: t('imports.invitations.link'),
              cell: (one) => <code class="hash">{props.linkOf(one.token)}</code>,
            },
          ]}
        />
      </Panel>
    </>
  )
}
