import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS, dayNumber, dayOf, daysBetween, utcDay } from '../../../models/airline/calendar'

const instant = fc.date({
  min: new Date('0000-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59Z'),
  noInvalidDate: true,
})

test('a day is the first ten letters of its ISO instants', () => {
  fc.assert(
    fc.property(instant, (date) => {
      const day = date.toISOString().slice(0, 10)
      expect(utcDay(date.getTime())).toBe(day)
      expect(dayNumber(day)).toBe(Math.floor(date.getTime() / DAY_MS))
      expect(dayOf(dayNumber(day))).toBe(day)
    })
  )
})

test('days between two days count leap days and no daylight saving', () => {
  expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2)
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
})
