/**
 * ONNX Runtime in workerd. One file, since Vitest takes five seconds to hand the 14 MB binary to
 * workerd, once a file; the tests build on each other, as the runtime starts once per isolate.
 */
import { env, exports } from 'cloudflare:workers'
import { beforeAll, expect, test, vi } from 'vitest'
import { createDeployment, portOf } from '../../../workers/inference/deployment'
import { enginesFor } from '../../../workers/inference/engine'
import { inferenceStatus, loadInsightModels } from '../../../workers/inference/models'
import { connect } from '../../../workers/services'
import {
  crown,
  fareFixture,
  hostedFare,
  ROW_MINOR,
  row,
  sha256,
  upload,
} from '../../build/fare-fixture'
import { linearOnnx } from '../../build/linear-onnx'
import { addKeys } from '../../build/sandbox'
import { createModelWork } from '../../fakes/model-work'

const MB = 2 ** 20

const weights = [
  [2, 0],
  [0, 3],
]
/** The isolate's own, which the Worker's models share. */
const { runtime } = connect(env, { defer: () => {} }).isolate.models

const doubled = () => runtime.open(linearOnnx(weights, [1, 0]))

beforeAll(() => import('onnxruntime-web/ort-wasm-simd-threaded.wasm'), 60_000)

test('without WebAssembly no session opens', async () => {
  vi.stubGlobal('WebAssembly', undefined)
  await expect(doubled()).rejects.toThrow()
  vi.unstubAllGlobals()
})

test('the runtime starts with the first session and puts WebAssembly back', async () => {
  expect(runtime.memoryBytes()).toBe(0)
  const { instantiate } = WebAssembly
  const session = await doubled()
  expect(WebAssembly.instantiate).toBe(instantiate)
  expect([...(await session.run(Float32Array.of(1, 2, 3, 4), 2))]).toEqual([3, 6, 7, 12])
  expect(runtime.memoryBytes()).toBeGreaterThan(8 * MB)
  expect(runtime.memoryBytes()).toBeLessThanOrEqual(20 * MB)
  await session.release()
})

test('concurrent runs answer their own rows each', async () => {
  const session = await doubled()
  const inputs = Array.from({ length: 500 }, (_, at) => at)
  const answers = await Promise.all(inputs.map((at) => session.run(Float32Array.of(at, at), 1)))
  expect(answers.map(([first]) => first)).toEqual(inputs.map((at) => 2 * at + 1))
  await session.release()
})

test('rows of the wrong width are refused, and the session goes on', async () => {
  const session = await doubled()
  await expect(session.run(Float32Array.of(1, 2, 3), 1)).rejects.toThrow()
  expect([...(await session.run(Float32Array.of(1, 1), 1))]).toEqual([3, 3])
  await session.release()
})

test('a file that is not ONNX leaves the baseline; a good one then answers', async () => {
  const { manifest, onnx } = await fareFixture('v1')
  const broken = onnx.slice(0, onnx.length / 2)
  await upload(env.LAKE, {
    manifest: { ...manifest, onnx_sha256: await sha256(broken) },
    onnx: broken,
  })
  await crown(env.LAKE, 'v1')
  const { work, clock, settled } = createModelWork()
  const engines = enginesFor('onnxruntime-web', runtime)
  const deployment = createDeployment(hostedFare, { models: env.LAKE, engines })
  async function ask() {
    await portOf(deployment, work).predict([row])
    await settled()
  }
  await ask()
  expect(deployment.status()).toMatchObject({
    engine: 'baseline',
    lastError: { code: 'runtime-failed' },
  })
  await upload(env.LAKE, { manifest, onnx })
  clock.now += 60_000
  await ask()
  expect(deployment.status()).toMatchObject({ model: 'fare@v1', engine: 'onnxruntime-web' })
})

test('the fare model of the isolate loads behind its first answer and tells its state', async () => {
  await upload(env.LAKE, await fareFixture('v1'))
  await crown(env.LAKE, 'v1')
  const pending: Promise<unknown>[] = []
  const services = connect(env, { defer: (work) => void pending.push(work) })
  expect(inferenceStatus(services)).toBeUndefined()
  const first = loadInsightModels(services).fare
  await first.predict([row])
  expect(first.name).toBe('baseline (model-loading)')
  await Promise.all(pending)

  const second = loadInsightModels(services).fare
  const [usd, eur] = await second.predict([row, { ...row, currency: 'EUR' }])
  expect(second.name).toBe('fare@v1')
  expect(usd?.amountMinor).toBe(ROW_MINOR)
  expect(eur).toBeUndefined()
  expect(inferenceStatus(services)).toMatchObject({ model: 'fare@v1', engine: 'onnxruntime-web' })
  expect(inferenceStatus(services)?.wasmMemoryBytes).toBe(runtime.memoryBytes())
})

test('health tells the engine that answers and its memory', async () => {
  await addKeys()
  const health = await exports.default.fetch('https://fareline.test/health', {
    headers: { authorization: 'Bearer sk_test_all' },
  })
  expect(await health.json()).toMatchObject({
    inference: {
      model: 'fare@v1',
      engine: 'onnxruntime-web',
      load_ms: expect.any(Number),
      wasm_memory_bytes: runtime.memoryBytes(),
    },
  })
})
