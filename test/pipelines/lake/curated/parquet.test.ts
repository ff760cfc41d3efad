import { parquetMetadata, parquetSchema } from 'hyparquet'
import { expect, test } from 'vitest'
import { MAX_ROWS, readRows, writeRows } from '../../../../pipelines/lake/curated/parquet'
import { columnIndex, type Table } from '../../../../pipelines/lake/curated/table'
import { TABLES, tableNamed } from '../../../../pipelines/lake/curated/tables'
import { bookingOf, offerOf, searchOf } from '../../../build/curated-events'
import version1 from '../../../golden/curated/version-1.json'

const EVENTS = [
  searchOf({ offers: [offerOf(), { airline: 'IB', amountMinor: 2 ** 40 }] }),
  searchOf({ id: 's-é', returnDate: undefined, shopper: {}, currency: 'JPY', offers: [] }),
  bookingOf(),
]

test.each(TABLES)('rows of $name come back as they were written', async (table) => {
  const rows = EVENTS.flatMap((event) => table.rowsOf(event))
  expect(await readRows(table, writeRows(table, rows))).toEqual(rows)
})

test.each(TABLES)('the same rows of $name are the same bytes', (table) => {
  const rows = () => EVENTS.flatMap((event) => table.rowsOf(event))
  expect(Buffer.from(writeRows(table, rows()))).toEqual(Buffer.from(writeRows(table, rows())))
})

test("bounds the rows of a group by a Worker's memory", () => {
  const table = tableNamed('search_events')
  const [row = []] = table.rowsOf(searchOf())
  const metadata = parquetMetadata(writeRows(table, Array(MAX_ROWS + 1).fill(row)))
  expect(metadata.row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([MAX_ROWS, 1])
})

test('instants, wall clocks and days have types of their own in the file', () => {
  const table = tableNamed('price_offers')
  const { children } = parquetSchema(parquetMetadata(writeRows(table, [])))
  const types = Object.fromEntries(
    children.map(({ element }) => [element.name, element.logical_type])
  )
  expect(types).toMatchObject({
    occurred_at: { type: 'TIMESTAMP', isAdjustedToUTC: true },
    departure_at: { type: 'TIMESTAMP', isAdjustedToUTC: false },
    departure_date: { type: 'DATE' },
  })
})

/** The next version of a table, with one column filled and one left unknown. */
function evolved(table: Table): Table {
  const version = table.version + 1
  const added = [
    { name: 'channel', kind: 'text', about: 'Added later', since: version, fill: 'web' },
    { name: 'taxes_minor', kind: 'long', about: 'Added later', since: version },
  ] as const
  const columns = [...table.columns.slice(0, -2), ...added, ...table.columns.slice(-2)]
  return { ...table, version, columns }
}

test('reads a file of an earlier version with later columns filled or null', async () => {
  const table = tableNamed('price_offers')
  const rows = table.rowsOf(searchOf({ offers: [{ airline: 'TP', amountMinor: 1 }] }))
  const [row] = await readRows(evolved(table), writeRows(table, rows))
  expect(row?.slice(-4)).toEqual([
    'web',
    null,
    'flight_number bags_included fare_basis channel',
    table.version,
  ])
})

test('a file of a later version is refused rather than rewritten with less', async () => {
  const table = tableNamed('price_offers')
  const newer = evolved(table)
  const file = writeRows(newer, [])
  await expect(readRows(table, file)).rejects.toThrow('deploy the newer')
})

test('a file of another table is refused', async () => {
  const file = writeRows(tableNamed('bookings'), [])
  await expect(readRows(tableNamed('price_offers'), file)).rejects.toThrow(
    'not a file of price_offers'
  )
})

/** Tables that existed at version 1; a later one has no such files. */
const FROZEN = Object.entries(version1).flatMap(([name, frozen]) =>
  TABLES.filter((table) => table.name === name).map((table) => ({ name, table, frozen }))
)

test.each(FROZEN)('a file of $name frozen at version 1 is readable', async ({ table, frozen }) => {
  const file = Uint8Array.from(atob(frozen.parquet), (text) => text.charCodeAt(0)).buffer
  // Columns that version 1 lacked are filled for it too.
  const names = frozen.columns.filter((name) => name !== 'filled')
  const rows = (await readRows(table, file)).map((row) =>
    names.map((name) => row[columnIndex(table, name)])
  )
  const then = frozen.rows.map((row) => names.map((name) => row[frozen.columns.indexOf(name)]))
  expect(rows).toEqual(then)
})
