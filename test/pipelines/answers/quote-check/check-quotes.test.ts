import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HOUR_MS } from '../../../../models/airline/calendar'
import { baselineQuoteValidity } from '../../../../models/quote-validity/baseline-quote-validity'
import {
  checkQuotes,
  type QuoteToCheck,
} from '../../../../pipelines/answers/quote-check/check-quotes'
import { PARTNER_POLICIES } from '../../../../pipelines/answers/quote-check/quote-policy'
import type { MarketSnapshot } from '../../../../pipelines/market/snapshot'
import { fareGroupOf, inDays, NOW, snapshotOf } from '../../../build/snapshots'

const noRate = () => undefined
const terms = { policy: PARTNER_POLICIES.google, lookBudget: 1, costOfViolation: 1 }
const seen = Array.from({ length: 20 }, (_, at) => [
  { inDays: 10 + at, daysAgo: 3, fare: 100_00 },
  { inDays: 10 + at, daysAgo: 1, fare: 100_00 },
]).flat()
const market = snapshotOf([fareGroupOf(seen)])

type Given = { ageHours: number; displays?: number; snapshot?: MarketSnapshot; currency?: string }

const toCheck = ({ ageHours, displays = 1, snapshot, currency = 'EUR' }: Given): QuoteToCheck => ({
  quote: {
    market: 'LIS-JFK',
    departureDate: inDays(15),
    cabin: 'economy',
    amountMinor: 100_00,
    currency,
    quotedAt: NOW - ageHours * HOUR_MS,
  },
  displays,
  snapshotRead: { snapshot, source: 'memory' },
})

const check = (given: readonly Given[], more: Partial<typeof terms> = {}) =>
  checkQuotes(given.map(toCheck), { ...terms, ...more }, baselineQuoteValidity('test'), NOW, noRate)

test('the stalest quote gets the only look, hopeless ones without are not shown', async () => {
  const checked = await check([
    { ageHours: 1, snapshot: market },
    { ageHours: 400, snapshot: market, displays: 3 },
    { ageHours: 1_000, snapshot: market },
  ])
  expect(checked.map(({ action }) => action)).toEqual(['serve', 'refresh', 'suppress'])
  expect(checked.map(({ recheckAfterS }) => recheckAfterS > 0)).toEqual([true, false, false])
})

test('returns limited for a market without comparable fares and still judges its quotes', async () => {
  const [unseen, other, known] = await check([
    { ageHours: 2 },
    { ageHours: 2, snapshot: market, currency: 'USD' },
    { ageHours: 2, snapshot: market },
  ])
  expect([unseen?.status, other?.status, known?.status]).toEqual(['limited', 'limited', 'ok'])
  expect(unseen?.pValid).toBeGreaterThan(0.5)
  expect(known?.lastObservedAt).toBe(NOW - 60_000)
})

test('every quote is answered in its place, within the budget', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ ageHours: fc.integer({ min: 0, max: 2_000 }) }), { maxLength: 12 }),
      fc.nat(6),
      async (given, lookBudget) => {
        const quotes = given.map((each) => ({ ...each, snapshot: market }))
        const checked = await check(quotes, { lookBudget })
        expect(checked.length).toBe(given.length)
        const looks = checked.filter(({ action }) => action === 'refresh').length
        expect(looks).toBeLessThanOrEqual(lookBudget)
        for (const [at, { pValid }] of checked.entries()) {
          const [alone] = await check([quotes[at] ?? { ageHours: 0 }])
          expect(pValid).toBe(alone?.pValid)
        }
      }
    ),
    { numRuns: 20 }
  ))
