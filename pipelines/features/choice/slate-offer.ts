/**
 * What a choice among offers rests on, whatever told of it. Only ratios of amounts and of durations
 * within the slate are used, so any one currency will do.
 */
import { dayNumber } from '../../../models/airline/calendar'
import type { Trip } from '../../../models/airline/trip'
import type { Offer } from '../../events/offer'

export type SlateOffer = {
  readonly amount: number
  /** Airlines of the itinerary in the order flown, each once: "LH", "LH+UA". */
  readonly airline: string | undefined
  /** Of the first segment: "TP203". */
  readonly flight?: string | undefined
  readonly lowCost?: boolean | undefined
  /** Of all directions together. */
  readonly durationMinutes?: number | undefined
  readonly stops?: number | undefined
  /** Local minute of the day the way out leaves. */
  readonly departsMinute?: number | undefined
  /** Local minute of the day of the way back. */
  readonly returnsMinute?: number | undefined
  /** Between the way out and the way back. */
  readonly stayMinutes?: number | undefined
  readonly bagsIncluded?: number | undefined
}

/** What is the same for every offer of the slate. */
export type SlateTrip = {
  readonly daysToDeparture: number | undefined
  /** Out and back. */
  readonly returns: boolean
  /** Out and back on one day; undefined one way. */
  readonly sameDay: boolean | undefined
  readonly domestic: boolean | undefined
  readonly passengers: number | undefined
  readonly stayDays: number | undefined
}

export type AskedSlate = { readonly trip: SlateTrip; readonly offers: readonly SlateOffer[] }

export function slateOffer(offer: Offer): SlateOffer {
  const back = offer.segments?.find(({ direction }) => direction === 'return')
  return {
    amount: offer.amountMinor,
    airline: airlinesOf(offer),
    flight: offer.flightNumber,
    durationMinutes: offer.durationMinutes,
    stops: offer.stops,
    departsMinute: minuteOf(offer.departureAt),
    returnsMinute: minuteOf(back?.departureAt),
    bagsIncluded: offer.bagsIncluded,
  }
}

export function slateTrip(trip: Trip, now: number, domestic: boolean | undefined): SlateTrip {
  const { departureDate, returnDate, passengers } = trip
  const stayDays = returnDate && dayNumber(returnDate) - dayNumber(departureDate)
  return {
    daysToDeparture: Math.max(0, dayNumber(departureDate) - Math.floor(now / 86_400_000)),
    returns: returnDate !== undefined,
    sameDay: typeof stayDays === 'number' ? stayDays === 0 : undefined,
    domestic,
    passengers,
    stayDays: typeof stayDays === 'number' ? stayDays : undefined,
  }
}

function airlinesOf({ airline, segments = [] }: Offer): string {
  const flown = [...new Set(segments.map((segment) => segment.airline))]
  return flown.length > 0 ? flown.join('+') : airline
}

/** `2026-07-01T06:40` -> 400. */
function minuteOf(localTime: string | undefined): number | undefined {
  const [, hours, minutes] = /T(\d\d):(\d\d)/.exec(localTime ?? '') ?? []
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes)
}
