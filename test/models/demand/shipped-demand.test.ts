/// <reference types="vite/types/importMeta.d.ts" />
import { expect, it } from 'vitest'
import { z } from 'zod'
import { Manifest } from '../../../models/artifact'
import { demandLevel } from '../../../models/demand/hosted-demand'
import { readForest } from '../../../models/forest/forest'
import { GOLDEN_TOLERANCE, goldenDifference, goldenFeatures } from '../../../models/golden'
import { SEARCH_FEATURES, searchFeatures } from '../../../pipelines/demand/search-features'

const FOLDER = '../../../models/artifacts/demand-level'
const texts = import.meta.glob<string>('../../../models/artifacts/demand-level/**/*.json', {
  query: '?raw',
  import: 'default',
})
const files = import.meta.glob<string>('../../../models/artifacts/demand-level/*/model.onnx', {
  query: '?url&inline',
  import: 'default',
})

const champion = JSON.parse(await read(texts, `${FOLDER}/champion.json`))
const { version } = z.object({ version: z.string() }).parse(champion)
const manifest = Manifest.parse(JSON.parse(await read(texts, `${FOLDER}/${version}/manifest.json`)))
const inline = await read(files, `${FOLDER}/${version}/model.onnx`)
const onnx = new Uint8Array(await (await fetch(inline)).arrayBuffer())
const { forest, reason } = readForest(onnx)

it('is one forest within its budget that answers its golden rows', () => {
  expect(reason).toBeUndefined()
  expect(onnx.length).toBeLessThanOrEqual(1_000_000)
  const outputs = forest?.predict(goldenFeatures(manifest), manifest.golden.features.length)
  const difference = goldenDifference(outputs ?? new Float32Array(), manifest)
  expect(difference).toBeLessThanOrEqual(GOLDEN_TOLERANCE)
})

it('eats the features of searches, in their order', () => {
  expect(manifest.inputs.map(({ name }) => name)).toEqual([...SEARCH_FEATURES])
})

it('tells a market that is searched twice as much as usual from one that fell asleep', async () => {
  const model = demandLevel.serve({
    manifest,
    run: async (features, rows) => forest?.predict(features, rows) ?? new Float32Array(),
    explain: () => undefined,
  })
  const rowOf = (lately: number) => {
    const counts = Array.from({ length: 70 }, (_, day) => (day < 66 ? 400 : lately))
    const values = searchFeatures({ firstDay: 20_000, counts }, 20_070, 1)
    return { currency: '', values: values ?? {} }
  }
  const told = await model.predict([rowOf(800), rowOf(400), rowOf(200)])
  expect(told.map((each) => each?.level)).toEqual(['high', 'medium', 'low'])
})

function read(from: Record<string, () => Promise<string>>, path: string): Promise<string> {
  const found = from[path]
  if (!found) throw new Error(`There is no ${path}; npm run train -- --model demand-level`)
  return found()
}
