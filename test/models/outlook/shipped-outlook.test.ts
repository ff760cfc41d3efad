/** The outlook model that ships: golden rows by the forest, its inputs, and what it makes of a market. */
/// <reference types="vite/types/importMeta.d.ts" />
import { expect, test } from 'vitest'
import { z } from 'zod'
import { Manifest } from '../../../models/artifact'
import { DAY_MS } from '../../../models/calendar'
import { readForest } from '../../../models/forest/forest'
import { GOLDEN_TOLERANCE, goldenDifference, goldenFeatures } from '../../../models/golden'
import { OUTLOOK_OUTPUTS } from '../../../models/outlook/decode-outlook'
import { dropProbability } from '../../../models/outlook/drop-probability'
import { outlook } from '../../../models/outlook/hosted-outlook'
import { OUTLOOK_FEATURES } from '../../../pipelines/features/outlook'
import { outlookRows } from '../../../pipelines/training/outlook-rows'
import { simulatedPanel } from '../../../pipelines/training/simulated-panel'

const FOLDER = '../../../models/artifacts/outlook'
const texts = import.meta.glob<string>('../../../models/artifacts/outlook/**/*.json', {
  query: '?raw',
  import: 'default',
})
const files = import.meta.glob<string>('../../../models/artifacts/outlook/*/model.onnx', {
  query: '?url&inline',
  import: 'default',
})

const champion = JSON.parse(await read(texts, `${FOLDER}/champion.json`))
const { version } = z.object({ version: z.string() }).parse(champion)
const manifest = Manifest.parse(JSON.parse(await read(texts, `${FOLDER}/${version}/manifest.json`)))
const inline = await read(files, `${FOLDER}/${version}/model.onnx`)
const onnx = new Uint8Array(await (await fetch(inline)).arrayBuffer())
const { forest, reason } = readForest(onnx)

test('it is one forest within its budget that answers its golden rows', () => {
  expect(reason).toBeUndefined()
  expect(onnx.length).toBeLessThanOrEqual(1_000_000)
  const outputs = forest?.predict(goldenFeatures(manifest), manifest.golden.features.length)
  const difference = goldenDifference(outputs ?? new Float32Array(), manifest)
  expect(difference).toBeLessThanOrEqual(GOLDEN_TOLERANCE)
})

test('it eats the features of an outlook, in their order, and says all that is decoded', () => {
  expect(manifest.inputs.map(({ name }) => name)).toEqual(OUTLOOK_FEATURES.map(({ name }) => name))
  expect([...manifest.outputs].sort()).toEqual([...OUTLOOK_OUTPUTS].sort())
})

test('it ships from data whose licence allows it', () => {
  const licences = manifest.training.data.map(({ licence }) => licence)
  expect(licences).toEqual(['this repository', 'MIT'])
})

test('every day of a market has a group of conformal shifts', () => {
  const groups = manifest.conformal?.groups ?? []
  for (let days = 0; days <= 400; days += 1) {
    expect(groups.filter((each) => each.days_from <= days && days <= each.days_to)).toHaveLength(1)
  }
})

test('fares about to leave are told to rise, and intervals widen with days', async () => {
  const model = outlook.serve({
    manifest,
    run: async (features, rows) => forest?.predict(features, rows) ?? new Float32Array(),
    explain: () => undefined,
  })
  const rows = [...outlookRows(weeks(20))].filter(
    ({ values }) => values.curve_change_7d !== undefined
  )
  const questions = rows.map(({ currency, values, amount, daysOut }) => ({
    row: { currency, values },
    lowestMinor: Math.round(amount * 100),
    daysToDeparture: daysOut,
  }))
  const told = (await model.predict(questions)).flatMap((each) => each ?? [])
  const week = (near: number, far: number) => {
    const ratios = told
      .filter(({ daysToDeparture }) => daysToDeparture >= near && daysToDeparture <= far)
      .flatMap(({ horizons, lowestMinor }) => {
        const ahead = horizons.find(({ days }) => days === 7)
        return ahead ? [ahead.fareMinor / lowestMinor] : []
      })
    return ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length
  }
  expect(week(7, 10)).toBeGreaterThan(1.05)
  expect(week(60, 90)).toBeLessThan(week(7, 10))
  const width = (ahead: number) => {
    const all = told.flatMap(({ horizons, lowestMinor }) => {
      const found = horizons.find(({ days }) => days === ahead)
      const [low = 0, high = 0] = [found?.quantilesMinor[0], found?.quantilesMinor.at(-1)]
      return found ? [(high - low) / lowestMinor] : []
    })
    return all.reduce((sum, each) => sum + each, 0) / all.length
  }
  expect(width(1)).toBeLessThan(width(7))
  expect(width(7)).toBeLessThan(width(30))
  for (const each of told) expect(dropProbability(each, 0.1, 7)).toBeGreaterThan(0)
})

/** One simulated market's first days. */
function* weeks(days: number) {
  let first: number | undefined
  let market: string | undefined
  for (const event of simulatedPanel(7)) {
    first ??= event.at
    market ??= event.market
    if (event.at > first + days * DAY_MS) return
    if (event.market === market) yield event
  }
}

function read(from: Record<string, () => Promise<string>>, path: string): Promise<string> {
  const found = from[path]
  if (!found) throw new Error(`There is no ${path}; npm run train -- --model outlook`)
  return found()
}
