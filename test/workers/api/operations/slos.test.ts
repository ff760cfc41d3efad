import { beforeAll, expect, test } from 'vitest'
import { SLO_IDS } from '../../../../pipelines/observe/slo'
import { addKeys, ask } from '../../../build/sandbox'

beforeAll(addKeys)

type Slo = {
  id: string
  events: number
  good_events: number
  reached: number | null
  burns: { alert: string; raised: boolean }[]
}

async function slos(): Promise<Slo[]> {
  const answer = await ask('/v1/slos')
  expect(answer.status).toBe(200)
  return (await answer.json<{ data: Slo[] }>()).data
}

test('every objective is listed, and a request counts as an event of availability', async () => {
  await ask('/v1/markets')
  const before = await slos()
  expect(before.map(({ id }) => id)).toEqual(SLO_IDS)
  const after = await slos()
  expect(after[0]?.events).toBeGreaterThan(before[0]?.events ?? 0)
  expect(after[0]).toMatchObject({ reached: 1 })
  expect(after[0]?.burns.map(({ alert, raised }) => [alert, raised])).toEqual([
    ['fast', false],
    ['medium', false],
    ['slow', false],
  ])
})

test('a refusal is no fault of the service', async () => {
  const before = (await slos())[0]
  expect((await ask('/v1/markets?limit=none')).status).toBe(400)
  const after = (await slos())[0]
  expect((after?.events ?? 0) - (before?.events ?? 0)).toBeGreaterThanOrEqual(2)
  expect((after?.events ?? 0) - (after?.good_events ?? 0)).toBe(
    (before?.events ?? 0) - (before?.good_events ?? 0)
  )
})
