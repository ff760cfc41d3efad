import { deflateRawSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { rateTextOf } from '../../../workers/ingest/rate-text'

const TEXT = 'Date,USD,\n2024-01-01,1.1,\n'
const bytes = (text: string) => new TextEncoder().encode(text)

type Zipped = { name?: string; method?: number; files?: number; comment?: number }

/** A zip of one stored or deflated file, with the fields that the reader looks at. */
function zipOf(
  text: string,
  { name = 'rates.csv', method = 8, files = 1, comment = 0 }: Zipped = {}
) {
  const packed = method === 8 ? deflateRawSync(text) : bytes(text)
  const named = bytes(name)
  const [local, entry, end] = [Buffer.alloc(30), Buffer.alloc(46), Buffer.alloc(22 + comment)]
  local.writeUInt32LE(0x04034b50)
  local.writeUInt16LE(named.length, 26)
  entry.writeUInt32LE(0x02014b50)
  entry.writeUInt16LE(method, 10)
  entry.writeUInt32LE(packed.length, 20)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(files, 10)
  end.writeUInt32LE(30 + named.length + packed.length, 16)
  return new Uint8Array(Buffer.concat([local, named, packed, entry, end]))
}

test.each([
  ['plain', bytes(TEXT)],
  ['gzip', new Uint8Array(gzipSync(TEXT))],
  ['deflated zip', zipOf(TEXT)],
  ['stored zip', zipOf(TEXT, { method: 0 })],
  ['zip with a comment', zipOf(TEXT, { comment: 500 })],
])('reads the text of a %s file', (_, file) => {
  expect(rateTextOf(file)).toEqual({ text: TEXT })
})

test.each([
  ['a cut gzip', new Uint8Array(gzipSync(TEXT)).subarray(0, 25), 'the gzip is damaged'],
  ['a cut zip', zipOf(TEXT).subarray(0, 40), 'cut off; send it again'],
  ['a zip of two files', zipOf(TEXT, { files: 2 }), 'has 2 files; send one with the rates'],
  ['a workbook', zipOf(TEXT, { name: '[Content_Types].xml', files: 9 }), 'Excel workbook'],
  ['a packing of another method', zipOf(TEXT, { method: 12 }), 'packed by method 12; use deflate'],
])('refuses %s and names the reason', (_, file, detail) => {
  expect(rateTextOf(file)).toEqual({ detail: expect.stringContaining(detail) })
})

test('refuses a zip whose directory lies elsewhere', () => {
  const file = zipOf(TEXT)
  new DataView(file.buffer).setUint32(file.length - 6, 0, true)
  expect(rateTextOf(file)).toEqual({ detail: 'the zip archive is damaged' })
})

test('refuses a file that inflates to more than fifty times its size', () => {
  const dense = new Uint8Array(gzipSync(`Date,USD\n${'0'.repeat(3_000_000)}`))
  expect(rateTextOf(dense)).toEqual({ detail: expect.stringContaining('50 times its size') })
})
