import { expect, test } from 'vitest'
import { localTime, weekdayOf } from '../../../models/airline/local-time'

test('the wall clock crosses midnight, weekday and daylight saving', () => {
  const at = (text: string) => Date.parse(text)
  expect(localTime(at('2026-05-04T02:30:00Z'), 'America/New_York')).toEqual({
    day: '2026-05-03',
    hour: 22,
    weekday: 7,
  })
  expect(localTime(at('2026-03-29T00:59:59Z'), 'Europe/Lisbon').hour).toBe(0)
  expect(localTime(at('2026-03-29T01:00:00Z'), 'Europe/Lisbon').hour).toBe(2)
  expect(localTime(at('2026-05-04T18:20:00Z'), 'Asia/Kathmandu')).toEqual({
    day: '2026-05-05',
    hour: 0,
    weekday: 2,
  })
  expect(localTime(at('1969-12-31T23:00:00Z'), 'UTC')).toEqual({
    day: '1969-12-31',
    hour: 23,
    weekday: 3,
  })
})

test('weekdays run from Monday 1 to Sunday 7, before 1970 too', () => {
  expect([-1, 0, 1, 2, 3, 4].map(weekdayOf)).toEqual([3, 4, 5, 6, 7, 1])
})
