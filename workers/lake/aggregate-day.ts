/**
 * Reads a day of the curated lake, an hour at a time, into its aggregates. One file of at most
 * 25,000 rows is in memory beside the counts, and the ids of an hour's searches.
 */
import { DAY_MS, dayNumber, type IsoDay } from '../../models/airline/calendar'
import {
  addOffers,
  type FareTallies,
  fareDaysOf,
  OFFER_COLUMNS,
} from '../../pipelines/aggregates/fare-day'
import {
  addBookings,
  addSearches,
  addShoppers,
  BOOKING_COLUMNS,
  type MarketTallies,
  marketDaysOf,
  SEARCH_COLUMNS,
  SHOPPER_COLUMNS,
} from '../../pipelines/aggregates/market-day'
import type { Scope } from '../../pipelines/events/scope'
import { readRows } from '../../pipelines/lake/curated/parquet'
import type { Row, Table } from '../../pipelines/lake/curated/table'
import { curatedDayPrefix, curatedHourOf } from '../../pipelines/lake/keys'
import type { DayAggregates } from '../storage/aggregates/write-aggregates'
import { sha256Hex } from '../storage/sha256'
import { listAll } from './walk'

const TABLES = {
  searches: SEARCH_COLUMNS,
  shoppers: SHOPPER_COLUMNS,
  bookings: BOOKING_COLUMNS,
  offers: OFFER_COLUMNS,
} as const
type Part = keyof typeof TABLES

/** The form of the aggregates: days of another one are aggregated again. */
const FORM = 'with booked seats by departure'

/** Files of a day by table and hour, and a hash of their contents. */
export type DayFiles = {
  readonly day: IsoDay
  readonly fingerprint: string
  readonly keys: Readonly<Record<Part, ReadonlyMap<number, readonly string[]>>>
}

/** Undefined when the lake has no searches of the day: never, not yet, or no longer. */
export async function filesOfDay(
  lake: R2Bucket,
  scope: Scope,
  day: IsoDay
): Promise<DayFiles | undefined> {
  const at = dayNumber(day) * DAY_MS
  const list = (part: Part) =>
    listAll(lake, curatedDayPrefix({ scope, table: TABLES[part].name, at }))
  const searches = await list('searches')
  if (searches.length === 0) return undefined
  const [shoppers, bookings, offers] = await Promise.all([
    list('shoppers'),
    list('bookings'),
    list('offers'),
  ])
  const all = [...searches, ...shoppers, ...bookings, ...offers]
  const contents = all.map(({ key, etag }) => `${key} ${etag}`).sort()
  return {
    day,
    fingerprint: await sha256Hex([FORM, ...contents].join('\n')),
    keys: {
      searches: byHour(searches),
      shoppers: byHour(shoppers),
      bookings: byHour(bookings),
      offers: byHour(offers),
    },
  }
}

/** Adds to `counted.rows` what it read. */
export async function aggregateDay(
  lake: R2Bucket,
  { day, fingerprint, keys }: DayFiles,
  counted: { rows: number },
  renew: () => Promise<void>
): Promise<DayAggregates> {
  const tallies: MarketTallies = new Map()
  const fares: FareTallies = new Map()
  const read = async (part: Part, hour: number, add: (rows: readonly Row[]) => void) => {
    for (const key of keys[part].get(hour) ?? []) {
      await renew()
      const rows = await readFile(lake, TABLES[part], key)
      counted.rows += rows.length
      add(rows)
    }
  }
  for (let hour = 0; hour < 24; hour += 1) {
    const markets = new Map<string, string>()
    await read('searches', hour, (rows) => {
      for (const [id, market] of addSearches(tallies, rows)) markets.set(id, market)
    })
    await read('shoppers', hour, (rows) => addShoppers(tallies, rows, markets))
    await read('bookings', hour, (rows) => addBookings(tallies, rows))
    await read('offers', hour, (rows) => addOffers(fares, rows))
  }
  return {
    day,
    fingerprint,
    markets: marketDaysOf(tallies, day),
    fares: fareDaysOf(fares, day),
  }
}

/** No rows when the file was split meanwhile; its day then has another fingerprint. */
async function readFile(lake: R2Bucket, table: Table, key: string): Promise<readonly Row[]> {
  const object = await lake.get(key)
  return object ? readRows(table, await object.arrayBuffer()) : []
}

function byHour(objects: readonly R2Object[]): ReadonlyMap<number, readonly string[]> {
  const hours = new Map<number, string[]>()
  for (const { key } of objects) {
    const hour = curatedHourOf(key)
    if (hour === undefined) continue
    const keys = hours.get(hour) ?? []
    keys.push(key)
    hours.set(hour, keys)
  }
  return hours
}
