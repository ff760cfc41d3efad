import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guessChange } from '../../../models/quote-validity/baseline-quote-validity'
import { chanceWithin } from '../../../models/quote-validity/change-distribution'

const chanceValid = (ageHours: number, rate?: number, days?: number) =>
  chanceWithin(
    guessChange({
      currency: 'EUR',
      values: {
        quote_age_hours: ageHours,
        market_alike_changes_per_day: rate,
        market_alike_days: days,
      },
    }),
    -0.02,
    0.02
  )

test('gives probabilities that sum to 1 and never rates an older quote as more valid', () => {
  const ages = fc.double({ min: 0, max: 2_000, noNaN: true })
  fc.assert(
    fc.property(ages, ages, (a, b) => {
      const { chances } = guessChange({ currency: 'EUR', values: { quote_age_hours: a } })
      expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9)
      expect(chanceValid(Math.max(a, b))).toBeLessThanOrEqual(chanceValid(Math.min(a, b)) + 1e-12)
    })
  )
})

test('rates a new quote as valid, and less so in a volatile market', () => {
  expect(chanceValid(0)).toBeCloseTo(1, 9)
  expect(chanceValid(24, 0.5, 300)).toBeLessThan(chanceValid(24))
  expect(chanceValid(24, 0.01, 300)).toBeGreaterThan(chanceValid(24))
})
