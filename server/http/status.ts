import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ProblemCode } from '../problem.ts'

/** The one place where a problem gets its HTTP status. */
export const statusOf: Record<ProblemCode, ContentfulStatusCode> = {
  bad_input: 422,
  not_signed_in: 401,
  not_allowed: 403,
  not_found: 404,
  wrong_state: 409,
  conflict: 409,
  too_large: 413,
  too_many: 429,
  unsupported_media: 415,
  no_room: 507,
  unavailable: 503,
}
