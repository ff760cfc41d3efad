import { expect, test } from 'vitest'
import { dayNumber } from '../../../models/airline/calendar'
import { randomMarkets } from '../../../pipelines/simulator/world/random-markets'
import { simulateFeed } from '../../../pipelines/training/anomaly/simulated-feed'
import { marketScope } from '../../../pipelines/watch/scope-watch'
import { panelFigures } from '../../../tools/quarantine/panel-figures'
import type { AnomalyData } from '../../../tools/training/anomaly/anomaly-data'

const FROM = '2026-01-05'
const DAYS = 45

test('counts true offers in quarantine, faults found at the event, and false incidents', () => {
  const figures = panelFigures(simulated(), { seed: 1, say: () => undefined })
  expect(figures).toMatchObject({ data: 'simulated', markets: 3 })
  expect(figures.offers).toBeGreaterThan(5_000)
  expect(figures.quarantined / figures.offers).toBeLessThanOrEqual(0.001)
  const { gate, watch, both } = figures.detectors
  expect(both.faults).toBeGreaterThan(10)
  expect(both.found).toBeGreaterThanOrEqual(Math.max(gate.found, watch.found))
  expect(gate.byKind.unit_error?.found).toBe(gate.byKind.unit_error?.faults)
  expect(gate.byKind.frozen_feed?.found).toBe(0)
  expect(both.found / both.faults).toBeGreaterThan(0.85)
})

function simulated(): AnomalyData {
  const feed = (seed: number, faultsPerMonth: number) =>
    simulateFeed({
      seed,
      markets: randomMarkets(3, 3),
      from: FROM,
      days: DAYS,
      horizonDays: 20,
      faultsPerMonth,
      scopeOf: (market) => `${market}/economy`,
    })
  return {
    data: 'simulated',
    split: 'all',
    shipped: false,
    unit: 'market',
    testFrom: dayNumber(FROM) + 15,
    lastDay: dayNumber(FROM) + DAYS - 1,
    scopeOf: marketScope,
    clean: () => feed(3, 0).events,
    faulty: (seed) => [feed(seed, 6)],
  }
}
