/** The Worker gives Python's answers to golden rows in both engines, from encoding to decoding. */
/// <reference types="vite/types/importMeta.d.ts" />
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { toMinor } from '../../../models/airline/money'
import { FARE_OUTPUTS } from '../../../models/fare/decode-fares'
import type { FareModel } from '../../../models/fare/fare-model'
import { fare } from '../../../models/fare/hosted-fare'
import { Manifest } from '../../../models/runtime/artifact'
import { GOLDEN_TOLERANCE, goldenFeatures } from '../../../models/runtime/golden'
import { type EngineName, enginesFor } from '../../../workers/inference/engine'
import { openForest } from '../../../workers/inference/forest-session'
import { type OpenedModel, openModel } from '../../../workers/inference/open-model'
import { createRuntime } from '../../../workers/inference/runtime'
import { upload } from '../../build/fare-fixture'
import { goldenTrees } from '../../models/runtime/forest/golden-trees'

const wasm = createRuntime()

const MB = 2 ** 20
/** Tolerance of curves after the trees. */
const ROUNDING = 1e-6
const MIXED_ROWS = 500

/** Rows before encoding, and what Python's ONNX Runtime gave, in the manifest's order. */
const Golden = z.object({
  rows: z.array(
    z.object({
      currency: z.string(),
      values: z.record(z.string(), z.union([z.number(), z.string()])),
      outputs: z.array(z.number()),
    })
  ),
})

const manifests = import.meta.glob<string>('../../../models/artifacts/fare/*/manifest.json', {
  query: '?raw',
  import: 'default',
})
const files = import.meta.glob<string>('../../../models/artifacts/fare/*/model.onnx', {
  query: '?url&inline',
  import: 'default',
})
const goldens = import.meta.glob<string>('../../golden/fare-*.json', {
  query: '?raw',
  import: 'default',
})

beforeAll(() => import('onnxruntime-web/ort-wasm-simd-threaded.wasm'), 60_000)

test('the project ships a fare model', () => {
  expect(Object.keys(manifests).length).toBeGreaterThan(0)
})

describe.each(Object.keys(manifests))('%s', (path) => {
  let manifest: Manifest
  let onnx: Uint8Array

  beforeAll(async () => {
    manifest = Manifest.parse(JSON.parse(await read(manifests, path)))
    const inline = await read(files, path.replace('manifest.json', 'model.onnx'))
    onnx = new Uint8Array(await (await fetch(inline)).arrayBuffer())
    expect(onnx.length).toBeLessThanOrEqual(MB)
    await upload(env.LAKE, { manifest, onnx })
  })

  test.each(['forest', 'onnxruntime-web'] as const)(
    '%s answers as Python did, within 1e-4 of the fare and a minor unit of rounding',
    async (name) => {
      const { port } = await openedIn(name)
      const text = await read(goldens, `../../golden/fare-${manifest.version}.json`)
      const { rows } = Golden.parse(JSON.parse(text))
      expect(rows.length).toBeGreaterThanOrEqual(20)
      const predictions = await port.predict(rows)
      for (const [at, { currency, outputs }] of rows.entries()) {
        const scale = manifest.currency_scale[currency] ?? Number.NaN
        const [expected, ...quantiles] = FARE_OUTPUTS.map((name) =>
          toMinor(Math.exp(outputs[manifest.outputs.indexOf(name)] ?? Number.NaN) * scale, currency)
        )
        const wanted = [expected, ...quantiles.sort((a, b) => a - b)]
        const prediction = predictions[at]
        const answered = prediction && [prediction.amountMinor, ...prediction.quantilesMinor]
        expect(answered).toHaveLength(wanted.length)
        for (const [column, fare = Number.NaN] of wanted.entries()) {
          const difference = Math.abs((answered?.[column] ?? Number.NaN) - fare)
          expect(difference).toBeLessThanOrEqual(GOLDEN_TOLERANCE * fare + 1)
        }
      }
    }
  )

  test('both engines say the same bits on rows that mix the golden ones, missing values too', async () => {
    const [golden, width] = [goldenFeatures(manifest), manifest.inputs.length]
    const known = golden.length / width
    const features = Float32Array.from({ length: MIXED_ROWS * width }, (_, cell) => {
      const [row, column] = [Math.floor(cell / width), cell % width]
      // Steps of a quadratic residue: every row another mixture, the same in each run.
      const from = (row * row + row * column + column * column) % (known + 1)
      return from === known ? Number.NaN : (golden[from * width + column] ?? Number.NaN)
    })
    const [forest, runtime] = [await openForest(onnx), await wasm.open(onnx)]
    const wanted = await runtime.run(features, MIXED_ROWS)
    expect(await forest.run(features, MIXED_ROWS)).toEqual(wanted)
    const alone = features.subarray(0, width)
    expect(await forest.run(alone, 1)).toEqual(await runtime.run(alone, 1))
    await runtime.release()
  })

  test('leaves room in the isolate', () => {
    expect(wasm.memoryBytes()).toBeLessThanOrEqual(64 * MB)
  })

  async function openedIn(name: EngineName): Promise<OpenedModel<FareModel>> {
    const stored = { models: env.LAKE, folders: ['models/'], version: manifest.version }
    const opened = await openModel(fare, stored, enginesFor(name, wasm), () => {
      throw new Error('the only engine is not passed over')
    })
    expect(opened.engine).toBe(name)
    return opened
  }
})

describe.each(goldenTrees)('$name', ({ onnx, features, rows, outputs }) => {
  test('both engines answer as Python did', async () => {
    const [forest, runtime] = [await openForest(onnx), await wasm.open(onnx)]
    const [own, other] = [await forest.run(features, rows), await runtime.run(features, rows)]
    await runtime.release()
    for (const [at, wanted] of outputs.entries()) {
      expect(Math.abs((other[at] ?? Number.NaN) - wanted)).toBeLessThanOrEqual(ROUNDING)
      expect(Math.abs((own[at] ?? Number.NaN) - wanted)).toBeLessThanOrEqual(ROUNDING)
    }
  })
})

async function read(texts: Record<string, () => Promise<string>>, path: string): Promise<string> {
  const load = texts[path]
  if (!load) throw new Error(`${path} is missing: npm run train writes it`)
  return load()
}
