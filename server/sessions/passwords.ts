import { hash, verify } from '@node-rs/argon2'

// OWASP's figures for argon2id: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password, cost)

export const verifyPassword = (passwordHash: string, password: string): Promise<boolean> =>
  verify(passwordHash, password)

/** Was the hash made with other costs than today's? Then it is made anew at the next sign-in. */
export const needsRehash = (passwordHash: string): boolean =>
  !passwordHash.includes(`m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}`)

let decoy: Promise<string> | undefined
/** Takes as long as a real check, so that an unknown name cannot be told from a wrong password. */
export const verifyNobody = async (password: string): Promise<false> => {
  decoy ??= hashPassword('nobody has this password')
  await verify(await decoy, password)
  return false
}
