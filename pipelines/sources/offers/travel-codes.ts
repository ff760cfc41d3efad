/** Passenger types and baggage allowances, whose codes the distribution systems share. */
import type { NativePassengerPrice } from '../../wire/native-event'

export type PassengerType = NativePassengerPrice['passenger_type']

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

/** Checked bags of an allowance; one by weight is at least one bag. */
export function bagsOf(pieces: number | undefined, weight: number | undefined): number | undefined {
  return pieces ?? (weight === undefined ? undefined : Math.min(weight, 1))
}
