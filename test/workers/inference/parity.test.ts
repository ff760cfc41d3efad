/** What Python answered on golden rows, the Worker answers: encoding, ONNX Runtime and decoding. */
/// <reference types="vite/types/importMeta.d.ts" />
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Manifest } from '../../../models/artifact'
import { FARE_OUTPUTS } from '../../../models/fare/decode-fares'
import { GOLDEN_TOLERANCE } from '../../../models/golden'
import { toMinor } from '../../../models/money'
import { type FareEngine, openFareEngine } from '../../../workers/inference/fare-engine'
import { openSession, wasmMemoryBytes } from '../../../workers/inference/runtime'
import { upload } from './fare-fixture'

const MB = 2 ** 20

const Golden = z.object({
  rows: z.array(
    z.object({
      currency: z.string(),
      values: z.record(
        z.string(),
        z
          .union([z.number(), z.string()])
          .nullable()
          .transform((value) => value ?? undefined)
      ),
    })
  ),
  /** By output name, major units of the row's currency. */
  fares: z.array(z.record(z.string(), z.number())),
})

const manifests = import.meta.glob<string>('../../../models/artifacts/fare/*/manifest.json', {
  query: '?raw',
  import: 'default',
})
const files = import.meta.glob<string>('../../../models/artifacts/fare/*/model.onnx', {
  query: '?url&inline',
  import: 'default',
})
const goldens = import.meta.glob<string>('../../golden/fare/*.json', {
  query: '?raw',
  import: 'default',
})

beforeAll(() => import('onnxruntime-web/ort-wasm-simd-threaded.wasm'), 60_000)

test('the project ships a fare model', () => {
  expect(Object.keys(manifests).length).toBeGreaterThan(0)
})

describe.each(Object.keys(manifests))('%s', (path) => {
  let engine: FareEngine
  let golden: z.infer<typeof Golden>

  beforeAll(async () => {
    const manifest = Manifest.parse(JSON.parse(await read(manifests, path)))
    const inline = await read(files, path.replace('manifest.json', 'model.onnx'))
    const onnx = new Uint8Array(await (await fetch(inline)).arrayBuffer())
    expect(onnx.length).toBeLessThanOrEqual(MB)
    await upload(env.LAKE, { manifest, onnx })
    golden = Golden.parse(
      JSON.parse(await read(goldens, `../../golden/fare/${manifest.version}.json`))
    )
    engine = await openFareEngine(env.LAKE, manifest.version, openSession)
  })

  test('answers as Python did, within 1e-4 of the fare and the rounding to minor units', async () => {
    const predictions = await engine.predict(golden.rows)
    expect(golden.rows.length).toBeGreaterThanOrEqual(20)
    for (const [at, { currency }] of golden.rows.entries()) {
      const [expected = Number.NaN, ...quantiles] = FARE_OUTPUTS.map((name) =>
        toMinor(golden.fares[at]?.[name] ?? Number.NaN, currency)
      )
      const wanted = [expected, ...quantiles.sort((a, b) => a - b)]
      const answered = [predictions[at]?.amountMinor, ...(predictions[at]?.quantilesMinor ?? [])]
      expect(answered).toHaveLength(wanted.length)
      for (const [column, fare] of wanted.entries()) {
        const difference = Math.abs((answered[column] ?? Number.NaN) - fare)
        expect(difference).toBeLessThanOrEqual(GOLDEN_TOLERANCE * fare + 1)
      }
    }
  })

  test('leaves room in the isolate', () => {
    expect(wasmMemoryBytes()).toBeLessThanOrEqual(64 * MB)
  })
})

async function read(texts: Record<string, () => Promise<string>>, path: string): Promise<string> {
  const load = texts[path]
  if (!load) throw new Error(`${path} is missing: npm run train writes it`)
  return load()
}
