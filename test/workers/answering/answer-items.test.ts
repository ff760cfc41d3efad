import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { inDays, observe } from '../../build/observed-markets'
import { recordedDecision, replayOf } from '../../build/recorded-decisions'
import { addKeys, ask } from '../../build/sandbox'

const Items = z.object({
  data: z.object({
    items: z.array(
      z.looseObject({
        index: z.number(),
        id: z.string().optional(),
        result: z.string(),
        insight: z.looseObject({ market: z.string(), decision_id: z.string() }).optional(),
      })
    ),
  }),
})

beforeAll(async () => {
  await addKeys()
  await observe('PLQ-ARN', 40_00)
  await observe('PLQ-CPH', 80_00)
})

async function post(path: string, items: readonly object[]) {
  const response = await ask(path, {
    method: 'POST',
    body: JSON.stringify({ items }),
    headers: { 'content-type': 'application/json' },
  })
  expect(response.status).toBe(200)
  return Items.parse(await response.json()).data.items
}

const trip = (destination: string, more: object = {}) => ({
  origin: 'PLQ',
  destination,
  departure_date: inDays(15),
  ...more,
})

test('returns each item in its place, whichever of the others are invalid', async () => {
  const items = await post('/v1/price-insights:batch', [
    trip('CPH', { id: 'a' }),
    trip('CPH', { departure_date: 'soon' }),
    trip('ARN', { explain: true }),
    trip('CPH', { adults: 99, id: 'd' }),
    trip('CPH'),
  ])
  expect(items.map(({ index, id, result }) => [index, id, result])).toEqual([
    [0, 'a', 'answered'],
    [1, undefined, 'invalid'],
    [2, undefined, 'answered'],
    [3, 'd', 'invalid'],
    [4, undefined, 'answered'],
  ])
  expect(items.map(({ insight }) => insight?.market)).toEqual([
    'PLQ-CPH',
    undefined,
    'PLQ-ARN',
    undefined,
    'PLQ-CPH',
  ])
})

test('records the rows that were used, the one of the next day among them', async () => {
  const [item] = await post('/v1/price-insights:batch', [trip('ARN', { explain: true })])
  const id = item?.insight?.decision_id ?? ''
  const { inputs } = await recordedDecision(id)
  const rows = z
    .array(z.looseObject({ values: z.record(z.string(), z.unknown()) }))
    .parse(inputs.models.fare?.rows)
  expect(rows.map(({ values }) => values.days_to_departure)).toEqual([15, 16])
  expect(await replayOf(id)).toEqual({ matches: true, differences: [] })
})
