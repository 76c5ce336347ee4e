import { z } from 'zod'
import { field } from '../http/form.ts'

/** What people enter for a region, in the form and in an import. */
export const regionForm = z
  .object({
    code: field.text(40),
    name_zh: field.text(100),
    name_en: field.note(100),
    parent_id: field.optionalId(),
  })
  .transform((typed) => ({
    code: typed.code,
    nameZh: typed.name_zh,
    nameEn: typed.name_en,
    parentId: typed.parent_id,
  }))
