/** Checks the shipped quote-validity model: its inputs, and its prediction for a plain quote. */
import { expect, test } from 'vitest'
import { HOUR_MS } from '../../../models/airline/calendar'
import { binsOf } from '../../../models/quote-validity/decode-changes'
import { hold } from '../../../models/quote-validity/hosted-quote-validity'
import { judgeQuotes } from '../../../pipelines/answers/quote-check/judge-quotes'
import { HOLD_FEATURES } from '../../../pipelines/features/quote-validity/quote-validity-row'
import { shippedArtifact } from '../../build/shipped-artifact'
import { fareGroupOf, inDays, NOW } from '../../build/snapshots'

const { manifest, session } = await shippedArtifact('hold')

test('its inputs are the features of a quote, its outputs bins of a change', () => {
  expect(manifest.inputs.map(({ name }) => name)).toEqual(HOLD_FEATURES.map(({ name }) => name))
  expect(binsOf(manifest)).toBeDefined()
})

test('lowers the validity of a quote with age: certain when new, likely for hours, doubtful after a month', async () => {
  const model = hold.serve(session)
  const seen = Array.from({ length: 20 }, (_, day) => [
    { inDays: 10 + day, daysAgo: 8, fare: 100_00 },
    { inDays: 10 + day, daysAgo: 2, fare: day % 3 === 0 ? 120_00 : 100_00 },
  ]).flat()
  const quotes = [0, 1, 24, 720].map((hours) => ({
    quote: {
      market: 'LIS-JFK' as const,
      departureDate: inDays(50),
      cabin: 'economy' as const,
      amountMinor: 100_00,
      currency: 'EUR',
      quotedAt: NOW - hours * HOUR_MS,
    },
    fares: fareGroupOf(seen),
    priceMinor: 100_00,
    tolerance: { lower: -0.02, upper: 0.02 },
  }))
  const chances = (await judgeQuotes(quotes, model, NOW)).map(({ pValid }) => pValid)
  const [atOnce = 0, hour = 0, day = 0, month = 1] = chances
  expect(atOnce).toBe(1)
  expect(hour).toBeGreaterThan(0.95)
  expect(day).toBeGreaterThan(0.6)
  expect(month).toBeLessThan(0.6)
})
