import { expect, test } from 'vitest'
import { DAY_MS } from '../../../../models/airline/calendar'
import { dealSlates } from '../../../../pipelines/training/choice/panel-slates'
import { randomOffers, timeForward, unseenFlights } from '../../../../pipelines/training/fare/split'
import { AT, offer, search } from '../../../build/events'

const events = Array.from({ length: 60 }, (_, index) =>
  search({
    id: `s${index}`,
    at: AT + (index % 7) * DAY_MS,
    offers: Array.from({ length: 20 }, (_, flight) => ({
      ...offer(10_000 + flight, 'TP'),
      flightNumber: `TP${flight}`,
    })),
  })
)

test('time-forward puts every day before the test period in training', () => {
  const split = timeForward(AT + 3 * DAY_MS)
  for (const event of events) {
    for (const each of event.offers) {
      expect(split.fold(event, each)).toBe(event.at < AT + 3 * DAY_MS ? 'train' : 'test')
    }
  }
})

test('a flight is unseen in all of its searches or in none', () => {
  const split = unseenFlights(0.2, 1)
  for (const { flightNumber } of events[0]?.offers ?? []) {
    const folds = events.map((event) => {
      const own = event.offers.find((each) => each.flightNumber === flightNumber)
      return own && split.fold(event, own)
    })
    expect(new Set(folds).size).toBe(1)
  }
})

test('holds out the requested share of offers, differently by seed', () => {
  const foldsOf = (seed: number) =>
    events.flatMap((event) => event.offers.map((each) => randomOffers(0.2, seed).fold(event, each)))
  const share = foldsOf(1).filter((fold) => fold === 'test').length / foldsOf(1).length
  expect(share).toBeGreaterThan(0.16)
  expect(share).toBeLessThan(0.24)
  expect(foldsOf(2)).not.toEqual(foldsOf(1))
})

test('dealing slates keeps every offer once, in order of time', () => {
  const hands = dealSlates(events, 3, 1)
  const prices = (of: readonly { offers: readonly { amountMinor: number }[] }[]) =>
    of.flatMap(({ offers }) => offers.map(({ amountMinor }) => amountMinor)).sort()
  expect(prices(hands)).toEqual(prices(events))
  expect(hands.every(({ at }, index) => at >= (hands[index - 1]?.at ?? 0))).toBe(true)
  expect(new Set(hands.map(({ id }) => id)).size).toBe(hands.length)
})
