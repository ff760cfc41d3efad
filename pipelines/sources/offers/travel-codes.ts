/** Codes that distribution systems share, read into our words. What they do not share is undefined. */
import type { Cabin } from '../../../models/airline/trip'
import type { NativePassengerPrice } from '../../wire/native-event'

export type PassengerType = NativePassengerPrice['passenger_type']

/** One letter as IATA, Amadeus ("M"), Sabre ("S", "P", "J") and Kiwi write it, or a name. */
const CABIN_CODES = new Map<string, Cabin>([
  ['Y', 'economy'],
  ['M', 'economy'],
  ['ECONOMY', 'economy'],
  ['COACH', 'economy'],
  ['W', 'premium'],
  ['S', 'premium'],
  ['PREMIUM_ECONOMY', 'premium'],
  ['PREMIUMECONOMY', 'premium'],
  ['C', 'business'],
  ['J', 'business'],
  ['BUSINESS', 'business'],
  ['F', 'first'],
  ['P', 'first'],
  ['FIRST', 'first'],
])

export function cabinOf(code: string | undefined): Cabin | undefined {
  return CABIN_CODES.get(
    (code ?? '')
      .trim()
      .toUpperCase()
      .replaceAll(/[\s-]+/g, '_')
  )
}

const PASSENGER_CODES = new Map<string, PassengerType>([
  ['ADT', 'adult'],
  ['ADULT', 'adult'],
  // Adults on private and inclusive-tour fares.
  ['JCB', 'adult'],
  ['ITX', 'adult'],
  ['CHD', 'child'],
  ['CNN', 'child'],
  ['CHILD', 'child'],
  ['JNN', 'child'],
  ['INF', 'infant'],
  ['INS', 'infant'],
  ['JNF', 'infant'],
  ['INFANT_WITHOUT_SEAT', 'infant'],
  ['HELD_INFANT', 'infant'],
  ['SEATED_INFANT', 'infant'],
  ['YTH', 'youth'],
  ['YOUNG', 'youth'],
  ['SRC', 'senior'],
  ['YCD', 'senior'],
  ['SNR', 'senior'],
  ['SENIOR', 'senior'],
])

/** "C07" is a child of seven. */
export function passengerTypeOf(code: string | undefined): PassengerType {
  const name = (code ?? '').trim().toUpperCase()
  return PASSENGER_CODES.get(name) ?? (/^C\d\d$/.test(name) ? 'child' : 'other')
}

/** ISO 8601 in days, hours and minutes: "PT14H15M", "P1DT2H". */
export function isoMinutes(duration: string | undefined): number | undefined {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?$/.exec(duration ?? '')
  if (!parts) return undefined
  const [days, hours, minutes] = parts.slice(1).map((digits) => Number(digits ?? 0))
  return (days ?? 0) * 1440 + (hours ?? 0) * 60 + (minutes ?? 0)
}

/** Checked bags of an allowance; one by weight is at least one bag. */
export function bagsOf(pieces: number | undefined, weight: number | undefined): number | undefined {
  return pieces ?? (weight === undefined ? undefined : Math.min(weight, 1))
}
