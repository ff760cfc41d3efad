import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeByGate } from '../../../models/anomaly/baseline-anomaly'
import { SIGNS } from '../../../models/anomaly/gate'
import type { SearchEvent } from '../../../pipelines/events/event'
import { FAULT_KINDS, type FaultKind } from '../../../pipelines/simulator/pricing/truth'
import { injectFaults } from '../../../pipelines/training/anomaly/inject-faults'
import { marketScope } from '../../../pipelines/watch/scope-watch'
import { watch } from '../../../pipelines/watch/watch-feed'
import { FIRST_DAY, feedOf } from '../../build/feeds'

const SCOPE = 'LIS-JFK/economy'
const FAULT_DAY = FIRST_DAY + 25

function findingsIn(events: readonly SearchEvent[]) {
  return [...watch(events)]
    .map((day) => ({ ...day, verdict: judgeByGate(day.row) }))
    .filter(({ verdict }) => verdict.anomalous)
}

function faultOf(kind: FaultKind) {
  return {
    kind,
    scope: SCOPE,
    airline: 'TP',
    firstDay: FAULT_DAY,
    lastDay: FAULT_DAY + 8,
    factor:
      { missing_digit: 0.1, unit_error: 100, taxes_missing: 0.62, slow_drift: 1.04 }[
        kind as string
      ] ?? (kind === 'currency_mixup' ? 1.9 : 1),
    firstDeparture: kind === 'missing_digit' ? FAULT_DAY + 12 : Number.NEGATIVE_INFINITY,
    lastDeparture: kind === 'missing_digit' ? FAULT_DAY + 14 : Number.POSITIVE_INFINITY,
  }
}

test('a market whose fares never change has no finding', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      expect(findingsIn(feedOf({ seed, changes: 0 }))).toEqual([])
    }),
    { numRuns: 10 }
  )
})

test('does not depend on the currency at the gate', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.integer({ min: 2, max: 500 }),
      (seed, scale) => {
        const plain = [...watch(feedOf({ seed, changes: 0.2 }))]
        const scaled = [...watch(feedOf({ seed, changes: 0.2, scale }))]
        for (const [at, { row }] of plain.entries()) {
          for (const sign of SIGNS) {
            const [one, other] = [row.values[`${sign}_z`], scaled[at]?.row.values[`${sign}_z`]]
            if (typeof one === 'number') expect(other).toBeCloseTo(one, 6)
            else expect(other).toBeUndefined()
          }
        }
      }
    ),
    { numRuns: 10 }
  )
})

test.each(FAULT_KINDS)('%s is found on the airline that has it, and on no other', (kind) => {
  const { events, labels } = injectFaults(
    feedOf({ seed: 3, changes: 0.2 }),
    [faultOf(kind)],
    marketScope
  )
  expect(labels).toHaveLength(1)
  const during = findingsIn(events).filter(({ day }) => day >= FAULT_DAY && day <= FAULT_DAY + 8)
  expect(during.length).toBeGreaterThan(0)
  expect(new Set(during.map(({ airline }) => airline))).toEqual(new Set(['TP']))
})

test('judges a day by earlier data only', () => {
  const events = feedOf({ seed: 5, changes: 0.3 })
  const half = events.slice(0, events.length / 2)
  const early = [...watch(half)]
  expect([...watch(events)].slice(0, early.length)).toEqual(early)
})

test('searches out of order are refused', () => {
  const events = feedOf({ seed: 1, changes: 0 })
  expect(() => [...watch(events.toReversed())]).toThrow('event-time order')
})
