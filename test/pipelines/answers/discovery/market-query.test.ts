import { expect, test } from 'vitest'
import { codesOf, readMarketQuery } from '../../../../pipelines/answers/discovery/market-query'

const DAY = '2026-11-20'

test.each(['LIS-JFK', 'lis-jfk', 'LIS to JFK', 'LIS → JFK', 'LIS -> JFK', 'LIS - JFK'])(
  '"%s" names two ends',
  (query) => {
    expect(readMarketQuery(query, DAY)).toEqual({ origins: ['LIS'], destinations: ['JFK'] })
  }
)

test('one place is either end, and no place is every market', () => {
  expect(readMarketQuery('opo', DAY)).toEqual({ either: ['OPO'] })
  expect(readMarketQuery(' ', DAY)).toEqual({})
})

test('a hyphen within a name does not divide it', () => {
  expect(readMarketQuery('Stratford-upon-Avon', DAY)).toHaveProperty('either')
})

test('a city stands for itself and its airports, a former code for the place of today', () => {
  expect(codesOf('LON', DAY)).toEqual(expect.arrayContaining(['LON', 'LHR', 'LGW']))
  expect(codesOf('PBI', DAY)).toEqual(['DJT'])
  expect(codesOf('no such place', DAY)).toEqual([])
})
