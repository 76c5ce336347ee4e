import type { UserRow } from '../../server/db/schema.ts'
import { pick } from '../../server/i18n/words.ts'
import { isPosition } from '../../server/users/positions.ts'
import type { UserPlace } from '../../server/users/store.ts'
import { Tag } from '../parts/tag.tsx'
import type { Reader } from '../view.ts'

/** A position in the reader's words; one that only an imported checklist knows stays as its code. */
export const positionName = (view: Reader, code: string | null): string =>
  code === null ? '' : isPosition(code) ? view.t(`position.${code}`) : code

const stateOf = (user: Pick<UserRow, 'active' | 'password_hash'>) =>
  !user.active ? 'inactive' : user.password_hash === null ? 'invited' : 'active'
const tones = { invited: 'held', inactive: 'watch' } as const

export const UserState = (props: { view: Reader; user: Pick<UserRow, 'active' | 'password_hash'> }) => {
  const state = stateOf(props.user)
  const word = props.view.t(`users.state.${state}`)
  return state === 'active' ? <span>{word}</span> : <Tag tone={tones[state]}>{word}</Tag>
}

/** Has the account a password, and is it not deactivated? */
export const isActive = (user: Pick<UserRow, 'active' | 'password_hash'>): boolean => stateOf(user) === 'active'

/** The name of a dealer or a region. */
export const placeName = (view: Reader, place: Pick<UserPlace, 'name_zh' | 'name_en'>) =>
  pick(view.locale, { zh: place.name_zh, en: place.name_en })
