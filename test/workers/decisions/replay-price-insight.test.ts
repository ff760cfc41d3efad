import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { inDays, observe } from '../../build/observed-markets'
import { recordedDecision, replayOf } from '../../build/recorded-decisions'
import { addKeys, ask } from '../../build/sandbox'

const Answer = z.object({ data: z.looseObject({ decision_id: z.string() }) })

beforeAll(async () => {
  await addKeys()
  await observe('RNB-KSD', 40_00)
  await observe('KSD-RNB', 60_00)
})

async function insight(more: string): Promise<string> {
  const path = `/v1/price-insights?origin=RNB&destination=KSD&departure_date=${inDays(15)}${more}`
  return Answer.parse(await (await ask(path)).json()).data.decision_id
}

test.each([
  ['plain', ''],
  ['narrowed to a flight', '&airline=BT&stops=0&departure_at=2026-12-05T10:05'],
  ['of a round trip without observed round trips', `&return_date=${inDays(20)}`],
  ['explained, with a price and preferences', '&explain=true&price=45&risk=high&min_saving=2'],
])('an insight that is %s replays after the market has changed', async (_, more) => {
  const id = await insight(more)
  await recordedDecision(id)
  await observe('RNB-KSD', 10_00 + more.length)
  await observe('KSD-RNB', 10_00 + more.length)
  expect(await replayOf(id)).toEqual({ matches: true, differences: [] })
})
