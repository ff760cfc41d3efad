/**
 * Levels for a market without comparable fares: one-way fares of the market itself before fares of other
 * airports, and those before open data.
 */
import { opposite } from '../../../models/airline/market'
import { toMinor } from '../../../models/airline/money'
import {
  cityAirports,
  judgeCityAirports,
  NO_ADVICE_OF_AIRPORTS,
  restsOnAirports,
} from '../evidence/city-airports'
import { percentileOf, priceLevel, quartilesOf } from '../evidence/price-level'
import { judgePrior, NO_ADVICE_OF_PRIOR, priorOf } from '../evidence/prior-evidence'
import type { InsightQuestion } from '../evidence/question'
import { type CombinedTrip, judgeCombined, NO_ADVICE_OF_COMBINED } from './combined-trip'
import type { InsightInputs, PriceInsight } from './insight-types'

/** Returns the insight as it is where none of the levels is known. */
export function withWiderLevel(
  insight: PriceInsight,
  question: InsightQuestion,
  combined: CombinedTrip | undefined,
  inputs: InsightInputs
): PriceInsight {
  if (!combined?.typical) return withCityAirports(insight, question, inputs)
  const { currency, typical, compared = 0 } = combined
  const priceMinor = question.price === undefined ? undefined : toMinor(question.price, currency)
  const judgedMinor = priceMinor ?? insight.lowestPrice?.amountMinor
  return {
    ...insight,
    ...judgeCombined({ status: insight.status, reason: insight.reason }, question, compared),
    currency,
    quartiles: typical,
    priceLevel: judgedMinor === undefined ? undefined : priceLevel(judgedMinor, typical),
    ahead: undefined,
    whyNoAdvice: NO_ADVICE_OF_COMBINED,
    evidence: { ...insight.evidence, level: 'one_ways', observations: compared },
  }
}

/** Observed fares of other airports before open data: they are of this season and this market's cities. */
function withCityAirports(
  insight: PriceInsight,
  question: InsightQuestion,
  inputs: InsightInputs
): PriceInsight {
  const { nearby = [], rates, now } = inputs
  const found = cityAirports(question, nearby, rates, now)
  const quartiles = found && quartilesOf(found.gridMinor)
  if (!found || !quartiles) return withPrior(insight, question, inputs)
  const { currency, observations, lastObservedAt } = found
  const priceMinor = question.price === undefined ? undefined : toMinor(question.price, currency)
  return {
    ...insight,
    ...judgeCityAirports({ status: insight.status, reason: insight.reason }, found),
    currency,
    quartiles,
    priceLevel: priceMinor === undefined ? undefined : priceLevel(priceMinor, quartiles),
    percentileOfPrice:
      priceMinor === undefined ? undefined : percentileOf(found.gridMinor, priceMinor),
    ahead: undefined,
    whyNoAdvice: NO_ADVICE_OF_AIRPORTS,
    evidence: {
      ...insight.evidence,
      level: 'city_airports',
      observations,
      lastObservedAt,
      restsOn: restsOnAirports(found),
    },
  }
}

/** A market that could not be read in time may have been observed, so no prior is used for it. */
function withPrior(
  insight: PriceInsight,
  question: InsightQuestion,
  { openPrior, snapshotRead, back, rates, nearby, now }: InsightInputs
): PriceInsight {
  if (!openPrior || snapshotRead.source === 'baseline') return insight
  const home = back ? [{ market: opposite(question.market), ...back }] : []
  const prior = priorOf(openPrior, question, rates, now, [...home, ...(nearby ?? [])])
  if (!prior) return insight
  const { fallbackLevel, restsOn, currency, conversion } = prior
  return {
    ...insight,
    ...judgePrior({ status: insight.status, reason: insight.reason }, prior),
    currency,
    prior,
    ahead: undefined,
    whyNoAdvice: NO_ADVICE_OF_PRIOR,
    evidence: {
      ...insight.evidence,
      level: fallbackLevel,
      restsOn,
      priorModel: openPrior.name,
      conversion: insight.evidence.conversion ?? conversion,
    },
  }
}
