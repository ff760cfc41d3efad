import { expect, test } from 'vitest'
import { deadLetterKey, rawKey } from '../../../pipelines/lake/keys'
import { LIVE, TEST } from '../../build/scopes'

test('raw events lie by arrival hour in UTC, each account and mode under its own root', () => {
  const receivedAt = Date.parse('2026-01-02T03:59:59Z')
  expect(rawKey({ scope: LIVE, receivedAt, name: 'a' })).toBe(
    'sandbox/live/raw/year=2026/month=01/day=02/hour=03/a.ndjson.gz'
  )
  expect(rawKey({ scope: TEST, receivedAt, name: 'a' })).toBe(
    'sandbox/test/raw/year=2026/month=01/day=02/hour=03/a.ndjson.gz'
  )
  expect(deadLetterKey(TEST, 'm')).toBe('sandbox/test/dead-letters/m.json')
})
