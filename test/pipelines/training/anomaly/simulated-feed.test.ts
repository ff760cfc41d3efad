import { expect, test } from 'vitest'
import { DAY_MS } from '../../../../models/airline/calendar'
import { randomMarkets } from '../../../../pipelines/simulator/world/random-markets'
import { simulateFeed } from '../../../../pipelines/training/anomaly/simulated-feed'

const FEED = {
  seed: 4,
  markets: randomMarkets(4, 2),
  from: '2026-03-02',
  days: 30,
  horizonDays: 12,
  scopeOf: (market: string) => market,
}

test('labels every changed offer and no other', () => {
  const clean = simulateFeed({ ...FEED, faultsPerMonth: 0 })
  const faulty = simulateFeed({ ...FEED, faultsPerMonth: 3 })
  expect(clean.labels).toEqual([])
  expect(faulty.labels.length).toBeGreaterThan(0)
  const explained = new Set<(typeof faulty.labels)[number]>()
  for (const [at, { market, offers, at: seenAt }] of clean.events.entries()) {
    const day = Math.floor(seenAt / DAY_MS)
    for (const { airline, flightNumber, amountMinor } of offers) {
      const shown = faulty.events[at]?.offers.find((each) => each.flightNumber === flightNumber)
      if (shown?.amountMinor === amountMinor) continue
      const labels = faulty.labels.filter(
        (each) =>
          each.scope === market &&
          each.airline === airline &&
          day >= each.firstDay &&
          day <= each.lastDay
      )
      expect(labels.length).toBeGreaterThan(0)
      for (const label of labels) explained.add(label)
    }
  }
  expect(explained).toEqual(new Set(faulty.labels))
})

test('searches come in event-time order, every departure each morning', () => {
  const { events } = simulateFeed({ ...FEED, faultsPerMonth: 0 })
  expect(events).toHaveLength(2 * 30 * 13)
  expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).sort((a, b) => a - b))
})
