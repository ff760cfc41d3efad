import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { inDays, observe } from '../../build/observed-markets'
import { recordedDecision, replayOf } from '../../build/recorded-decisions'
import { addKeys, ask } from '../../build/sandbox'

const Checked = z.object({
  data: z.object({
    quotes: z.array(z.looseObject({ decision_id: z.string(), action: z.string() })),
  }),
})

beforeAll(async () => {
  await addKeys()
  await observe('AAR-MMX', 40_00)
})

const quote = (price: string) => ({
  origin: 'AAR',
  destination: 'MMX',
  departure_date: inDays(15),
  price,
  currency: 'EUR',
  quoted_at: '2026-11-18T12:00:00Z',
})

test('each quote of a request replays alone, with the look it got among the others', async () => {
  const body = { policy: 'google', look_budget: 1, quotes: [quote('45.00'), quote('60.00')] }
  const response = await ask('/v1/quotes:check', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
  const { data } = Checked.parse(await response.json())
  expect(data.quotes.map(({ action }) => action)).toContain('refresh')
  for (const { decision_id: id } of data.quotes) {
    const { inputs } = await recordedDecision(id)
    // A day later as if refreshed now, now, and at three later times.
    expect(inputs.models.hold?.rows).toHaveLength(5)
    expect(await replayOf(id)).toEqual({ matches: true, differences: [] })
  }
})
