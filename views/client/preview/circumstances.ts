import { codesAskedAbout } from '../../../server/scoring/conditions.ts'
import type { Desk } from '../sheet/desk.ts'
import type { State } from '../sheet/state.ts'

/** What was chosen for the conditions to look at; `last` is a value of its field. */
export type Chosen = { features: string[]; last: string }

const menu = () => document.querySelector<HTMLElement>('.circumstances')
const boxes = () => [...(menu()?.querySelectorAll<HTMLInputElement>('input[name=feature]') ?? [])]
const lastField = () => document.querySelector<HTMLSelectElement>('#preview-last')

const outcomes = ['passed', 'finding', 'failed'] as const

/** Lets the conditions look at what is chosen. `brought`: how it came out the last time, where the page knows. */
const apply = (state: State, brought: State['data'], { features, last }: Chosen): void => {
  const { content, circumstances } = brought
  const outcome = outcomes.find((one) => one === last)
  const all = outcome ? Object.fromEntries([...codesAskedAbout(content)].map((code) => [code, outcome])) : {}
  state.data = {
    ...state.data,
    circumstances: { features, last: last === 'own' ? (circumstances?.last ?? {}) : all },
  }
}

/** Ties the fields to the desk; `kept` is what was chosen before a reload. Gives what is chosen now. */
export const listenCircumstances = (desk: Desk, kept: Chosen | null): (() => Chosen | null) => {
  const brought = desk.state.data
  if (!menu()) return () => null
  const chosen = (): Chosen => ({
    features: boxes().flatMap((box) => (box.checked ? [box.value] : [])),
    last: lastField()?.value ?? 'none',
  })
  if (kept) {
    for (const box of boxes()) box.checked = kept.features.includes(box.value)
    const field = lastField()
    if (field && [...field.options].some(({ value }) => value === kept.last)) field.value = kept.last
    desk.change((state) => apply(state, brought, chosen()))
  }
  menu()?.addEventListener('change', () => desk.change((state) => apply(state, brought, chosen())))
  return chosen
}
