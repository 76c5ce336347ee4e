import type { WordKey } from './i18n/words.ts'

/** The short list of what can go wrong. `http/` maps each code to a status; programs read the code, people the sentence. */
export type ProblemCode =
  | 'bad_input'
  | 'not_signed_in'
  | 'not_allowed'
  | 'not_found'
  | 'wrong_state'
  | 'conflict'
  | 'too_large'
  | 'too_many'
  | 'unsupported_media'
  | 'no_room'
  | 'unavailable'

/** One field of a form and the sentence that belongs at it. */
export type FieldProblem = { field: string; word: WordKey; params?: Record<string, string | number> }

/** The one error class: a code for programs, a word key (with values) for the sentence in the reader's language. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly word: WordKey
  readonly params: Record<string, string | number>
  readonly fields: FieldProblem[]

  constructor(
    code: ProblemCode,
    word: WordKey,
    params: Record<string, string | number> = {},
    fields: FieldProblem[] = [],
  ) {
    super(`${code}: ${word}`)
    this.name = 'Problem'
    this.code = code
    this.word = word
    this.params = params
    this.fields = fields
  }
}
