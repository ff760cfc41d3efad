/**
 * The choice of engine: the forest for trees, ONNX Runtime for files that it cannot read or gets
 * wrong.
 */
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { createDeployment, portOf } from '../../../workers/inference/deployment'
import { type EngineChoice, enginesFor } from '../../../workers/inference/engine'
import { openForest } from '../../../workers/inference/forest-session'
import type { OpenSession } from '../../../workers/inference/runtime'
import { createRuntime } from '../../../workers/inference/runtime'
import {
  crown,
  fareFixture,
  forestFixture,
  hostedFare,
  ROW_MINOR,
  row,
  sha256,
  upload,
} from '../../build/fare-fixture'
import { createModelWork } from '../../fakes/model-work'

type Files = Awaited<ReturnType<typeof fareFixture>>

const runtime = createRuntime()

/** The real forest before a stand-in for ONNX Runtime, so that this file needs no WASM. */
async function rig(files: Files, { choice = 'auto' }: { choice?: EngineChoice } = {}) {
  await upload(env.LAKE, files)
  await crown(env.LAKE, files.manifest.version)
  const standIn: OpenSession = async () => ({
    run: async (_, rows) =>
      Float32Array.from(files.manifest.golden.outputs.flat().slice(0, rows * 6)),
    release: async () => undefined,
  })
  const { work, lines, settled } = createModelWork()
  const deployment = createDeployment(hostedFare, {
    models: env.LAKE,
    engines: enginesFor(choice, runtime).map(({ name, open }) =>
      name === 'forest' ? { name, open } : { name, open: standIn }
    ),
  })
  const ask = async (input = row) => {
    const model = portOf(deployment, work)
    const [prediction] = await model.predict([input])
    await settled()
    return { name: model.name, amountMinor: prediction?.amountMinor }
  }
  await ask()
  return { ask, deployment, lines }
}

test('trees are answered by the forest, and ONNX Runtime is not loaded', async () => {
  const { ask, deployment, lines } = await rig(await forestFixture('v1'))
  expect(await ask()).toEqual({ name: 'fare@v1', amountMinor: ROW_MINOR })
  expect(deployment.status()).toMatchObject({
    model: 'fare@v1',
    engine: 'forest',
    lastError: undefined,
  })
  expect(lines).toMatchObject([{ level: 'info', message: 'fare model loaded', engine: 'forest' }])
  expect(runtime.memoryBytes()).toBe(0)
})

test('a missing value goes where the trees send it', async () => {
  const { ask } = await rig(await forestFixture('v1'))
  const late = { ...row, values: { days_to_departure: 30 } }
  expect((await ask(late)).amountMinor).toBe(Math.round(10000 * Math.exp(0.3)))
  expect((await ask({ ...row, values: {} })).amountMinor).toBe(ROW_MINOR)
})

test('another graph is answered by ONNX Runtime, and the log says why', async () => {
  const { ask, deployment, lines } = await rig(await fareFixture('v1'))
  expect(await ask()).toEqual({ name: 'fare@v1', amountMinor: ROW_MINOR })
  expect(deployment.status()).toMatchObject({ engine: 'onnxruntime-web', lastError: undefined })
  expect(lines).toMatchObject([
    { level: 'info', passedOver: 'forest', reason: expect.stringContaining('starts with Gemm') },
    { level: 'info', engine: 'onnxruntime-web' },
  ])
})

test('a forest that differs from the golden rows is passed over with an error', async () => {
  const { manifest, onnx } = await forestFixture('v1')
  const other = { ...manifest, golden: { ...manifest.golden, outputs: golden(7) } }
  const { deployment, lines } = await rig({ manifest: other, onnx })
  expect(deployment.status()).toMatchObject({ engine: 'onnxruntime-web', lastError: undefined })
  expect(lines[0]).toMatchObject({ level: 'error', passedOver: 'forest' })
  expect(lines[0]?.reason).toContain('in forest differs by')
})

test('with the forest alone, a graph it cannot read leaves the baseline', async () => {
  const { ask, deployment } = await rig(await fareFixture('v1'), { choice: 'forest' })
  expect((await ask()).name).toBe('baseline (not-a-forest)')
  expect(deployment.status().lastError?.message).toContain('starts with Gemm')
})

test('with ONNX Runtime alone, trees are not read by the forest', async () => {
  const { deployment } = await rig(await forestFixture('v1'), { choice: 'onnxruntime-web' })
  expect(deployment.status().engine).toBe('onnxruntime-web')
})

test('a file with another hash leaves the baseline, whatever the engine', async () => {
  const { manifest, onnx } = await forestFixture('v1')
  const { ask } = await rig({ manifest: { ...manifest, onnx_sha256: '0'.repeat(64) }, onnx })
  expect((await ask()).name).toBe('baseline (hash-differs)')
})

test('a broken file leaves the baseline', async () => {
  const { manifest, onnx } = await forestFixture('v1')
  const half = onnx.slice(0, onnx.length / 2)
  const files = { manifest: { ...manifest, onnx_sha256: await sha256(half) }, onnx: half }
  const { ask } = await rig(files, { choice: 'forest' })
  expect((await ask()).name).toBe('baseline (not-a-forest)')
  await expect(openForest(half)).rejects.toThrow('the file is cut off')
})

function golden(value: number): number[][] {
  return [Array(6).fill(value), Array(6).fill(value)]
}
