/** Itinerary price metrics (Flight Price Analysis 1.0): the quartiles of comparable fares. */
import { z } from 'zod'
import { endsOf } from '../../../models/airline/market'
import { decimalText } from '../../../models/airline/money'
import type { PriceInsight } from '../price-insight/insight-types'
import { AmadeusWarning, warning } from './amadeus-issues'

const Place = z.object({ iataCode: z.string() })

export const QUARTILE_RANKINGS = ['MINIMUM', 'FIRST', 'MEDIUM', 'THIRD', 'MAXIMUM'] as const

const ItineraryPriceMetric = z.object({
  type: z.literal('itinerary-price-metric'),
  origin: Place,
  destination: Place,
  departureDate: z.string(),
  transportType: z.literal('FLIGHT'),
  currencyCode: z.string(),
  oneWay: z.boolean(),
  priceMetrics: z.array(
    z.object({ amount: z.string(), quartileRanking: z.enum(QUARTILE_RANKINGS) })
  ),
})

export const ItineraryPriceMetrics = z
  .object({
    warnings: z.array(AmadeusWarning).optional(),
    data: z.array(ItineraryPriceMetric),
    meta: z.object({ count: z.int(), links: z.object({ self: z.string() }) }),
  })
  .meta({ id: 'AmadeusItineraryPriceMetrics' })
export type ItineraryPriceMetrics = z.infer<typeof ItineraryPriceMetrics>

/** Returns an empty list when history is insufficient, as Amadeus does, with the reason as a warning. */
export function itineraryPriceMetrics(
  { market, departureDate, currency, quartiles, status, reason }: PriceInsight,
  oneWay: boolean,
  self: string
): ItineraryPriceMetrics {
  const links = { self }
  if (!quartiles || currency === undefined) {
    const warnings = [warning('not-found', reason)]
    return { warnings, data: [], meta: { count: 0, links } }
  }
  const { origin, destination } = endsOf(market)
  const { minimum, first, median, third, maximum } = quartiles
  const amounts = [minimum, first, median, third, maximum]
  const metric = {
    type: 'itinerary-price-metric' as const,
    origin: { iataCode: origin },
    destination: { iataCode: destination },
    departureDate,
    transportType: 'FLIGHT' as const,
    currencyCode: currency,
    oneWay,
    priceMetrics: QUARTILE_RANKINGS.map((quartileRanking, rank) => ({
      amount: decimalText({ amountMinor: amounts[rank] ?? Number.NaN, currency }),
      quartileRanking,
    })),
  }
  const warnings = status === 'ok' ? undefined : [warning('invalid-data', reason)]
  return { ...(warnings && { warnings }), data: [metric], meta: { count: 1, links } }
}
