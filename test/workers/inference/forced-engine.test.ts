import { env, exports } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { dayNumber, dayOf, utcDay } from '../../../models/airline/calendar'
import { loadInsightModelsBy } from '../../../workers/inference/models'
import { connect } from '../../../workers/services'
import { crown, forestFixture, ROW_MINOR, row, upload } from '../../build/fare-fixture'
import { ALL_SCOPES, putKeys, READ_SCOPES } from '../../build/keys'

const DAY = dayOf(dayNumber(utcDay(Date.now())) + 30)
const PATH = `/v1/price-insights?origin=LIS&destination=JFK&departure_date=${DAY}&engine=forest`

beforeAll(async () => {
  await upload(env.LAKE, await forestFixture('v1'))
  await crown(env.LAKE, 'v1')
  await putKeys([
    { id: 'e1', key: 'sk_test_engine', scopes: ALL_SCOPES },
    { id: 'e2', key: 'sk_test_engine_reads', scopes: READ_SCOPES },
  ])
})

test('a forced engine answers the first question', async () => {
  const parts = connect(env, { defer: () => undefined })
  const { fare } = await loadInsightModelsBy('forest', parts)
  const [prediction] = await fare.predict([row])
  expect(fare.name).toBe('fare@v1')
  expect(prediction?.amountMinor).toBe(ROW_MINOR)
})

test('only a key with jobs:run chooses an engine', async () => {
  const ask = (key: string) =>
    exports.default.fetch(`https://fareline.test${PATH}`, {
      headers: { authorization: `Bearer ${key}` },
    })
  expect((await ask('sk_test_engine')).status).toBe(200)
  const refused = await ask('sk_test_engine_reads')
  expect(refused.status).toBe(403)
  expect(await refused.text()).toContain('jobs:run')
})
