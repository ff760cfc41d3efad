/**
 * The ad prices of the Numenta Anomaly Benchmark, hourly with labelled windows, watched as if an hour
 * of the day were a flight. Judged by window at a fixed number of alerts, as the scores of all
 * detectors can be ranked whatever their limits.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { dayNumber } from '../../../models/airline/calendar'
import type { SearchEvent } from '../../../pipelines/events/event'
import { watch } from '../../../pipelines/watch/watch-feed'
import type { Metric } from '../kit/trainer'
import { DETECTORS, scoreBy } from './anomaly-detectors'
import type { openAnomaly } from './anomaly-rows'

export const NAB_WINDOWS = 'anomaly/NAB/labels/combined_windows.json'
const SERIES = 'realAdExchange'
/** A series: about two a month. */
const ALERTS = 4
const MONTH_DAYS = 30
/** Prices lie between 0.01 and 10; amounts are whole. */
const MINOR = 1e6

const Windows = z.record(z.string(), z.array(z.tuple([z.string(), z.string()])))
type Window = { readonly firstDay: number; readonly lastDay: number }

export async function judgeNab(
  folder: string,
  { model, scale }: ReturnType<typeof openAnomaly>,
  trainRows: number
): Promise<Metric[]> {
  const windows = Windows.parse(JSON.parse(readFileSync(join(folder, NAB_WINDOWS), 'utf8')))
  const sums = new Map(DETECTORS.map((name) => [name, { found: 0, outside: 0 }]))
  let [labelled, watchedDays] = [0, 0]
  for (const file of readdirSync(join(folder, 'anomaly/NAB/data', SERIES)).sort()) {
    const own = (windows[`${SERIES}/${file}`] ?? []).map(windowOf)
    const days = [...watch(readSeries(join(folder, 'anomaly/NAB/data', SERIES, file)))]
    const verdicts = await model.predict(days.map(({ row }) => row))
    labelled += own.length
    watchedDays += days.length
    for (const [name, sum] of sums) {
      const scored = days.flatMap(({ day }, at) => {
        const verdict = verdicts[at]
        return verdict ? [{ day, score: scoreBy(name, verdict, scale) ?? 0 }] : []
      })
      const alerts = strongest(scored)
      sum.found += own.filter((window) => alerts.some((day) => isIn(day, window))).length
      sum.outside += alerts.filter((day) => !own.some((window) => isIn(day, window))).length
    }
  }
  return [...sums].map(([model, { found, outside }]) => ({
    data: 'NAB',
    split: `six ad-price series, ${ALERTS} alerts each; a transfer`,
    rows: labelled,
    train_rows: trainRows,
    model,
    values: {
      recall: found / labelled,
      false_incidents: (outside * MONTH_DAYS) / watchedDays,
    },
  }))
}

function windowOf([from, to]: readonly [string, string]): Window {
  const dayIn = (text: string) => dayNumber(text.slice(0, 10))
  return { firstDay: dayIn(from), lastDay: dayIn(to) }
}

function isIn(day: number, { firstDay, lastDay }: Window): boolean {
  return day >= firstDay && day <= lastDay
}

/** Days of the highest scores, no two adjacent: those would be one alert. */
function strongest(scored: readonly { readonly day: number; readonly score: number }[]): number[] {
  const alerts: number[] = []
  for (const { day, score } of scored.toSorted((a, b) => b.score - a.score || a.day - b.day)) {
    if (alerts.length === ALERTS || score <= 0) break
    if (alerts.every((other) => Math.abs(other - day) > 1)) alerts.push(day)
  }
  return alerts
}

function readSeries(path: string): SearchEvent[] {
  const [, ...lines] = readFileSync(path, 'utf8').trim().split('\n')
  return lines.map((line): SearchEvent => {
    const [time = '', value = ''] = line.split(',')
    const at = Date.parse(`${time.replace(' ', 'T')}Z`)
    const hour = new Date(at).getUTCHours()
    const amountMinor = Math.round(Number(value) * MINOR)
    return {
      type: 'search',
      id: `nab-${time}`,
      at,
      receivedAt: at,
      market: 'AAA-BBB',
      departureDate: '2012-12-31',
      currency: 'USD',
      cabin: 'economy',
      passengers: 1,
      shopper: {},
      offers: [{ airline: 'AD', flightNumber: `AD${hour}`, amountMinor }],
    }
  })
}
