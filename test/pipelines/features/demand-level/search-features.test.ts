import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lastLevel } from '../../../../models/demand-level/baseline-demand-level'
import { levelOf } from '../../../../models/demand-level/demand-level'
import {
  SEARCH_FEATURES,
  searchFeatures,
  trailingMean,
} from '../../../../pipelines/features/demand-level/search-features'

const FIRST = 20_000
const counts = Array.from({ length: 80 }, (_, day) => 100 + 10 * (day % 7))
const searches = { firstDay: FIRST, counts }

describe('features of searches', () => {
  it('are ratios to the mean of eight whole weeks before the day', () => {
    const day = FIRST + 70
    const window = counts.slice(14, 70)
    const mean = window.reduce((sum, count) => sum + count, 0) / 56
    expect(trailingMean(searches, day, 1)).toBeCloseTo(mean, 9)
    // At the end of a day its count is known, and still not part of its own mean.
    expect(trailingMean(searches, day, 0)).toBeCloseTo(mean, 9)
    expect(searchFeatures(searches, day, 0)?.searches_last_day_ratio).toBeCloseTo(100 / mean, 9)
    expect(searchFeatures(searches, day, 1)?.searches_last_day_ratio).toBeCloseTo(160 / mean, 9)
  })

  it('ignore events after the last counted day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7 }), fc.nat(1000), (daysAhead, other) => {
        const day = FIRST + 70
        const changed = counts.map((count, at) => (at > 70 - daysAhead ? other : count))
        expect(searchFeatures({ firstDay: FIRST, counts: changed }, day, daysAhead)).toEqual(
          searchFeatures(searches, day, daysAhead)
        )
      })
    )
  })

  it('have the names the model is trained on', () => {
    const values = searchFeatures(searches, FIRST + 70, 3) ?? {}
    expect(Object.keys(values)).toEqual([...SEARCH_FEATURES])
  })

  it('are absent for markets counted for less than four weeks', () => {
    expect(searchFeatures({ firstDay: FIRST, counts: counts.slice(0, 27) }, FIRST + 27, 1)).toBe(
      undefined
    )
  })
})

describe('the level', () => {
  it('is the same for a market a hundred times as big', () => {
    const big = { firstDay: FIRST, counts: counts.map((count) => 100 * count) }
    for (const day of [60, 65, 79]) {
      const small = lastLevel({
        currency: '',
        values: searchFeatures(searches, FIRST + day, 1) ?? {},
      })
      const large = lastLevel({ currency: '', values: searchFeatures(big, FIRST + day, 1) ?? {} })
      expect(large).toEqual(small)
    }
  })

  it('is low below four fifths and high above five quarters of the usual', () => {
    expect([0.79, 0.8, 1.25, 1.26].map(levelOf)).toEqual(['low', 'medium', 'medium', 'high'])
  })

  it('is absent without a counted day', () => {
    expect(lastLevel({ currency: '', values: {} })).toBeUndefined()
  })
})
