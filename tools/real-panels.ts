/** Panels of real lowest fares, read into series; nothing of them is kept. */
import { join } from 'node:path'
import { parse } from 'csv-parse'
import { z } from 'zod'
import { daysBetween } from '../models/calendar'
import type { Series } from '../pipelines/simulator/panel-statistics'
import { openPlain } from './read-fares'

const PanelRow = z.object({
  observed_at: z.string(),
  origin: z.string(),
  destination: z.string(),
  departure_date: z.string(),
  price: z.coerce.number().positive(),
})
const Fare = z.object({
  source_city: z.string(),
  destination_city: z.string(),
  class: z.string(),
  days_left: z.coerce.number(),
  price: z.coerce.number().positive(),
})

/** Observations before `until`; the rest of a panel is a test period. */
export async function readPanel(file: string, until: string): Promise<Series[]> {
  const all = new Map<string, Map<number, number>>()
  for await (const record of records(file)) {
    const { observed_at, origin, destination, departure_date, price } = PanelRow.parse(record)
    if (observed_at >= until) continue
    const name = `${origin}-${destination} ${departure_date}`
    const days = daysBetween(observed_at.slice(0, 10), departure_date)
    const series = all.get(name) ?? new Map<number, number>()
    all.set(name, series.set(days, Math.min(price, series.get(days) ?? Infinity)))
  }
  return [...all.values()]
}

/** Economy offers of one scrape, by market and day of departure. */
export async function readSlates(data: string): Promise<number[][]> {
  const slates = new Map<string, number[]>()
  for await (const record of records(join(data, 'easemytrip', 'fares.csv.gz'))) {
    const row = Fare.parse(record)
    if (row.class !== 'Economy') continue
    const name = `${row.source_city} ${row.destination_city} ${row.days_left}`
    slates.set(name, [...(slates.get(name) ?? []), row.price])
  }
  return [...slates.values()]
}

function records(file: string): AsyncIterable<unknown> {
  return openPlain(file).pipe(parse({ bom: true, columns: true, skip_empty_lines: true }))
}
