import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { DECISION_HEADER } from '../../../workers/api/amadeus/dialect'
import { amadeusOffer } from '../../build/documents'
import { recordedDecision, replayOf } from '../../build/recorded-decisions'
import { addKeys, ask } from '../../build/sandbox'

const Choices = z.object({
  data: z.array(z.looseObject({ id: z.string(), choiceProbability: z.string() })),
})

beforeAll(addKeys)

test('a choice prediction is a decision that replays, stored without the body of its request', async () => {
  const offers = ['1', '2'].map((id) => ({ ...amadeusOffer, id }))
  const response = await ask('/v2/shopping/flight-offers/prediction', {
    method: 'POST',
    body: JSON.stringify({ data: offers }),
    headers: { 'content-type': 'application/json' },
  })
  expect(response.status, await response.clone().text()).toBe(200)
  const { data } = Choices.parse(await response.json())
  const id = response.headers.get(DECISION_HEADER) ?? ''
  const decision = await recordedDecision(id)
  expect(decision).toMatchObject({
    resource: 'flight-offer-prediction',
    inputs: { source: 'none', snapshot: null },
    answer: Object.fromEntries(data.map((offer) => [offer.id, offer.choiceProbability])),
  })
  expect(JSON.stringify(decision.question)).not.toContain('travelerPricings')
  expect(await replayOf(id)).toEqual({ matches: true, differences: [] })
})
