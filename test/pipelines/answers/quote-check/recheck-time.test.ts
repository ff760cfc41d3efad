import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LATER_HOURS } from '../../../../pipelines/answers/quote-check/judge-quotes'
import { recheckAfterSeconds } from '../../../../pipelines/answers/quote-check/recheck-time'

const judged = (pValid: number, ...pValidLater: number[]) => ({
  pValid,
  pValidLater,
  freshQuote: 1,
  expectedChange: 0,
})

test('a quote that keeps holding is checked again after the longest time', () => {
  expect(recheckAfterSeconds(judged(0.99, 0.99, 0.98, 0.97), 0.5)).toBe(96 * 3600)
})

test('schedules a check when the probability falls by the threshold', () => {
  const [three = 0] = LATER_HOURS
  // 0.05 of a fall of 0.1 in three hours.
  expect(recheckAfterSeconds(judged(0.9, 0.8, 0.7, 0.6), 0.5)).toBe((three / 2) * 3600)
})

test('it is never sooner than a minute, and never later when chances fall faster', () => {
  const chance = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(chance, chance, chance, chance, chance, (pValid, a, b, c, less) => {
      const later = [a, b, c].map((share) => share * pValid).sort((x, y) => y - x)
      const faster = later.map((each) => each * less)
      const seconds = recheckAfterSeconds(judged(pValid, ...later), 0.5)
      expect(seconds).toBeGreaterThanOrEqual(60)
      expect(recheckAfterSeconds(judged(pValid, ...faster), 0.5)).toBeLessThanOrEqual(seconds)
    })
  )
})
