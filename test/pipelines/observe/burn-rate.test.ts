import { expect, test } from 'vitest'
import {
  BURN_ALERTS,
  type BurnAlert,
  budgetLeft,
  burnRate,
  isBurning,
} from '../../../pipelines/observe/burn-rate'
import { type GoodOf, NO_EVENTS } from '../../../pipelines/observe/slo'
import { addEvents, countsWithin, NO_HISTORY } from '../../../pipelines/observe/slo-history'
import { stream } from '../../../pipelines/simulator/world/stream'

const OBJECTIVE = 0.999
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const START = Date.parse('2026-11-01T00:00:00Z')

/** Raised alerts by minute, while the service fails a share of its requests. */
function watch(minutes: number, countsOf: (minute: number) => GoodOf) {
  let history = NO_HISTORY
  const raised: { minute: number; name: string }[] = []
  for (let minute = 0; minute < minutes; minute += 1) {
    const now = START + minute * MINUTE
    history = addEvents(history, countsOf(minute), now)
    for (const alert of BURN_ALERTS) {
      const within = (ms: number) => countsWithin(history, ms, now)
      if (isBurning(alert, OBJECTIVE, within)) raised.push({ minute, name: alert.name })
    }
  }
  return raised
}

/** So many of the requests of a minute fail as a binomial draw says. */
function failing(rate: number, requests: number, seed: number) {
  const random = stream(seed, 'requests')
  return (): GoodOf => {
    let bad = 0
    for (let request = 0; request < requests; request += 1) if (random() < rate) bad += 1
    return { good: requests - bad, total: requests }
  }
}

const alertOf = (name: string): BurnAlert => {
  const found = BURN_ALERTS.find((alert) => alert.name === name)
  if (!found) throw new Error(name)
  return found
}

test('a rate of 1 spends the budget in its days, and nothing spends nothing', () => {
  expect(burnRate({ good: 999, total: 1_000 }, OBJECTIVE)).toBeCloseTo(1)
  expect(burnRate(NO_EVENTS, OBJECTIVE)).toBe(0)
  expect(budgetLeft(OBJECTIVE, () => ({ good: 998, total: 1_000 }))).toBeCloseTo(-1)
})

test('14.4 times the rate raises the fast alert within five minutes of a new deployment', () => {
  const raised = watch(5, () => ({ good: 9_856, total: 10_000 }))
  expect(raised.find(({ name }) => name === 'fast')?.minute).toBeLessThanOrEqual(4)
})

test('a full outage after a quiet day raises the fast alert in its first minute', () => {
  const day = 24 * 60
  const raised = watch(day + 5, (minute) => ({ good: minute < day ? 100 : 0, total: 100 }))
  expect(raised[0]).toEqual({ minute: day, name: 'fast' })
})

test('0.9 times the rate raises nothing in 30 days', () => {
  expect(watch(30 * 24 * 60, failing(0.9 * (1 - OBJECTIVE), 60, 7))).toEqual([])
})

test('an alert ends with its short window, though the long one is still above', () => {
  const outage = { good: 0, total: 6_000 }
  const counts = (ms: number) => (ms === HOUR ? outage : { good: 500, total: 500 })
  expect(isBurning(alertOf('fast'), OBJECTIVE, counts)).toBe(false)
  expect(isBurning(alertOf('fast'), OBJECTIVE, () => outage)).toBe(true)
})

test('one failure of twenty requests at night raises nothing, three do', () => {
  const failures = (bad: number) => () => ({ good: 20 - bad, total: 20 })
  expect(isBurning(alertOf('fast'), OBJECTIVE, failures(1))).toBe(false)
  expect(isBurning(alertOf('fast'), OBJECTIVE, failures(3))).toBe(true)
})
