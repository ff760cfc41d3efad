import { expect, test } from 'vitest'
import { DAY_MS, dayOf } from '../../../../models/airline/calendar'
import { baselineQuoteValidity } from '../../../../models/quote-validity/baseline-quote-validity'
import { PARTNER_POLICIES } from '../../../../pipelines/answers/quote-check/quote-policy'
import type { SearchEvent } from '../../../../pipelines/events/event'
import { chance } from '../../../../pipelines/simulator/world/chance'
import { type Chooser, playCache } from '../../../../pipelines/training/quote-validity/quote-cache'
import {
  ageCurve,
  clairvoyant,
  fixedAge,
  modelChooser,
  randomly,
} from '../../../../pipelines/training/quote-validity/quote-choosers'
import { quoteValidityRows } from '../../../../pipelines/training/quote-validity/quote-validity-rows'

const FIRST = 20_500
const DAYS = 12

/** Thirty departures observed each morning; every other one changes its price every third day. */
const sightings: SearchEvent[] = Array.from({ length: DAYS }, (_, day) =>
  Array.from({ length: 30 }, (_, departure): SearchEvent => {
    const at = (FIRST + day) * DAY_MS
    const epoch = departure % 2 === 0 ? Math.floor((day + departure) / 3) : 0
    return {
      type: 'search',
      id: `${day}-${departure}`,
      at,
      receivedAt: at,
      market: 'LIS-JFK',
      departureDate: dayOf(FIRST + DAYS + departure),
      cabin: 'economy',
      passengers: 1,
      currency: 'EUR',
      shopper: {},
      offers: [
        {
          airline: 'TP',
          amountMinor: 100_00 + Math.floor(chance(1, `${departure}/${epoch}`) * 900) * 100,
        },
      ],
    }
  })
).flat()

const trial = {
  sightings,
  seed: 7,
  countFrom: 0,
  budget: 0.2,
  policy: PARTNER_POLICIES.google,
}
const choosers: Chooser[] = [
  fixedAge,
  randomly(7),
  ageCurve((ageMs) => Math.exp(-ageMs / DAY_MS)),
  modelChooser('baseline', baselineQuoteValidity('test')),
  clairvoyant,
]

test('gives all choosers the same displays and budget, and none beats the clairvoyant', async () => {
  const played = await Promise.all(choosers.map((chooser) => playCache(trial, chooser)))
  const [first, ...others] = played
  for (const counts of others) {
    expect({ displays: counts.displays, quotes: counts.quotes }).toEqual({
      displays: first?.displays,
      quotes: first?.quotes,
    })
    expect(counts.looks).toBeLessThanOrEqual(first?.looks ?? 0)
  }
  const best = played.at(-1)?.violations ?? 0
  expect(played.every(({ violations }) => violations >= best)).toBe(true)
})

test('has no violations when all quotes are refreshed, and all of them when none is', async () => {
  const all = await playCache({ ...trial, budget: 1 }, fixedAge)
  const none = await playCache({ ...trial, budget: 0 }, fixedAge)
  expect(all.violations).toBe(0)
  expect(none.looks).toBe(0)
  expect(none.violations).toBeGreaterThan(0)
})

test('does not change a row when later events change', () => {
  const rowsUpTo = (days: number) => {
    const events = sightings.filter(({ at }) => at < (FIRST + days) * DAY_MS)
    return [...quoteValidityRows(events, { seed: 3, share: 9, wanted: () => true })]
  }
  const all = rowsUpTo(DAYS)
  const some = rowsUpTo(8)
  expect(some.length).toBeGreaterThan(20)
  expect(all.slice(0, some.length)).toEqual(some)
  const dearer = sightings.map((event) => ({
    ...event,
    offers: event.offers.map((offer) => ({ ...offer, amountMinor: offer.amountMinor * 2 })),
  }))
  const doubled = [...quoteValidityRows(dearer, { seed: 3, share: 9, wanted: () => true })]
  expect(doubled.map(({ change }) => change)).toEqual(all.map(({ change }) => change))
})

test('gives the age of a quote in the row and the price change since as target', () => {
  for (const { at, quote, change, row } of quoteValidityRows(sightings, {
    seed: 3,
    share: 9,
    wanted: () => true,
  })) {
    const priceAt = (when: number) =>
      sightings.find((event) => event.at === when && event.departureDate === quote.departureDate)
        ?.offers[0]?.amountMinor ?? 0
    expect(quote.amountMinor).toBe(priceAt(quote.quotedAt))
    expect(change).toBe(priceAt(at) / quote.amountMinor - 1)
    expect(row.values.quote_age_hours).toBe((at - quote.quotedAt) / 3_600_000)
  }
})
