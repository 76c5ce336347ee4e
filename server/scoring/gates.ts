import type { Gate, Scoring } from '../checklists/format.ts'
import { type EvaluatedGate, evaluate, type Facts } from './gate-conditions.ts'
import { add, divide, fraction, fromNumber, hundred, multiply, type Rational, zero } from './rational.ts'
import { lessPoints, type ScoredSection, withoutPoints } from './rollup.ts'

/** Every gate as evaluated, in the order of the checklist, and the sections after what gates took from them. */
export type AfterGates = { gates: EvaluatedGate[]; sections: ScoredSection[] }

const zeroes = (gate: Gate) => gate.then.zero_section !== undefined
const takesFromSections = (gate: Gate) => gate.then.from === 'section'

/**
 * Evaluates every gate and applies the effects on sections. Gates that zero a section go first and see the sections as they
 * were scored; then those that take points from sections; all others see the sections after that. Among themselves the
 * order of gates never matters.
 */
export function applyGates(facts: Facts, scoring: Scoring): AfterGates {
  const zeroing = scoring.gates.filter(zeroes).map((gate) => evaluate(gate, facts, scoring))
  const emptied = new Set(zeroing.flatMap((evaluated) => sectionsEmptied(evaluated, facts)))
  const standing = facts.sections.map((scored) => (emptied.has(scored.section.id) ? withoutPoints(scored) : scored))

  const seen = { ...facts, sections: standing }
  const taking = scoring.gates.filter(takesFromSections).map((gate) => evaluate(gate, seen, scoring))
  const sections = standing.map((scored) =>
    scored.zeroed
      ? scored
      : taking.reduce((rest, evaluated) => {
          const times = timesIn(scored.section.id, evaluated, facts)
          return times === 0 ? rest : lessPoints(rest, pointsTaken(evaluated, scored.possible, times))
        }, scored),
  )

  const early = [...zeroing, ...taking]
  const last = { ...facts, sections }
  const gates = scoring.gates.map(
    (gate) => early.find((evaluated) => evaluated.gate === gate) ?? evaluate(gate, last, scoring),
  )
  return { gates, sections }
}

/** Sections a triggered `zero_section` gate empties: the one it names, or those that hold what triggered it. */
function sectionsEmptied({ gate, triggered, because }: EvaluatedGate, facts: Facts): string[] {
  const named = gate.then.zero_section
  if (!triggered || named === undefined) return []
  return named === true ? because.flatMap((found) => sectionOf(found, facts)) : [named]
}

/** The section that an item code or section id stands for; a group is in no section. */
function sectionOf(found: string, { items, sections }: Facts): string[] {
  const item = items.find((scored) => scored.item.id === found)
  return item ? [item.section] : sections.some(({ section }) => section.id === found) ? [found] : []
}

/** How often a triggered gate takes its points from a section: once, or with `each` once for everything in it that triggered it. */
function timesIn(id: string, { gate, triggered, because }: EvaluatedGate, facts: Facts): number {
  if (!triggered) return 0
  const hits = because.flatMap((found) => sectionOf(found, facts)).filter((section) => section === id).length
  return gate.then.each ? hits : Math.min(hits, 1)
}

/** What a triggered gate takes off the whole, in points; zero where it takes from sections or takes nothing. */
export function pointsTakenFromWhole(evaluated: EvaluatedGate, possible: Rational): Rational {
  const { gate, triggered, because } = evaluated
  if (!triggered || takesFromSections(gate)) return zero
  return pointsTaken(evaluated, possible, gate.then.each ? because.length : 1)
}

function pointsTaken({ gate }: EvaluatedGate, possible: Rational, times: number): Rational {
  const { deduct_points: fixed = 0, deduct_percent_of_possible: share = 0 } = gate.then
  const once = add(fromNumber(fixed), divide(multiply(fromNumber(share), possible), hundred))
  return multiply(once, fraction(times))
}
