import { expect, test } from 'vitest'
import {
  countMarketsOf,
  noteMarkets,
  readKnownAmong,
  readKnownMarkets,
} from '../../../../workers/storage/known-markets/known-market-rows'
import { LIVE, TEST } from '../../../build/scopes'
import { inNode } from '../../in-node-database'

const ALL = { limit: 10, after: '' }
const codes = (rows: readonly { market: string }[]) => rows.map(({ market }) => market)

test('lists a market once, with the instant it was first noted, in its own scope', () =>
  inNode(async (db) => {
    await noteMarkets(db, TEST, ['LIS-JFK'], 5)
    await noteMarkets(db, TEST, ['LIS-JFK', 'LIS-MAD'], 9)
    await noteMarkets(db, LIVE, ['OPO-MAD'], 9)
    expect(await readKnownMarkets(db, TEST, {}, ALL)).toEqual([
      { market: 'LIS-JFK', firstAt: 5 },
      { market: 'LIS-MAD', firstAt: 9 },
    ])
  }))

test('writes nothing for no markets', () =>
  inNode(async (db, { platform }) => {
    await noteMarkets(db, TEST, [], 5)
    expect(platform.calls.database).toBe(0)
  }))

test('filters by origin, by destination and by either, a page at a time', () =>
  inNode(async (db) => {
    await noteMarkets(db, TEST, ['LIS-JFK', 'JFK-LIS', 'LIS-MAD', 'OPO-JFK'], 5)
    const read = async (filter: object, page = ALL) =>
      codes(await readKnownMarkets(db, TEST, filter, page))
    expect(await read({ origins: ['LIS'] })).toEqual(['LIS-JFK', 'LIS-MAD'])
    expect(await read({ destinations: ['JFK'] })).toEqual(['LIS-JFK', 'OPO-JFK'])
    expect(await read({ origins: ['LIS'], destinations: ['JFK'] })).toEqual(['LIS-JFK'])
    expect(await read({ either: ['LIS'] })).toEqual(['JFK-LIS', 'LIS-JFK', 'LIS-MAD'])
    expect(await read({ origins: [] })).toEqual([])
    expect(await read({}, { limit: 2, after: 'JFK-LIS' })).toEqual(['LIS-JFK', 'LIS-MAD'])
  }))

test('keeps the order of the markets that are looked for', () =>
  inNode(async (db) => {
    await noteMarkets(db, TEST, ['LIS-JFK', 'LIS-MAD'], 5)
    expect(await readKnownAmong(db, TEST, ['LIS-MAD', 'OPO-MAD', 'LIS-JFK'])).toEqual([
      'LIS-MAD',
      'LIS-JFK',
    ])
    expect(await readKnownAmong(db, LIVE, ['LIS-MAD'])).toEqual([])
  }))

test('counts the markets that leave from and arrive at a code', () =>
  inNode(async (db) => {
    await noteMarkets(db, TEST, ['LIS-JFK', 'LIS-MAD', 'JFK-LIS'], 5)
    const counts = await countMarketsOf(db, TEST, ['LIS', 'JFK', 'XXX'])
    expect(counts.get('LIS')).toEqual({ leaving: 2, arriving: 1 })
    expect(counts.get('JFK')).toEqual({ leaving: 1, arriving: 1 })
    expect(counts.has('XXX')).toBe(false)
  }))
