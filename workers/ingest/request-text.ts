/** The body of a request as bytes and as text, never more of either than the limit. */
import { gunzipSync } from 'node:zlib'
import type { BodyText } from '../../pipelines/intake/body/body-text'
import { encodingOf } from '../../pipelines/intake/encoding'
import type { Form } from '../../pipelines/intake/records'

/** Received, and again inflated. */
export const MAX_BODY_BYTES = 20_000_000

/** Events shrink 10 to 50 times; a ratio up to deflate's 1,000 occurs only in attacks. */
const MAX_INFLATION = 200
const ALWAYS_INFLATED_BYTES = 1_000_000

export type RequestText =
  | { readonly bytes: Uint8Array; readonly text: BodyText; readonly format: Form['format'] }
  | {
      readonly code: 'invalid-request' | 'too-large' | 'unsupported-media-type'
      readonly detail: string
    }

const LINES = new Set(['application/x-ndjson', 'application/ndjson', 'application/jsonl'])
const ANY = new Set(['application/json', 'text/json', 'application/gzip', 'application/x-gzip', ''])
/** SOAP is "application/soap+xml" or "text/xml". */
const XML = /^(?:application|text)\/(?:[\w.-]+\+)?xml$/
const ENCODINGS = new Set(['', 'identity', 'gzip', 'x-gzip'])

const TOO_LARGE = {
  code: 'too-large',
  detail: `The body is larger than ${MAX_BODY_BYTES / 1e6} MB; send the events in several requests.`,
} as const

const TOO_DENSE = {
  code: 'too-large',
  detail:
    `The gzip body inflates to more than ${MAX_INFLATION} times its size, and to more than ` +
    `${ALWAYS_INFLATED_BYTES / 1e6} MB; send fewer repeats, or the body without gzip.`,
} as const

function mostInflated({ byteLength }: Uint8Array): number {
  const most = Math.max(ALWAYS_INFLATED_BYTES, byteLength * MAX_INFLATION)
  return Math.min(MAX_BODY_BYTES, most)
}

export async function readRequestText(request: Request): Promise<RequestText> {
  const [type = '', ...parameters] = (request.headers.get('content-type') ?? '')
    .toLowerCase()
    .split(';')
  const mediaType = type.trim()
  const format = formatOf(mediaType)
  if (!format) {
    return unsupported(
      `Content-Type ${mediaType} is not read here; send application/json, application/x-ndjson, ` +
        'application/xml or text/csv.'
    )
  }
  const encoding = (request.headers.get('content-encoding') ?? '').trim().toLowerCase()
  if (!ENCODINGS.has(encoding)) {
    return unsupported(`Content-Encoding ${encoding} is not read here; send gzip or none.`)
  }
  const bytes = await readLimited(request)
  return bytes ? textOf(bytes, format, CHARSET.exec(parameters.join(';'))?.[1]) : TOO_LARGE
}

/** The text of a body as it was received, gzip or not. */
export function textOf(bytes: Uint8Array, format: Form['format'], charset?: string): RequestText {
  if (!isGzip(bytes)) return decoded(bytes, bytes, format, charset)
  try {
    const inflated = gunzipSync(bytes, { maxOutputLength: mostInflated(bytes) })
    return decoded(bytes, inflated, format, charset)
  } catch (error) {
    // The limit is the only RangeError; inflating stops there.
    if (error instanceof RangeError) {
      return mostInflated(bytes) === MAX_BODY_BYTES ? TOO_LARGE : TOO_DENSE
    }
    return {
      code: 'invalid-request',
      detail: 'The gzip body is damaged or cut off; send it again.',
    }
  }
}

function formatOf(mediaType: string): Form['format'] | undefined {
  if (LINES.has(mediaType)) return 'lines'
  if (mediaType === 'text/csv') return 'csv'
  return ANY.has(mediaType) || XML.test(mediaType) ? 'any' : undefined
}

/** By magic number: a proxy may have inflated what the headers still call gzip. */
function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

/** Invalid bytes become U+FFFD, and their line is refused. */
function decoded(
  bytes: Uint8Array,
  inflated: Uint8Array,
  format: Form['format'],
  charset: string | undefined
): RequestText {
  const encoding = encodingOf(inflated.subarray(0, START_BYTES), charset)
  try {
    new TextDecoder(encoding)
    return { bytes, text: textIn(inflated, encoding), format }
  } catch {
    return {
      code: 'invalid-request',
      detail: `The encoding ${encoding} is not read here; send UTF-8.`,
    }
  }
}
const START_BYTES = 256

function textIn(bytes: Uint8Array, encoding: string): BodyText {
  return {
    whole: () => new TextDecoder(encoding).decode(bytes),
    *pieces() {
      const decoder = new TextDecoder(encoding)
      for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
        yield decoder.decode(bytes.subarray(at, at + PIECE_BYTES), { stream: true })
      }
      yield decoder.decode()
    },
  }
}
/** Many records of the usual size, and little beside a body of the greatest. */
const PIECE_BYTES = 131_072

const CHARSET = /charset\s*=\s*"?([\w.-]{1,40})/

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
