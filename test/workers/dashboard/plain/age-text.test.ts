import { describe, expect, it } from 'vitest'
import {
  addDays,
  ageText,
  dayAgeText,
  daysBetween,
  dayText,
  instantOf,
  instantText,
  weekdayOf,
} from '../../../../workers/dashboard/plain/age-text'

const NOW = Date.parse('2026-11-29T12:24:30Z')

describe('ages', () => {
  it.each([
    [-5_000, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_600_000, '1 h'],
    [47 * 3_600_000, '47 h'],
    [48 * 3_600_000, '2 d'],
  ])('%d ms is %s', (age, text) => {
    expect(ageText(age)).toBe(text)
  })

  it('count a day from its end, so that today is not old', () => {
    expect(instantOf('2026-11-29')).toBeGreaterThan(NOW)
    expect(instantOf('2026-11-29T12:00:00Z')).toBe(Date.parse('2026-11-29T12:00:00Z'))
    expect(
      ['2026-11-30', '2026-11-29', '2026-11-28', '2026-11-20'].map((day) => dayAgeText(day, NOW))
    ).toEqual(['today', 'today', 'yesterday', '9 d ago'])
  })
})

describe('days and instants', () => {
  it('name their zone, and their year where it is another', () => {
    expect(instantText(NOW, NOW)).toBe('29 Nov 12:24 UTC')
    expect(instantText(NOW, Date.parse('2027-01-01T00:00:00Z'))).toBe('29 Nov 2026 12:24 UTC')
    expect(dayText('2026-12-03')).toBe('3 Dec')
    expect(weekdayOf('2026-12-13')).toBe('Sun')
  })

  it('are added across months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29')
    expect(daysBetween('2026-11-29', '2027-02-28')).toBe(91)
  })
})
