/** Evidence from open data for a market without comparable fares. */
import { utcDay } from '../../../models/airline/calendar'
import { endsOf, type Market } from '../../../models/airline/market'
import { place } from '../../../models/airline/places'
import { ownFactor } from '../../../models/prior/own-residual'
import type { Prior } from '../../../models/prior/prior'
import { isPriorLevel, type PriorLevel, priorLevel } from '../../../models/prior/prior-level'
import { quantileOf } from '../../../models/statistics/quantile'
import { conversionNow, type Rates } from './answer-currency'
import { comparedIn, type NearbyRead } from './city-airports'
import type { InsightQuestion } from './question'
import type { Judgement } from './status'

/**
 * The level is scaled by how observed markets of the same airports differ from it, see own-residual.ts.
 * Returns undefined when open data has no fares: other cabins, other regions, no rate of exchange.
 */
export function priorOf(
  prior: Prior,
  question: InsightQuestion,
  rates: Rates,
  now: number,
  observed: readonly NearbyRead[] = []
): PriorLevel | undefined {
  const { market, departureDate, returnDate, cabin, currency } = question
  if (cabin !== 'economy') return undefined
  const levelOf = (each: Market, wanted: string | undefined, factor?: number) => {
    const ends = endsOf(each)
    const origin = place(ends.origin)
    const destination = place(ends.destination)
    if (!origin || !destination) return undefined
    const answer = priorLevel(prior, {
      origin,
      destination,
      day: departureDate,
      today: utcDay(now),
      roundTrip: returnDate !== undefined,
      currency: wanted,
      convert: (from, to) => conversionNow(rates, now, from, to),
      ownFactor: factor,
    })
    return isPriorLevel(answer) ? answer : undefined
  }
  const alone = levelOf(market, currency)
  if (!alone) return undefined
  const own = observed.flatMap((read) => {
    const compared = comparedIn({ ...question, currency: alone.currency }, read, rates, now)
    const expected = compared && levelOf(read.market, alone.currency)
    const median = compared && quantileOf(compared.gridMinor, 0.5)
    if (!expected || median === undefined) return []
    return [{ observedMinor: median, priorMinor: expected.levelMinor }]
  })
  const factor = ownFactor(own)
  const level = factor === 1 ? alone : levelOf(market, currency, factor)
  if (!level || factor === 1) return alone
  const markets = `${own.length} observed market${own.length === 1 ? '' : 's'}`
  return {
    ...level,
    restsOn: `${level.restsOn}; times ${factor.toFixed(2)} by ${markets} of its airports`,
  }
}

export function judgePrior(why: Judgement, { restsOn }: PriorLevel): Judgement {
  return {
    status: 'limited',
    reason: `${why.reason} The level is from open data, not from offers: ${restsOn}.`,
  }
}

export const NO_ADVICE_OF_PRIOR =
  'The level comes from open data of past quarters, which cannot say when to buy.'
