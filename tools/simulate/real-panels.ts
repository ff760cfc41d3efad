/** Panels of real lowest fares, read into series; nothing of them is stored. */
import { join } from 'node:path'
import { parse } from 'csv-parse'
import { z } from 'zod'
import { daysBetween } from '../../models/airline/calendar'
import type { Series } from '../../pipelines/simulator/panel-statistics'
import { openPlain } from '../replay/read-fares'

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
  const markets = new Map<string, Map<string, Map<number, number>>>()
  for await (const record of records(file)) {
    const { observed_at, origin, destination, departure_date, price } = PanelRow.parse(record)
    if (observed_at >= until) continue
    const name = `${origin}-${destination}`
    const days = daysBetween(observed_at.slice(0, 10), departure_date)
    const departures = markets.get(name) ?? new Map<string, Map<number, number>>()
    markets.set(name, departures)
    const series = departures.get(departure_date) ?? new Map<number, number>()
    departures.set(departure_date, series.set(days, Math.min(price, series.get(days) ?? Infinity)))
  }
  return [...markets.values()].flatMap((departures) => againstUsual([...departures.values()]))
}

/** Divides by the usual fare of a market, the mean of its observations. */
function againstUsual(departures: readonly Series[]): Series[] {
  const fares = departures.flatMap((series) => [...series.values()])
  const usual = fares.reduce((sum, fare) => sum + fare, 0) / fares.length
  return departures.map(
    (series) => new Map([...series].map(([days, fare]) => [days, fare / usual]))
  )
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
