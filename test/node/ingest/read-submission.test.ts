import { expect, test } from 'vitest'
import { documentOf, recordsReader } from '../../../workers/ingest/read-submission'
import { textOf } from '../../../workers/ingest/request-text'

function contentOf(text: string) {
  const content = textOf(new TextEncoder().encode(text), 'any')
  if ('code' in content) throw new Error(content.detail)
  return content
}

test('reads the same records for the same clock', async () => {
  const content = contentOf('{"type":"search"}\n{"type":"booking"}\n')
  const readAt = recordsReader(content, { format: 'lines', source: undefined })
  const [first, again] = [await readAt(5), await readAt(5)]
  expect(first).toEqual(again)
  expect('code' in first).toBe(false)
})

test('keeps a document of a distribution system, and nothing that may hold a shopper', () => {
  const content = contentOf('<a/>')
  expect(documentOf(content, { format: 'any', source: 'ndc' })).toEqual({
    bytes: content.bytes,
    source: 'ndc',
  })
  expect(documentOf(content, { format: 'any', source: undefined })).toMatchObject({
    source: undefined,
  })
  expect(documentOf(content, { format: 'any', source: 'native' })).toBeUndefined()
  expect(documentOf(content, { format: 'lines', source: undefined })).toBeUndefined()
  expect(documentOf(content, { format: 'csv', source: undefined })).toBeUndefined()
})
