/** The block `price_insights` in the form that clients of Google Flights results read: numbers, seconds. */
import { z } from 'zod'
import { DAY_MS, dayNumber } from '../../../models/airline/calendar'
import { toMajor } from '../../../models/airline/money'
import { PRICE_LEVELS } from '../evidence/price-level'
import type { PriceInsight } from '../price-insight/insight-types'

export const GooglePriceInsights = z
  .object({
    lowest_price: z.number().optional().meta({ description: 'Major units' }),
    price_level: z.enum(PRICE_LEVELS).optional(),
    typical_price_range: z
      .tuple([z.number(), z.number()])
      .meta({ items: { type: 'number' }, minItems: 2, maxItems: 2 })
      .optional(),
    price_history: z
      .array(
        z.tuple([z.int(), z.number()]).meta({ items: { type: 'number' }, minItems: 2, maxItems: 2 })
      )
      .meta({ description: 'Start of the observed day, seconds since 1970, and its lowest price' }),
  })
  .meta({
    id: 'GooglePriceInsights',
    description: 'Unknown fields are absent, as in the insight beside it',
  })
export type GooglePriceInsights = z.infer<typeof GooglePriceInsights>

export function googlePriceInsights(insight: PriceInsight): GooglePriceInsights {
  const { currency = '', quartiles, lowestPrice, priceLevel, history } = insight
  const major = (amountMinor: number) => toMajor({ amountMinor, currency })
  return {
    lowest_price: lowestPrice && major(lowestPrice.amountMinor),
    price_level: priceLevel,
    typical_price_range: quartiles && [major(quartiles.first), major(quartiles.third)],
    price_history: history.map(({ date, lowestMinor }) => [
      (dayNumber(date) * DAY_MS) / 1000,
      major(lowestMinor),
    ]),
  }
}
