import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import { enginesFor } from '../../../workers/inference/engine'
import { createModelHost, portOf } from '../../../workers/inference/model-host'
import { wasmMemoryBytes } from '../../../workers/inference/runtime'
import { crown, fareFixture, hostedFare, row, upload } from '../../build/fare-fixture'

vi.mock('onnxruntime-web/ort-wasm-simd-threaded.wasm', () => ({ default: 'no module' }))

test('a platform that refuses to instantiate the runtime still gets answers', async () => {
  await upload(env.LAKE, await fareFixture('v1'))
  await crown(env.LAKE, 'v1')
  const clock = { now: 0 }
  const host = createModelHost(hostedFare, {
    models: env.LAKE,
    engines: enginesFor('auto'),
    clock: () => clock.now,
    log: () => undefined,
  })
  for (let retry = 0; retry < 3; retry += 1) {
    const pending: Promise<void>[] = []
    const [prediction] = await portOf(host, (work) => pending.push(work)).predict([row])
    expect(prediction?.amountMinor).toBe(1)
    await Promise.all(pending)
    expect(host.status()).toMatchObject({
      model: 'baseline (runtime-failed)',
      lastError: { code: 'runtime-failed' },
    })
    clock.now += 600_000
  }
  expect(wasmMemoryBytes()).toBe(0)
})
