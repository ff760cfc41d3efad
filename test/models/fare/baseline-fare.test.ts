import fc from 'fast-check'
import { expect, test } from 'vitest'
import { baselineFare, predictFare } from '../../../models/fare/baseline-fare'

const observed = {
  comparable_mean_fare: 200,
  comparable_observations: 8,
  departure_median_fare: 180,
  market_median_30d: 210,
  market_observations_30d: 25,
  historical_average_30d: 220,
  price_volatility: 44,
}

test('the baseline answers with the market level at the days to departure', () => {
  const fare = predictFare({ currency: 'EUR', values: observed })
  expect(fare?.amountMinor).toBe(200_00)
  expect(fare?.quantilesMinor[2]).toBe(200_00)
  // 44 / 220 is a log deviation of 0.198, strayed 0.263, and 200 * exp(1.2816 * 0.263) = 280.0
  expect(fare?.quantilesMinor[4]).toBeCloseTo(280_00, -2)
})

test('without enough departures as far ahead it takes the last fare, then the market median', () => {
  const few = { ...observed, comparable_observations: 7 }
  expect(predictFare({ currency: 'EUR', values: few })?.amountMinor).toBe(180_00)
  const unseen = { ...few, departure_median_fare: undefined }
  expect(predictFare({ currency: 'EUR', values: unseen })?.amountMinor).toBe(210_00)
})

test('it has no answer where level or spread were hardly observed', () => {
  expect(predictFare({ currency: 'EUR', values: {} })).toBeUndefined()
  for (const missing of [{ price_volatility: undefined }, { market_observations_30d: 4 }]) {
    expect(predictFare({ currency: 'EUR', values: { ...observed, ...missing } })).toBeUndefined()
  }
})

test('names the reason for the baseline and answers every row in order', async () => {
  const baseline = baselineFare('no champion in the lake')
  expect(baseline.name).toBe('baseline (no champion in the lake)')
  const fares = await baseline.predict([
    { currency: 'EUR', values: {} },
    { currency: 'JPY', values: observed },
  ])
  expect(fares.map((fare) => fare?.amountMinor)).toEqual([undefined, 200])
})

test('quantiles never fall and are never NaN', () => {
  const amount = fc.option(fc.double({ min: 0.01, max: 100_000, noNaN: true }), { nil: undefined })
  const values = fc.record({
    comparable_observations: fc.nat(20),
    market_observations_30d: fc.nat(50),
    market_median_30d: amount,
    comparable_mean_fare: amount,
    departure_median_fare: amount,
    historical_average_30d: amount,
    price_volatility: fc.option(fc.double({ min: 0, max: 100_000, noNaN: true }), {
      nil: undefined,
    }),
  })
  fc.assert(
    fc.property(values, (row) => {
      const { quantilesMinor = [] } = predictFare({ currency: 'USD', values: row }) ?? {}
      expect(quantilesMinor.every(Number.isFinite)).toBe(true)
      expect([...quantilesMinor].sort((a, b) => a - b)).toEqual(quantilesMinor)
    })
  )
})
