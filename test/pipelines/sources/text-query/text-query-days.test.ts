import { describe, expect, it } from 'vitest'
import { readTextQuery } from '../../../../pipelines/sources/text-query/text-query'

/** A Friday. */
const NOW = Date.UTC(2026, 10, 20, 12)
const departure = (text: string) => {
  const { departure: span } = readTextQuery(`lis-jfk ${text}`, NOW)
  return span && (span.from === span.to ? span.from : `${span.from} ${span.to}`)
}

describe('a day of a typed search', () => {
  it.each([
    ['2027-05-03', '2027-05-03'],
    ['3.5.2027', '2027-05-03'],
    ['5/13/27', '2027-05-13'],
    ['3 may', '2027-05-03'],
    ['3rd of may 2028', '2028-05-03'],
    ['december 1', '2026-12-01'],
    ['today', '2026-11-20'],
    ['tomorrow', '2026-11-21'],
    ['day after tomorrow', '2026-11-22'],
    ['this weekend', '2026-11-21 2026-11-22'],
    ['next weekend', '2026-11-28 2026-11-29'],
    ['monday', '2026-11-23'],
    ['friday', '2026-11-27'],
    ['on sun', '2026-11-22'],
    ['next week', '2026-11-23 2026-11-29'],
    ['this month', '2026-11-20 2026-11-30'],
    ['next month', '2026-12-01 2026-12-31'],
    ['in may', '2027-05-01 2027-05-31'],
    ['early may', '2027-05-01 2027-05-10'],
    ['mid december', '2026-12-11 2026-12-20'],
    ['late november', '2026-11-21 2026-11-30'],
    ['march 2028', '2028-03-01 2028-03-31'],
    ['october', '2027-10-01 2027-10-31'],
    ['in 3 days', '2026-11-23'],
    ['in 2 weeks', '2026-12-04'],
    ['in 1 month', '2026-12-20'],
  ])('"%s" is %s', (text, expected) => {
    expect(departure(text)).toBe(expected)
  })

  it.each(['31 june', '30.2.2027', '13/13/2027', '0 may'])(
    '"%s" is no day of a calendar',
    (text) => {
      expect(departure(text)).toBeUndefined()
    }
  )

  it.each(['3 to 10 may', 'may 3 until 10', '3-10 may 2027'])('"%s" is there and back', (text) => {
    const query = readTextQuery(`lis-jfk ${text}`, NOW)
    expect([query.departure?.from, query.return?.from]).toEqual(['2027-05-03', '2027-05-10'])
  })
})
