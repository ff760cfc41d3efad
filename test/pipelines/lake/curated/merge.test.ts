import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeRows } from '../../../../pipelines/lake/curated/merge'
import type { Row, Table } from '../../../../pipelines/lake/curated/table'
import { TABLES, tableNamed } from '../../../../pipelines/lake/curated/tables'
import { NOON, offerOf, searchOf, someEvents } from '../../../build/curated-events'

const offers = tableNamed('price_offers')
const searches = tableNamed('search_events')

function column(table: Table, rows: readonly Row[], name: string) {
  const index = table.columns.findIndex((each) => each.name === name)
  return rows.map((row) => row[index])
}

test('keeps the first copy of an event accepted twice', () => {
  const first = searchOf({ receivedAt: NOON + 1, offers: [offerOf({ amountMinor: 1 })] })
  const again = searchOf({
    receivedAt: NOON + 2,
    offers: [offerOf({ amountMinor: 2 }), offerOf({ amountMinor: 3 })],
  })
  const rows = mergeRows(offers, [...offers.rowsOf(again), ...offers.rowsOf(first)])
  expect(column(offers, rows, 'amount_minor')).toEqual([1])
  expect(mergeRows(searches, [...searches.rowsOf(again), ...searches.rowsOf(first)])).toEqual(
    searches.rowsOf(first)
  )
})

test('an offer shown twice in one search is one row, at its higher place', () => {
  const search = searchOf({
    offers: [offerOf(), offerOf({ amountMinor: 9 }), offerOf(), offerOf({ fareBasis: 'X' })],
  })
  const rows = mergeRows(offers, offers.rowsOf(search))
  expect(column(offers, rows, 'position')).toEqual([1, 2, 4])
})

test('however rows are split, ordered and repeated, the result is the same', () => {
  fc.assert(
    fc.property(someEvents, fc.array(fc.nat(3)), fc.nat(), (events, places, seed) => {
      for (const table of TABLES) {
        const rows = events.flatMap((event) => table.rowsOf(event))
        const whole = mergeRows(table, rows)
        const parts = Map.groupBy(rows.entries(), ([index]) => places[index] ?? 0)
        let merged: Row[] = []
        for (const part of rotated([...parts.values()], seed)) {
          merged = mergeRows(table, [...part.map(([, row]) => row), ...merged])
        }
        expect(merged).toEqual(whole)
        expect(mergeRows(table, [...whole, ...rows])).toEqual(whole)
      }
    })
  )
})

function rotated<T>(items: readonly T[], by: number): T[] {
  const cut = by % (items.length || 1)
  return [...items.slice(cut), ...items.slice(0, cut)]
}
