/** Bounds the body of every route before anything reads it, also before a key is looked up. */
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { AppEnv } from '../http/app-env'
import { problem } from '../http/problem'
import { MAX_RATE_BYTES } from '../ingest/rate-text'
import { MAX_BODY_BYTES } from '../ingest/request-text'

/** A batch of 500 items takes 200 KB. */
const MOST_BYTES = 512_000
const LIMITS: Readonly<Record<string, number>> = {
  'POST /v1/events': MAX_BODY_BYTES,
  'PUT /v1/exchange-rates': MAX_RATE_BYTES,
  'POST /v1/security/oauth2/token': 8_000,
  // 1.5 MB of ONNX as base64, its manifest and its comparison.
  'POST /v1/models/{model}/versions': 4_000_000,
  'POST /mcp': 256 * 1024,
}

export function mostBodyBytes(operation: string): number {
  return LIMITS[operation] ?? MOST_BYTES
}

/** Bytes that the body may take; a body without a stated length may take as much as it is allowed to. */
export function bodyBytes({ headers, body }: Request, operation: string): number {
  const stated = headers.get('content-length')
  if (stated !== null) return Number(stated) || 0
  return body ? mostBodyBytes(operation) : 0
}

/** They stop reading at the limit themselves, once the caller is known: their bodies are large. */
const LIMITED_LATER: ReadonlySet<string> = new Set(['POST /v1/events', 'PUT /v1/exchange-rates'])

/** A stated length is compared; other bodies are read up to the limit. */
export function limitBody(operation: string, next: () => Promise<void>, c: Context<AppEnv>) {
  const maxSize = mostBodyBytes(operation)
  if (LIMITED_LATER.has(operation) && !c.req.header('content-length')) return next()
  const limit = bodyLimit({
    maxSize,
    onError: () => problem(c, 'too-large', tooLargeText(operation, maxSize)),
  })
  return limit(c, next)
}

function tooLargeText(operation: string, maxSize: number): string {
  return `The body of ${operation} is larger than ${maxSize.toLocaleString('en')} bytes; send it in several requests.`
}
