// Every page with who uses it most; `via` follows links from a list, so that no id has to be known.

/** Pages that are looked at in every language, theme and width. */
export const everyday = [
  { name: 'sign-in', as: null, path: '/sign-in' },
  { name: 'head-office-home', as: 'ho', path: '/' },
  { name: 'audits', as: 'ho', path: '/audits' },
  { name: 'visits', as: 'ho', path: '/visits' },
  { name: 'plan-a-visit', as: 'ho', path: '/visits/new' },
  { name: 'result', as: 'ho', path: '/audits?state=final', via: ['main table a[href^="/audits/"]'] },
  { name: 'review', as: 'ho', path: '/audits?state=submitted', via: ['main table a[href^="/audits/"]'] },
  { name: 'actions-head-office', as: 'ho', path: '/corrective-actions' },
  { name: 'auditor-home', as: 'auditor', path: '/' },
  {
    name: 'audit-in-progress',
    as: 'auditor',
    path: '/audits?state=in_progress',
    via: ['main table a[href^="/audits/"]'],
  },
  {
    name: 'sheet',
    as: 'auditor',
    path: '/audits?state=in_progress',
    via: ['main table a[href^="/audits/"]', 'a[href$="/sheet"]'],
    fixed: true,
  },
  {
    name: 'submission',
    as: 'auditor',
    path: '/audits?state=in_progress',
    via: ['main table a[href^="/audits/"]', 'a[href$="/submission"]'],
  },
  { name: 'dealer-home', as: 'dealer', path: '/' },
  { name: 'dealer-results', as: 'dealer', path: '/audits' },
  { name: 'dealer-result', as: 'dealer', path: '/audits', via: ['main table a[href^="/audits/"]'] },
  { name: 'actions-board', as: 'dealer', path: '/corrective-actions/board' },
  { name: 'action', as: 'dealer', path: '/corrective-actions', via: ['main table a[href^="/corrective-actions/"]'] },
]

/** The rest, once. */
export const others = [
  { name: 'region-home', as: 'east', path: '/' },
  { name: 'region-audits', as: 'east', path: '/audits' },
  { name: 'staff-home', as: 'staff', path: '/' },
  { name: 'staff-actions', as: 'staff', path: '/corrective-actions' },
  { name: 'shopper-home', as: 'shopper2', path: '/' },
  { name: 'shopper-audits', as: 'shopper2', path: '/audits' },
  { name: 'admin-home', as: 'admin', path: '/' },
  { name: 'users', as: 'admin', path: '/users' },
  { name: 'user-new', as: 'admin', path: '/users/new' },
  { name: 'user', as: 'admin', path: '/users', via: ['main table a[href^="/users/"]'] },
  { name: 'regions', as: 'admin', path: '/regions' },
  { name: 'dealers', as: 'ho', path: '/dealers' },
  { name: 'dealer', as: 'ho', path: '/dealers', via: ['main table a[href^="/dealers/"]'] },
  { name: 'dealer-groups', as: 'admin', path: '/dealer-groups' },
  { name: 'programmes', as: 'ho', path: '/programmes' },
  { name: 'programme', as: 'ho', path: '/programmes', via: ['main a[href^="/programmes/"]'] },
  { name: 'checklists', as: 'ho', path: '/checklists' },
  { name: 'checklist', as: 'ho', path: '/checklists', via: ['main a[href^="/checklists/"]'] },
  { name: 'plan-reviews', as: 'ho', path: '/corrective-actions/plan-reviews' },
  { name: 'quarantine', as: 'ho', path: '/answers/quarantine' },
  { name: 'account', as: 'ho', path: '/account' },
  { name: 'not-found', as: 'ho', path: '/nowhere' },
]
