/** Made-up slates for properties. */
import fc from 'fast-check'
import type { SlateOffer, TripSlate } from '../../pipelines/features/choice/slate-offer'

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 6 })

export const anOffer: fc.Arbitrary<SlateOffer> = fc.record({
  amount: fc.integer({ min: 1_000, max: 200_000 }),
  airline: maybe(fc.constantFrom('AA', 'BA', 'LH', 'LH+UA')),
  lowCost: maybe(fc.boolean()),
  durationMinutes: maybe(fc.integer({ min: 40, max: 2_000 })),
  stops: maybe(fc.integer({ min: 0, max: 3 })),
  departsMinute: maybe(fc.integer({ min: 0, max: 1_439 })),
  returnsMinute: maybe(fc.integer({ min: 0, max: 1_439 })),
})

export const aSlate: fc.Arbitrary<TripSlate> = fc.record({
  trip: fc.record({
    daysToDeparture: maybe(fc.integer({ min: 0, max: 200 })),
    returns: fc.boolean(),
    sameDay: maybe(fc.boolean()),
    domestic: maybe(fc.boolean()),
    passengers: maybe(fc.integer({ min: 1, max: 9 })),
    stayDays: maybe(fc.integer({ min: 0, max: 30 })),
  }),
  offers: fc.array(anOffer, { minLength: 1, maxLength: 12 }),
})
