import { expect, test } from 'vitest'
import { TOOLS } from '../../../workers/mcp/tools'

const plan = (name: string, input: unknown) => TOOLS.find((tool) => tool.name === name)?.plan(input)
const TRIP = { origin: 'LIS', destination: 'JFK', departure_date: '2026-12-20' }

test('asks for the insight of a trip, and for the accuracy of its market', () => {
  expect(plan('price_insight', { ...TRIP, cabin: 'economy' })).toEqual({
    requests: [
      {
        method: 'GET',
        path: '/v1/price-insights?origin=LIS&destination=JFK&departure_date=2026-12-20&cabin=economy',
      },
    ],
    accuracyScope: 'market:LIS-JFK',
  })
})

test('asks for one calendar a destination', () => {
  const input = {
    origin: 'LIS',
    destinations: ['JFK', 'MAD'],
    from: '2026-12-01',
    to: '2026-12-05',
  }
  const planned = plan('price_calendar', input)
  expect(planned).toMatchObject({ accuracyScope: 'all' })
  expect(planned && 'requests' in planned && planned.requests.map(({ path }) => path)).toEqual([
    '/v1/price-calendar?origin=LIS&from=2026-12-01&to=2026-12-05&destination=JFK',
    '/v1/price-calendar?origin=LIS&from=2026-12-01&to=2026-12-05&destination=MAD',
  ])
})

test('passes bodies of batches on as they are', () => {
  const quotes = [{ id: 'q1' }]
  expect(plan('check_quotes', { quotes })).toMatchObject({
    requests: [{ method: 'POST', path: '/v1/quotes:check', body: { quotes } }],
  })
  const slate = { context: TRIP, items: [{ id: 'o1' }] }
  expect(plan('rank_offers', slate)).toMatchObject({
    requests: [{ method: 'POST', path: '/v1/offers:rank', body: slate }],
  })
})

test('escapes an id that is no path, and reads accuracy of all markets unless one is named', () => {
  expect(plan('explain_decision', { decision_id: 'a/b?c' })).toEqual({
    requests: [{ method: 'GET', path: '/v1/decisions/a%2Fb%3Fc' }],
  })
  expect(plan('accuracy', {})).toEqual({
    requests: [{ method: 'GET', path: '/v1/accuracy?scope=all' }],
  })
})

test.each([
  ['price_insight', { ...TRIP, origin: 'Lisbon' }, 'origin'],
  ['price_insight', undefined, 'expected object'],
  [
    'price_calendar',
    { origin: 'LIS', destinations: [], from: '2026-12-01', to: '2026-12-05' },
    'destinations',
  ],
  ['check_quotes', { quotes: [] }, 'quotes'],
  ['explain_decision', { decision_id: '' }, 'decision_id'],
])('answers %s with a problem that names the argument', (name, input, text) => {
  expect(plan(name, input)).toMatchObject({ problem: expect.stringContaining(text) })
})
