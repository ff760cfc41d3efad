import { describe, expect, it } from 'vitest'
import { findPlaces, placeName } from '../../../models/airline/place-names'

const codes = (query: string, most = 3) => findPlaces(query, most).map(({ code }) => code)

describe('places by name', () => {
  it.each([
    ['lis', 'LIS'],
    ['Lisbon', 'LIS'],
    ['porto', 'OPO'],
    ['new york', 'NYC'],
    ['heathrow', 'LHR'],
    ['são paulo', 'SAO'],
    ['koln', 'CGN'],
  ])('finds "%s" as %s first', (query, code) => expect(codes(query)[0]).toBe(code))

  it('lists the airports of a city after it, the busiest first', () => {
    expect(codes('london')).toEqual(['LON', 'LHR', 'LGW'])
  })

  it('finds nothing for no words, and no more than it may', () => {
    expect(codes(' - ')).toEqual([])
    expect(codes('qqqq')).toEqual([])
    expect(codes('a', 7)).toHaveLength(7)
  })

  it('names a place by its code', () => {
    expect(placeName('BGY')).toMatchObject({ city: 'Milan' })
    expect(placeName('XQQ')).toBeUndefined()
  })
})
