/**
 * Positions in a dealership, as the shipped checklists name them (`positions` of `_common.yaml`): who answers for an item, and what
 * a person of a dealership is. Their words are `position.<code>`.
 */
export const positions = [
  'general_manager',
  'sales_manager',
  'showroom_supervisor',
  'sales_consultant',
  'receptionist',
  'internet_sales',
  'delivery_specialist',
  'finance_specialist',
  'service_manager',
  'service_supervisor',
  'service_advisor',
  'appointment_specialist',
  'workshop_manager',
  'technical_supervisor',
  'technician',
  'quality_inspector',
  'parts_manager',
  'tool_keeper',
  'cr_manager',
  'callback_specialist',
  'info_supervisor',
  'trainer',
  'safety_officer',
  'facility_admin',
] as const
export type Position = (typeof positions)[number]

export const isPosition = (code: string): code is Position => (positions as readonly string[]).includes(code)
