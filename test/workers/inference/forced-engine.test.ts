import { env, exports } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { dayNumber, dayOf, utcDay } from '../../../models/airline/calendar'
import { loadInsightModelsBy } from '../../../workers/inference/models'
import { sha256Hex } from '../../../workers/storage/api-keys'
import { crown, forestFixture, ROW_MINOR, row, upload } from '../../build/fare-fixture'

const DAY = dayOf(dayNumber(utcDay(Date.now())) + 30)
const PATH = `/v1/price-insights?origin=LIS&destination=JFK&departure_date=${DAY}&engine=forest`

beforeAll(async () => {
  await upload(env.LAKE, await forestFixture('v1'))
  await crown(env.LAKE, 'v1')
  const insert = env.DB.prepare(
    'INSERT INTO api_keys (id, hash, name, live_mode, scopes, created_at) VALUES (?, ?, ?, ?, ?, 0)'
  )
  await env.DB.batch([
    insert.bind('e1', await sha256Hex('sk_test_engine'), 'test', 0, 'read'),
    insert.bind('e2', await sha256Hex('sk_live_engine'), 'live', 1, 'read'),
  ])
})

test('an engine that is asked for answers the first question', async () => {
  const parts = { lake: env.LAKE, modelEngine: 'auto' as const, defer: () => undefined }
  const { fare } = await loadInsightModelsBy('forest', parts)
  const [prediction] = await fare.predict([row])
  expect(fare.name).toBe('fare@v1')
  expect(prediction?.amountMinor).toBe(ROW_MINOR)
})

test('only test keys choose an engine', async () => {
  const ask = (key: string) =>
    exports.default.fetch(`https://fareline.test${PATH}`, {
      headers: { authorization: `Bearer ${key}` },
    })
  expect((await ask('sk_test_engine')).status).toBe(200)
  const refused = await ask('sk_live_engine')
  expect(refused.status).toBe(400)
  expect(await refused.text()).toContain('/engine')
})
