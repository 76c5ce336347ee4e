/** The number under which people speak of an action, `CA-0012`; counted per dealer. */
export const actionNumber = (action: { number: number }): string => `CA-${String(action.number).padStart(4, '0')}`
