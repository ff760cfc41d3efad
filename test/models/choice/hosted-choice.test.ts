/// <reference types="vite/types/importMeta.d.ts" />
import { beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { Manifest } from '../../../models/artifact'
import { choice } from '../../../models/choice/hosted-choice'
import { type ForestReading, readForest } from '../../../models/forest/forest'
import { GOLDEN_TOLERANCE, goldenDifference, goldenFeatures } from '../../../models/golden'
import { AFFINITY_FEATURES } from '../../../pipelines/choice/affinity-features'
import { SLATE_FEATURES, slateRows } from '../../../pipelines/choice/slate-features'

const FOLDER = '../../../models/artifacts/choice'

const texts = import.meta.glob<string>('../../../models/artifacts/choice/**/*.json', {
  query: '?raw',
  import: 'default',
})
const files = import.meta.glob<string>('../../../models/artifacts/choice/*/model.onnx', {
  query: '?url&inline',
  import: 'default',
})

let manifest: Manifest
let reading: ForestReading

beforeAll(async () => {
  const champion = JSON.parse(await read(texts, `${FOLDER}/champion.json`))
  const { version } = z.object({ version: z.string() }).parse(champion)
  manifest = Manifest.parse(JSON.parse(await read(texts, `${FOLDER}/${version}/manifest.json`)))
  const inline = await read(files, `${FOLDER}/${version}/model.onnx`)
  reading = readForest(new Uint8Array(await (await fetch(inline)).arrayBuffer()))
})

function read(from: Record<string, () => Promise<string>>, path: string): Promise<string> {
  const found = from[path]
  if (!found) throw new Error(`There is no ${path}; npm run train -- --model choice`)
  return found()
}

it('is one forest, logit and ranker together, that answers its golden rows', () => {
  const { forest, reason } = reading
  expect(reason).toBeUndefined()
  const outputs = forest?.predict(goldenFeatures(manifest), manifest.golden.features.length)
  const difference = goldenDifference(outputs ?? new Float32Array(), manifest)
  expect(difference).toBeLessThanOrEqual(GOLDEN_TOLERANCE)
})

it('eats the features of slates and likings, no others', () => {
  const names = [...SLATE_FEATURES, ...AFFINITY_FEATURES].map(({ name }) => name)
  expect(manifest.inputs.map(({ name }) => name)).toEqual(names)
})

it('prefers the cheaper and the faster of two offers that are otherwise alike', async () => {
  const model = choice.serve({
    manifest,
    run: async (features, rows) => reading.forest?.predict(features, rows) ?? new Float32Array(),
    explain: () => undefined,
  })
  const trip = {
    daysToDeparture: 40,
    returns: false,
    sameDay: undefined,
    domestic: true,
    passengers: 1,
    stayDays: undefined,
  }
  const plain = {
    amount: 10_000,
    airline: 'LH',
    durationMinutes: 100,
    stops: 0,
    departsMinute: 600,
  }
  const slateOf = (...offers: (typeof plain)[]) => slateRows({ trip, offers }, [])
  const dearer = slateOf({ ...plain, amount: 14_000 }, plain)
  const slower = slateOf(plain, { ...plain, durationMinutes: 300 })
  const told = await model.predict([dearer, [], slower])
  const [first, none, last] = told
  expect(first?.probabilities[1]).toBeGreaterThan(0.7)
  expect(none).toBeUndefined()
  expect(last?.probabilities[0]).toBeGreaterThan(0.6)
  expect(first?.leaves).toBeGreaterThan(0)
  expect(first?.leaves).toBeLessThan(1)
})
