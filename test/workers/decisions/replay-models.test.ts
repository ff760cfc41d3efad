import { env } from 'cloudflare:workers'
import { beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { DecisionEntry } from '../../../pipelines/decisions/decision-wire'
import { ModelError } from '../../../workers/inference/model-error'
import { deploymentsOf } from '../../../workers/inference/models'
import { connect } from '../../../workers/services'
import { DEPARTURE, START, see } from '../../build/decisions'
import { crown, forestFixture, ROW_MINOR, row, upload } from '../../build/fare-fixture'
import { addKeys, ask } from '../../build/sandbox'

const services = connect(env, { now: START, defer: () => {} })
const Answer = z.object({
  data: z.looseObject({ decision_id: z.string() }),
  meta: z.looseObject({ model: z.string().nullable() }),
})

beforeAll(async () => {
  await addKeys()
  await upload(env.LAKE, await forestFixture('old', 2))
  await upload(env.LAKE, await forestFixture('new'))
  await crown(env.LAKE, 'new')
})

test('a version that is no champion is opened from the lake, and answers as it did', async () => {
  const { fare } = deploymentsOf(services)
  const old = await fare.named('fare@old', services.log)
  expect(old.name).toBe('fare@old')
  const [prediction] = await old.predict([row])
  expect(prediction?.amountMinor).toBe(2 * ROW_MINOR)
  expect(await fare.named('fare@old', services.log)).toBe(old)
})

test('a baseline is had back by its reason, and a version that is gone says so', async () => {
  const { fare } = deploymentsOf(services)
  expect((await fare.named('baseline (model-loading)', services.log)).name).toBe(
    'baseline (model-loading)'
  )
  await expect(fare.named('fare@never', services.log)).rejects.toThrow(ModelError)
})

test('an answer by a trained model shows its tensor, and matches when it is replayed', async () => {
  await see(Object.fromEntries(Array.from({ length: 12 }, (_, day) => [-day, 300_00 + day])))
  const now = { 'fareline-now': new Date(START).toISOString() }
  const path = `/v1/price-insights?origin=LIS&destination=JFK&departure_date=${DEPARTURE}&airline=TP`
  const id = await vi.waitFor(
    async () => {
      const response = await ask(path, { headers: now })
      const { data, meta } = Answer.parse(await response.json())
      expect(meta.model).toBe('fare@new')
      return data.decision_id
    },
    { timeout: 10_000, interval: 200 }
  )
  const shown = await vi.waitFor(
    async () => {
      const response = await ask(`/v1/decisions/${id}`)
      expect(response.status).toBe(200)
      return z.object({ data: DecisionEntry }).parse(await response.json()).data
    },
    { timeout: 15_000, interval: 200 }
  )
  const used = shown.inputs.models.fare
  expect(used?.name).toBe('fare@new')
  // Days to departure, and the place of TP in the manifest's list.
  expect(used?.inputs).toEqual([[40, 0]])
  const replayed = await ask(`/v1/decisions/${id}:replay`, { method: 'POST' })
  expect(await replayed.json()).toMatchObject({ data: { matches: true, differences: [] } })
})
