import type { DealerRow } from '../db/schema.ts'

/**
 * What a dealer may have or be, as the shipped checklists name it (`dealer_features` of `_common.yaml`): conditions of items ask
 * for it. Their words are `dealers.feature.<code>`; a checklist may bring others along.
 */
export const dealerFeatures = [
  'full_4s',
  'city_showroom',
  'service_only',
  'body_shop',
  'ev_sales',
  'ev_service',
  'used_cars',
  'charging',
] as const

/** The features of a dealer, by their codes. */
export const featuresOf = ({ features }: Pick<DealerRow, 'features'>): string[] => JSON.parse(features) as string[]

/** As they are kept: each once, in one order. */
export const keptFeatures = (codes: readonly string[]): string => JSON.stringify([...new Set(codes)].sort())
