/** What an edit changed: each field's value before and after. Empty when nothing did. */
export type Changes = Record<string, [before: string | number | null, after: string | number | null]>

/** The fields of `after` that differ from `before`, for the details of a log entry. Not for personal data. */
export const changesBetween = <Values extends Record<string, string | number | null>>(
  before: Values,
  after: Partial<Values>,
): Changes =>
  Object.fromEntries(
    Object.entries(after).flatMap(([name, value]) => {
      const old = before[name] ?? null
      return value === undefined || value === old ? [] : [[name, [old, value]]]
    }),
  )
