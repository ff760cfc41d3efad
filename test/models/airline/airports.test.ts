import { expect, test } from 'vitest'
import { airport, greatCircleKm } from '../../../models/airline/airports'
import table from '../../../models/airline/airports.generated.json'

test('an airport is found with its country, place and time zone', () => {
  expect(airport('LIS')).toEqual({
    code: 'LIS',
    country: 'PT',
    latitude: 38.77,
    longitude: -9.128,
    timeZone: 'Europe/Lisbon',
  })
})

test('what is no airport is not found', () => {
  for (const code of ['', 'L', 'LI', 'LISB', 'lis', 'AAA0', 'ZZZZ', '000']) {
    expect(airport(code)).toBeUndefined()
  }
})

test('every record is found by its code and makes sense', () => {
  const codes = table.airports.match(/.{20}/g)?.map((record) => record.slice(0, 3)) ?? []
  expect(codes.length).toBeGreaterThan(4_000)
  expect(codes).toEqual([...new Set(codes)].sort())
  for (const code of codes) {
    const found = airport(code)
    expect(found?.code).toBe(code)
    expect(found?.country).toMatch(/^[A-Z]{2}$/)
    expect(Math.abs(found?.latitude ?? 91)).toBeLessThanOrEqual(90)
    expect(Math.abs(found?.longitude ?? 181)).toBeLessThanOrEqual(180)
  }
})

test('every time zone is one the runtime knows', () => {
  for (const timeZone of table.timeZones) {
    expect(() => new Intl.DateTimeFormat('en', { timeZone })).not.toThrow()
  }
})

test('great circles have the published lengths', () => {
  expect(kmBetween('LIS', 'JFK')).toBeCloseTo(5_405, -1)
  expect(kmBetween('JFK', 'LIS')).toBe(kmBetween('LIS', 'JFK'))
  expect(kmBetween('SYD', 'LAX')).toBeCloseTo(12_060, -2)
  expect(kmBetween('LIS', 'LIS')).toBe(0)
})

function kmBetween(from: string, to: string): number {
  const a = airport(from)
  const b = airport(to)
  if (!a || !b) throw new Error(`${from} or ${to} is not in the table`)
  return greatCircleKm(a, b)
}

test('one place under several codes is known by each of them', () => {
  expect(airport('MLH')).toEqual({ ...airport('BSL'), code: 'MLH' })
})
