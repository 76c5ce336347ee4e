import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { ChecklistContent, Item } from '../../server/checklists/format.ts'
import {
  type ActionRow,
  type Finding,
  hashedText,
  type ItemResult,
  type Pair,
  type Photo,
  type ReportSnapshot,
  type Severity,
} from '../../server/reports/snapshot.ts'
import { readShipped } from './checklists.ts'

/** Points in hundredths, so that the fixture adds up exactly. */
const decimal = (hundredths: number): string => {
  const text = (hundredths / 100).toFixed(2).replace(/0$/, '')
  return text.endsWith('.0') ? text.slice(0, -2) : text
}
const same = (text: string): Pair => ({ zh: text, en: text })

/** How many of the sample conform, where the story needs more than the even run. */
const story: Record<string, { conform: number; note: string }> = {
  'AS-5-03': {
    conform: 0.8,
    note: '尾号 3817 更换前刹车片，四轮扭矩栏均未填写，技师口述“按经验打紧”。客户陶𠮷安的车当日交付。',
  },
  'AS-5-04': { conform: 0.66, note: '校准标签到期日 2026-08-31。工具台账无送检记录。' },
  'AS-6-04': { conform: 0, note: '台账无“返修原因”列。9 月登记返修 11 台，均只有车牌和日期。' },
  'AS-6-01': { conform: 0.8, note: '尾号 3822、3840，均为当日 17 时后交车的快修工单。' },
  'AS-7-04': { conform: 0.5, note: '涉及 3 名服务顾问，旧件区有标签但无客户签字。' },
}

const notApplicable = new Set(['AS-3-04', 'AS-8-02'])
const captions: Pair[] = [
  { zh: '工单 3817', en: 'Job card 3817' },
  { zh: '二号工位扭力扳手', en: 'Torque wrench, bay 2' },
  { zh: '返修台账 9 月', en: 'Rework log, September' },
  { zh: '旧件暂存区', en: 'Old parts shelf' },
  { zh: '结算单 3862', en: 'Invoice 3862' },
]

const photoAt = (index: number): Photo => ({
  sha256: createHash('sha256').update(`photo ${index}`).digest('hex'),
  caption: captions[index % captions.length] ?? null,
  at: new Date(Date.UTC(2026, 9, 20, 6, 6 + index * 3)).toISOString(),
})

type Judged = { item: Item; result: ItemResult; lost: number; severity: Severity | null; repeat: number }

const judge = (item: Item, index: number): Judged => {
  const possible = Math.round(item.points * 100)
  const base = { code: item.id, text: { ...item.text }, critical: item.critical, photoCount: 0, note: null }
  if (notApplicable.has(item.id)) {
    const result: ItemResult = {
      ...base,
      verdict: 'not_applicable',
      answer: { zh: '不适用', en: 'Not applicable' },
      earned: null,
      possible: null,
      note: '本店无此业务。',
    }
    return { item, result, lost: 0, severity: null, repeat: 1 }
  }
  const told = story[item.id]
  const share = told?.conform ?? (item.critical ? 1 : (index * 7) % 10 < 6 ? 1 : (index * 3) % 4 === 0 ? 0.6 : 0.8)
  const { response } = item
  const size = response.type === 'sample' ? response.size : 1
  const conform = Math.floor(size * share)
  const wrong = size - conform
  const accepted = response.type === 'sample' && response.rule === 'accept' ? response.accept : null
  const earned = accepted === null ? Math.round((possible * conform) / size) : wrong <= accepted ? possible : 0
  const answer: Pair =
    response.type === 'sample'
      ? {
          zh: `抽样 ${size} ${response.unit.zh}，${wrong === 0 ? '全部符合' : `${wrong} 不符合`}${accepted === null ? '' : `（允许 ${accepted}）`}`,
          en: `${size} ${response.unit.en}: ${wrong === 0 ? 'all conform' : `${wrong} not conforming`}${accepted === null ? '' : ` (${accepted} allowed)`}`,
        }
      : conform === 1
        ? { zh: '符合', en: 'Conforms' }
        : { zh: '不符合', en: 'Does not conform' }
  const failed = earned === 0 || earned / possible < 0.8
  const severity: Severity | null =
    earned === possible
      ? null
      : item.class === 'should'
        ? 'observation'
        : failed
          ? item.critical
            ? 'critical'
            : 'major'
          : 'minor'
  const result: ItemResult = {
    ...base,
    verdict: earned === possible ? 'conforms' : earned === 0 ? 'fails' : 'partly',
    answer,
    earned: decimal(earned),
    possible: decimal(possible),
    note: told?.note ?? null,
  }
  return { item, result, lost: possible - earned, severity, repeat: item.id === 'AS-7-04' ? 2 : 1 }
}

const due: Record<Severity, string> = {
  critical: '2026-10-26',
  major: '2026-10-30',
  minor: '2026-11-06',
  observation: '',
}

let shipped: ChecklistContent | undefined
const afterSales = (): ChecklistContent => {
  shipped ??= readShipped().checklists.find(({ content }) => content.id === 'after-sales-core-process')?.content
  if (!shipped) throw new Error('the after-sales checklist is not shipped')
  return shipped
}

/**
 * A released after-sales audit of the shipped checklist: version 2 after an accepted appeal, one failed critical item, a
 * repeat finding, two items not applicable, a rare character in a note. `rows` repeats the items up to a longer checklist,
 * `photos` spreads so many pictures over the findings.
 */
export const reportFixture = (size: { rows?: number; photos?: number } = {}): ReportSnapshot => {
  const checklist = afterSales()
  const times = Math.ceil((size.rows ?? 40) / 40)
  const positions = checklist.words.positions
  const judged = checklist.sections.map((section, s) =>
    Array.from({ length: times }, (_, round) =>
      section.items.map((item, i) =>
        judge(round === 0 ? item : { ...item, id: `${item.id}${'abcdef'[round]}` }, s * 5 + i + round),
      ),
    ).flat(),
  )
  const points = judged.map((items) => {
    const scored = items.filter(({ result }) => result.possible !== null)
    const possible = scored.reduce((sum, { item }) => sum + Math.round(item.points * 100), 0)
    return { possible, earned: possible - scored.reduce((sum, each) => sum + each.lost, 0) }
  })
  const bp = ({ earned, possible }: { earned: number; possible: number }) => Math.floor((earned * 10_000) / possible)
  const total = points.reduce((a, b) => ({ earned: a.earned + b.earned, possible: a.possible + b.possible }))
  const network = [8460, 8620, 8690, 8790, 8040, 8350, 8270, 8580]
  const last = [8210, 8500, 8820, 9050, 7200, 8130, 7300, 8550]

  const flat = judged.flatMap((items, section) => items.map((each) => ({ ...each, section })))
  const failing = flat.filter((each) => each.severity !== null)
  let left = size.photos ?? 9
  let taken = 0
  const findings = failing.map(({ item, result, lost, severity, repeat, section }, i): Finding => {
    const share = Math.min(
      left,
      size.photos ? Math.ceil(left / (failing.length - i)) : item.critical ? 2 : result.note ? 2 : 0,
    )
    left -= share
    const photos = Array.from({ length: share }, () => photoAt(taken++))
    result.photoCount = share
    return {
      id: createHash('sha256').update(item.id).digest('hex').slice(0, 32),
      code: item.id,
      section,
      text: { ...item.text },
      severity: severity ?? 'minor',
      occurrence: repeat,
      lost: decimal(lost),
      answer: result.answer,
      losses: item.losses.slice(0, severity === 'major' ? 2 : 1).map(({ zh, en }) => ({ zh, en })),
      note: result.note,
      owner: { ...(positions[item.responsible] ?? same(item.responsible)) },
      capaDays: severity === 'observation' ? null : item.capa_days,
      action:
        severity === 'observation'
          ? null
          : { number: `CA-${2198 + i}`, state: 'planning', dueOn: due[severity ?? 'minor'] },
      photos,
    }
  })
  const heavy: Severity[] = ['critical', 'major', 'minor', 'observation']
  findings.sort((a, b) => a.section - b.section || heavy.indexOf(a.severity) - heavy.indexOf(b.severity))
  const actions = findings.flatMap((finding): ActionRow[] =>
    finding.action
      ? [
          {
            number: finding.action.number,
            title: finding.losses[0] ?? finding.text,
            codes: [finding.code],
            severity: finding.severity,
            repeat: finding.occurrence > 1,
            round: finding.occurrence,
            state: finding.occurrence > 1 ? 'doing' : 'planning',
            owner: finding.owner,
            dueOn: finding.action.dueOn,
          },
        ]
      : [],
  )
  const critical = findings.filter((finding) => finding.severity === 'critical')
  const percents = points.map(bp)
  const titles = checklist.sections.map((section) => ({ ...section.title }))
  const scoreBp = bp(total)
  const best = percents.map((percentBp, i) => ({ percentBp, i })).sort((a, b) => b.percentBp - a.percentBp)

  const snapshot: ReportSnapshot = {
    schema: 'report-snapshot/1',
    auditId: '7f0c2f0e-9a77-4c4e-8f0f-2c1d3b5a9e10',
    practice: false,
    timeZone: 'Asia/Shanghai',
    dealer: {
      code: 'D3107',
      name: { zh: '临江店', en: 'Linjiang Store' },
      region: { zh: '华东三区', en: 'East 3' },
      city: { zh: '杭州', en: 'Hangzhou' },
    },
    programme: { zh: '2026 年度审核', en: 'Audit year 2026' },
    wave: { zh: '2026 第2批', en: '2026 wave 2' },
    checklist: {
      code: checklist.id,
      version: checklist.version,
      title: { ...checklist.title },
      rollup: checklist.scoring.rollup,
      items: flat.length,
      notApplicable: flat.filter(({ result }) => result.verdict === 'not_applicable').length,
    },
    kind: 'announced',
    conductedBy: 'oem',
    day: '2026-10-20',
    auditors: [
      { name: { zh: '周明远', en: 'Zhou Mingyuan' }, lead: true },
      { name: { zh: '林晓', en: 'Lin Xiao' }, lead: false },
    ],
    issue: {
      version: 2,
      issuedAt: '2026-11-03T07:20:00.000Z',
      contentHash: '',
      verifyUrl: 'https://audit.example.com/verify/7f0c2f0e-9a77-4c4e-8f0f-2c1d3b5a9e10/2',
    },
    versions: [
      { version: 1, issuedAt: '2026-10-23T01:00:00.000Z', percentBp: scoreBp - 280, grade: 'B', reason: null },
      {
        version: 2,
        issuedAt: '2026-11-03T07:20:00.000Z',
        percentBp: scoreBp,
        grade: 'B',
        reason: {
          zh: '申诉 AP-0417 获支持，AS-4-01 由 3/10 改为 10/10，加 3.5 分。',
          en: 'Appeal AP-0417 accepted: AS-4-01 changed from 3/10 to 10/10, 3.5 points more.',
        },
      },
    ],
    score: {
      percentBp: scoreBp,
      earned: decimal(total.earned),
      possible: decimal(total.possible),
      decimals: 1,
      grade: 'B',
      gradeByScore: scoreBp >= 9000 ? 'A' : 'B',
      word: { zh: '合格', en: 'Pass' },
      rebate: '0.95',
      bands: checklist.scoring.bands.map(({ grade, min, zh, en }) => ({
        grade,
        minBp: (min ?? 0) * 100,
        word: { zh, en },
        rebate: null,
      })),
    },
    beforeAppeal: { percentBp: scoreBp - 280, grade: 'B' },
    last: { day: '2026-04-14', wave: { zh: '2026 第1批', en: '2026 wave 1' }, percentBp: 8200, grade: 'B' },
    network: { percentBp: 8470, dealers: 241 },
    sections: checklist.sections.map((section, i) => ({
      title: { ...section.title },
      earned: decimal(points[i]?.earned ?? 0),
      possible: decimal(points[i]?.possible ?? 0),
      percentBp: percents[i] ?? null,
      lastBp: last[i] ?? null,
      networkBp: network[i] ?? null,
      weight: String(section.weight),
      weak: (percents[i] ?? 10_000) < 7000,
    })),
    gates: checklist.scoring.gates.map(({ id, zh, en, then }) => ({
      id,
      wording: { zh, en },
      triggered: id !== 'G2',
      effect: { kind: 'cap_grade' as const, value: then.cap_grade ?? '' },
      because:
        id === 'G1'
          ? critical.map(({ code, text }) => ({ kind: 'item' as const, code, text }))
          : id === 'G3'
            ? titles.flatMap((title, i) =>
                (percents[i] ?? 0) < 7000 ? [{ kind: 'section' as const, title, percentBp: percents[i] ?? 0 }] : [],
              )
            : [],
    })),
    strengths: best.slice(0, 3).map(({ percentBp, i }) => ({
      title: titles[i] ?? same(''),
      percentBp,
      aboveNetworkBp: percentBp - (network[i] ?? 0),
      aboveLastBp: percentBp - (last[i] ?? 0),
      text:
        [
          {
            zh: '三个关键项全部符合，追加项目逐单留痕，客户在施工前确认。',
            en: 'All three critical items conform; every added job was confirmed by the customer before work began.',
          },
          { zh: '环检签字 10/10，召回查询 10/10。', en: 'Walk-round signed 10 of 10, recall check 10 of 10.' },
          {
            zh: '不满意反馈当日转交，连续三次符合。',
            en: 'Complaints handed over the same day, three audits in a row.',
          },
        ][i % 3] ?? null,
    })),
    criticalFailures: critical.map(({ code, text, answer, lost }) => ({ code, text, answer, lost })),
    findings,
    checklistSections: judged.map((items, i) => ({
      title: titles[i] ?? same(''),
      earned: decimal(points[i]?.earned ?? 0),
      possible: decimal(points[i]?.possible ?? 0),
      percentBp: percents[i] ?? null,
      items: items.map(({ result }) => result),
    })),
    actions,
    signatures: [
      {
        role: { zh: '审核组长', en: 'Lead auditor' },
        name: { zh: '周明远', en: 'Zhou Mingyuan' },
        signedAt: '2026-10-20T09:36:00.000Z',
        remark: null,
      },
      {
        role: { zh: '服务经理', en: 'Service manager' },
        name: { zh: '陈立', en: 'Chen Li' },
        signedAt: '2026-10-20T09:38:00.000Z',
        remark: '对 AS-4-01 有异议，其余无异议。',
      },
      { role: { zh: '总经理', en: 'General manager' }, name: null, signedAt: null, remark: null },
      { role: { zh: '区域经理', en: 'Region manager' }, name: null, signedAt: null, remark: null },
    ],
  }
  snapshot.issue.contentHash = createHash('sha256').update(hashedText(snapshot)).digest('hex')
  return snapshot
}

const scene = (index: number): Buffer => {
  const lines = Array.from(
    { length: 9 },
    (_, i) => `<path d="M${210 + (i % 3) * 8} ${130 + i * 44}H${560 - ((i * 37 + index * 13) % 90)}"/>`,
  )
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><rect width="800" height="600" fill="#${['8d9698', '9aa08f', 'a49a8c', '87909c'][index % 4]}" opacity=".4"/><g transform="rotate(${(index % 5) - 2} 400 300)"><rect x="170" y="70" width="440" height="520" fill="#f4f2ec"/><g stroke="#6b7478" stroke-width="6">${lines.join('')}</g><rect x="200" y="${280 + (index % 3) * 44}" width="380" height="60" fill="none" stroke="#b8281f" stroke-width="8"/></g></svg>`,
  )
}

/** JPEGs of 800 × 600 as the derivatives are, by the hash that the fixture's photos carry. */
export const photoSet = async (count: number): Promise<Map<string, Buffer>> => {
  const size = { width: 800, height: 600, channels: 3 } as const
  const grain = await sharp({
    create: { ...size, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 14 } },
  })
    .raw()
    .toBuffer()
  const photos = new Map<string, Buffer>()
  for (let i = 0; i < count; i++) {
    const jpeg = await sharp(grain, { raw: size })
      .composite([{ input: scene(i) }])
      .jpeg({ quality: 78 })
      .toBuffer()
    photos.set(photoAt(i).sha256, jpeg)
  }
  return photos
}
