import { expect, test } from 'vitest'
import { deadLetterKey, rawKey } from '../../../pipelines/lake/keys'

test('raw events lie by arrival hour in UTC, test data under its own root', () => {
  const receivedAt = Date.parse('2026-01-02T03:59:59Z')
  expect(rawKey({ liveMode: true, receivedAt, name: 'a' })).toBe(
    'raw/year=2026/month=01/day=02/hour=03/a.ndjson.gz'
  )
  expect(rawKey({ liveMode: false, receivedAt, name: 'a' })).toBe(
    'test/raw/year=2026/month=01/day=02/hour=03/a.ndjson.gz'
  )
  expect(deadLetterKey(false, 'm')).toBe('test/dead-letters/m.json')
})
