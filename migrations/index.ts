import type { Migration } from 'kysely'
import * as people from './2026-11-21-a-people.ts'
import * as activity from './2026-11-21-b-activity.ts'
import * as checklists from './2026-11-21-c-checklists.ts'
import * as audits from './2026-11-21-d-audits.ts'
import * as answers from './2026-11-21-e-answers.ts'
import * as correctiveActions from './2026-11-21-f-corrective-actions.ts'
import * as uploads from './2026-11-21-g-uploads.ts'
import * as auditLists from './2026-11-21-h-audit-lists.ts'
import * as figures from './2026-11-21-i-figures.ts'
import * as followedDealers from './2026-11-21-j-followed-dealers.ts'
import * as tipsInOneTree from './2026-11-21-k-tips-in-one-tree.ts'
import * as circumstances from './2026-11-21-l-circumstances.ts'
import * as shownScores from './2026-11-21-m-shown-scores.ts'
import * as imports from './2026-11-21-n-imports.ts'
import * as checklistDrafts from './2026-11-21-o-checklist-drafts.ts'
import * as checklistImports from './2026-11-21-p-checklist-imports.ts'

/** Every migration in order. A released one is frozen: a change is a new file at the end. */
export const migrations: Record<string, Migration> = {
  '2026-11-21-a-people': people,
  '2026-11-21-b-activity': activity,
  '2026-11-21-c-checklists': checklists,
  '2026-11-21-d-audits': audits,
  '2026-11-21-e-answers': answers,
  '2026-11-21-f-corrective-actions': correctiveActions,
  '2026-11-21-g-uploads': uploads,
  '2026-11-21-h-audit-lists': auditLists,
  '2026-11-21-i-figures': figures,
  '2026-11-21-j-followed-dealers': followedDealers,
  '2026-11-21-k-tips-in-one-tree': tipsInOneTree,
  '2026-11-21-l-circumstances': circumstances,
  '2026-11-21-m-shown-scores': shownScores,
  '2026-11-21-n-imports': imports,
  '2026-11-21-o-checklist-drafts': checklistDrafts,
  '2026-11-21-p-checklist-imports': checklistImports,
}
