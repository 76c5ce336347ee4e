import type { Role } from '../access/can.ts'

/** The small cast of places and people that the demo and the tests share. Fictional, but as a Chinese network looks. */

export type CastRegion = { id: string; parent: string | null; code: string; zh: string; en: string }
export type CastDealer = {
  id: string
  code: string
  region: string
  zh: string
  en: string
  cityZh: string
  cityEn: string
  /** What it has, where that is more or less than the usual. */
  features?: readonly string[]
}
export type CastPerson = {
  id: string
  signInName: string
  name: string
  role: Role
  alias?: string
  position?: string
  regions?: string[]
  dealers?: string[]
}

/** Fixed ids, random in form, so that a test failure reads the same every time. */
const id = (kind: number, n: number) => `${kind}0000000-0000-4000-8000-${String(n).padStart(12, '0')}`

export const regions = {
  china: { id: id(1, 1), parent: null, code: 'CN', zh: '全国', en: 'China' },
  east: { id: id(1, 2), parent: id(1, 1), code: 'E', zh: '华东大区', en: 'East China' },
  central: { id: id(1, 3), parent: id(1, 1), code: 'C', zh: '华中大区', en: 'Central China' },
  jiangsu: { id: id(1, 4), parent: id(1, 2), code: 'E-JS', zh: '江苏', en: 'Jiangsu' },
  zhejiang: { id: id(1, 5), parent: id(1, 2), code: 'E-ZJ', zh: '浙江', en: 'Zhejiang' },
  hubei: { id: id(1, 6), parent: id(1, 3), code: 'C-HB', zh: '湖北', en: 'Hubei' },
} as const satisfies Record<string, CastRegion>

export const dealers = {
  linjiang: {
    id: id(2, 1),
    code: 'D3107',
    region: regions.jiangsu.id,
    zh: '临江店',
    en: 'Linjiang',
    cityZh: '南京',
    cityEn: 'Nanjing',
    features: ['full_4s', 'body_shop', 'ev_sales', 'ev_service', 'used_cars'],
  },
  binjiang: {
    id: id(2, 2),
    code: 'D3126',
    region: regions.zhejiang.id,
    zh: '滨江店',
    en: 'Binjiang',
    cityZh: '杭州',
    cityEn: 'Hangzhou',
    features: ['full_4s', 'body_shop', 'ev_sales', 'ev_service'],
  },
  donghu: {
    id: id(2, 3),
    code: 'D4112',
    region: regions.hubei.id,
    zh: '东湖店',
    en: 'Donghu',
    cityZh: '武汉',
    cityEn: 'Wuhan',
    features: ['full_4s', 'ev_sales'],
  },
} as const satisfies Record<string, CastDealer>

/** Everyone's password in the demo and in tests. */
export const castPassword = 'demo-audit-2026'

export const people = {
  administrator: { id: id(3, 1), signInName: 'admin', name: '何静', role: 'administrator' },
  headOffice: { id: id(3, 2), signInName: 'ho', name: '林岚', role: 'head_office' },
  headOfficeSecond: { id: id(3, 3), signInName: 'ho2', name: '周恺', role: 'head_office' },
  regionEast: { id: id(3, 4), signInName: 'east', name: '沈涛', role: 'region_manager', regions: [regions.east.id] },
  regionCentral: {
    id: id(3, 5),
    signInName: 'central',
    name: '郭敏',
    role: 'region_manager',
    regions: [regions.central.id],
  },
  auditor: { id: id(3, 6), signInName: 'auditor', name: '顾明', role: 'auditor' },
  auditorSecond: { id: id(3, 7), signInName: 'auditor2', name: '陆薇', role: 'auditor' },
  shopper: { id: id(3, 8), signInName: 'shopper', name: '苏晓', role: 'shopper', alias: '顾客07' },
  dealerManager: {
    id: id(3, 9),
    signInName: 'dealer',
    name: '江涛',
    role: 'dealer_manager',
    position: 'service_manager',
    dealers: [dealers.linjiang.id],
  },
  dealerStaff: {
    id: id(3, 10),
    signInName: 'staff',
    name: '方磊',
    role: 'dealer_staff',
    position: 'workshop_manager',
    dealers: [dealers.linjiang.id],
  },
  otherManager: {
    id: id(3, 11),
    signInName: 'dealer2',
    name: '戴莉',
    role: 'dealer_manager',
    position: 'general_manager',
    dealers: [dealers.donghu.id],
  },
  otherStaff: {
    id: id(3, 12),
    signInName: 'staff2',
    name: '袁斌',
    role: 'dealer_staff',
    position: 'workshop_manager',
    dealers: [dealers.donghu.id],
  },
} as const satisfies Record<string, CastPerson>
export type CastName = keyof typeof people
