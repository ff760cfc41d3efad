/** The lowest fares of market groups beside SQL over the lake's own table of offers. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SearchEvent } from '../../../pipelines/events/event'
import { createEventReader } from '../../../pipelines/intake/read-event'
import { MAX_ROWS, writeRows } from '../../../pipelines/lake/curated/parquet'
import { tableNamed } from '../../../pipelines/lake/curated/tables'
import { type GroupQuestion, groupFor } from '../../../pipelines/market/groups/group-for'
import { packBatch } from '../../../pipelines/market/market-batch'
import { applyBatch, createMarketState, snapshotOf } from '../../../pipelines/market/market-state'
import type { FareGroupSnapshot } from '../../../pipelines/market/snapshot'
import { createSimulation } from '../../../pipelines/simulator/simulation'
import { randomMarkets } from '../../../pipelines/simulator/world/random-markets'

const FROM = '2026-03-02'
const DAYS = 12
const NOW = Date.parse('2026-03-14T00:00:00Z')
const table = tableNamed('price_offers')
let folder = ''
let connection: DuckDBConnection
let groups: readonly FareGroupSnapshot[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fareline-kinds-'))
  const events = simulated()
  const rows = events.flatMap((event) => table.rowsOf(event))
  for (let at = 0; at < rows.length; at += MAX_ROWS) {
    const file = writeRows(table, rows.slice(at, at + MAX_ROWS))
    await writeFile(join(folder, `${at}.parquet`), new Uint8Array(file))
  }
  const [first] = events
  const state = createMarketState(first?.market ?? 'LIS-JFK')
  for (const [index, event] of events.entries()) {
    applyBatch(state, packBatch(`b${index}`, [event]), event.at)
  }
  groups = snapshotOf(state, NOW).fareGroups
  connection = await (await DuckDBInstance.create(':memory:')).connect()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('three stops classes have three lowest fares, each equal to SQL on the lake', async () => {
  const lowest = new Map<number, ReadonlyMap<string, number>>()
  for (const stops of [0, 1, 2]) {
    const expected = await lowestInLake(`return_date is null and least(stops, 2) = ${stops}`)
    lowest.set(stops, lowestIn(false, { stops }))
    expect(expected.size).toBeGreaterThan(20)
    expect(lowest.get(stops)).toEqual(expected)
  }
  const common = [...(lowest.get(2)?.keys() ?? [])].filter((day) => lowest.get(0)?.has(day))
  const different = common.filter(
    (day) => new Set([0, 1, 2].map((stops) => lowest.get(stops)?.get(day))).size === 3
  )
  expect(different.length).toBeGreaterThan(common.length / 2)
})

test('an airline with its stops and bags has the lowest fares of SQL on the lake', async () => {
  const airlines = await connection.runAndReadAll(
    `select airline, min(stops) from read_parquet('${folder}/*.parquet') group by 1 order by count(*) desc limit 3`
  )
  for (const [airline, stops] of airlines.getRowsJson()) {
    const where = `return_date is null and airline = '${airline}' and stops = ${stops}`
    const question = { airline: String(airline), stops: Number(stops) }
    expect(lowestIn(false, question)).toEqual(await lowestInLake(where))
    expect(lowestIn(false, { ...question, bags: 1 })).toEqual(
      await lowestInLake(`${where} and bags_included >= 1`)
    )
  }
})

test('a round trip has the lowest fare of its departure and stay of SQL on the lake', async () => {
  for (const nights of [3, 7]) {
    const where = `date_diff('day', departure_date, return_date) = ${nights}`
    const expected = await lowestInLake(where)
    expect(expected.size).toBeGreaterThan(5)
    expect(lowestIn(true, { stayNights: nights })).toEqual(expected)
  }
})

/** By departure: the lowest fare of the latest day on which such an itinerary was observed. */
async function lowestInLake(where: string): Promise<Map<string, number>> {
  const found = await connection.runAndReadAll(`
    with seen as (
      select departure_date::varchar as date, occurred_at::date as day, amount_minor
      from read_parquet('${folder}/*.parquet') where cabin = 'economy' and ${where}
    )
    select date, min(amount_minor) from seen
    where day = (select max(day) from seen as other where other.date = seen.date) group by 1`)
  return new Map(found.getRowsJson().map(([date, minor]) => [String(date), Number(minor)]))
}

function lowestIn(roundTrip: boolean, question: GroupQuestion): Map<string, number> {
  const group = groups.find((each) => each.cabin === 'economy' && each.roundTrip === roundTrip)
  if (!group) throw new Error('the simulated market has no such fare group')
  const { group: own, widened } = groupFor(group, question, () => true)
  expect(widened).toEqual([])
  return new Map(
    Object.entries(own.departures).map(([date, days]) => [date, days.at(-1)?.lowestMinor ?? 0])
  )
}

/** The market of the most airlines, observed by many. */
function simulated(): readonly SearchEvent[] {
  const market = randomMarkets(11, 12).find(
    ({ flights }) => new Set(flights.map(({ stops }) => stops)).size === 3
  )
  if (!market) throw new Error('no simulated market has three stops classes')
  const markets = [{ ...market, sessionsPerDay: 150, roundTrips: 0.5 }]
  const read = createEventReader(
    { now: NOW, maxClockSkewMs: 0 },
    { sender: {}, hashUser: () => '' }
  )
  const options = { seed: 11, markets, from: FROM, days: DAYS, horizonDays: 60 }
  return Array.from(createSimulation(options), ({ events }) => [...events])
    .flat()
    .flatMap((record) => {
      const result = read(record)
      if (!('event' in result)) throw new Error(JSON.stringify(result.refusals))
      return result.event.type === 'search' ? [result.event] : []
    })
}
