import { expect, test } from 'vitest'
import { learnedFeatures } from '../../../../pipelines/training/fare/row-columns'

const groups = new Map(learnedFeatures().map(({ name, groups }) => [name, groups]))

test.each(['departure_date', 'passengers', 'search_hour', 'route_popularity'])(
  '%s is not learned',
  (name) => {
    expect(groups.has(name)).toBe(false)
  }
)

test.each([
  ['rbd', ['fare_basis', 'itinerary']],
  ['stops', ['stops']],
  ['airline', ['itinerary']],
  ['market_median_7d', ['history']],
  ['origin', ['place']],
  ['departure_month', []],
])('%s is hidden with the groups it needs', (name, expected) => {
  expect(groups.get(name)).toEqual(expected)
})
