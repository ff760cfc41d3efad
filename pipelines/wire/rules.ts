/**
 * Rules across the fields of a well-formed event: order of times, two different ends, money that
 * exists.
 */

import { dayNumber, dayNumberAt, HOUR_MS, utcDay } from '../../models/airline/calendar'
import { currencyObjection } from '../../models/airline/currencies'
import { toMinor } from '../../models/airline/money'
import { isWithinCity, newestCode, placeObjection } from '../../models/airline/places'
import type { OfferWire } from './offer-wire'
import type { Refusal } from './refusal'
import type { EventWire } from './wire'

/** Airlines sell about 330 days ahead; two years leave room for charters. */
const MAX_DAYS_AHEAD = 731
const EARLIEST = Date.UTC(2000, 0, 1)
/** The westernmost clocks are 12 hours behind UTC: there it may still be yesterday. */
const WESTERNMOST_MS = 12 * HOUR_MS

export type Clock = { readonly now: number; readonly maxClockSkewMs: number }

export function refusalsOf(wire: EventWire, clock: Clock): Refusal[] {
  const refusals: Refusal[] = []
  const refuse = (pointer: string, code: Refusal['code'], detail: string) =>
    refusals.push({ pointer, code, detail })

  const at = Date.parse(wire.timestamp)
  if (at > clock.now + clock.maxClockSkewMs) {
    const seconds = clock.maxClockSkewMs / 1000
    refuse('/timestamp', 'future', `is more than ${seconds} s ahead of the clock; set yours right`)
  } else if (!(at >= EARLIEST)) {
    refuse('/timestamp', 'too-old', 'is before 2000; send the instant of the event')
  }

  refusals.push(...refusalsOfEnds(wire))

  const departure = dayNumber(wire.departure_date)
  if (departure < dayNumberAt(at - WESTERNMOST_MS)) {
    refuse('/departure_date', 'departed', 'is before the day of the timestamp')
  } else if (departure > dayNumberAt(at) + MAX_DAYS_AHEAD) {
    refuse('/departure_date', 'too-far', `is more than ${MAX_DAYS_AHEAD} days after the timestamp`)
  }
  if (wire.return_date && dayNumber(wire.return_date) < departure) {
    refuse('/return_date', 'returns-too-early', 'is before departure_date')
  }

  const day = utcDay(Math.min(at, clock.now))
  const objection = currencyObjection(wire.currency, day)
  if (objection !== undefined) {
    refuse('/currency', 'unknown-currency', objection)
  } else {
    for (const pointer of worthless(wire)) {
      refuse(pointer, 'price', `is less than the smallest unit of ${wire.currency}`)
    }
  }
  return refusals
}

function refusalsOfEnds({ origin_airport, destination_airport, departure_date }: EventWire) {
  const ends = [
    ['/origin_airport', origin_airport],
    ['/destination_airport', destination_airport],
  ] as const
  const unknown = ends.flatMap(([pointer, code]): Refusal[] => {
    const detail = placeObjection(code, departure_date)
    return detail === undefined ? [] : [{ pointer, code: 'unknown-place', detail }]
  })
  const detail = sameEndObjection(origin_airport, destination_airport, departure_date)
  if (detail === undefined) return unknown
  const [, [pointer]] = ends
  const same: Refusal = { pointer, code: 'same-airport', detail }
  return [...unknown, same]
}

/** A city and its own airport are no market: the city stands for that airport too. */
function sameEndObjection(origin: string, destination: string, day: string): string | undefined {
  const [from, to] = [newestCode(origin, day), newestCode(destination, day)]
  if (from === to) return 'must differ from origin_airport'
  if (!isWithinCity(from, to, day)) return undefined
  return `must not be of the same city as origin_airport: ${from} and ${to} share an airport`
}

/** Pointers to prices that round to 0. */
function worthless(wire: EventWire): string[] {
  const isWorthless = (price: number) => toMinor(price, wire.currency) < 1
  if ('price_offers' in wire) {
    return wire.price_offers.flatMap(({ price }: OfferWire, index) =>
      isWorthless(price) ? [`/price_offers/${index}/price`] : []
    )
  }
  const pointers = wire.price && isWorthless(wire.price) ? ['/price'] : []
  const before = 'previous_price' in wire ? wire.previous_price : undefined
  return before && isWorthless(before) ? [...pointers, '/previous_price'] : pointers
}
