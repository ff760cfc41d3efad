/** Errors and warnings in the form of the published Amadeus Self-Service specifications. */
import { z } from 'zod'

/** Titles and codes come from the Amadeus table of canned messages. */
const ISSUES = {
  'missing-data': { status: 400, code: 32171, title: 'MANDATORY DATA MISSING' },
  'invalid-format': { status: 400, code: 477, title: 'INVALID FORMAT' },
  'invalid-option': { status: 400, code: 572, title: 'INVALID OPTION' },
  'invalid-date': { status: 400, code: 425, title: 'INVALID DATE' },
  'invalid-combination': {
    status: 400,
    code: 2668,
    title: 'PARAMETER COMBINATION INVALID/RESTRICTED',
  },
  'invalid-data': { status: 400, code: 4926, title: 'INVALID DATA RECEIVED' },
  'invalid-header': { status: 401, code: 38191, title: 'Invalid HTTP header' },
  'invalid-token': { status: 401, code: 38190, title: 'Invalid access token' },
  'expired-token': { status: 401, code: 38192, title: 'Access token expired' },
  forbidden: { status: 403, code: 38197, title: 'Access denied' },
  'not-found': { status: 404, code: 6003, title: 'ITEM/DATA NOT FOUND OR DATA NOT EXISTING' },
  'unknown-resource': { status: 404, code: 38196, title: 'Resource not found' },
  'too-many-requests': { status: 429, code: 38194, title: 'Too many requests' },
  unavailable: { status: 503, code: 38189, title: 'Internal error' },
  'system-error': { status: 500, code: 141, title: 'SYSTEM ERROR HAS OCCURRED' },
} as const
export type IssueName = keyof typeof ISSUES
export type IssueStatus<N extends IssueName = IssueName> = (typeof ISSUES)[N]['status']

const Source = z.object({
  parameter: z.string().optional(),
  pointer: z.string().optional(),
  example: z.string().optional(),
})

export const AmadeusIssue = z
  .object({
    status: z.int(),
    code: z.int(),
    title: z.string(),
    detail: z.string().optional(),
    source: Source.optional(),
  })
  .meta({ id: 'AmadeusIssue' })
export type AmadeusIssue = z.infer<typeof AmadeusIssue>

export const AmadeusErrors = z.object({ errors: z.array(AmadeusIssue) }).meta({
  id: 'AmadeusErrors',
})

export const AmadeusWarning = AmadeusIssue.omit({ status: true }).meta({ id: 'AmadeusWarning' })
export type AmadeusWarning = z.infer<typeof AmadeusWarning>

export function issue<N extends IssueName>(
  name: N,
  detail: string,
  source?: z.infer<typeof Source>
): AmadeusIssue & { readonly status: IssueStatus<N> } {
  const status: IssueStatus<N> = ISSUES[name].status
  return { ...ISSUES[name], status, detail, ...(source && { source }) }
}

/** Builds the same issue as a warning, without a status, beside a successful response. */
export function warning(name: IssueName, detail: string): AmadeusWarning {
  const { code, title } = ISSUES[name]
  return { code, title, detail }
}
