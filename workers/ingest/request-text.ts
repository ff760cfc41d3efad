/** The body of a request as bytes and as text, never more of either than the limit. */
import { gunzipSync } from 'node:zlib'

/** Received, and again inflated. */
export const MAX_BODY_BYTES = 20_000_000

export type RequestText =
  | { readonly bytes: Uint8Array; readonly text: string; readonly lines: boolean }
  | {
      readonly code: 'invalid-request' | 'too-large' | 'unsupported-media-type'
      readonly detail: string
    }

const LINES = new Set(['application/x-ndjson', 'application/ndjson', 'application/jsonl'])
const OTHERS = new Set(['application/json', 'application/gzip', 'application/x-gzip', ''])
const ENCODINGS = new Set(['', 'identity', 'gzip', 'x-gzip'])

const TOO_LARGE = {
  code: 'too-large',
  detail: `The body is larger than ${MAX_BODY_BYTES / 1e6} MB; send the events in several requests.`,
} as const

export async function readRequestText(request: Request): Promise<RequestText> {
  const [type = ''] = (request.headers.get('content-type') ?? '').toLowerCase().split(';')
  const mediaType = type.trim()
  if (!LINES.has(mediaType) && !OTHERS.has(mediaType)) {
    return unsupported(
      `Content-Type ${mediaType} is not read here; send application/json or application/x-ndjson.`
    )
  }
  const encoding = (request.headers.get('content-encoding') ?? '').trim().toLowerCase()
  if (!ENCODINGS.has(encoding)) {
    return unsupported(`Content-Encoding ${encoding} is not read here; send gzip or none.`)
  }

  const bytes = await readLimited(request)
  if (!bytes) return TOO_LARGE
  if (!isGzip(bytes)) return { bytes, text: decode(bytes), lines: LINES.has(mediaType) }
  try {
    const inflated = gunzipSync(bytes, { maxOutputLength: MAX_BODY_BYTES })
    return { bytes, text: decode(inflated), lines: LINES.has(mediaType) }
  } catch (error) {
    // The limit is the only RangeError; inflating stops there.
    if (error instanceof RangeError) return TOO_LARGE
    return {
      code: 'invalid-request',
      detail: 'The gzip body is damaged or cut off; send it again.',
    }
  }
}

/** By magic number: a proxy may have inflated what the headers still call gzip. */
function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

/** What is not UTF-8 becomes U+FFFD, and its line is refused. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

/** Stops reading at the limit; undefined when there is more. */
async function readLimited(request: Request): Promise<Uint8Array | undefined> {
  const length = request.headers.get('content-length')
  // A stated length is what arrives, and reading whole spares a turn for every chunk.
  if (length !== null) {
    if (Number(length) > MAX_BODY_BYTES) return undefined
    return new Uint8Array(await request.arrayBuffer())
  }
  if (!request.body) return new Uint8Array()

  const chunks: Uint8Array[] = []
  let total = 0
  for await (const chunk of request.body) {
    total += chunk.byteLength
    if (total > MAX_BODY_BYTES) return undefined
    chunks.push(chunk)
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer())
}

function unsupported(detail: string): RequestText {
  return { code: 'unsupported-media-type', detail }
}
