/** Words of the audit report, its PDF and the charts that page and paper share. */
export const reports = {
  'reports.comma': ['，', ', '],
  'reports.mark.this': ['本次 {value}', 'This time {value}'],
  'reports.mark.before_appeal': ['申诉前 {value}', 'Before appeal {value}'],
  'reports.mark.last': ['上次 {value}', 'Last time {value}'],
  'reports.mark.network': ['全网平均 {value}', 'Network {value}'],
  'reports.ruler': ['得分刻度：{marks}', 'Score scale: {marks}'],
  'reports.ruler.empty': ['得分刻度：尚无得分', 'Score scale: no score yet'],
  'reports.trend': ['历次得分：{points}', 'Score over time: {points}'],
  'reports.trend.this': ['本店 {value}', 'This dealer {value}'],
  'reports.trend.network': ['全网 {value}', 'Network {value}'],
} as const satisfies Record<string, readonly [zh: string, en: string]>
