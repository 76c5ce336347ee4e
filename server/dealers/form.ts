import { z } from 'zod'
import { field } from '../http/form.ts'

/** What people enter for a dealer, in the form and in an import. */
export const dealerForm = z.object({
  code: field.text(40),
  name_zh: field.text(100),
  name_en: field.note(100),
  region_id: field.id(),
  group_id: field.optionalId(),
  city_zh: field.note(60),
  city_en: field.note(60),
  address: field.note(300),
  appeal_days: z.preprocess((value) => value || null, field.whole(0, 60).nullable()),
})
