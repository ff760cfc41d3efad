import { describe, expect, it } from 'vitest'
import { addDays } from '../../../../workers/dashboard/plain/age-text'
import { monthsOf, shaded } from '../../../../workers/dashboard/plain/calendar-months'

const day = (text: string, price: number | undefined) => ({ day: text, price, isEstimate: false })

describe('shades of prices', () => {
  it('are fifths by rank, equal for equal prices, and missing without a price', () => {
    const prices = [100, 200, 300, 400, 500, undefined]
    const days = prices.map((price, at) => day(addDays('2026-12-01', at), price))
    expect(shaded(days).map(({ shade }) => shade)).toEqual([0, 1, 2, 3, 4, undefined])
    const equal = [184, 184, 184, 500].map((price) => day('2026-12-01', price))
    expect(shaded(equal).map(({ shade }) => shade)).toEqual([0, 0, 0, 3])
  })
})

describe('months', () => {
  it('are weeks from Monday, with every day in its place', () => {
    const days = Array.from({ length: 40 }, (_, at) => day(addDays('2026-11-29', at), at))
    const months = monthsOf(shaded(days))
    expect(months.map(({ name }) => name)).toEqual([
      'November 2026',
      'December 2026',
      'January 2027',
    ])
    const [november, december] = months
    // 29 November 2026 is a Sunday, 1 December a Tuesday.
    expect(november?.weeks.map((week) => week.findIndex((each) => each !== undefined))).toEqual([
      6, 0,
    ])
    expect(december?.weeks[0]?.[1]?.day).toBe('2026-12-01')
    expect(months.flatMap(({ weeks }) => weeks.flat().filter(Boolean)).length).toBe(40)
  })
})
