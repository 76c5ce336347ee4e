import { sectionUnitOf, unitOf } from '../audits/shown-score.ts'
import type { ChecklistContent, GateEffect as WrittenEffect } from '../checklists/format.ts'
import type { ScoreResult } from '../scoring/result.ts'
import type { ReportFacts } from './compose.ts'
import type { Gate, GateEffect, GateReason, Pair, SectionResult, Strength } from './snapshot.ts'
import { bothWords, sameInBoth, verdictOf } from './wording.ts'

/** Every gate of the checklist with what it did and why. */
export const gatesOf = (content: ChecklistContent, result: ScoreResult): Gate[] =>
  content.scoring.gates.map((gate) => {
    const evaluated = result.gates.find((one) => one.id === gate.id)
    return {
      id: gate.id,
      wording: { zh: gate.zh, en: gate.en },
      triggered: evaluated?.triggered ?? false,
      effect: effectOf(gate.then),
      because: (evaluated?.because ?? []).map((cause) => reasonOf(content, result, cause)),
    }
  })

const effectOf = (then: WrittenEffect): GateEffect => {
  if (then.cap_grade !== undefined) return { kind: 'cap_grade', value: then.cap_grade }
  if (then.set_grade !== undefined) return { kind: 'set_grade', value: then.set_grade }
  if (then.zero_section !== undefined) {
    return { kind: 'zero_section', value: then.zero_section === true ? '' : then.zero_section }
  }
  if (then.deduct_points !== undefined) return { kind: 'deduct_points', value: String(then.deduct_points) }
  if (then.deduct_percent_of_possible !== undefined) {
    return { kind: 'deduct_percent_of_possible', value: String(then.deduct_percent_of_possible) }
  }
  return { kind: 'zero_audit', value: '' }
}

const reasonOf = (content: ChecklistContent, result: ScoreResult, cause: string): GateReason => {
  const section = content.sections.find((one) => one.id === cause)
  if (section) {
    const percentBp = result.sections.find((one) => one.id === cause)?.percentBp ?? 0
    return { kind: 'section', title: { zh: section.title.zh, en: section.title.en }, percentBp }
  }
  const item = content.sections.flatMap((one) => one.items).find((one) => one.id === cause)
  if (item) return { kind: 'item', code: item.id, text: { zh: item.text.zh, en: item.text.en } }
  const group = content.scoring.groups?.find((one) => one.id === cause)
  return { kind: 'text', text: group ? { zh: group.zh, en: group.en } : sameInBoth(cause) }
}

/** Ids of the sections that triggered a gate. */
export const weakSections = (result: ScoreResult): Set<string> => {
  const sections = new Set(result.sections.map((section) => section.id))
  return new Set(
    result.gates
      .filter((gate) => gate.triggered)
      .flatMap((gate) => gate.because.filter((cause) => sections.has(cause))),
  )
}

const mostStrengths = 3
/** From here on a section is done well on its own, whatever the others have; of points off it has none. */
const strong = { percent: 9000, points_off: 0 } as const

/**
 * What is done well, told before the losses: up to three sections that are strong or stand above the network (or above last
 * time), those furthest ahead first.
 */
export const strengthsOf = (facts: ReportFacts, sections: readonly SectionResult[]): Strength[] => {
  const asked = facts.content.sections.filter((section) =>
    facts.result.sections.some((one) => one.id === section.id && one.asked > 0),
  )
  return sections
    .flatMap((section, index) => {
      const { lastBp, networkBp, percentBp } = section
      const items = asked[index]?.items ?? []
      if (percentBp === null || section.weak) return []
      const aboveNetworkBp = networkBp === null ? null : percentBp - networkBp
      const aboveLastBp = lastBp === null ? null : percentBp - lastBp
      const ahead = aboveNetworkBp ?? aboveLastBp ?? 0
      if (percentBp < strong[sectionUnitOf(unitOf(facts.content.scoring))] && ahead <= 0) return []
      const strength = { title: section.title, percentBp, aboveNetworkBp, aboveLastBp, text: praise(facts, items) }
      return [{ strength, ahead }]
    })
    .sort((a, b) => b.ahead - a.ahead || b.strength.percentBp - a.strength.percentBp)
    .slice(0, mostStrengths)
    .map(({ strength }) => strength)
}

/** One sentence that can be counted: critical items that all conform, else how many of all do. */
const praise = (facts: ReportFacts, items: readonly { id: string; critical: boolean }[]): Pair | null => {
  const verdicts = items.flatMap((item) => {
    const scored = facts.result.items.find((one) => one.code === item.id)
    const verdict = scored ? verdictOf(scored) : 'unscored'
    return ['conforms', 'partly', 'fails'].includes(verdict) ? [{ critical: item.critical, verdict }] : []
  })
  const good = verdicts.filter((one) => one.verdict === 'conforms').length
  const critical = verdicts.filter((one) => one.critical)
  if (verdicts.length === 0 || good === 0) return null
  if (good === verdicts.length) return bothWords('result.strength.all', { n: good })
  if (critical.length > 1 && critical.every((one) => one.verdict === 'conforms')) {
    return bothWords('result.strength.critical', { n: critical.length })
  }
  return bothWords('result.strength.most', { n: good, all: verdicts.length })
}
