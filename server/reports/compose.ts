import { traceOf } from '../../views/results/trace/compose.ts'
import type { Recorded } from '../answers/gather.ts'
import { gradeRows, scoreValueOf, sectionColumns, sectionValueOf, unitOf } from '../audits/shown-score.ts'
import type { AuditHead } from '../audits/store.ts'
import type { ChecklistContent, Item } from '../checklists/format.ts'
import type { AuditRow, FindingRow } from '../db/schema.ts'
import { translator } from '../i18n/words.ts'
import type { ItemResult as ScoredItem, ScoreResult } from '../scoring/result.ts'
import { displayPoints } from '../scoring/score.ts'
import { gatesOf, strengthsOf, weakSections } from './judgement.ts'
import type {
  ActionRow,
  ChecklistSection,
  Finding,
  FindingAction,
  ItemResult,
  Pair,
  ReportSnapshot,
  SectionResult,
  Severity,
  Traces,
  VersionRow,
} from './snapshot.ts'
import { answerWords, bothAwayWords, bothWords, sameInBoth, verdictOf } from './wording.ts'

/** A score to compare with, as a value in the unit of this one: of last time, or the mean of the network; sections by id. */
export type Comparison = { value: number | null; sections: ReadonlyMap<string, number | null> }

/** Everything that a report is made from, as it is in the database. */
export type ReportFacts = {
  audit: AuditRow
  head: AuditHead
  content: ChecklistContent
  result: ScoreResult
  recorded: Recorded
  findings: readonly FindingRow[]
  last: (Comparison & { day: string; wave: Pair | null; grade: string | null }) | null
  network: (Comparison & { value: number; dealers: number }) | null
  actions: readonly ActionRow[]
  /** Earlier versions, oldest first. */
  versions: readonly VersionRow[]
  /** `reason`: why there is a further version; null for the first. */
  issue: { version: number; issuedAt: string; reason: Pair | null }
  timeZone: string
}

/**
 * The report of an audit as it stands, in both languages. Content hash and address are still empty. A voided audit keeps who,
 * where and when, and says nothing of its result.
 */
export const composeReport = (facts: ReportFacts): ReportSnapshot => {
  const { audit, content, head, issue, last, network } = facts
  const isVoid = audit.state === 'voided'
  const score = isVoid ? noScore(content) : scoreOf(facts)
  const sections = isVoid ? [] : sectionsOf(facts)
  const asked = facts.result.items.filter((scored) => scored.state !== 'not_asked')
  return {
    schema: 'report-snapshot/2',
    auditId: audit.id,
    practice: audit.practice === 1,
    timeZone: facts.timeZone,
    dealer: {
      code: head.dealer_code,
      name: { zh: head.dealer_zh, en: head.dealer_en },
      region: { zh: head.region_zh, en: head.region_en },
      city: { zh: head.city_zh, en: head.city_en },
    },
    programme: pairOf(head.programme_zh, head.programme_en),
    wave: pairOf(head.wave_zh, head.wave_en),
    checklist: {
      code: content.id,
      version: content.version,
      title: { zh: content.title.zh, en: content.title.en },
      rollup: content.scoring.rollup,
      items: asked.length,
      notApplicable: asked.filter((scored) => scored.state === 'not_applicable').length,
    },
    kind: audit.kind,
    conductedBy: audit.conducted_by,
    day: audit.planned_on,
    auditors: auditorsOf(audit, head),
    issue: { version: issue.version, issuedAt: issue.issuedAt, contentHash: '', verifyUrl: '' },
    versions: [
      ...facts.versions,
      {
        version: issue.version,
        issuedAt: issue.issuedAt,
        percentBp: score.percentBp,
        grade: score.grade,
        reason: issue.reason,
      },
    ],
    score,
    beforeAppeal: null,
    last: isVoid ? null : last && { day: last.day, wave: last.wave, percentBp: last.value, grade: last.grade },
    network: isVoid ? null : network && { percentBp: network.value, dealers: network.dealers },
    sections,
    gates: isVoid ? [] : gatesOf(content, facts.result),
    strengths: isVoid ? [] : strengthsOf(facts, sections),
    criticalFailures: isVoid ? [] : criticalFailuresOf(facts),
    findings: isVoid ? [] : findingsOf(facts),
    checklistSections: isVoid ? [] : checklistSectionsOf(facts),
    actions: isVoid ? [] : [...facts.actions],
    signatures: [
      { role: bothWords('result.signature.dealer'), name: null, signedAt: null, remark: null },
      ...auditorsOf(audit, head).map(({ name }) => ({
        role: bothWords('result.signature.auditor'),
        name,
        signedAt: null,
        remark: null,
      })),
    ],
    trace: isVoid ? null : tracesOf(content, facts.result),
  }
}

/** How a score came about, for readers of either language. */
export const tracesOf = (content: ChecklistContent, result: ScoreResult): Traces => ({
  zh: traceOf({ locale: 'zh-CN', t: translator('zh-CN') }, content, result),
  en: traceOf({ locale: 'en', t: translator('en') }, content, result),
})

const pairOf = (zh: string | null, en: string | null): Pair | null => (zh === null ? null : { zh, en: en ?? '' })

/** Who audited, the lead first. A shopper is never named: the report goes to the dealer. */
const auditorsOf = (audit: AuditRow, head: AuditHead): ReportSnapshot['auditors'] => {
  if (audit.kind === 'mystery') return [{ name: bothWords('audit.shopper'), lead: false }]
  const names = [...new Set([head.lead, head.auditor, ...head.coAuditors])]
  return names.map((name, index) => ({ name: sameInBoth(name), lead: index === 0 && names.length > 1 }))
}

const bandsOf = (content: ChecklistContent): ReportSnapshot['score']['bands'] =>
  gradeRows(content.scoring).map((row, index) => {
    const band = content.scoring.bands[index]
    return {
      ...row,
      word: { zh: band?.zh ?? '', en: band?.en ?? '' },
      rebate: band?.rebate === undefined ? null : String(band.rebate),
    }
  })

const noScore = (content: ChecklistContent): ReportSnapshot['score'] => ({
  unit: unitOf(content.scoring),
  percentBp: null,
  earned: '0',
  possible: '0',
  decimals: content.scoring.display_decimals,
  grade: null,
  gradeByScore: null,
  word: null,
  rebate: null,
  bands: bandsOf(content),
})

const scoreOf = ({ audit, content, result }: ReportFacts): ReportSnapshot['score'] => {
  const bands = bandsOf(content)
  const band = bands.find((one) => one.grade === result.grade)
  return {
    unit: unitOf(content.scoring),
    percentBp: scoreValueOf(audit),
    earned: displayPoints(result.earned),
    possible: displayPoints(result.possible),
    decimals: content.scoring.display_decimals,
    grade: result.grade,
    gradeByScore: result.gradeByScore,
    word: band?.word ?? null,
    rebate: band?.rebate ?? null,
    bands,
  }
}

const sectionsOf = ({ content, last, network, result }: ReportFacts): SectionResult[] => {
  const weak = weakSections(result)
  return content.sections.flatMap((section) => {
    const scored = result.sections.find((one) => one.id === section.id)
    if (!scored || scored.asked === 0) return []
    return [
      {
        title: { zh: section.title.zh, en: section.title.en },
        earned: displayPoints(scored.earned),
        possible: displayPoints(scored.possible),
        percentBp: sectionValueOf(sectionColumns(scored, content.scoring)),
        lastBp: last?.sections.get(section.id) ?? null,
        networkBp: network?.sections.get(section.id) ?? null,
        weight: String(section.weight),
        weak: weak.has(section.id),
      },
    ]
  })
}

/** An item with its trace. */
type Judged = { item: Item; scored: ScoredItem }

/** The items that were asked, by section, as the sections of the report stand. */
const judgedSections = ({ content, result }: ReportFacts): { title: Pair; id: string; items: Judged[] }[] => {
  const scored = new Map(result.items.map((one) => [one.code, one]))
  return content.sections.flatMap((section) => {
    const items = section.items.flatMap((item) => {
      const one = scored.get(item.id)
      return one && one.state !== 'not_asked' ? [{ item, scored: one }] : []
    })
    return items.length > 0 ? [{ id: section.id, title: { zh: section.title.zh, en: section.title.en }, items }] : []
  })
}

const wordsOf = ({ content, recorded }: ReportFacts, { item, scored }: Judged): Pair =>
  scored.away
    ? bothAwayWords(scored.away, item, content)
    : answerWords(item, scored, recorded.answers[item.id], recorded.marks, recorded.refs[item.id] ?? [])

const criticalFailuresOf = (facts: ReportFacts): ReportSnapshot['criticalFailures'] =>
  judgedSections(facts)
    .flatMap((section) => section.items)
    .filter(({ item }) => facts.result.criticalFailed.includes(item.id))
    .map((judged) => ({
      code: judged.item.id,
      text: textOf(judged.item),
      answer: wordsOf(facts, judged),
      lost: displayPoints(judged.scored.lost ?? '0/1'),
    }))

const textOf = (item: Item): Pair => ({ zh: item.text.zh, en: item.text.en })
const gravity: readonly Severity[] = ['critical', 'major', 'minor', 'observation']

const findingsOf = (facts: ReportFacts): Finding[] => {
  const actionOf = new Map(
    facts.actions.flatMap((action) =>
      action.codes.map((code): [string, FindingAction] => [
        code,
        { number: action.number, state: action.state, dueOn: action.dueOn },
      ]),
    ),
  )
  const rows = new Map(facts.findings.map((finding) => [finding.item_code, finding]))
  return judgedSections(facts).flatMap((section, index) =>
    section.items
      .flatMap((judged) => {
        const row = rows.get(judged.item.id)
        return row ? [{ judged, row }] : []
      })
      .sort(
        (a, b) =>
          gravity.indexOf(a.row.severity) - gravity.indexOf(b.row.severity) || b.row.lost_milli - a.row.lost_milli,
      )
      .map(({ judged, row }) => findingOf(facts, judged, row, index, actionOf.get(row.item_code) ?? null)),
  )
}

const findingOf = (
  facts: ReportFacts,
  judged: Judged,
  row: FindingRow,
  section: number,
  action: FindingAction | null,
): Finding => {
  const { item, scored } = judged
  const ticked = JSON.parse(row.losses) as string[]
  const position = facts.content.words.positions[row.responsible]
  return {
    id: row.id,
    code: item.id,
    section,
    text: textOf(item),
    severity: row.severity,
    occurrence: row.repeat_count + 1,
    lost: displayPoints(scored.lost ?? '0/1'),
    answer: wordsOf(facts, judged),
    losses: item.losses.filter((loss) => ticked.includes(loss.code)).map(({ zh, en }) => ({ zh, en })),
    note: row.note === '' ? null : row.note,
    owner: position ? { zh: position.zh, en: position.en } : null,
    capaDays: row.severity === 'observation' ? null : row.capa_days,
    action,
    photos: facts.recorded.photos
      .filter((photo) => photo.item_code === item.id && photo.arrived)
      .map((photo) => ({
        sha256: photo.sha256,
        caption: captionOf(item, photo),
        // The exact minute of a mystery visit is not for the dealer.
        at: facts.audit.kind === 'mystery' ? null : photo.at,
      })),
  }
}

const captionOf = (item: Item, photo: { name: string | null; caption: string }): Pair | null => {
  if (photo.caption !== '') return sameInBoth(photo.caption)
  const named = item.photos.find((one) => one.code === photo.name)
  return named ? { zh: named.zh, en: named.en } : null
}

const checklistSectionsOf = (facts: ReportFacts): ChecklistSection[] => {
  const scored = new Map(facts.result.sections.map((section) => [section.id, section]))
  return judgedSections(facts).map((section) => {
    const figures = scored.get(section.id)
    return {
      title: section.title,
      earned: displayPoints(figures?.earned ?? '0/1'),
      possible: displayPoints(figures?.possible ?? '0/1'),
      percentBp: figures ? sectionValueOf(sectionColumns(figures, facts.content.scoring)) : null,
      items: section.items.map((judged) => itemResult(facts, judged)),
    }
  })
}

const itemResult = (facts: ReportFacts, judged: Judged): ItemResult => {
  const { item, scored } = judged
  const answer = facts.recorded.answers[item.id]
  const reason =
    answer?.type === 'not_applicable' || (answer?.type === 'sample' && answer.checked === 0) ? answer.reason : undefined
  // What was recorded before an item stopped to apply is kept, but it is no part of the result.
  const note = scored.away ? '' : [reason, facts.recorded.notes[item.id]].filter(Boolean).join('\n')
  const verdict = verdictOf(scored)
  return {
    code: item.id,
    text: textOf(item),
    critical: item.critical,
    verdict: verdict === 'unscored' && item.scored === false ? 'not_scored_now' : verdict,
    answer: wordsOf(facts, judged),
    earned: scored.earned && displayPoints(scored.earned),
    possible: scored.possible && displayPoints(scored.possible),
    note: note === '' ? null : note,
    photoCount: facts.recorded.photos.filter((photo) => photo.item_code === item.id && photo.arrived).length,
  }
}
