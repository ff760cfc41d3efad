import { expect, test } from 'vitest'
import { dayNumber, dayOf } from '../../../models/airline/calendar'
import type { OutlookRow } from '../../../pipelines/training/outlook/outlook-training-rows'
import { walkRecalibration } from '../../../tools/accuracy/walk-recalibration'
import { outlookTo } from '../../build/outlooks'
import { noise } from '../../build/settled-samples'

const FIRST = dayNumber('2026-01-05')

/** 60 departures observed daily for 50 days; fares wander around 100 and never fall to 80. */
const rows: OutlookRow[] = Array.from({ length: 60 * 50 }, (_, index) => {
  const [departure, day] = [index % 60, FIRST + Math.floor(index / 60)]
  return {
    at: 0,
    day,
    market: 'LIS-FRA',
    departureDate: dayOf(FIRST + 51 + (departure % 30)),
    cabin: 'economy',
    currency: departure < 30 ? 'EUR' : 'USD',
    daysOut: FIRST + 51 + (departure % 30) - day,
    amount: 100 + 10 * noise(index),
    values: {},
  }
})

test('a model that always promises a fall is corrected to the last price, as the ledger shows it', async () => {
  const figures = await walkRecalibration(rows, outlookTo(0.7))
  const week = figures.find(({ horizonDays }) => horizonDays === 7)
  expect(week?.model).toBeGreaterThan(0.2)
  expect(week?.corrected).toBeLessThan(1.02 * (week?.lastPrice ?? 0))
  expect(week?.modelCovers).toBeLessThan(0.3)
  expect(week?.correctedCovers).toBeGreaterThan(0.75)
})

test('nothing is corrected before something was settled', async () => {
  expect(await walkRecalibration(rows.slice(0, 120), outlookTo(0.7))).toEqual([])
})
