import type { WordKey } from '../../server/i18n/words.ts'
import type { Sheet } from './model.ts'

/** What stands between the reader and a safe record, said loudly: nothing is being saved, or something does not count. */
export const Alerts = ({ sheet }: { sheet: Sheet }) => {
  const { t } = sheet.reader
  const { trouble, unsent, refusals } = sheet.local
  const groups = [true, false]
    .map((kept) => ({ kept, those: refusals.filter((one) => one.kept === kept) }))
    .filter(({ those }) => those.length > 0)
  return (
    <div id="alerts">
      {trouble && unsent > 0 ? (
        <div class="notice bad" role="alert">
          <span class="sign" aria-hidden="true">
            ✗
          </span>
          <span>{t(`sheet.trouble.${trouble}`, { n: unsent })}</span>
          {trouble === 'signed_out' || trouble === 'other_user' ? (
            <a class="btn" href="/sign-in" target="_blank" rel="noopener">
              {t('sheet.trouble.sign_in')}
            </a>
          ) : (
            <button type="button" class="btn" data-do="retry">
              {t('sheet.trouble.retry')}
            </button>
          )}
        </div>
      ) : null}
      {groups.map(({ kept, those }) => (
        <div class={kept ? 'notice watch' : 'notice bad'} role="alert">
          <span class="sign" aria-hidden="true">
            !
          </span>
          <span>
            {t(kept ? 'sheet.refused' : 'sheet.refused.lost', {
              n: those.length,
              why: [...new Set(those.map(({ reason }) => t(`sheet.refused.${reason}` as WordKey)))].join(
                t('reports.list'),
              ),
            })}
          </span>
          <button type="button" class="btn" data-do="dismiss-refusals">
            {t('sheet.photo.dismiss')}
          </button>
        </div>
      ))}
    </div>
  )
}
