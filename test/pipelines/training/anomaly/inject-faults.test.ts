import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS } from '../../../../models/airline/calendar'
import { planFaults } from '../../../../pipelines/training/anomaly/fault-plan'
import { injectFaults } from '../../../../pipelines/training/anomaly/inject-faults'
import { marketScope } from '../../../../pipelines/watch/scope-watch'
import { DAYS, FIRST_DAY, feedOf } from '../../../build/feeds'

const WATCHED = { scope: 'LIS-JFK/economy', currency: 'EUR', airlines: ['TP', 'DL'] }
const PERIOD = { firstDay: FIRST_DAY + 5, lastDay: FIRST_DAY + DAYS - 1, horizonDays: 20 }

test('labels the airline, days and number of changed offers exactly', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const clean = feedOf({ seed, changes: 0.3 })
      const faults = planFaults(WATCHED, { ...PERIOD, seed })
      const { events, labels } = injectFaults(clean, faults, marketScope)
      const found = new Map<string, number>()
      for (const [at, event] of clean.entries()) {
        for (const offer of event.offers) {
          const shown = events[at]?.offers.find(({ airline }) => airline === offer.airline)
          if (shown?.amountMinor === offer.amountMinor) continue
          const day = Math.floor(event.at / DAY_MS)
          const label = labels.find(
            (each) => each.airline === offer.airline && day >= each.firstDay && day <= each.lastDay
          )
          expect(label).toBeDefined()
          const key = `${label?.airline}/${label?.firstDay}`
          found.set(key, (found.get(key) ?? 0) + 1)
        }
      }
      expect(found).toEqual(
        new Map(labels.map(({ airline, firstDay, changed }) => [`${airline}/${firstDay}`, changed]))
      )
    }),
    { numRuns: 25 }
  )
})

test('one seed makes one plan, faults of a market never meet, and none leaves the period', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const faults = planFaults(WATCHED, { ...PERIOD, seed })
      expect(planFaults(WATCHED, { ...PERIOD, seed })).toEqual(faults)
      for (const [at, { firstDay, lastDay }] of faults.entries()) {
        expect(firstDay).toBeGreaterThan(faults[at - 1]?.lastDay ?? PERIOD.firstDay - 1)
        expect(lastDay).toBeLessThanOrEqual(PERIOD.lastDay)
      }
    })
  )
})

test('without a fault searches come back as they are', () => {
  const clean = feedOf({ seed: 1, changes: 0.3 })
  expect(injectFaults(clean, [], marketScope)).toEqual({ events: clean, labels: [] })
})
