/** Headers that keep browsers from misusing an answer; set on every answer, refusals too. */

const COMMON: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
}

/** Answers of the API load nothing. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"
/** Pages load their own parts alone; the reference page sets styles on its elements. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** On every answer of the API that states its lifetime itself. */
export const ANSWER_HEADERS: Readonly<Record<string, string>> = {
  ...COMMON,
  'content-security-policy': DATA_POLICY,
}

/** `isKeyed`: the answer belongs to the caller of a key, so no shared cache may keep it. */
export function setSecurityHeaders(headers: Headers, isKeyed: boolean): void {
  for (const [name, value] of Object.entries(COMMON)) headers.set(name, value)
  const isPage = headers.get('content-type')?.startsWith('text/html')
  headers.set('content-security-policy', isPage ? PAGE_POLICY : DATA_POLICY)
  if (isKeyed && !headers.has('cache-control')) headers.set('cache-control', 'private, no-store')
}
