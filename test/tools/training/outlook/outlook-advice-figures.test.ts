import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { OUTLOOK_OUTPUTS } from '../../../../models/outlook/decode-outlook'
import { adviceMetrics } from '../../../../tools/training/outlook/outlook-advice-figures'

/** A day of one departure; `change` is the forecast effect of waiting on the price. */
function line(daysOut: number, amount: number, change: number): string {
  const zeros = Object.fromEntries(OUTLOOK_OUTPUTS.map((name) => [name, 0]))
  const waits = [1, 3, 7, 14, 30].map((days) => ({
    [`change_${days}d`]: change,
    [`saves_${days}d`]: 2,
  }))
  return JSON.stringify({
    'row.data': 'made up',
    'row.market': 'LIS-FRA',
    'row.departure_date': '2026-05-01',
    'row.currency': 'EUR',
    'row.day': 20_574 - daysOut,
    'row.amount': amount,
    days_out: daysOut,
    last_days_out: 11,
    ...Object.assign(zeros, ...waits),
  })
}

test('outputs written by the fit are decoded, advised and scored by the code that serves', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'outlook-')), 'advice.ndjson')
  const days = [line(12, 80, 0.5), line(14, 100, -0.3), line(13, 90, -0.3), line(11, 200, 0.5)]
  // Observed last 7 days out: open to the end.
  const seen = days.map((each) => each.replace('"last_days_out":11', '"last_days_out":7'))
  writeFileSync(file, `${seen.join('\n')}\n`)
  const about = { split: 'a split', model: 'advice', train_rows: 5 }
  const metrics = await adviceMetrics(file, about)
  expect(metrics.map(({ model }) => model)).toEqual([
    'buy now',
    'buy at the very end',
    'clairvoyant',
    'advice, risk medium',
    'advice, risk low',
    'advice, risk high',
  ])
  const advice = metrics.find(({ model }) => model === 'advice, risk medium')
  expect(advice).toMatchObject({ data: 'made up', rows: 1, train_rows: 5 })
  expect(advice?.values).toMatchObject({ bought_days_out: 12, clairvoyant_share: 1 })
  expect(advice?.values.saving).toBeCloseTo(0.2)
  // Two days had the advice to wait, at a logit of 2: 20 % and 11 % saved.
  expect(advice?.values).toMatchObject({ asked_from_80: 2 })
  expect(advice?.values.confident_least).toBeCloseTo((0.2 + 1 / 9) / 2)
})
