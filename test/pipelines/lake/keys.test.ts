import { expect, test } from 'vitest'
import {
  curatedDayOf,
  curatedHourOf,
  curatedKey,
  curatedPrefix,
  deadLetterKey,
  decisionSnapshotKey,
  landingKey,
  leafOf,
  ledgerKey,
  rawKey,
  setAsideKey,
} from '../../../pipelines/lake/keys'
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

test('curated files lie by event hour, a split hour by its leaves, and are parsed back', () => {
  const place = {
    scope: TEST,
    table: 'price_offers',
    at: Date.parse('2026-01-02T03:59:59Z'),
  } as const
  const [whole, half] = [curatedKey(place, ''), curatedKey(place, '01')]
  expect(whole).toBe('sandbox/test/curated/price_offers/year=2026/month=01/day=02/03.parquet')
  expect(half).toBe('sandbox/test/curated/price_offers/year=2026/month=01/day=02/03-01.parquet')
  expect([leafOf(whole), leafOf(half)]).toEqual(['', '01'])
  expect([whole, half].map(curatedHourOf)).toEqual([3, 3])
  expect(curatedDayOf(half)).toBe('2026-01-02')
  expect(curatedPrefix(TEST)).toBe('sandbox/test/curated/')
})

test('other names are no curated files', () => {
  for (const key of ['sandbox/test/raw/a.ndjson.gz', 'sandbox/test/curated/offers/03.json']) {
    expect([leafOf(key), curatedHourOf(key), curatedDayOf(key)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  }
})

test('every other kind of object has a folder of its own', () => {
  expect([
    setAsideKey(LIVE, 'a'),
    landingKey(LIVE, 'a'),
    decisionSnapshotKey(LIVE, 'a'),
    ledgerKey(LIVE, '2026-01-02', 7),
  ]).toEqual([
    'sandbox/live/dead-letters/a.document',
    'sandbox/live/landings/a.json',
    'sandbox/live/decisions/snapshots/a.json.gz',
    'sandbox/live/ledger/date=2026-01-02/0007.parquet',
  ])
})
