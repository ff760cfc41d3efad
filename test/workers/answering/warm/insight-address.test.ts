import { expect, test } from 'vitest'
import { insightAddress } from '../../../../workers/answering/warm/insight-address'

const at = (query: string) => insightAddress(`https://fareline.test/v1/price-insights?${query}`)

test('questions that differ in their price alone share a text', () => {
  const one = at('origin=LIS&price=200&currency=EUR')
  const other = at('origin=LIS&price=99.50&currency=EUR')
  expect(one?.question).toBe(other?.question)
  expect([one?.price, other?.price]).toEqual([200, 99.5])
  expect(other?.self).toBe('/v1/price-insights?origin=LIS&price=99.50&currency=EUR')
})

test('a question without a price differs from one with a price, wherever that stands', () => {
  const queries = [
    'origin=LIS',
    'origin=LIS&price=1',
    'price=1&origin=LIS',
    'origin=LIS&min_price=1',
  ]
  expect(new Set(queries.map((query) => at(query)?.question)).size).toBe(queries.length)
})

test.each(['price=0', 'price=-1', 'price=1e3', 'price=%31', 'price=1.23456', 'price='])(
  'a price that is no plain amount stays in the question: %s',
  (query) => {
    expect(at(query)).toMatchObject({ price: undefined, question: `/v1/price-insights?${query}` })
  }
)

test('other paths are no insights', () => {
  for (const path of [
    '/v1/price-insights',
    '/v1/price-insights:batch?a=1',
    '/x/v1/price-insights?',
  ]) {
    expect(insightAddress(`https://fareline.test${path}`)).toBeUndefined()
  }
  expect(insightAddress('nothing')).toBeUndefined()
})
