import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { Manifest } from '../../../models/artifact'
import { demandLevel } from '../../../models/demand/hosted-demand'
import { readForest } from '../../../models/forest/forest'
import { GOLDEN_TOLERANCE, goldenDifference, goldenFeatures } from '../../../models/golden'
import { SEARCH_FEATURES, searchFeatures } from '../../../pipelines/demand/search-features'

const folder = 'models/artifacts/demand-level'
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(`${folder}/champion.json`, 'utf8')))
const manifest = Manifest.parse(
  JSON.parse(readFileSync(`${folder}/${version}/manifest.json`, 'utf8'))
)
const onnx = readFileSync(`${folder}/${version}/model.onnx`)
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
