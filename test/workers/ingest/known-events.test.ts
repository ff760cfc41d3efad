import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import type { Event } from '../../../pipelines/events/event'
import { packBatch } from '../../../pipelines/market/market-batch'
import { findKnownEvents } from '../../../workers/ingest/known-events'
import { LIVE, TEST } from '../../build/scopes'
import { overriding } from '../../fakes/faults'

const AT = Date.parse('2026-11-20T12:00:00Z')

test('what a market has counted is known, in its own mode', async () => {
  const [a, b] = [searchOf('a'), searchOf('b')]
  await env.MARKETS.getByName('sandbox/test/LIS-JFK').applyParts(packBatch('m', [a]), AT)
  expect(await findKnownEvents({ markets: env.MARKETS }, TEST, [a, b])).toEqual(
    new Set(['search:a'])
  )
  expect(await findKnownEvents({ markets: env.MARKETS }, LIVE, [a, b])).toEqual(new Set())
})

test('a market that does not answer, or fails, is not waited for', async () => {
  const silent = { seen: () => new Promise(() => {}) }
  const failing = { seen: () => Promise.reject(new Error('down')) }
  const markets = overriding(env.MARKETS, {
    getByName: (name: string) => {
      if (name.endsWith('GVA')) return silent
      return name.endsWith('OPO') ? failing : env.MARKETS.getByName(name)
    },
  })
  await env.MARKETS.getByName('sandbox/test/LIS-JFK').applyParts(
    packBatch('n', [searchOf('c')]),
    AT
  )
  const events = [searchOf('c'), searchOf('d', 'LIS-GVA'), searchOf('e', 'LIS-OPO')]
  const began = performance.now()
  expect(await findKnownEvents({ markets }, TEST, events)).toEqual(new Set(['search:c']))
  expect(performance.now() - began).toBeLessThan(1_000)
})

function searchOf(id: string, market: Event['market'] = 'LIS-JFK'): Event {
  return {
    type: 'search',
    id,
    at: AT,
    receivedAt: AT,
    market,
    departureDate: '2026-12-20',
    cabin: 'economy',
    passengers: 1,
    currency: 'EUR',
    shopper: {},
    offers: [],
  }
}
