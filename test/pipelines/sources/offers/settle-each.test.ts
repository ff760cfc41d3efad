import { describe, expect, it } from 'vitest'
import { combinations } from '../../../../pipelines/sources/offers/combinations'
import type { SettledOffer } from '../../../../pipelines/sources/offers/offer-draft'
import { settleEach } from '../../../../pipelines/sources/offers/settle-each'

describe('combinations', () => {
  it('take one of each direction', () => {
    expect(
      combinations(
        [
          ['a', 'b'],
          ['x', 'y'],
        ],
        4
      )
    ).toEqual([
      ['a', 'x'],
      ['a', 'y'],
      ['b', 'x'],
      ['b', 'y'],
    ])
    expect(combinations([['a', 'b']], 4)).toEqual([['a'], ['b']])
    expect(combinations([], 4)).toEqual([[]])
  })

  it('show each choice once at least, where there are too many', () => {
    expect(
      combinations(
        [
          ['a', 'b'],
          ['x', 'y', 'z'],
        ],
        5
      )
    ).toEqual([
      ['a', 'x'],
      ['b', 'y'],
      ['a', 'z'],
    ])
  })

  it('leave more directions than a market has as they are, once', () => {
    expect(
      combinations(
        [
          ['a', 'b'],
          ['x', 'y'],
          ['o', 'p'],
        ],
        9
      )
    ).toEqual([['a', 'x', 'o']])
  })
})

describe('settling the offers of a document', () => {
  const settled: SettledOffer = {
    trip: {
      origin_airport: 'LIS',
      destination_airport: 'JFK',
      departure_date: '2027-05-03',
      number_of_passengers: 1,
      currency: 'EUR',
      cabin_class: 'economy',
    },
    offer: { airline: 'TP', price: 1 },
  }
  const placed = (length: number) =>
    Array.from({ length }, (_, place) => ({ value: place, pointer: `/${place}` }))

  it('counts entries beyond its limit', () => {
    const all = settleEach(placed(80), () => Array(100).fill(settled))
    expect(all).toHaveLength(5_001)
    expect(all.at(-1)).toEqual({
      pointer: '/50',
      code: 'invalid',
      detail: 'is past the first 5000 offers of its document, with 29 after it',
    })
    expect(settleEach(placed(50), () => Array(100).fill(settled))).toHaveLength(5_000)
  })
})
