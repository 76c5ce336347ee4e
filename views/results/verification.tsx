import type { ReportFileRow } from '../../server/db/schema.ts'
import { formatBytes } from '../format.ts'
import { Facts, Instant } from '../parts/facts.tsx'
import { Panel, Remark } from '../parts/page.tsx'
import type { View } from '../view.ts'

/** What is known of a content hash, without a word about whose report it is. */
export type Verification =
  | { state: 'unknown'; hash: string }
  | {
      state: 'issued' | 'superseded'
      hash: string
      version: number
      issuedAt: string
      supersededAt: string | null
      files: ReportFileRow[]
    }

const kinds = { issued: 'good', superseded: 'watch', unknown: 'bad' } as const

/** A long hash in groups that can be compared by eye. */
const grouped = (hash: string): string => (hash.match(/.{1,8}/g) ?? []).join(' ')

export const VerificationPage = (props: { view: View; verification: Verification }) => {
  const { verification, view } = props
  const { t } = view
  return (
    <Panel id="verification" stack>
      <h1>{t('verify.title')}</h1>
      <Remark kind={kinds[verification.state]}>
        <strong>{t(`verify.${verification.state}`)}</strong> {t(`verify.${verification.state}.means`)}
      </Remark>
      <Facts
        facts={[
          { label: t('verify.hash'), value: <span class="typed">{grouped(verification.hash)}</span> },
          verification.state !== 'unknown' && {
            label: t('verify.version'),
            value: t('reports.version', { version: verification.version }),
          },
          verification.state !== 'unknown' && {
            label: t('verify.issued_at'),
            value: <Instant view={view} at={verification.issuedAt} />,
          },
          verification.state !== 'unknown' &&
            verification.supersededAt !== null && {
              label: t('verify.superseded_at'),
              value: <Instant view={view} at={verification.supersededAt} />,
            },
          ...(verification.state === 'unknown'
            ? []
            : verification.files.map((file) => ({
                label: t(`verify.file.${file.locale}`),
                value: <span class="typed">{grouped(file.sha256)}</span>,
                note: formatBytes(view, file.bytes),
              }))),
        ]}
      />
      <p class="small">{t('verify.how')}</p>
    </Panel>
  )
}
