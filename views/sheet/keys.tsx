import type { Sheet } from './model.ts'

/** The keys, always in sight on a laptop. */
export const KeyBar = ({ sheet }: { sheet: Sheet }) => {
  const { t } = sheet.reader
  return (
    <footer class="keys" aria-label={t('sheet.keys')}>
      <span>
        <kbd>1</kbd> {t('sheet.choice.pass')}
      </span>
      <span>
        <kbd>2</kbd> {t('sheet.choice.partly')}
      </span>
      <span>
        <kbd>3</kbd> {t('sheet.choice.fail')}
      </span>
      <span>
        <kbd>0</kbd> {t('sheet.choice.na')}
      </span>
      <span>
        <kbd>n</kbd> {t('sheet.keys.note')}
      </span>
      <span>
        <kbd>p</kbd> {t('sheet.keys.photo')}
      </span>
      <span>
        <kbd>j</kbd> <kbd>k</kbd> {t('sheet.keys.move')}
      </span>
      <span>
        <kbd>u</kbd> {t('sheet.keys.unanswered')}
      </span>
      <span>
        <kbd>/</kbd> {t('sheet.keys.find')}
      </span>
      <button type="button" class="as-link" data-do="help">
        <kbd>?</kbd> {t('sheet.keys.help')}
      </button>
      {sheet.data.trial ? <b class="end">{t('sheet.trial')}</b> : <SafeSigns sheet={sheet} />}
    </footer>
  )
}

const SafeSigns = ({ sheet }: { sheet: Sheet }) => {
  const { t } = sheet.reader
  return (
    <span class="end">
      <span class="safe lost">{t('sheet.safe.unsaved')}</span>
      <span class="safe here">{t('sheet.safe.sending')}</span>
      <span class="safe sent">{t('sheet.safe.saved')}</span>
      <span class="safe two">{t('sheet.safe.two')}</span>
    </span>
  )
}

/** Every key with what it does; opened by "?". */
export const KeyHelp = ({ sheet }: { sheet: Sheet }) => {
  const { t } = sheet.reader
  const keys: [string[], string][] = [
    [['1'], t('sheet.choice.pass')],
    [['2'], t('sheet.choice.partly')],
    [['3'], t('sheet.choice.fail')],
    [['0'], t('sheet.choice.na')],
    [['Enter'], t('sheet.keys.enter')],
    [['Space'], t('sheet.keys.space')],
    [['↑', '↓'], t('sheet.keys.verdict')],
    [['s'], t('sheet.keys.copy')],
    [['+', '-', '←', '→'], t('sheet.keys.rating')],
    [['a', 'b', '…'], t('sheet.keys.losses')],
    [['n'], t('sheet.keys.note')],
    [['p'], t('sheet.keys.photo')],
    [['Delete'], t('sheet.keys.clear')],
    [['j', '↓', 'k', '↑'], t('sheet.keys.move')],
    [['u'], t('sheet.keys.unanswered')],
    [['t'], t('sheet.keys.times')],
    [['/'], t('sheet.keys.find')],
    [['Esc'], t('sheet.keys.escape')],
  ]
  return (
    <dialog class="key-help" id="key-help" aria-labelledby="key-help-title">
      <h2 id="key-help-title">{t('sheet.keys')}</h2>
      <dl>
        {keys.map(([names, what]) => (
          <div>
            <dt>
              {names.map((name) => (
                <kbd>{name}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p class="small">{t('sheet.keys.scale')}</p>
      <form method="dialog">
        <button class="btn" type="submit">
          {t('sheet.keys.close')}
        </button>
      </form>
    </dialog>
  )
}
