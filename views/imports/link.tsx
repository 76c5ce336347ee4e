import type { ImportKind } from '../../server/db/schema.ts'
import { LinkButton } from '../parts/button.tsx'
import type { View } from '../view.ts'

/** The way to the import of one kind, from the page where its things are listed. */
export const ImportLink = (props: { view: View; kind: ImportKind }) => (
  <LinkButton href={`/imports?kind=${props.kind}`}>{props.view.t('imports.link')}</LinkButton>
)
