/** A price of Travelport's JSON answers: totals of the whole party, and one entry for each type. */
import { at, decimal, items, text } from '../document/json-value'
import type { PassengerDraft } from '../offers/offer-draft'
import { passengerTypeOf } from '../offers/travel-codes'
import { perPassenger } from '../sabre/sabre-party'

export type CatalogMoney = {
  readonly currency: string | undefined
  readonly total: number | undefined
  readonly party: readonly PassengerDraft[]
}

export function catalogMoney(price: unknown): CatalogMoney {
  const currency = text(at(price, 'CurrencyCode', 'value')) ?? text(at(price, 'CurrencyCode'))
  const total = decimal(at(price, 'TotalPrice'))
  const breakdown = items(at(price, 'PriceBreakdown'))
  if (breakdown.length === 0) return { currency, total, party: [oneAdult(price, total)] }
  return { currency, total, party: perPassenger(breakdown.map(passengerOf), total) }
}

/** Without a breakdown the answer is of one adult, the default of the request. */
function oneAdult(price: unknown, total: number | undefined): PassengerDraft {
  return {
    type: 'adult',
    count: 1,
    price: total,
    base: decimal(at(price, 'Base')),
    taxes: decimal(at(price, 'TotalTaxes')),
    fees: decimal(at(price, 'TotalFees')),
  }
}

function passengerOf(entry: unknown): PassengerDraft {
  const amount = at(entry, 'Amount')
  return {
    type: passengerTypeOf(text(at(entry, 'requestedPassengerType')) ?? 'ADT'),
    count: decimal(at(entry, 'quantity')) ?? 1,
    currency: text(at(amount, 'CurrencyCode', 'value')),
    price: decimal(at(amount, 'Total')),
    base: decimal(at(amount, 'Base')),
    taxes: decimal(at(amount, 'Taxes', 'TotalTaxes')),
    fees: decimal(at(amount, 'Fees', 'TotalFees')),
  }
}
