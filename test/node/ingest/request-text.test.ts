import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { MAX_BODY_BYTES, readRequestText, textOf } from '../../../workers/ingest/request-text'

const LINES = 'application/x-ndjson'

function read(body: BodyInit | null, type: string, headers: Record<string, string> = {}) {
  const request = new Request('https://a.example', {
    method: 'POST',
    body,
    headers: { 'content-type': type, ...headers },
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  } as RequestInit)
  return readRequestText(request)
}

async function textIn(body: BodyInit | null, type: string, headers: Record<string, string> = {}) {
  const read_ = await read(body, type, headers)
  return 'text' in read_ ? { format: read_.format, text: read_.text.whole() } : read_
}

test.each([
  [LINES, 'lines'],
  ['application/jsonl; charset=utf-8', 'lines'],
  ['TEXT/CSV', 'csv'],
  ['application/json', 'any'],
  ['application/soap+xml', 'any'],
  ['text/xml', 'any'],
])('reads a body of type %s as %s', async (type, format) => {
  expect(await textIn('{"a":1}', type)).toEqual({ format, text: '{"a":1}' })
})

test.each([
  ['application/pdf', {}, 'Content-Type application/pdf is not read here; send'],
  [LINES, { 'content-encoding': 'br' }, 'Content-Encoding br is not read here; send gzip or none'],
])('refuses type %s with %o and names those it reads', async (type, headers, detail) => {
  expect(await read('{}', type, headers)).toEqual({
    code: 'unsupported-media-type',
    detail: expect.stringContaining(detail),
  })
})

test('inflates gzip by its bytes, whatever the headers state', async () => {
  const packed = new Uint8Array(gzipSync('{"a":1}'))
  expect(await textIn(packed, LINES)).toMatchObject({ text: '{"a":1}' })
  expect(await textIn(packed, LINES, { 'content-encoding': 'gzip' })).toMatchObject({
    text: '{"a":1}',
  })
  expect(await textIn('{"a":1}', LINES, { 'content-encoding': 'gzip' })).toMatchObject({
    text: '{"a":1}',
  })
})

test('refuses gzip that is cut off, and gzip that inflates out of proportion', async () => {
  const cut = new Uint8Array(gzipSync('{"a":1}'.repeat(50))).subarray(0, 20)
  expect(await read(cut, LINES)).toMatchObject({
    code: 'invalid-request',
    detail: expect.stringContaining('cut off'),
  })
  const dense = new Uint8Array(gzipSync('0'.repeat(4_000_000)))
  expect(await read(dense, LINES)).toMatchObject({
    code: 'too-large',
    detail: expect.stringContaining('200 times its size'),
  })
})

test('refuses a body that is too large, by its stated length or while it is read', async () => {
  const stated = { 'content-length': String(MAX_BODY_BYTES + 1) }
  expect(await read('x', LINES, stated)).toMatchObject({ code: 'too-large' })
  let sent = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1
      controller.enqueue(new Uint8Array(1_000_000))
    },
  })
  expect(await read(endless, LINES)).toMatchObject({ code: 'too-large' })
  expect(sent).toBeLessThan(30)
})

test('reads no body as an empty text', async () => {
  expect(await textIn(null, LINES)).toEqual({ format: 'lines', text: '' })
})

test('decodes the encoding that is stated, and refuses one that is unknown', async () => {
  const latin = new Uint8Array([0x61, 0xe9])
  expect(await textIn(latin, 'text/csv; charset=iso-8859-1')).toMatchObject({ text: 'aé' })
  expect(await read(latin, 'text/csv; charset=klingon')).toEqual({
    code: 'invalid-request',
    detail: expect.stringMatching(/klingon is not read here; send UTF-8/i),
  })
})

test('gives the same text in pieces as in whole, also across a character of several bytes', () => {
  const text = 'é'.repeat(200_000)
  const read = textOf(new TextEncoder().encode(`x${text}`), 'any')
  if (!('text' in read)) throw new Error(read.detail)
  const pieces = [...read.text.pieces()]
  expect(pieces.length).toBeGreaterThan(2)
  expect(pieces.join('')).toBe(read.text.whole())
})
