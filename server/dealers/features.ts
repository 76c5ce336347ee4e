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
