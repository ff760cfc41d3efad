/** The truth of a simulation as four Parquet tables: departures, markets, shoppers and faults. */
import { join } from 'node:path'
import { fileWriter, ParquetWriter } from 'hyparquet-writer'
import type { InjectedFault } from '../../pipelines/simulator/pricing/truth'
import type { SimulatedDay } from '../../pipelines/simulator/simulation'

type Cell = string | number | undefined
type ColumnType = 'STRING' | 'INT32' | 'DOUBLE'
type Columns = Readonly<Record<string, ColumnType>>

/** Rows in a group: the columns of one group and one day are in memory. */
const ROW_GROUP = 50_000

const DEPARTURES: Columns = {
  day: 'STRING',
  market: 'STRING',
  departure_date: 'STRING',
  flight_number: 'STRING',
  airline: 'STRING',
  days_to_departure: 'INT32',
  seats: 'INT32',
  booked: 'INT32',
  wanted_leisure: 'INT32',
  wanted_business: 'INT32',
  accepted: 'INT32',
  refused: 'INT32',
  recaptured: 'INT32',
  group_seats: 'INT32',
  cancelled: 'INT32',
  no_shows: 'INT32',
  open_step: 'INT32',
  lowest_fare: 'DOUBLE',
  competitor_fare: 'DOUBLE',
}
const MARKETS: Columns = {
  day: 'STRING',
  market: 'STRING',
  demand_level: 'DOUBLE',
  expected_sessions: 'DOUBLE',
  sought: 'INT32',
  booked: 'INT32',
  refused: 'INT32',
  left: 'INT32',
}
const SHOPPERS: Columns = {
  day: 'STRING',
  search_id: 'STRING',
  segment: 'STRING',
  /** JSON, by name. */
  taste: 'STRING',
  /** JSON lists, in the order of the slate. */
  willingness_to_pay: 'STRING',
  leanings: 'STRING',
  utilities: 'STRING',
  choice: 'INT32',
  clicked: 'INT32',
  postponed: 'INT32',
}
const FAULTS: Columns = {
  kind: 'STRING',
  market: 'STRING',
  airline: 'STRING',
  first_departure: 'STRING',
  last_departure: 'STRING',
  from: 'STRING',
  to: 'STRING',
  factor: 'DOUBLE',
}

export function createTables(folder: string) {
  const departures = openTable(join(folder, 'departures.parquet'), DEPARTURES)
  const markets = openTable(join(folder, 'markets.parquet'), MARKETS)
  const shoppers = openTable(join(folder, 'shoppers.parquet'), SHOPPERS)
  const faults = new Map<string, InjectedFault>()
  return {
    async add({ day, truth }: SimulatedDay): Promise<void> {
      for (const each of truth.departures()) departures.add(departureRow(day, each))
      for (const each of truth.markets) {
        const { market, demandLevel, expectedSessions, sought, booked, refused, left } = each
        markets.add([day, market, demandLevel, expectedSessions, sought, booked, refused, left])
      }
      for (const each of truth.shoppers) shoppers.add(shopperRow(day, each))
      for (const fault of truth.faults) faults.set(JSON.stringify(fault), fault)
      for (const table of [departures, markets, shoppers]) await table.settle()
    },
    async end(): Promise<Readonly<Record<string, number>>> {
      const table = openTable(join(folder, 'faults.parquet'), FAULTS)
      for (const {
        kind,
        market,
        airline,
        departures: [first, last],
        from,
        to,
        factor,
      } of faults.values()) {
        table.add([kind, market, airline, first, last, from, to, factor])
      }
      return {
        'departure truths': await departures.end(),
        'market truths': await markets.end(),
        'shopper truths': await shoppers.end(),
        faults: await table.end(),
      }
    },
  }
}

type Truth = SimulatedDay['truth']
type Departure = ReturnType<Truth['departures']> extends Iterable<infer Row> ? Row : never

function departureRow(day: string, each: Departure): Cell[] {
  const competitor = Math.min(...each.competitorFares)
  return [
    day,
    each.market,
    each.departureDate,
    each.flightNumber,
    each.airline,
    each.daysToDeparture,
    each.seats,
    each.booked,
    each.wanted.leisure,
    each.wanted.business,
    each.accepted,
    each.refused,
    each.recaptured,
    each.groupSeats,
    each.cancelled,
    each.noShows,
    each.openStep,
    each.lowestFare,
    Number.isFinite(competitor) ? competitor : undefined,
  ]
}

function shopperRow(day: string, each: Truth['shoppers'][number]): Cell[] {
  const list = (values: readonly number[]) =>
    JSON.stringify(values.map((value) => Number(value.toFixed(4))))
  return [
    day,
    each.searchId,
    each.segment,
    JSON.stringify(each.taste),
    list(each.willingnessToPay),
    list(each.leanings),
    list(each.utilities),
    each.choice,
    each.clicked,
    each.postponed ? 1 : 0,
  ]
}

function openTable(file: string, columns: Columns) {
  const names = Object.keys(columns)
  const writer = new ParquetWriter({
    writer: fileWriter(file),
    schema: [
      { name: 'root', num_children: names.length },
      ...names.map((name) => schemaElement(name, columns[name] ?? 'STRING')),
    ],
    createdBy: 'fareline',
  })
  let cells: Cell[][] = names.map(() => [])
  let rows = 0
  const flush = async () => {
    await writer.write({
      columnData: names.map((name, index) => ({ name, data: cells[index] ?? [] })),
      rowGroupSize: ROW_GROUP,
    })
    cells = names.map(() => [])
  }
  return {
    add(row: readonly Cell[]): void {
      for (const [index, column] of cells.entries()) column.push(row[index])
      rows += 1
    },
    async settle(): Promise<void> {
      if ((cells[0]?.length ?? 0) >= ROW_GROUP) await flush()
    },
    async end(): Promise<number> {
      await flush()
      await writer.finish()
      return rows
    },
  }
}

function schemaElement(name: string, type: ColumnType) {
  const optional = { name, repetition_type: 'OPTIONAL' } as const
  if (type === 'STRING') return { ...optional, type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const
  return { ...optional, type } as const
}
