import { env } from 'cloudflare:workers'
import { afterEach, expect, test } from 'vitest'
import { createDeployment, portOf } from '../../../workers/inference/deployment'
import {
  FIRST_RETRY_MS,
  LONGEST_RETRY_MS,
  PLAN_FRESH_MS,
} from '../../../workers/inference/deployment-state'
import { ModelError } from '../../../workers/inference/model-error'
import type { OpenSession } from '../../../workers/inference/runtime'
import { crown, fareFixture, hostedFare, ROW_MINOR, row, upload } from '../../build/fare-fixture'
import { createModelWork } from '../../fakes/model-work'

afterEach(async () => {
  const { objects } = await env.LAKE.list({ prefix: 'models/' })
  await env.LAKE.delete(objects.map(({ key }) => key))
})

/** A deployment under a hand-turned clock, around an engine that can be broken on demand. */
function rig() {
  const engine = { opened: 0, released: 0, offset: 0, failing: false, throwing: false }
  const openSession: OpenSession = async (onnx) => {
    if (engine.failing) throw new Error('no WebAssembly here')
    engine.opened += 1
    // The last float of the file's bias is the fixture's log(100 x factor).
    const bias = biasOf(onnx)
    return {
      async run(features, rows) {
        if (engine.throwing) throw new Error('memory access out of bounds')
        return Float32Array.from({ length: rows * 6 }, (_, cell) => {
          const at = Math.floor(cell / 6) * 2
          const [days = 0, airline = 0] = features.subarray(at, at + 2)
          return bias + days / 100 + airline / 10 + engine.offset
        })
      },
      release: async () => {
        engine.released += 1
      },
    }
  }
  const { work, clock, lines, settled } = createModelWork()
  const deployment = createDeployment(hostedFare, {
    models: env.LAKE,
    engines: [{ name: 'onnxruntime-web', open: openSession }],
  })
  return {
    engine,
    clock,
    lines,
    errors: () => lines.filter((line) => 'failures' in line),
    work,
    settled,
    deployment,
    /** One answer, then what it left behind. */
    async ask() {
      const model = portOf(deployment, work)
      const [prediction] = await model.predict([row])
      await settled()
      return { name: model.name, amountMinor: prediction?.amountMinor }
    },
  }
}

function biasOf(onnx: Uint8Array): number {
  const name = new TextEncoder().encode('b')
  const at = onnx.findLastIndex((_, at) => onnx[at] === name[0] && onnx[at + 1] === 0x4a)
  return new DataView(onnx.buffer).getFloat32(at + 3, true)
}

const problem = (name: string) => ({ name: `baseline (${name})`, amountMinor: 1 })

async function crowned(version = 'v1', factor = 1) {
  const files = await fareFixture(version, factor)
  await upload(env.LAKE, files)
  await crown(env.LAKE, version)
  return files
}

test('a cold isolate answers from the baseline, then from the champion', async () => {
  await crowned()
  const { ask, deployment, engine } = rig()
  expect(await ask()).toEqual(problem('model-loading'))
  expect(await ask()).toEqual({ name: 'fare@v1', amountMinor: ROW_MINOR })
  expect(await ask()).toEqual({ name: 'fare@v1', amountMinor: ROW_MINOR })
  expect(deployment.status()).toMatchObject({ model: 'fare@v1', engine: 'onnxruntime-web' })
  expect(engine.opened).toBe(1)
})

test('the first answer does not wait for the lake or the runtime', async () => {
  const { deployment, engine, work } = rig()
  const model = portOf(deployment, work)
  await model.predict([row])
  expect(engine.opened).toBe(0)
  expect(model.name).toBe('baseline (model-loading)')
})

test('an empty lake leaves the baseline, and a model that comes later is found', async () => {
  const { ask, clock, deployment } = rig()
  await ask()
  expect(await ask()).toEqual(problem('model-missing'))
  expect(deployment.status().lastError?.message).toContain('models/fare/champion.json')
  await crowned()
  await ask()
  expect(await ask()).toEqual(problem('model-missing'))
  clock.now += FIRST_RETRY_MS
  await ask()
  expect((await ask()).name).toBe('fare@v1')
})

test('a model that was never shipped is no error, one whose files are gone is', async () => {
  const { ask, clock, errors } = rig()
  await ask()
  await crown(env.LAKE, 'v1')
  clock.now += FIRST_RETRY_MS
  await ask()
  expect(errors()).toMatchObject([
    { level: 'info', code: 'model-missing' },
    { level: 'error', code: 'model-missing', version: 'v1' },
  ])
})

test('a champion without an ONNX file is missing', async () => {
  await crowned()
  await env.LAKE.delete('models/fare/v1/model.onnx')
  const { ask, deployment } = rig()
  await ask()
  expect(await ask()).toEqual(problem('model-missing'))
  expect(deployment.status().lastError?.message).toContain('models/fare/v1/model.onnx')
})

test.each([
  ['champion.json', 'not JSON'],
  ['champion.json', '{"version":"../other"}'],
  ['v1/manifest.json', '{"schema":1}'],
])('a broken %s is named and not used: %s', async (name, text) => {
  await crowned()
  await env.LAKE.put(`models/fare/${name}`, text)
  const { ask, deployment } = rig()
  await ask()
  expect(await ask()).toEqual(problem('manifest-invalid'))
  expect(deployment.status().lastError?.message).toContain(name)
})

test('a manifest of another version is not used', async () => {
  const { manifest, onnx } = await fareFixture('v2')
  await upload(env.LAKE, { manifest, onnx })
  const moved = await env.LAKE.get('models/fare/v2/manifest.json')
  await env.LAKE.put('models/fare/v1/manifest.json', (await moved?.text()) ?? '')
  await crown(env.LAKE, 'v1')
  const { ask } = rig()
  await ask()
  expect(await ask()).toEqual(problem('manifest-invalid'))
})

test('a manifest without all quantiles is not used', async () => {
  const { manifest, onnx } = await fareFixture('v1')
  const outputs = manifest.outputs.map((name) => (name === 'q90' ? 'q95' : name))
  await upload(env.LAKE, { manifest: { ...manifest, outputs }, onnx })
  await crown(env.LAKE, 'v1')
  const { ask, deployment } = rig()
  await ask()
  expect(await ask()).toEqual(problem('manifest-invalid'))
  expect(deployment.status().lastError?.message).toContain('q90')
})

test('a file that is not the one trained is not opened', async () => {
  const { manifest } = await crowned()
  const other = await fareFixture('v1', 2)
  await upload(env.LAKE, { manifest, onnx: other.onnx })
  const { ask, engine } = rig()
  await ask()
  expect(await ask()).toEqual(problem('hash-differs'))
  expect(engine.opened).toBe(0)
})

test('a file that would not fit the isolate is not read', async () => {
  await crowned()
  await env.LAKE.put('models/fare/v1/model.onnx', new Uint8Array(2_000_000))
  const { ask } = rig()
  await ask()
  expect(await ask()).toEqual(problem('model-too-large'))
})

test('an engine that differs from the golden rows is released and not used', async () => {
  await crowned()
  const { ask, engine } = rig()
  engine.offset = 2e-4
  await ask()
  expect(await ask()).toEqual(problem('golden-differs'))
  expect(engine.released).toBe(1)
})

test('a runtime that does not start is tried again, each time after twice as long', async () => {
  await crowned()
  const { ask, clock, engine, errors, deployment } = rig()
  engine.failing = true
  await ask()
  expect(await ask()).toEqual(problem('runtime-failed'))
  expect(errors()).toMatchObject([
    {
      code: 'runtime-failed',
      version: 'v1',
      reason: 'no WebAssembly here',
      retryMs: FIRST_RETRY_MS,
    },
  ])
  clock.now += FIRST_RETRY_MS
  await ask()
  expect(errors()).toHaveLength(2)
  clock.now += FIRST_RETRY_MS
  await ask()
  expect(errors()).toHaveLength(2)
  engine.failing = false
  clock.now += FIRST_RETRY_MS
  await ask()
  expect((await ask()).name).toBe('fare@v1')
  expect(deployment.status().lastError).toBeUndefined()
})

test('back-off ends at its longest, so that a repaired model is found within minutes', async () => {
  const { ask, clock, errors } = rig()
  for (let failure = 0; failure < 20; failure += 1) {
    await ask()
    clock.now += LONGEST_RETRY_MS
  }
  expect(errors()).toHaveLength(20)
})

test('a run that throws is answered by the baseline, and the session is given up', async () => {
  await crowned()
  const { ask, clock, engine } = rig()
  await ask()
  engine.throwing = true
  expect(await ask()).toEqual(problem('runtime-failed'))
  engine.throwing = false
  expect(await ask()).toEqual(problem('runtime-failed'))
  expect(engine.released).toBe(1)
  clock.now += FIRST_RETRY_MS
  await ask()
  expect(await ask()).toEqual({ name: 'fare@v1', amountMinor: ROW_MINOR })
})

test('runs that fail together are counted as one failure', async () => {
  await crowned()
  const { deployment, engine, errors, ask, work, settled } = rig()
  await ask()
  engine.throwing = true
  const models = [1, 2, 3].map(() => portOf(deployment, work))
  await Promise.all(models.map((model) => model.predict([row])))
  await settled()
  expect(models.map(({ name }) => name)).toEqual(Array(3).fill('baseline (runtime-failed)'))
  expect(errors()).toHaveLength(1)
  expect(engine.released).toBe(1)
})

test('a new champion takes over within a minute, and the former session is released', async () => {
  await crowned('v1')
  const { ask, clock, engine } = rig()
  await ask()
  await crowned('v2', 2)
  expect((await ask()).name).toBe('fare@v1')
  clock.now += PLAN_FRESH_MS
  expect((await ask()).name).toBe('fare@v1')
  expect(await ask()).toEqual({ name: 'fare@v2', amountMinor: 2 * ROW_MINOR })
  expect(engine).toMatchObject({ opened: 2, released: 1 })
})

test('a broken new champion does not replace a version that answers', async () => {
  await crowned('v1')
  const { ask, clock, deployment } = rig()
  await ask()
  await crown(env.LAKE, 'v2')
  clock.now += PLAN_FRESH_MS
  await ask()
  expect((await ask()).name).toBe('fare@v1')
  expect(deployment.status().lastError?.code).toBe('model-missing')
})

test('an opening that was cut off is taken over by a later request', async () => {
  await crowned()
  const { deployment, clock, ask, work } = rig()
  await portOf(deployment, { ...work, defer: () => undefined }).predict([row])
  await ask()
  clock.now += 30_000
  await ask()
  expect((await ask()).name).toBe('fare@v1')
})

test('a version or baseline is found by its name, and one former version stays open', async () => {
  await crowned('v1')
  await upload(env.LAKE, await fareFixture('v0', 2))
  const { ask, deployment, engine, work } = rig()
  await ask()
  expect(await deployment.named('fare@v1', work.log)).toBe(deployment.current())
  const former = await deployment.named('fare@v0', work.log)
  expect((await former.predict([row]))[0]?.amountMinor).toBe(2 * ROW_MINOR)
  expect(await deployment.named('fare@v0', work.log)).toBe(former)
  expect(engine).toMatchObject({ opened: 2, released: 0 })
  expect((await deployment.named('baseline (hash-differs)', work.log)).name).toBe(
    'baseline (hash-differs)'
  )
  await expect(deployment.named('fare@never', work.log)).rejects.toThrow(ModelError)
})

test('a plan with other versions is served by its champion, and the log says so', async () => {
  const files = await fareFixture('v1')
  await upload(env.LAKE, files)
  const plan = { version: 'v1', challengers: [{ version: 'v2', share: 0.1 }], holdout: 0.05 }
  await env.LAKE.put('models/fare/champion.json', JSON.stringify(plan))
  const { ask, lines } = rig()
  await ask()
  expect(await ask()).toEqual({ name: 'fare@v1', amountMinor: ROW_MINOR })
  expect(lines).toContainEqual(
    expect.objectContaining({ level: 'warn', unserved: ['challenger v2', 'holdout 0.05'] })
  )
})
