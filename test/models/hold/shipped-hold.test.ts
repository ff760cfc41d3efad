/** The hold model that ships: its golden rows by the forest, its inputs, and what it makes of a plain quote. */
/// <reference types="vite/types/importMeta.d.ts" />
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { Manifest } from '../../../models/artifact'
import { HOUR_MS } from '../../../models/calendar'
import { type Forest, readForest } from '../../../models/forest/forest'
import { GOLDEN_TOLERANCE, goldenDifference, goldenFeatures } from '../../../models/golden'
import { binsOf } from '../../../models/hold/decode-changes'
import { hold } from '../../../models/hold/hosted-hold'
import { HOLD_FEATURES } from '../../../pipelines/quotes/features/hold-row'
import { judgeQuotes } from '../../../pipelines/quotes/judge-quotes'
import { fareClassOf, inDays, NOW } from '../../pipelines/answers/snapshots'

const FOLDER = '../../../models/artifacts/hold'
const MAX_BYTES = 1_000_000

const texts = import.meta.glob<string>('../../../models/artifacts/hold/**/*.json', {
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
  const champion = JSON.parse(await read(texts, `${FOLDER}/champion.json`))
  const { version } = z.object({ version: z.string() }).parse(champion)
  manifest = Manifest.parse(JSON.parse(await read(texts, `${FOLDER}/${version}/manifest.json`)))
  const inline = await read(files, `${FOLDER}/${version}/model.onnx`)
  onnx = new Uint8Array(await (await fetch(inline)).arrayBuffer())
})

function read(from: Record<string, () => Promise<string>>, path: string): Promise<string> {
  const found = from[path]
  if (!found) throw new Error(`There is no ${path}; npm run train -- --model hold`)
  return found()
}

function grown(): Forest {
  const { forest, reason } = readForest(onnx)
  if (!forest) throw new Error(reason)
  return forest
}

test('it is small, a forest, and answers its golden rows', () => {
  expect(onnx.length).toBeLessThanOrEqual(MAX_BYTES)
  const rows = manifest.golden.features.length
  const difference = goldenDifference(grown().predict(goldenFeatures(manifest), rows), manifest)
  expect(difference).toBeLessThanOrEqual(GOLDEN_TOLERANCE)
})

test('its inputs are the features of a quote, its outputs bins of a change', () => {
  expect(manifest.inputs.map(({ name }) => name)).toEqual(HOLD_FEATURES.map(({ name }) => name))
  expect(binsOf(manifest)).toBeDefined()
})

test('it ships from data whose licence allows it', () => {
  expect(manifest.training.data.map(({ licence }) => licence)).toEqual([
    'same as this repository',
    'MIT',
  ])
})

test('a quote ages: sure when just seen, likely for hours, doubtful after a month', async () => {
  const forest = grown()
  const model = hold.serve({
    manifest,
    run: async (features, rows) => forest.predict(features, rows),
    explain: () => undefined,
  })
  const seen = Array.from({ length: 20 }, (_, day) => [
    { inDays: 10 + day, daysAgo: 8, fare: 100_00 },
    { inDays: 10 + day, daysAgo: 2, fare: day % 3 === 0 ? 120_00 : 100_00 },
  ]).flat()
  const asked = [0, 1, 24, 720].map((hours) => ({
    quote: {
      ...{ market: 'LIS-JFK' as const, departureDate: inDays(50), cabin: 'economy' as const },
      ...{ amountMinor: 100_00, currency: 'EUR', quotedAt: NOW - hours * HOUR_MS },
    },
    ...{ fares: fareClassOf(seen), priceMinor: 100_00, tolerance: { lower: -0.02, upper: 0.02 } },
  }))
  const chances = (await judgeQuotes(asked, model, NOW)).map(({ pHold }) => pHold)
  const [atOnce = 0, hour = 0, day = 0, month = 1] = chances
  expect(atOnce).toBe(1)
  expect(hour).toBeGreaterThan(0.95)
  expect(day).toBeGreaterThan(0.6)
  expect(month).toBeLessThan(0.6)
})
