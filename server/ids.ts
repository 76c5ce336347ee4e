import { randomUUID } from 'node:crypto'
import { timeOrdered } from './time-id.ts'

/** Random id (UUID version 4), for everything that can appear in a dealer's URL, PDF or export. */
export const newId = (): string => randomUUID()

/** Time-ordered id (UUID version 7), only for rows that no dealer sees. */
export const newTimeId = (now: Date): string => timeOrdered(randomUUID(), now.getTime())
