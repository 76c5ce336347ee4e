import { z } from 'zod'
import { roles } from '../access/can.ts'
import { field } from '../http/form.ts'
import { locales } from '../i18n/words.ts'
import { positions } from './positions.ts'
import { codesIn } from './rules.ts'

/** What people enter for a person, in the form and in an import. */
export const userForm = z
  .object({
    role: z.enum(roles, 'form.choose'),
    name: field.text(100),
    sign_in_name: field.text(100).regex(/^\S+$/, 'users.sign_in_name.spaces'),
    locale: z.enum(locales, 'form.choose'),
    email: z
      .string()
      .trim()
      .max(200, 'form.too_long')
      .refine((email) => email === '' || z.regexes.email.test(email), 'form.not_an_email')
      .default(''),
    phone: z
      .string()
      .trim()
      .max(40, 'form.too_long')
      .refine((phone) => /^([+()\d\s/-]{5,})?$/.test(phone), 'users.phone.wrong')
      .default(''),
    position: z.enum(['', ...positions], 'form.choose').default(''),
    alias: field.optional(60),
    dealers: field.note(4000).transform(codesIn),
    regions: field.many(field.id()),
  })
  .transform((typed) => ({
    role: typed.role,
    name: typed.name,
    signInName: typed.sign_in_name,
    locale: typed.locale,
    email: typed.email || null,
    phone: typed.phone || null,
    position: typed.position || null,
    alias: typed.alias,
    dealerCodes: typed.dealers,
    regionIds: typed.regions,
  }))
