import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { createDeployment, portOf } from '../../../workers/inference/deployment'
import { enginesFor } from '../../../workers/inference/engine'
import { createRuntime } from '../../../workers/inference/runtime'
import { crown, fareFixture, hostedFare, row, upload } from '../../build/fare-fixture'
import { createModelWork } from '../../fakes/model-work'

vi.mock('onnxruntime-web/ort-wasm-simd-threaded.wasm', () => ({ default: 'no module' }))

test('a platform that refuses to instantiate the runtime still gets answers', async () => {
  await upload(env.LAKE, await fareFixture('v1'))
  await crown(env.LAKE, 'v1')
  const runtime = createRuntime()
  const { work, clock, settled } = createModelWork()
  const engines = enginesFor('auto', runtime)
  const deployment = createDeployment(hostedFare, { models: env.LAKE, engines })
  for (let retry = 0; retry < 3; retry += 1) {
    const [prediction] = await portOf(deployment, work).predict([row])
    expect(prediction?.amountMinor).toBe(1)
    await settled()
    expect(deployment.status()).toMatchObject({
      model: 'baseline (runtime-failed)',
      lastError: { code: 'runtime-failed' },
    })
    clock.now += 600_000
  }
  expect(runtime.memoryBytes()).toBe(0)
})
