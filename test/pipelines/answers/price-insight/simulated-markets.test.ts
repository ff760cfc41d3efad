import { beforeAll, expect, test } from 'vitest'
import { CABINS } from '../../../../models/airline/trip'
import { fare } from '../../../../models/fare/hosted-fare'
import { datedAt } from '../../../../pipelines/answers/evidence/question'
import { NO_RECORD } from '../../../../pipelines/answers/evidence/track-record'
import {
  type AnsweredInsight,
  answerPriceInsight,
  type InsightModels,
} from '../../../../pipelines/answers/price-insight/answer-price-insight'
import type { SearchEvent } from '../../../../pipelines/events/event'
import { type ObservedSearches, observedSearches } from '../../../build/observed-searches'
import { NO_OUTLOOK } from '../../../build/outlooks'
import { PROVEN } from '../../../build/questions'
import { shippedArtifact } from '../../../build/shipped-artifact'

let observed: ObservedSearches
let models: InsightModels

beforeAll(async () => {
  observed = observedSearches({
    seed: 11,
    markets: 16,
    from: '2026-03-02',
    days: 12,
    horizonDays: 40,
  })
  const { session } = await shippedArtifact('fare')
  models = { fare: fare.serve(session), outlook: NO_OUTLOOK }
}, 120_000)

/** One search for each market, cabin and trip kind. */
function kindsOfTrips(): readonly SearchEvent[] {
  const kinds = Map.groupBy(
    observed.searches,
    ({ market, cabin, returnDate }) => `${market} ${cabin} ${returnDate !== undefined}`
  )
  return [...kinds.values()].flatMap(([first]) => first ?? [])
}

function answer(
  { market, departureDate, returnDate, cabin, passengers }: SearchEvent,
  more: object = {},
  record = NO_RECORD
): Promise<AnsweredInsight> {
  const trip = { market, departureDate, returnDate, cabin, passengers, ...more }
  const question = datedAt(trip, observed.now)
  const snapshot = observed.snapshots.get(market)
  const snapshotRead = { snapshot, source: 'memory' } as const
  return answerPriceInsight({ question, snapshotRead, rates: [], record }, models, observed.now)
}

test('the simulation has both trip kinds and more than one cabin', () => {
  const kinds = kindsOfTrips()
  expect(kinds.length).toBeGreaterThan(16)
  expect(new Set(kinds.map(({ returnDate }) => returnDate !== undefined)).size).toBe(2)
  expect(CABINS).toEqual(expect.arrayContaining([...new Set(kinds.map(({ cabin }) => cabin))]))
})

test.each([
  ['the rule', NO_RECORD],
  ['the model', PROVEN],
])('%s predicts coherently in every market, cabin and trip kind', async (_, record) => {
  for (const search of kindsOfTrips()) {
    const { insight, fares } = await answer(search, {}, record)
    const { predictedFare, status, coverage } = insight
    if (!predictedFare || !fares) continue
    const [p10 = 0, p25 = 0, p50 = 0, p75 = 0, p90 = 0] = predictedFare.quantilesMinor
    expect([p10, p25, p50, p75, p90].toSorted((a, b) => a - b)).toEqual([p10, p25, p50, p75, p90])
    expect(predictedFare.amountMinor).toBeGreaterThanOrEqual(p25)
    expect(predictedFare.amountMinor).toBeLessThanOrEqual(p75)
    const seen = fares.fareGroup.windows['30d']
    const meets = !seen || (p10 <= seen.maxMinor && p90 >= seen.minMinor)
    if (!meets) expect([status, coverage]).not.toContain('ok')
    if (record === NO_RECORD) expect(meets).toBe(true)
  }
})

test('half of the ordinary offers of full slates lie inside the typical range of their kind', async () => {
  const levels = { low: 0, typical: 0, high: 0, none: 0 }
  for (const search of observed.searches.slice(0, 400)) {
    for (const { stops, airline, bagsIncluded, amountMinor } of search.offers) {
      const itinerary = { stops, airline, bagsIncluded }
      const { insight } = await answer(search, {
        itinerary,
        price: amountMinor / 100,
        currency: search.currency,
      })
      if (insight.quartiles) levels[insight.priceLevel ?? 'none'] += 1
    }
  }
  const judged = levels.low + levels.typical + levels.high
  expect(judged).toBeGreaterThan(500)
  expect(levels.typical / judged).toBeGreaterThan(0.4)
})

test('answers stops, airline and stay from their own groups', async () => {
  const trips = observed.searches.filter(({ returnDate }) => returnDate !== undefined)
  const withStay = await Promise.all(trips.slice(0, 50).map((search) => answer(search)))
  const groups = withStay.flatMap(({ insight }) => insight.evidence.group ?? [])
  expect(groups.length).toBeGreaterThan(10)
  expect(groups.every(({ stayNights }) => stayNights !== undefined)).toBe(true)
})
