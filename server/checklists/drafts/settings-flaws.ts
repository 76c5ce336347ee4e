import type { WordKey } from '../../i18n/words.ts'

type Instead = Partial<Record<WordKey, WordKey>>

/** Sentences about files, said for somebody who fills in a form and never sees the format. */
const inDrafts: Instead = {
  'checklist.problem.missing_zh': 'settings.flaw.missing_zh',
  'checklist.problem.missing_en': 'settings.flaw.missing_en',
  'checklist.problem.start_missing': 'settings.flaw.start_missing',
  'checklist.problem.no_groups': 'settings.flaw.no_groups',
  'checklist.problem.unknown_group_kind': 'settings.flaw.unknown_group_kind',
  'checklist.problem.no_pass_mark': 'settings.flaw.no_pass_mark',
  'checklist.problem.one_effect': 'settings.flaw.no_effect',
  'checklist.problem.no_condition': 'settings.flaw.no_condition',
  'checklist.problem.no_full_option': 'drafts.flaw.no_full_option',
  'checklist.problem.range_open': 'drafts.flaw.range_open',
  'checklist.problem.range_crossed': 'drafts.flaw.range_crossed',
  'checklist.problem.unscored_points': 'drafts.flaw.unscored_points',
  'checklist.problem.no_schedule': 'drafts.flaw.no_schedule',
  'checklist.problem.value_bands_order': 'drafts.flaw.value_bands_order',
  'checklist.problem.else_not_last': 'drafts.flaw.else_not_last',
  'checklist.problem.deducts_from_nothing': 'drafts.flaw.deducts_from_nothing',
  'checklist.problem.deducts_too_much': 'drafts.flaw.deducts_too_much',
  'checklist.problem.options_mixed': 'drafts.flaw.options_mixed',
  'checklist.problem.options_all_zero': 'drafts.flaw.options_all_zero',
  'checklist.problem.possible_missing': 'drafts.flaw.possible_missing',
  'checklist.problem.possible_points': 'drafts.flaw.possible_points',
  'checklist.problem.points_above_possible': 'drafts.flaw.points_above_possible',
  'checklist.problem.no_free_option': 'drafts.flaw.no_free_option',
  'checklist.problem.choices_of_ratio': 'drafts.flaw.choices_of_ratio',
  'checklist.problem.start_or_rollup': 'drafts.flaw.start_or_rollup',
  'checklist.problem.na_forbidden': 'drafts.flaw.na_forbidden',
  'checklist.problem.unknown_group': 'drafts.flaw.unknown_group',
}

/** Sentences that need no more words at their field, whose label stands beside them. */
const atFields: Instead = {
  'checklist.problem.missing': 'form.required',
  'checklist.problem.empty': 'form.required',
  'checklist.problem.not_number': 'form.not_a_number',
  'checklist.problem.not_whole_number': 'form.not_whole',
  'checklist.problem.start_unused': 'settings.flaw.not_used',
  'checklist.problem.section_rollup_unused': 'settings.flaw.not_used',
  'checklist.problem.bonus_cap_unused': 'settings.flaw.not_used',
}

/** The word for a flaw of a draft, wherever it is told. */
export const draftWord = (word: WordKey): WordKey => inDrafts[word] ?? word

/** The word for a flaw or problem at its field. */
export const formWord = (word: WordKey): WordKey => atFields[word] ?? draftWord(word)
