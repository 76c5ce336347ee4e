import type { Child } from 'hono/jsx'
import type { Reader } from '../view.ts'

/**
 * Around a field on which others depend: with script, choosing shows those of the element `what` at once; without, a button does. Nothing
 * is saved, and nothing that was typed is lost.
 */
export const ShowsAnew = (props: { view: Reader; what: string; children?: Child }) => (
  <div class="shows-anew" data-shows={props.what}>
    {props.children}
    <noscript>
      <button class="btn" name="show" value={props.what} formnovalidate>
        {props.view.t('drafts.show')}
      </button>
    </noscript>
  </div>
)
