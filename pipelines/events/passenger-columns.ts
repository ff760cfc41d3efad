/** Prices by passenger type of all offers of a slate: one row per type and offer. */
import { z } from 'zod'
import { column, haveLength, isNumber, isOneOf, list, Numbers } from './columns'
import { type Offer, PASSENGER_TYPES, type PassengerPrice } from './offer'

export const PassengerColumns = z
  .object({
    /** Index of the offer in the slate, from 0. */
    offer: list(isNumber),
    passengerType: list(isOneOf(PASSENGER_TYPES)),
    count: list(isNumber),
    amountMinor: list(isNumber),
    baseMinor: Numbers,
    taxesMinor: Numbers,
    feesMinor: Numbers,
  })
  .refine((columns) => haveLength(columns.offer.length, Object.values(columns)))
export type PassengerColumns = z.infer<typeof PassengerColumns>

export function passengerColumnsOf(
  offers: readonly Pick<Offer, 'passengerPrices'>[]
): PassengerColumns | undefined {
  const rows = offers.flatMap(({ passengerPrices = [] }, offer) =>
    passengerPrices.map((price) => ({ offer, ...price }))
  )
  if (rows.length === 0) return undefined
  return {
    offer: rows.map(({ offer }) => offer),
    passengerType: rows.map(({ passengerType }) => passengerType),
    count: rows.map(({ count }) => count),
    amountMinor: rows.map(({ amountMinor }) => amountMinor),
    baseMinor: column(rows, 'baseMinor'),
    taxesMinor: column(rows, 'taxesMinor'),
    feesMinor: column(rows, 'feesMinor'),
  }
}

/** Groups prices by index of the offer; an offer without prices has no entry. */
export function passengerPricesOf(columns: PassengerColumns): Map<number, PassengerPrice[]> {
  const prices = new Map<number, PassengerPrice[]>()
  for (const [row, offer] of columns.offer.entries()) {
    const price = {
      passengerType: columns.passengerType[row] ?? 'other',
      count: columns.count[row] ?? 0,
      amountMinor: columns.amountMinor[row] ?? 0,
      baseMinor: columns.baseMinor?.[row] ?? undefined,
      taxesMinor: columns.taxesMinor?.[row] ?? undefined,
      feesMinor: columns.feesMinor?.[row] ?? undefined,
    }
    const known = prices.get(offer)
    if (known) known.push(price)
    else prices.set(offer, [price])
  }
  return prices
}
