import type { ChecklistVersion } from '../../server/checklists/store.ts'
import { pick } from '../../server/i18n/words.ts'
import { versionHref } from '../checklists/list.tsx'
import { Confirm } from '../parts/confirm.tsx'
import type { View } from '../view.ts'
import type { Unfinished } from './publication.tsx'

/** What taking a version out of use means, before it is done. */
export const RetirementPage = (props: {
  view: View
  version: ChecklistVersion
  unfinished: Unfinished
  isLast: boolean
}) => {
  const { isLast, unfinished, version, view } = props
  const { t } = view
  const href = versionHref(version)
  return (
    <Confirm
      view={view}
      title={t('versions.retire.title', {
        title: pick(view.locale, version.content.title),
        version: version.version,
      })}
      action={`${href}/retirement`}
      cancelHref={href}
      will={[
        { text: t('versions.retire.will.none'), kind: 'bad' },
        ...(isLast ? [{ text: t('versions.retire.will.last'), kind: 'watch' as const }] : []),
        { text: t('versions.retire.will.keep', unfinished), kind: 'good' },
        { text: t('versions.retire.will.back'), kind: 'good' },
      ]}
      confirmLabel={t('versions.retire')}
      grave
    />
  )
}
