import { z } from 'zod'

/** Shortest password: length is what protects, so nothing else is demanded of its characters. */
export const shortestPassword = 10

// Long enough to pass the length rule, and among the first that an attacker tries (breach lists, Chinese ones included).
const common = [
  '1234567890',
  '12345678910',
  '0123456789',
  '9876543210',
  '0987654321',
  '1234567891',
  '123456789a',
  'a123456789',
  'qwertyuiop',
  'qwerty12345',
  'qwerty123456',
  'asdfghjkl1',
  'asdfghjkl;',
  '1q2w3e4r5t',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  'qazwsxedcrfv',
  'zxcvbnm123',
  'zxcvbnm1234',
  'password12',
  'password123',
  'password1234',
  'passw0rd123',
  'p@ssw0rd123',
  'administrator',
  'admin12345',
  'admin123456',
  'root123456',
  'letmein123',
  'welcome123',
  'iloveyou123',
  'football123',
  'woaini1314',
  'woaini520',
  'woaini1314520',
  'woaini5201314',
  '5201314520',
  '1314520520',
  'a5201314520',
  'aini1314520',
  'abc1234567',
  'abcd123456',
  'abcd1234567',
  'abc123456789',
  'aa12345678',
  'aa123456789',
  'qq123456789',
  'asd123456789',
  'zhang123456',
  'wang123456',
  'li123456789',
  'chen123456',
  'test123456',
  'changeme123',
  'dealer12345',
  'superman123',
]
const refused = new Set(common)

/** Too easy to guess: a known one, one character over and over, or a run such as abcdefghij. */
export const isGuessable = (password: string): boolean => {
  const plain = password.toLowerCase()
  if (refused.has(plain) || new Set(plain).size < 4) return true
  const steps = [...plain].slice(1).map((sign, index) => sign.charCodeAt(0) - plain.charCodeAt(index))
  return steps.every((step) => step === 1) || steps.every((step) => step === -1)
}

/** A new password at the door. */
export const newPassword = z
  .string('form.required')
  .min(shortestPassword, 'form.too_short')
  .max(200, 'form.too_long')
  .refine((password) => !isGuessable(password), 'session.password.guessable')

/** A new password typed twice, as fields of a form: `z.object({...passwordTwice}).refine(sameTwice, differs)`. */
export const passwordTwice = { password: newPassword, repeat: z.string('form.required').min(1, 'form.required') }
export const sameTwice = (typed: { password: string; repeat: string }): boolean => typed.password === typed.repeat
export const differs = { error: 'session.password.differs', path: ['repeat'] }
