import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  joinKinds,
  type KindFare,
  type KindFares,
  kindFaresOf,
  kindFaresText,
  MAX_KIND_ROWS,
  observeKindFare,
} from '../../../../pipelines/market/kinds/kind-fares'
import { numbersIn } from '../../../../pipelines/market/kinds/number-text'

type Observed = { readonly day: number; readonly kind: number; readonly minor: number }
const observed = fc.array(
  fc.record({
    day: fc.integer({ min: 20_000, max: 20_012 }),
    kind: fc.integer({ min: 0, max: 47 }),
    minor: fc.integer({ min: 1, max: 9e9 }),
  }),
  { maxLength: 300 }
)

test('holds the lowest fare and the count of each kind on each of the days kept', () => {
  fc.assert(
    fc.property(observed, (each) => {
      const fares = read(rowsOf(each))
      const days = new Set(fares.map(({ day }) => day))
      for (const fare of fares) {
        const own = each.filter(({ day, kind }) => day === fare.day && kind === fare.kind)
        expect(fare.lowestMinor).toBeGreaterThanOrEqual(Math.min(...own.map(({ minor }) => minor)))
        expect(fare.count).toBeLessThanOrEqual(own.length)
      }
      // The newest day was never dropped, so it is whole.
      const newest = Math.max(...each.map(({ day }) => day))
      if (each.length > 0) expect(days).toContain(newest)
      expect(fares.filter(({ day }) => day === newest)).toEqual(slow(each, newest))
      expect(fares.length).toBeLessThanOrEqual(MAX_KIND_ROWS)
    })
  )
})

test('holds every day of the departure while they fit', () => {
  const each = [3, 1, 2].flatMap((day) => [0, 1].map((kind) => ({ day, kind, minor: 100 + day })))
  expect(read(rowsOf(each))).toEqual([1, 2, 3].flatMap((day) => slow(each, day)))
})

test('joins the fares of two kinds day by day', () => {
  const each = [
    { day: 1, kind: 0, minor: 300 },
    { day: 1, kind: 5, minor: 200 },
    { day: 2, kind: 0, minor: 400 },
  ]
  const rows = rowsOf(each)
  expect(joinKinds(rows, 0, 5)).toBe(true)
  expect(joinKinds(rows, 0, 5)).toBe(false)
  expect(read(rows)).toEqual([
    { day: 1, kind: 5, lowestMinor: 200, count: 2 },
    { day: 2, kind: 5, lowestMinor: 400, count: 1 },
  ])
})

test('omits days after the one that is read', () => {
  const rows = rowsOf([1, 2, 3].map((day) => ({ day, kind: 0, minor: 100 })))
  expect(read(rows, 2).map(({ day }) => day)).toEqual([1, 2])
})

function rowsOf(each: readonly Observed[]): KindFares {
  const rows: KindFares = []
  for (const { day, kind, minor } of each) observeKindFare(rows, day, kind, minor)
  return rows
}

function read(rows: KindFares, lastDay = Number.MAX_SAFE_INTEGER): KindFare[] {
  return kindFaresOf(numbersIn(kindFaresText(rows, lastDay)))
}

function slow(each: readonly Observed[], day: number): KindFare[] {
  const kinds = Map.groupBy(
    each.filter((one) => one.day === day),
    ({ kind }) => kind
  )
  return [...kinds]
    .sort(([a], [b]) => a - b)
    .map(([kind, own]) => ({
      day,
      kind,
      lowestMinor: Math.min(...own.map(({ minor }) => minor)),
      count: own.length,
    }))
}
