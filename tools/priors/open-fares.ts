/**
 * Open fares by city pair and quarter, read where the user keeps them. Nothing of them is copied
 * into the repository; the error for a missing file names its source.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, zstdDecompressSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { z } from 'zod'
import { greatCircleKm } from '../../models/airline/great-circle'
import { place } from '../../models/airline/places'
import { type City, type FareTable, quarterNumber } from '../../pipelines/training/prior/fare-table'

export type OpenFares = { readonly table: FareTable; readonly places: readonly Place[] }
/** A city as the source names it, with the airports that belong to it, the largest first. */
export type Place = { readonly name: string; readonly airports: readonly string[] }

export const OPEN_FILES = {
  db1b: {
    path: 'openfares/db1b/market_quarters_2010_2015.parquet',
    from: 'US DOT, Origin and Destination Survey (DB1BMarket), https://www.transtats.bts.gov, summed by city pair and quarter',
  },
  bitre: {
    path: 'openfares/bitre/lowest_fares_monthly.csv.gz',
    from: 'BITRE, Domestic air fares, https://www.bitre.gov.au/statistics/aviation/air_fares, as CSV with Year, Month, Port1, Port2, $Value',
  },
} as const

export function requireFiles(data: string | undefined): string {
  if (data === undefined || data === '') {
    const wanted = Object.values(OPEN_FILES).map(({ path }) => path)
    throw new Error(`Name the folder that holds ${wanted.join(', ')} by --data or DATA_DIR`)
  }
  for (const { path, from } of Object.values(OPEN_FILES)) {
    const file = join(data, path)
    if (!existsSync(file)) throw new Error(`--data: there is no ${file}. Source: ${from}`)
  }
  return data
}

const MarketQuarter = z.object({
  year: z.coerce.number(),
  quarter: z.coerce.number(),
  a: z.coerce.number(),
  b: z.coerce.number(),
  pax_db1b: z.number(),
  fare_mean: z.number(),
})

/** The codec of the published file, which hyparquet leaves to its caller. */
const compressors = { ZSTD: (input: Uint8Array) => zstdDecompressSync(input) }

/** A tenth of all tickets; a mean fare outside these, USD a direction, is a coding error or free travel. */
const CREDIBLE_USD = { from: 20, to: 3000 } as const

export async function readDb1b(data: string): Promise<OpenFares> {
  const places = cityMarkets()
  const position = new Map(places.map(({ code }, index) => [code, index]))
  const file = await asyncBufferFromFile(join(data, OPEN_FILES.db1b.path))
  const columns = ['year', 'quarter', 'a', 'b', 'pax_db1b', 'fare_mean']
  const rows: FareRow[] = []
  for (const record of await parquetReadObjects({ file, columns, compressors })) {
    const market = MarketQuarter.parse(record)
    const [a, b] = [position.get(market.a), position.get(market.b)]
    const fare = market.fare_mean
    if (a === undefined || b === undefined) continue
    if (fare < CREDIBLE_USD.from || fare > CREDIBLE_USD.to) continue
    const quarter = quarterNumber(market.year, market.quarter)
    rows.push({ quarter, a, b, fare, passengers: market.pax_db1b })
  }
  return { table: tableOf(places, rows), places }
}

const RouteMonth = z.object({
  Year: z.coerce.number(),
  Month: z.coerce.number(),
  Port1: z.string(),
  Port2: z.string(),
  $Value: z.coerce.number().positive(),
})

/**
 * The lowest return fare of a month's last Thursday, three weeks ahead; halved it is one direction.
 * Each month of a route counts alike, as `SURVEYED` travellers, because a survey counts none.
 */
export function readBitre(data: string): OpenFares {
  const places = ports()
  const position = new Map(places.map(({ name }, index) => [name, index]))
  const sums = new Map<string, FareRow & { months: number }>()
  for (const record of csv(join(data, OPEN_FILES.bitre.path))) {
    const { Year, Month, Port1, Port2, $Value } = RouteMonth.parse(record)
    const [one, other] = [position.get(Port1), position.get(Port2)]
    if (one === undefined || other === undefined) continue
    const quarter = quarterNumber(Year, Math.floor((Month - 1) / 3) + 1)
    const [a, b] = [Math.min(one, other), Math.max(one, other)]
    const key = `${quarter} ${a} ${b}`
    const sum = sums.get(key) ?? { quarter, a, b, fare: 0, passengers: 0, months: 0 }
    sum.fare += $Value / 2
    sum.passengers += SURVEYED
    sum.months += 1
    sums.set(key, sum)
  }
  const rows = [...sums.values()].map((sum) => ({ ...sum, fare: sum.fare / sum.months }))
  return { table: tableOf(places, rows), places }
}
const SURVEYED = 33

type FareRow = {
  readonly quarter: number
  readonly a: number
  readonly b: number
  fare: number
  passengers: number
}

function tableOf(places: readonly Place[], rows: readonly FareRow[]): FareTable {
  const cities = places.map(cityOf)
  return {
    cities,
    kilometres: Float64Array.from(
      cities.flatMap((from) => cities.map((to) => greatCircleKm(from, to)))
    ),
    quarter: Int32Array.from(rows, ({ quarter }) => quarter),
    a: Int32Array.from(rows, ({ a, b }) => Math.min(a, b)),
    b: Int32Array.from(rows, ({ a, b }) => Math.max(a, b)),
    fare: Float64Array.from(rows, ({ fare }) => fare),
    passengers: Float64Array.from(rows, ({ passengers }) => passengers),
  }
}

/** Location of its first airport. */
function cityOf({ name, airports }: Place): City {
  const found = place(airports[0] ?? '')
  if (!found)
    throw new Error(`${name}: its airport ${airports[0]} is not in models/airline/places.ts`)
  return found
}

const CityMarket = z.object({
  city_market: z.coerce.number(),
  name: z.string(),
  airports: z.string(),
})

function cityMarkets() {
  return csv('tools/priors/us-city-markets.csv').map((record) => {
    const { city_market, name, airports } = CityMarket.parse(record)
    return { code: city_market, name, airports: airports.split(' ') }
  })
}

const Port = z.object({ port: z.string(), airport: z.string().length(3) })

function ports(): Place[] {
  return csv('tools/priors/australian-ports.csv').map((record) => {
    const { port, airport } = Port.parse(record)
    return { name: port, airports: [airport] }
  })
}

export function csv(file: string): unknown[] {
  const bytes = readFileSync(file)
  return parse(file.endsWith('.gz') ? gunzipSync(bytes) : bytes, { columns: true, bom: true })
}
