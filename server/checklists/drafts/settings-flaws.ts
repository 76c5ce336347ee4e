import type { WordKey } from '../../i18n/words.ts'

/** Sentences about files, said for somebody who fills in a form and never sees the format. */
const inForms: Partial<Record<WordKey, WordKey>> = {
  'checklist.problem.missing': 'form.required',
  'checklist.problem.empty': 'form.required',
  'checklist.problem.not_number': 'form.not_a_number',
  'checklist.problem.not_whole_number': 'form.not_whole',
  'checklist.problem.missing_zh': 'settings.flaw.missing_zh',
  'checklist.problem.missing_en': 'settings.flaw.missing_en',
  'checklist.problem.start_missing': 'settings.flaw.start_missing',
  'checklist.problem.start_unused': 'settings.flaw.not_used',
  'checklist.problem.section_rollup_unused': 'settings.flaw.not_used',
  'checklist.problem.bonus_cap_unused': 'settings.flaw.not_used',
  'checklist.problem.no_groups': 'settings.flaw.no_groups',
  'checklist.problem.unknown_group_kind': 'settings.flaw.unknown_group_kind',
  'checklist.problem.no_pass_mark': 'settings.flaw.no_pass_mark',
  'checklist.problem.one_effect': 'settings.flaw.no_effect',
  'checklist.problem.no_condition': 'settings.flaw.no_condition',
}

/** The word for a flaw or problem at a field of the settings. */
export const formWord = (word: WordKey): WordKey => inForms[word] ?? word
