import type { Context } from 'hono'
import { z } from 'zod'
import { type FormState, formState } from '../../views/parts/form.tsx'
import type { Env } from '../context.ts'
import { type WordKey, words } from '../i18n/words.ts'
import { type FieldProblem, Problem } from '../problem.ts'
import { statusOf } from './status.ts'

export type { FormState }

const isWord = (key: string): key is WordKey => key in words

/**
 * Raw fields of the posted form; a name sent more than once gives an array. Files are left out, and NUL signs, which nobody
 * types and PostgreSQL does not keep.
 */
export const typedValues = async (c: Context<Env>): Promise<Record<string, string | string[]>> => {
  const values: Record<string, string | string[]> = {}
  for (const [name, sent] of (await c.req.formData()).entries()) {
    if (typeof sent !== 'string') continue
    const value = sent.replaceAll('\0', '')
    const known = values[name]
    values[name] = known === undefined ? value : Array.isArray(known) ? [...known, value] : [known, value]
  }
  return values
}

/** The files posted under a name, as bytes; empty ones are left out, more than `count` are refused. */
export const postedFiles = async (c: Context<Env>, name: string, count: number): Promise<Uint8Array[]> => {
  const files = (await c.req.formData()).getAll(name).filter((file) => file instanceof File && file.size > 0) as File[]
  if (files.length > count) {
    throw new Problem('bad_input', 'form.too_many_files', { max: count }, [
      { field: name, word: 'form.too_many_files', params: { max: count } },
    ])
  }
  return Promise.all(files.map(async (file) => new Uint8Array(await file.arrayBuffer())))
}

/** The sentence of a zod issue: its message where that is a word key, else a general one. */
export const problemOf = (issue: z.core.$ZodIssue): FieldProblem => {
  const params: Record<string, string | number> = { ...('params' in issue ? issue.params : {}) }
  if ('maximum' in issue) params.max = Number(issue.maximum)
  if ('minimum' in issue) params.min = Number(issue.minimum)
  const word = isWord(issue.message) ? issue.message : issue.code === 'invalid_type' ? 'form.required' : 'form.invalid'
  return { field: issue.path.join('.'), word, params }
}

/** Problems that the person can mend in the form: it is shown again. Others are a page of their own. */
export const mendable: ReadonlySet<Problem['code']> = new Set([
  'bad_input',
  'conflict',
  'wrong_state',
  'too_many',
  'not_allowed',
])

/**
 * A posted form from door to answer: parses with zod, calls `act` with the typed input, and on any refusal that the
 * person can mend (a field, a taken code, a wrong state) shows the page `again` with everything that was typed and
 * the sentences at their fields. Messages in the schema are word keys.
 */
export const submitted = async <S extends z.ZodType>(
  c: Context<Env>,
  schema: S,
  act: (input: z.output<S>) => Promise<Response>,
  again: (form: FormState) => Response | Promise<Response>,
): Promise<Response> => {
  const { t } = c.var.view
  const values = await typedValues(c)
  const parsed = schema.safeParse(values)
  if (!parsed.success) {
    const problems = parsed.error.issues.map(problemOf)
    c.status(statusOf.bad_input)
    return again(
      formState(
        t,
        values,
        problems.filter((problem, index) => problems.findIndex((other) => other.field === problem.field) === index),
      ),
    )
  }
  try {
    return await act(parsed.data)
  } catch (error) {
    if (!(error instanceof Problem) || !mendable.has(error.code)) throw error
    c.status(statusOf[error.code])
    const fields = error.fields.length > 0 ? error.fields : [{ field: '', word: error.word, params: error.params }]
    return again(formState(t, values, fields))
  }
}

/** Query or path values by a schema; what does not fit does not exist. */
export const parsedOr404 = <S extends z.ZodType>(schema: S, value: unknown): z.output<S> => {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new Problem('not_found', 'general.problem.not_found')
  return parsed.data
}

/** The id in the path; anything but a UUID does not exist. */
export const idOf = (c: Context<Env>, name = 'id'): string => parsedOr404(z.uuid(), c.req.param(name))

const blankToNull = (value: string | undefined) => value || null

/** Field schemas that forms share. Text is trimmed; empty optional values become null. */
export const field = {
  text: (max = 200) => z.string('form.required').trim().min(1, 'form.required').max(max, 'form.too_long'),
  optional: (max = 200) => z.string().trim().max(max, 'form.too_long').optional().transform(blankToNull),
  /** Text that may be empty and stays text. */
  note: (max = 4000) => z.string().trim().max(max, 'form.too_long').default(''),
  day: () => z.iso.date('form.not_a_day'),
  optionalDay: () =>
    z
      .union([z.literal(''), z.iso.date('form.not_a_day')])
      .optional()
      .transform(blankToNull),
  id: () => z.uuid('form.choose'),
  optionalId: () =>
    z
      .union([z.literal(''), z.uuid('form.choose')])
      .optional()
      .transform(blankToNull),
  whole: (min: number, max: number) =>
    z
      .string('form.required')
      .trim()
      .regex(/^-?\d+$/, 'form.not_whole')
      .transform(Number)
      .refine((number) => number >= min && number <= max, { error: 'form.out_of_range', params: { min, max } }),
  /** A checkbox: present means yes. */
  tick: () =>
    z
      .string()
      .optional()
      .transform((value) => value !== undefined),
  /** Several values under one name. */
  many: <S extends z.ZodType<string, string>>(one: S) =>
    z.preprocess((value) => (value === undefined || value === '' ? [] : [value].flat()), z.array(one)),
  choice: <const T extends readonly [string, ...string[]]>(options: T) => z.enum(options, 'form.choose'),
}
