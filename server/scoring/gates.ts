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
  const hit = taking.map((evaluated) => ({ evaluated, sections: sectionsHit(evaluated, facts) }))
  const sections = standing.map((scored) => {
    if (scored.zeroed) return scored
    return hit.reduce((rest, { evaluated, sections: ids }) => {
      const hits = ids.filter((id) => id === scored.section.id).length
      if (hits === 0) return rest
      return lessPoints(rest, pointsTaken(evaluated, scored.possible, evaluated.gate.then.each ? hits : 1))
    }, scored)
  })

  const early = [...zeroing, ...taking]
  const last = { ...facts, sections }
  const gates = scoring.gates.map(
    (gate) => early.find((evaluated) => evaluated.gate === gate) ?? evaluate(gate, last, scoring),
  )
  return { gates, sections }
}

/** Sections a triggered `zero_section` gate empties: the one it names, or those that hold what triggered it. */
function sectionsEmptied(evaluated: EvaluatedGate, facts: Facts): string[] {
  const named = evaluated.gate.then.zero_section
  if (!evaluated.triggered || named === undefined) return []
  return named === true ? sectionsHit(evaluated, facts) : [named]
}

/** The section of every item, and every section, that made the gate trigger; a group is in no section. */
function sectionsHit({ because }: EvaluatedGate, { items, sections }: Facts): string[] {
  if (because.length === 0) return []
  const found = new Set(because)
  return [
    ...items.flatMap((scored) => (found.has(scored.item.id) ? scored.section : [])),
    ...sections.flatMap(({ section }) => (found.has(section.id) ? section.id : [])),
  ]
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
