import { expect, test } from 'vitest'
import type { Outlook } from '../../../../models/outlook/outlook-model'
import { DROP_SHARES, OUTLOOK_HORIZONS } from '../../../../models/outlook/outlook-model'
import {
  type AdvicePath,
  adviceFigures,
  follow,
  savingByConfidence,
} from '../../../../pipelines/training/outlook/follow-advice'

/** Forecasts a certain price change from waiting. */
function outlook(change: number, daysToDeparture: number, pSaves = 0.9): Outlook {
  return {
    lowestMinor: 10_000,
    daysToDeparture,
    horizons: [],
    drops: OUTLOOK_HORIZONS.map(() => DROP_SHARES.map(() => 0.5)),
    waits: OUTLOOK_HORIZONS.map((days) => ({ days, change, loss: Math.max(0, change), pSaves })),
  }
}

/** Daily fares from `daysOut` down; `waits` decides whether the advice is to wait. */
function path(
  market: string,
  daysOut: number,
  fares: readonly number[],
  waits: readonly boolean[]
) {
  const days = fares.map((amount, at) => ({
    daysOut: daysOut - at,
    amount,
    outlook: outlook(waits[at] ? -0.2 : 0.2, daysOut - at),
  }))
  return { market, lastDaysOut: daysOut - fares.length + 1, days } satisfies AdvicePath
}

const question = { risk: 'medium', deadlineDays: 3 } as const

test('a buyer waits as advised and pays the fare of the day', () => {
  const censored = path('A', 3, [100, 90, 80, 120], [true, true, false, false])
  expect(follow(censored, 0, question)).toMatchObject({ paid: 80, boughtOut: 1, waited: true })
})

test('charges a buyer who still waits at the deadline or last observation the fare of that day', () => {
  const patient = path('A', 3, [100, 90, 80, 120], [true, true, true, true])
  expect(follow(patient, 0, question)?.paid).toBe(120)
  expect(follow(patient, 0, { ...question, deadlineDays: 1 })?.paid).toBe(90)
  const vanished = path('A', 3, [100, 90], [true, true])
  expect(follow(vanished, 0, question)?.paid).toBe(90)
})

test('the share of the clairvoyant is counted in money of the market, censored paths left out', () => {
  const paths = [
    path('A', 30, Array(31).fill(100).with(2, 50), [true, true]),
    path('B', 30, Array(31).fill(2000), []),
    path('A', 30, [100, 90, 80], [true, true, true]),
  ]
  const figures = adviceFigures(paths, 30, 'medium')
  expect(figures?.advice).toMatchObject({ departures: 2, censored: 1, clairvoyant_share: 1 })
  // Half of one of two tickets with equal weight.
  expect(figures?.advice?.saving).toBeCloseTo(0.25)
  expect(figures?.clairvoyant?.regret).toBeCloseTo(0)
  expect(figures?.['buy now']?.regret).toBeCloseTo(1 / 3)
  expect(adviceFigures(paths, 14, 'medium')?.['buy now']?.departures).toBe(2)
})

test('reports savings by tenth of confidence over days with advice to wait', () => {
  const paths = [path('A', 2, [100, 80, 160], [true, false, false])]
  expect(savingByConfidence(paths, 'medium')).toEqual([
    { from: 0.9, advised: 1, saving: expect.closeTo(0.2) },
  ])
})
