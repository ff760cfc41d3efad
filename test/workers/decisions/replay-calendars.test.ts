import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { DECISION_HEADER } from '../../../workers/api/amadeus/dialect'
import { inDays, observe } from '../../build/observed-markets'
import { recordedDecision, replayOf } from '../../build/recorded-decisions'
import { addKeys, ask } from '../../build/sandbox'

const Answer = z.object({ data: z.looseObject({ decision_id: z.string() }) })

beforeAll(async () => {
  await addKeys()
  await observe('TKU-VBY', 40_00)
  await observe('VBY-TKU', 60_00)
})

test('recomputes a calendar with a stay from both of its markets', async () => {
  const query = `origin=TKU&destination=VBY&from=${inDays(10)}&to=${inDays(14)}&stay=2-4`
  const { data } = Answer.parse(await (await ask(`/v1/price-calendar?${query}`)).json())
  const { inputs } = await recordedDecision(data.decision_id)
  expect(inputs.further_reads).toMatchObject([{ market: 'VBY-TKU' }])
  // Later observations change the calendar and not its replay.
  await observe('VBY-TKU', 20_00)
  expect(await replayOf(data.decision_id)).toEqual({ matches: true, differences: [] })
})

test('stores a calendar that is too large as its digest, by which it is compared', async () => {
  const query = `origin=TKU&destination=VBY&from=${inDays(1)}&to=${inDays(185)}&stay=1-10`
  const { data } = Answer.parse(await (await ask(`/v1/price-calendar?${query}`)).json())
  const { answer } = await recordedDecision(data.decision_id)
  expect(answer).toEqual({
    omitted: {
      bytes: JSON.stringify(data).length,
      digest: expect.stringMatching(/^[0-9a-f]{16}$/),
    },
  })
  expect(await replayOf(data.decision_id)).toEqual({ matches: true, differences: [] })
})

test.each([
  ['one way', 'oneWay=true'],
  ['a stay', 'duration=2,4&viewBy=WEEK&maxPrice=500'],
])('flight dates of %s are a decision that replays', async (_, more) => {
  const dates = `departureDate=${inDays(10)},${inDays(20)}`
  const response = await ask(
    `/v1/shopping/flight-dates?origin=TKU&destination=VBY&${dates}&${more}`
  )
  expect(response.status).toBe(200)
  const id = response.headers.get(DECISION_HEADER) ?? ''
  const decision = await recordedDecision(id)
  expect(decision).toMatchObject({ resource: 'flight-dates', answer: await response.json() })
  expect(await replayOf(id)).toEqual({ matches: true, differences: [] })
})
