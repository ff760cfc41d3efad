import { expect, test } from 'vitest'
import type { Outlook } from '../../../../models/outlook/outlook-model'
import { DROP_SHARES, OUTLOOK_HORIZONS } from '../../../../models/outlook/outlook-model'
import {
  type AdvicePath,
  adviceFigures,
  follow,
  savingByConfidence,
} from '../../../../pipelines/training/outlook/follow-advice'

/** Says that waiting changes the price by so much, surely. */
function outlook(change: number, daysToDeparture: number, pSaves = 0.9): Outlook {
  return {
    lowestMinor: 10_000,
    daysToDeparture,
    horizons: [],
    drops: OUTLOOK_HORIZONS.map(() => DROP_SHARES.map(() => 0.5)),
    waits: OUTLOOK_HORIZONS.map((days) => ({ days, change, loss: Math.max(0, change), pSaves })),
  }
}

/** Fares from `daysOut` down, one a day; waits while `waits` says so. */
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

test('a buyer waits while told to and pays what the day says', () => {
  const told = path('A', 3, [100, 90, 80, 120], [true, true, false, false])
  expect(follow(told, 0, question)).toMatchObject({ paid: 80, boughtOut: 1, waited: true })
})

test('who still waits at the deadline or at the last sight pays what it costs then', () => {
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
  // Half of one of two tickets that count alike.
  expect(figures?.advice?.saving).toBeCloseTo(0.25)
  expect(figures?.clairvoyant?.regret).toBeCloseTo(0)
  expect(figures?.['buy now']?.regret).toBeCloseTo(1 / 3)
  expect(adviceFigures(paths, 14, 'medium')?.['buy now']?.departures).toBe(2)
})

test('savings are told by tenths of confidence, over days told to wait', () => {
  const paths = [path('A', 2, [100, 80, 160], [true, false, false])]
  expect(savingByConfidence(paths, 'medium')).toEqual([
    { from: 0.9, asked: 1, saving: expect.closeTo(0.2) },
  ])
})
