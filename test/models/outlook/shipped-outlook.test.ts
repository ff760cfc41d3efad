/** Checks the shipped outlook model: its inputs, its shifts, and its forecast of a market. */
import { expect, test } from 'vitest'
import { DAY_MS } from '../../../models/airline/calendar'
import { OUTLOOK_OUTPUTS } from '../../../models/outlook/decode-outlook'
import { dropProbability } from '../../../models/outlook/drop-probability'
import { outlook } from '../../../models/outlook/hosted-outlook'
import { OUTLOOK_FEATURES } from '../../../pipelines/features/outlook/outlook-features'
import { outlookRows } from '../../../pipelines/training/outlook/outlook-training-rows'
import { simulatedPanel } from '../../../pipelines/training/outlook/simulated-panel'
import { shippedArtifact } from '../../build/shipped-artifact'

const { manifest, session } = await shippedArtifact('outlook')

test('reads the outlook features in order and returns every decoded output', () => {
  expect(manifest.inputs.map(({ name }) => name)).toEqual(OUTLOOK_FEATURES.map(({ name }) => name))
  expect([...manifest.outputs].sort()).toEqual([...OUTLOOK_OUTPUTS].sort())
})

test('every day of a market has a group of conformal shifts', () => {
  const groups = manifest.conformal?.groups ?? []
  for (let days = 0; days <= 400; days += 1) {
    expect(groups.filter((each) => each.days_from <= days && days <= each.days_to)).toHaveLength(1)
  }
})

test('forecasts rising fares close to departure, and intervals that widen with days', async () => {
  const model = outlook.serve(session)
  const rows = [...outlookRows(weeks(20))].filter(
    ({ values }) => values.curve_change_7d !== undefined
  )
  const questions = rows.map(({ currency, values, amount, daysOut }) => ({
    row: { currency, values },
    lowestMinor: Math.round(amount * 100),
    daysToDeparture: daysOut,
  }))
  const predictions = (await model.predict(questions)).flatMap((each) => each ?? [])
  const week = (near: number, far: number) => {
    const ratios = predictions
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
    const all = predictions.flatMap(({ horizons, lowestMinor }) => {
      const found = horizons.find(({ days }) => days === ahead)
      const [low = 0, high = 0] = [found?.quantilesMinor[0], found?.quantilesMinor.at(-1)]
      return found ? [(high - low) / lowestMinor] : []
    })
    return all.reduce((sum, each) => sum + each, 0) / all.length
  }
  expect(width(1)).toBeLessThan(width(7))
  expect(width(7)).toBeLessThan(width(30))
  for (const each of predictions) expect(dropProbability(each, 0.1, 7)).toBeGreaterThan(0)
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
