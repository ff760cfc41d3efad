import { beforeAll, expect, test } from 'vitest'
import { DECISION_HEADER } from '../../../workers/api/amadeus/dialect'
import { inDays, observe } from '../../build/observed-markets'
import { recordedDecision, replayOf } from '../../build/recorded-decisions'
import { addKeys, ask } from '../../build/sandbox'

beforeAll(async () => {
  await addKeys()
  await observe('KEF-FAE', 90_00)
})

test('a price analysis is a decision that replays', async () => {
  const query = `originIataCode=KEF&destinationIataCode=FAE&departureDate=${inDays(15)}&oneWay=true`
  const response = await ask(`/v1/analytics/itinerary-price-metrics?${query}`)
  expect(response.status).toBe(200)
  const id = response.headers.get(DECISION_HEADER) ?? ''
  expect(await recordedDecision(id)).toMatchObject({
    resource: 'itinerary-price-metrics',
    market: 'KEF-FAE',
    answer: await response.json(),
  })
  await observe('KEF-FAE', 10_00)
  expect(await replayOf(id)).toEqual({ matches: true, differences: [] })
})
