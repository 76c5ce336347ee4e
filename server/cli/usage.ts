/** The command was called in a way that means nothing; the sentence says why. */
export class UsageError extends Error {}

/** The one folder that a command is given. */
export const onlyFolder = (args: readonly string[]): string => {
  const [folder, ...more] = args
  if (!folder) throw new UsageError('The folder is missing.')
  if (more.length > 0) throw new UsageError(`One folder is enough; what is "${more[0]}"?`)
  return folder
}
