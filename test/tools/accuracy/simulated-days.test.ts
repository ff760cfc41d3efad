import { expect, test } from 'vitest'
import { busyMarkets, simulatedDays } from '../../../tools/accuracy/simulated-days'

test('each day asks every searched trip once, before its departure', () => {
  const markets = busyMarkets(3, 2)
  const days = [...simulatedDays(3, markets, { from: '2026-06-01', days: 2 })]
  expect(days).toHaveLength(2)
  for (const { trips, lines, clock } of days) {
    expect(lines.length).toBeGreaterThanOrEqual(trips.length)
    expect(trips.length).toBeGreaterThan(0)
    expect(new Set(trips.map((trip) => JSON.stringify(trip))).size).toBe(trips.length)
    const today = new Date(clock).toISOString().slice(0, 10)
    for (const { departure_date } of trips) expect(departure_date > today).toBe(true)
  }
})
