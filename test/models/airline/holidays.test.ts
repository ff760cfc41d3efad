import { expect, test } from 'vitest'
import { isHoliday } from '../../../models/airline/holidays'

test('public holidays are known, fixed, moving and several days long', () => {
  expect(isHoliday('PT', '2026-06-10')).toBe(true)
  expect(isHoliday('US', '2022-11-24')).toBe(true)
  expect(isHoliday('DE', '2019-04-19')).toBe(true)
  expect(isHoliday('TR', '2024-06-17')).toBe(true)
  expect(isHoliday('IN', '2022-01-26')).toBe(true)
})

test('returns no holiday for an ordinary day or a regional holiday', () => {
  expect(isHoliday('PT', '2026-06-09')).toBe(false)
  expect(isHoliday('DE', '2026-01-06')).toBe(false)
})

test('where the calendar does not reach nothing is claimed', () => {
  expect(isHoliday('PT', '2014-12-25')).toBeUndefined()
  expect(isHoliday('PT', '2033-12-25')).toBeUndefined()
  expect(isHoliday('ZZ', '2026-12-25')).toBeUndefined()
})
