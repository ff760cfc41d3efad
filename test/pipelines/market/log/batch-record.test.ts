import fc from 'fast-check'
import { expect, test } from 'vitest'
import { batchOf, recordOf } from '../../../../pipelines/market/log/batch-record'
import { bytesOf } from '../../../../pipelines/market/log/market-log'
import { packBatch, packParts } from '../../../../pipelines/market/market-batch'
import { AT, booking, offer, search } from '../../../build/events'

test('a batch read from its record equals the batch', () => {
  const event = fc.record({
    id: fc.string({ minLength: 1, maxLength: 12 }),
    at: fc.integer({ min: AT - 1e9, max: AT }),
    offers: fc.array(fc.integer({ min: 1_000, max: 9e8 }), { maxLength: 5 }),
    isBooking: fc.boolean(),
    currency: fc.constantFrom('EUR', 'USD', 'JPY'),
    cabin: fc.constantFrom('economy' as const, 'first' as const),
    source: fc.constantFrom(undefined, 'Zürich ✈', 'gds'),
  })
  const parts = fc.array(fc.array(event, { minLength: 1, maxLength: 6 }), {
    minLength: 1,
    maxLength: 4,
  })
  fc.assert(
    fc.property(parts, fc.integer({ min: 0, max: AT }), (given, now) => {
      const batch = packParts(
        given.map((events, part) => ({
          id: `rcp_${part}-0000`,
          events: events.map(({ isBooking, offers, source, ...each }) =>
            isBooking
              ? booking({ ...each })
              : search({
                  ...each,
                  ...(source !== undefined && { source }),
                  offers: offers.map((amount) => offer(amount)),
                })
          ),
        }))
      )
      expect(batchOf(recordOf({ batch, now }))).toEqual({ batch, now })
    })
  )
})

test('one event of ten offers takes less than 500 bytes', () => {
  const airlines = ['TP', 'IB', 'AF', 'LH', 'BA', 'KL', 'SK', 'U2', 'FR', 'W6']
  const offers = airlines.map((airline, index) => offer(20_000 + index * 900, airline))
  const batch = packBatch('rcp_0123456789abcdef0123-0000', [search({ id: 'a', offers })])
  const bytes = bytesOf(recordOf({ batch, now: AT }))
  expect(bytes).toBeLessThan(500)
})

test('a record that is cut off, or of another version, is refused', () => {
  const { about, columns } = recordOf({ batch: packBatch('b', [search({ id: 'a' })]), now: AT })
  expect(() => batchOf({ about, columns: columns.slice(0, -1) })).toThrow('is cut off')
  expect(() => batchOf({ about: about.replace('[1,', '[2,'), columns })).toThrow()
})
