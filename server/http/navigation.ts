import type { NavEntry } from '../../views/view.ts'
import { isDealerRole, mayEver, type Role, type Verb } from '../access/can.ts'
import type { Translate, WordKey } from '../i18n/words.ts'

/** Everything that the left navigation can offer, in its order; a role sees what it may ever use. */
const places: {
  href: string
  label: WordKey
  /** What people of a dealership call it. */
  dealerLabel?: WordKey
  short?: WordKey
  needs: Verb | null
  later?: boolean
  /** Pages elsewhere that belong here. */
  also?: string
}[] = [
  { href: '/', label: 'nav.today', needs: null },
  { href: '/visits', label: 'nav.visits', needs: 'audit.plan' },
  { href: '/audits', label: 'nav.audits', dealerLabel: 'nav.results', needs: 'audit.list' },
  {
    href: '/corrective-actions',
    label: 'nav.corrective_actions',
    short: 'nav.corrective_actions.short',
    needs: 'action.list',
  },
  { href: '/programmes', label: 'nav.programmes', needs: 'programme.see' },
  { href: '/dealers', label: 'nav.dealers', needs: 'dealer.list' },
  { href: '/regions', label: 'nav.regions', needs: 'region.manage', later: true },
  { href: '/users', label: 'nav.users', needs: 'user.manage', later: true },
  { href: '/imports', label: 'nav.imports', needs: 'import.list', later: true },
  { href: '/checklists', label: 'nav.checklists', needs: 'checklist.list', later: true, also: '/checklist-drafts/' },
]

/** The navigation of a role, with the place where `path` belongs marked. */
export const navigationOf = (role: Role, path: string, t: Translate): NavEntry[] =>
  places
    .filter((place) => place.needs === null || mayEver(role, place.needs))
    .map((place) => ({
      href: place.href,
      label: t((isDealerRole(role) && place.dealerLabel) || place.label),
      short: place.short && t(place.short),
      later: place.later,
      current:
        path === place.href || isBelow(path, place.href) || (place.also !== undefined && path.startsWith(place.also)),
    }))

const isBelow = (path: string, href: string) => href !== '/' && path.startsWith(`${href}/`)
