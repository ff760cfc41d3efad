/** Sorts operations of the contract by what is given up first under load, and by what they change. */

/** Reads are answered longest, jobs are refused first. Free operations are always answered. */
export type WorkKind = 'read' | 'write' | 'job' | 'free'

/** Questions that are sent as POST, since they are long. */
const READ_POSTS: ReadonlySet<string> = new Set([
  'POST /mcp',
  'POST /v1/security/oauth2/token',
  'POST /v1/price-insights:batch',
  'POST /v1/price-predictions',
  'POST /v1/quotes:check',
  'POST /v1/decisions/{id}:replay',
  'POST /v2/shopping/flight-offers/prediction',
])
const JOBS = /^POST \/v1\/(?:jobs\/|dead-letters:replay)/
/** Documents and the state of the service: cheap, and needed most when there is trouble. */
const FREE: ReadonlySet<string> = new Set([
  'GET /health',
  'GET /metrics',
  'GET /openapi.json',
  'GET /',
  'GET /docs',
  'GET /docs/swagger-ui.css',
  'GET /docs/swagger-ui.js',
])

/** An operation that is not listed changes something unless it is a GET: a new route is safe by itself. */
export function workKind(operation: string): WorkKind {
  if (FREE.has(operation)) return 'free'
  if (JOBS.test(operation)) return 'job'
  if (READ_POSTS.has(operation) || /^(?:GET|HEAD|OPTIONS) /.test(operation)) return 'read'
  return 'write'
}

/** Whether an operation changes stored data of a customer or of the service. */
export function isWrite(operation: string): boolean {
  const kind = workKind(operation)
  return kind === 'write' || kind === 'job'
}
