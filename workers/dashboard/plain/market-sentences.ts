/** One sentence for each chart of a market, from the same values that it draws. */

import { dayText } from './age-text'
import type { Schema } from './api-types'
import { moneyText, numberText, shareText } from './shown-number'

type Insight = Schema['PriceInsight']
type Entry = Schema['CalendarEntry']

export function priceSentence({ lowest_price, typical_price_range, price_level }: Insight): string {
  if (!lowest_price) return 'No fare of this departure was observed.'
  if (!typical_price_range || price_level === null)
    return `The lowest observed fare is ${moneyText(lowest_price)}.`
  const { low, high } = typical_price_range
  const place = { low: 'below', typical: 'within', high: 'above' }[price_level]
  return `The lowest fare is ${place} what comparable departures cost, ${moneyText(low)} to ${moneyText(high)}.`
}

export function departuresSentence(entries: readonly Entry[]): string {
  const priced = entries.filter(({ price }) => price !== undefined)
  const [first, ...rest] = priced
  if (!first?.price) return 'No fare was observed in these weeks.'
  const cheapest = rest.reduce(
    (least, each) => (amountOf(each) < amountOf(least) ? each : least),
    first
  )
  const low = priced.filter(({ price_level }) => price_level === 'low').length
  const high = priced.filter(({ price_level }) => price_level === 'high').length
  return `Cheapest on ${dayText(cheapest.departure_date)} at ${moneyText(cheapest.price)}; of ${priced.length} departures ${low} are below their typical range and ${high} above.`
}

function amountOf({ price }: Entry): number {
  return price ? Number(price.amount) : Number.POSITIVE_INFINITY
}

export function forecastSentence({
  forecast,
  lowest_price,
  advice_status_reason,
}: Insight): string {
  const last = forecast?.at(-1)
  if (!forecast || !last) return advice_status_reason ?? 'There is no forecast for this departure.'
  const now = lowest_price ? `Now ${moneyText(lowest_price)}. ` : ''
  return `${now}In ${last.days_ahead} days ${moneyText(last.p50)} is as likely too low as too high; 8 of 10 times between ${moneyText(last.p10)} and ${moneyText(last.p90)}.`
}

export function calibrationSentence(advice: NonNullable<Insight['advice']>): string {
  const { calibration, confidence } = advice
  if (!calibration)
    return `Confidence ${shareText(confidence)} by the model; no settled advice of this kind yet to compare it with.`
  const scope = calibration.scope === 'market' ? 'in this market' : 'over all markets'
  return `Of ${numberText(calibration.n)} settled answers with such a confidence ${scope}, ${shareText(calibration.observed)} were right.`
}

export function competitorsSentence(airlines: Schema['Competitors']['airlines']): string {
  const [first] = airlines
  if (!first) return 'No airline was shown often enough to be compared.'
  return `${first.airline} is cheapest against what was shown beside it, at ${numberText(first.index)} of 100; ${airlines.length} airlines are compared.`
}

export function demandSentence({
  status,
  days,
  observed_days,
  needed_days,
}: Schema['DemandForecast']): string {
  if (status !== 'ok')
    return `${observed_days} days were observed; a forecast needs ${needed_days ?? 'more'}.`
  const high = days.filter(({ level }) => level === 'high')
  const low = days.filter(({ level }) => level === 'low')
  if (high.length + low.length === 0) return `The next ${days.length} days look as usual.`
  const peak = high[0] ? `, first on ${dayText(high[0].day)}` : ''
  return `Of the next ${days.length} days ${high.length || 'none'} ${high.length === 1 ? 'is' : 'are'} likely to be searched more than usual${peak}, and ${low.length || 'none'} less.`
}
