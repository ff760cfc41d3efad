import { expect, test } from 'vitest'
import { DAY_MS, dayNumberAt, HOUR_MS } from '../../../models/airline/calendar'
import { ONLINE_LIMITS, readSigns } from '../../../models/anomaly/gate'
import type { SearchEvent } from '../../../pipelines/events/event'
import { randomMarkets } from '../../../pipelines/simulator/world/random-markets'
import { simulateFeed } from '../../../pipelines/training/anomaly/simulated-feed'
import { watch } from '../../../pipelines/watch/watch-feed'
import { type FeedNow, watchOnline } from '../../../pipelines/watch/watch-online'

const events = simulateFeed({
  seed: 4,
  markets: randomMarkets(4, 2),
  from: '2026-03-02',
  days: 14,
  horizonDays: 12,
  faultsPerMonth: 0,
  scopeOf: (market) => market,
}).events

test('the last row of a day is the row of the day when it is over', () => {
  const last = new Map<string, FeedNow>()
  for (const now of watchOnline(events)) {
    last.set(`${now.scope}/${now.airline}/${dayNumberAt(now.at)}`, now)
  }
  const closed = [...watch(events)]
  expect(closed.length).toBeGreaterThan(20)
  for (const { scope, airline, day, row } of closed) {
    expect(last.get(`${scope}/${airline}/${day}`)?.row).toEqual(row)
  }
})

test('finds fares of a hundred times at the event that shows enough of them', () => {
  const lastDay = dayNumberAt(events.at(-1)?.at ?? 0)
  const airline = events.at(-1)?.offers[0]?.airline ?? ''
  const faulty = events.map((event) => (dayNumberAt(event.at) === lastDay ? wrong(event) : event))
  const found = [...watchOnline(faulty)].filter((now) => {
    const [strongest] = readSigns(now.row, ONLINE_LIMITS)
    return now.airline === airline && (strongest?.strength ?? 0) >= 1
  })
  const first = found[0]?.at ?? 0
  expect(first).toBeGreaterThanOrEqual(lastDay * DAY_MS)
  expect(first).toBeLessThan(lastDay * DAY_MS + 7 * HOUR_MS)

  function wrong(event: SearchEvent): SearchEvent {
    const offers = event.offers.map((offer) =>
      offer.airline === airline ? { ...offer, amountMinor: offer.amountMinor * 100 } : offer
    )
    return { ...event, offers }
  }
})

test('refuses events that are out of order', () => {
  expect(() => [...watchOnline(events.toReversed())]).toThrow('must be in event-time order')
})
