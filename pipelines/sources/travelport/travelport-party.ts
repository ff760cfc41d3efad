/**
 * Travelport prices each passenger type in an AirPricingInfo, and each direction in one of its own
 * where they are ticketed apart. Amounts carry their currency: "EUR123.45".
 */
import { at, sumOf, text } from '../document/json-value'
import type { PassengerDraft } from '../offers/offer-draft'
import { passengerTypeOf } from '../offers/travel-codes'
import { perPassenger } from '../sabre/sabre-party'
import { all } from '../xml/xml-value'

type Amount = { readonly amount: number; readonly currency: string }
export type TravelportParty = {
  readonly currency: string | undefined
  readonly total: number | undefined
  readonly party: readonly PassengerDraft[]
}

export function amountOf(value: unknown): Amount | undefined {
  const [, currency, amount] =
    /^([A-Z]{3})\s?(\d{1,12}(?:\.\d{1,6})?)$/.exec(text(value) ?? '') ?? []
  return currency && amount ? { amount: Number(amount), currency } : undefined
}

/** `priced` is a solution or a price point. */
export function partyOf(priced: unknown, infos: readonly unknown[]): TravelportParty {
  const whole = totalOf(priced)
  const currency = whole?.currency ?? infos.map(totalOf).find(Boolean)?.currency
  const drafts: { readonly code: string; readonly flights: Set<string>; draft: PassengerDraft }[] =
    []
  for (const info of infos) {
    const code = text(at(all(info, 'PassengerType')[0], 'Code')) ?? 'ADT'
    const flights = new Set(flightsOf(info))
    const draft = passengerOf(info, code, currency)
    // The same passengers on other flights pay this too; on the same flights they are others.
    const known = drafts.find((each) => each.code === code && !meet(each.flights, flights))
    if (known && flights.size > 0) {
      known.draft = plus(known.draft, draft)
      for (const flight of flights) known.flights.add(flight)
    } else {
      drafts.push({ code, flights, draft })
    }
  }
  const party = drafts.map(({ draft }) => draft)
  return { currency, total: whole?.amount, party: perPassenger(party, whole?.amount) }
}

function meet(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...some].some((each) => others.has(each))
}

function totalOf(priced: unknown): Amount | undefined {
  return amountOf(at(priced, 'TotalPrice')) ?? amountOf(at(priced, 'ApproximateTotalPrice'))
}

export function bookingsOf(info: unknown): readonly unknown[] {
  return [
    ...all(info, 'BookingInfo'),
    ...all(info, 'FlightOptionsList', 'FlightOption', 'Option', 'BookingInfo'),
  ]
}

function flightsOf(info: unknown): string[] {
  return bookingsOf(info).flatMap((booking) => text(at(booking, 'SegmentRef')) ?? [])
}

function passengerOf(info: unknown, code: string, currency: string | undefined): PassengerDraft {
  const amount = (...names: readonly string[]) =>
    names
      .map((name) => amountOf(at(info, name)))
      .find((each) => each !== undefined && each.currency === currency)?.amount
  return {
    type: passengerTypeOf(code),
    count: Math.max(1, all(info, 'PassengerType').length),
    price: amount('TotalPrice', 'ApproximateTotalPrice'),
    base: amount('EquivalentBasePrice', 'BasePrice', 'ApproximateBasePrice'),
    taxes: amount('Taxes', 'ApproximateTaxes'),
    fees: amount('Fees', 'ApproximateFees'),
  }
}

function plus(one: PassengerDraft, other: PassengerDraft): PassengerDraft {
  const both = (a: number | undefined, b: number | undefined) =>
    a === undefined || b === undefined ? undefined : a + b
  return {
    type: one.type,
    count: one.count,
    price: both(one.price, other.price),
    base: both(one.base, other.base),
    taxes: both(one.taxes, other.taxes),
    fees: sumOf([one.fees, other.fees]),
  }
}
