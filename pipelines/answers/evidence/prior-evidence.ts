/** Evidence from open data for a market without comparable fares. */
import { utcDay } from '../../../models/airline/calendar'
import { endsOf } from '../../../models/airline/market'
import { place } from '../../../models/airline/places'
import type { Prior } from '../../../models/prior/prior'
import { isPriorLevel, type PriorLevel, priorLevel } from '../../../models/prior/prior-level'
import { conversionNow, type Rates } from './answer-currency'
import type { InsightQuestion } from './question'
import type { Judgement } from './status'

/** Returns undefined when open data has no fares: other cabins, other regions, no rate of exchange. */
export function priorOf(
  prior: Prior,
  { market, departureDate, returnDate, cabin, currency }: InsightQuestion,
  rates: Rates,
  now: number
): PriorLevel | undefined {
  if (cabin !== 'economy') return undefined
  const ends = endsOf(market)
  const origin = place(ends.origin)
  const destination = place(ends.destination)
  if (!origin || !destination) return undefined
  const answer = priorLevel(prior, {
    origin,
    destination,
    day: departureDate,
    today: utcDay(now),
    roundTrip: returnDate !== undefined,
    currency,
    convert: (from, to) => conversionNow(rates, now, from, to),
  })
  return isPriorLevel(answer) ? answer : undefined
}

export function judgePrior(why: Judgement, { restsOn }: PriorLevel): Judgement {
  return {
    status: 'limited',
    reason: `${why.reason} The level is from open data, not from offers: ${restsOn}.`,
  }
}

export const NO_ADVICE_OF_PRIOR =
  'The level comes from open data of past quarters, which cannot say when to buy.'
