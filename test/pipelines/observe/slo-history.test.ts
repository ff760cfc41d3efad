import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addEvents, countsWithin, NO_HISTORY } from '../../../pipelines/observe/slo-history'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const START = Date.parse('2026-11-01T00:00:00Z')

const at = (minute: number) => START + minute * MINUTE

test('a window counts the events of its minutes, as adding them all up does', () => {
  const Event = fc.record({ minute: fc.integer({ min: 0, max: 600 }), isGood: fc.boolean() })
  const Window = fc.constantFrom(5 * MINUTE, 30 * MINUTE, HOUR, 6 * HOUR)
  fc.assert(
    fc.property(fc.array(Event, { minLength: 1 }), Window, (unsorted, ms) => {
      const events = unsorted.toSorted((a, b) => a.minute - b.minute)
      const now = at(events.at(-1)?.minute ?? 0)
      const history = events.reduce(
        (sum, { minute, isGood }) => addEvents(sum, { good: isGood ? 1 : 0, total: 1 }, at(minute)),
        NO_HISTORY
      )
      const within = events.filter(({ minute }) => at(minute) > now - ms)
      expect(countsWithin(history, ms, now)).toEqual({
        good: within.filter(({ isGood }) => isGood).length,
        total: within.length,
      })
    })
  )
})

test('thirty days fit a row, and older hours go', () => {
  let history = NO_HISTORY
  for (let hour = 0; hour < 40 * 24; hour += 1)
    history = addEvents(history, { good: 1_000_000, total: 1_000_000 }, at(hour * 60))
  expect(countsWithin(history, 30 * DAY, at(40 * 24 * 60 - 60)).total).toBe(30 * 24 * 1_000_000)
  expect(JSON.stringify(history).length).toBeLessThan(60_000)
})

test('counts of an isolate whose clock is behind are added to their own minute', () => {
  const counts = { good: 1, total: 1 }
  const history = addEvents(addEvents(NO_HISTORY, counts, at(10)), counts, at(8))
  expect(countsWithin(history, MINUTE, at(10)).total).toBe(1)
  expect(countsWithin(history, 5 * MINUTE, at(10)).total).toBe(2)
  expect(history.minutes.map(({ total }) => total)).toEqual([1, 1])
})
