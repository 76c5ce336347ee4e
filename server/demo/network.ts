import { type CastDealer, type CastPerson, type CastRegion, dealers, people, regions } from './cast.ts'

/** The fictional maker Yuanlan (远岚汽车) and its network: three levels of regions, 24 dealers. The cast is a part of it. */

const id = (kind: number, n: number) => `${kind}0000000-0000-4000-8000-${String(n).padStart(12, '0')}`

const more = {
  south: { id: id(1, 20), parent: regions.china.id, code: 'S', zh: '华南大区', en: 'South China' },
  north: { id: id(1, 21), parent: regions.china.id, code: 'N', zh: '华北大区', en: 'North China' },
  shanghai: { id: id(1, 22), parent: regions.east.id, code: 'E-SH', zh: '上海', en: 'Shanghai' },
  hunan: { id: id(1, 23), parent: regions.central.id, code: 'C-HN', zh: '湖南', en: 'Hunan' },
  henan: { id: id(1, 24), parent: regions.central.id, code: 'C-HA', zh: '河南', en: 'Henan' },
  guangdong: { id: id(1, 25), parent: id(1, 20), code: 'S-GD', zh: '广东', en: 'Guangdong' },
  fujian: { id: id(1, 26), parent: id(1, 20), code: 'S-FJ', zh: '福建', en: 'Fujian' },
  beijingTianjin: { id: id(1, 27), parent: id(1, 21), code: 'N-JJ', zh: '京津', en: 'Beijing and Tianjin' },
  shandong: { id: id(1, 28), parent: id(1, 21), code: 'N-SD', zh: '山东', en: 'Shandong' },
} as const satisfies Record<string, CastRegion>

/** Parents before their children. */
export const networkRegions: readonly CastRegion[] = [...Object.values(regions), ...Object.values(more)]

/** What most dealers of this network are, and some smaller ones. */
const fullDealer = ['full_4s', 'body_shop', 'ev_sales', 'ev_service', 'used_cars']
const smallDealer = ['full_4s', 'ev_sales', 'ev_service']
/** Sales only, in the middle of a city: without a workshop. */
const cityShowroom = ['city_showroom', 'ev_sales']

const dealer = (
  n: number,
  code: string,
  region: CastRegion,
  zh: string,
  en: string,
  cityZh: string,
  cityEn: string,
  features: readonly string[] = fullDealer,
): CastDealer => ({
  id: id(2, n),
  code,
  region: region.id,
  zh,
  en,
  cityZh,
  cityEn,
  features,
})

export const networkDealers: readonly CastDealer[] = [
  ...Object.values(dealers),
  dealer(11, 'D3108', regions.jiangsu, '金鸡湖店', 'Jinji Lake', '苏州', 'Suzhou', smallDealer),
  dealer(12, 'D3110', regions.jiangsu, '太湖店', 'Taihu', '无锡', 'Wuxi'),
  dealer(13, 'D3128', regions.zhejiang, '江北店', 'Jiangbei', '宁波', 'Ningbo'),
  dealer(14, 'D3131', regions.zhejiang, '瓯江店', 'Oujiang', '温州', 'Wenzhou', ['full_4s', 'body_shop']),
  dealer(15, 'D3140', more.shanghai, '浦江店', 'Pujiang', '上海', 'Shanghai', cityShowroom),
  dealer(16, 'D3143', more.shanghai, '嘉定店', 'Jiading', '上海', 'Shanghai'),
  dealer(17, 'D4115', regions.hubei, '光谷店', 'Optics Valley', '武汉', 'Wuhan'),
  dealer(18, 'D4118', regions.hubei, '西陵店', 'Xiling', '宜昌', 'Yichang', smallDealer),
  dealer(19, 'D4121', more.hunan, '湘江店', 'Xiangjiang', '长沙', 'Changsha'),
  dealer(20, 'D4124', more.hunan, '岳麓店', 'Yuelu', '长沙', 'Changsha', smallDealer),
  dealer(21, 'D4130', more.henan, '郑东店', 'Zhengdong', '郑州', 'Zhengzhou'),
  dealer(22, 'D5101', more.guangdong, '天河店', 'Tianhe', '广州', 'Guangzhou'),
  dealer(23, 'D5104', more.guangdong, '番禺店', 'Panyu', '广州', 'Guangzhou'),
  dealer(24, 'D5108', more.guangdong, '南山店', 'Nanshan', '深圳', 'Shenzhen', cityShowroom),
  dealer(25, 'D5111', more.guangdong, '龙岗店', 'Longgang', '深圳', 'Shenzhen'),
  dealer(26, 'D5115', more.guangdong, '顺德店', 'Shunde', '佛山', 'Foshan', smallDealer),
  dealer(27, 'D5120', more.fujian, '鹭江店', 'Lujiang', '厦门', 'Xiamen'),
  dealer(28, 'D2101', more.beijingTianjin, '朝阳店', 'Chaoyang', '北京', 'Beijing'),
  dealer(29, 'D2106', more.beijingTianjin, '滨海店', 'Binhai', '天津', 'Tianjin'),
  dealer(30, 'D2112', more.shandong, '泉城店', 'Quancheng', '济南', 'Jinan'),
  dealer(31, 'D2115', more.shandong, '崂山店', 'Laoshan', '青岛', 'Qingdao'),
]

const surnames = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'
const givenNames = [
  '伟',
  '芳',
  '敏',
  '静',
  '磊',
  '洋',
  '艳',
  '勇',
  '军',
  '杰',
  '娟',
  '涛',
  '明',
  '超',
  '霞',
  '平',
  '刚',
  '玲',
]

const staffPositions = [
  'workshop_manager',
  'service_supervisor',
  'parts_manager',
  'sales_manager',
  'cr_manager',
  'facility_admin',
] as const

/** A manager at every dealer, staff at some, two more auditors: enough that lists look like a network. */
const crew: CastPerson[] = networkDealers.slice(3).flatMap((at, index) => {
  const name = (n: number) =>
    `${surnames[(index * 7 + n * 3) % surnames.length]}${givenNames[(index * 5 + n * 4) % givenNames.length]}`
  const manager: CastPerson = {
    id: id(3, 100 + index),
    signInName: `${at.code.toLowerCase()}-manager`,
    name: name(0),
    role: 'dealer_manager',
    position: 'general_manager',
    dealers: [at.id],
  }
  const staff: CastPerson = {
    id: id(3, 200 + index),
    signInName: `${at.code.toLowerCase()}-staff`,
    name: name(1),
    role: 'dealer_staff',
    position: staffPositions[index % staffPositions.length],
    dealers: [at.id],
  }
  return index % 2 === 0 ? [manager, staff] : [manager]
})

export const networkPeople: readonly CastPerson[] = [
  ...Object.values(people),
  {
    id: id(3, 13),
    signInName: 'binjiang',
    name: '柯宁',
    role: 'dealer_manager',
    position: 'general_manager',
    dealers: [dealers.binjiang.id],
  },
  { id: id(3, 14), signInName: 'south', name: '梁志远', role: 'region_manager', regions: [more.south.id] },
  { id: id(3, 15), signInName: 'north', name: '韩雪', role: 'region_manager', regions: [more.north.id] },
  { id: id(3, 16), signInName: 'auditor3', name: '邓凯', role: 'auditor' },
  { id: id(3, 17), signInName: 'auditor4', name: '叶青', role: 'auditor' },
  { id: id(3, 18), signInName: 'shopper2', name: '夏雨', role: 'shopper', alias: '顾客12' },
  ...['workshop', 'parts', 'sales'].map(
    (place, n): CastPerson => ({
      id: id(3, 30 + n),
      signInName: `d3107-${place}`,
      name: ['孟军', '蔡颖', '罗成'][n] ?? '',
      role: 'dealer_staff',
      position: ['technical_supervisor', 'parts_manager', 'sales_manager'][n],
      dealers: [dealers.linjiang.id],
    }),
  ),
  ...crew,
]
