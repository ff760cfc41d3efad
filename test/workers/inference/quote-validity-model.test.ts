/** The shipped quote-validity model answers equally in both engines, and checks quotes. */
/// <reference types="vite/types/importMeta.d.ts" />
import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { hold } from '../../../models/quote-validity/hosted-quote-validity'
import { Manifest } from '../../../models/runtime/artifact'
import { goldenFeatures } from '../../../models/runtime/golden'
import { enginesFor } from '../../../workers/inference/engine'
import { openForest } from '../../../workers/inference/forest-session'
import { openModel } from '../../../workers/inference/open-model'
import { createRuntime } from '../../../workers/inference/runtime'

const manifests = import.meta.glob<string>('../../../models/artifacts/hold/*/manifest.json', {
  query: '?raw',
  import: 'default',
})
const files = import.meta.glob<string>('../../../models/artifacts/hold/*/model.onnx', {
  query: '?url&inline',
  import: 'default',
})

let manifest: Manifest
let onnx: Uint8Array

beforeAll(async () => {
  const [path = ''] = Object.keys(manifests)
  manifest = Manifest.parse(JSON.parse((await manifests[path]?.()) ?? ''))
  const inline = (await files[path.replace('manifest.json', 'model.onnx')]?.()) ?? ''
  onnx = new Uint8Array(await (await fetch(inline)).arrayBuffer())
  const folder = `models/hold/${manifest.version}`
  await env.LAKE.put(`${folder}/model.onnx`, onnx)
  await env.LAKE.put(`${folder}/manifest.json`, JSON.stringify(manifest))
  await import('onnxruntime-web/ort-wasm-simd-threaded.wasm')
}, 60_000)

test('forest and ONNX Runtime say the same of its golden rows', async () => {
  const [features, rows] = [goldenFeatures(manifest), manifest.golden.features.length]
  const [forest, runtime] = [await openForest(onnx), await createRuntime().open(onnx)]
  expect(await forest.run(features, rows)).toEqual(await runtime.run(features, rows))
  await runtime.release()
})

test('it opens as a forest and tells chances that sum to 1', async () => {
  const { port } = await openModel(
    hold,
    { models: env.LAKE, folders: ['models/'], version: manifest.version },
    enginesFor('forest', createRuntime()),
    () => {
      throw new Error('the forest was passed over')
    }
  )
  const values = { quote_age_hours: 30, days_to_departure: 12 }
  const [change] = await port.predict([{ currency: 'EUR', values }])
  expect(change?.chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9)
})
