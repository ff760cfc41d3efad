/**
 * An offer as the choice model sees it, whatever its source. Only ratios of amounts and of
 * durations within the slate are used, so any one currency is valid.
 */
import { dayNumber, dayNumberAt } from '../../../models/airline/calendar'
import type { Trip } from '../../../models/airline/trip'
import type { Offer } from '../../events/offer'

export type SlateOffer = {
  readonly amount: number
  /** Airlines of the itinerary in the order flown, each once: "LH", "LH+UA". */
  readonly airline: string | undefined
  /** Flight number of the first segment: "TP203". */
  readonly flight?: string | undefined
  readonly lowCost?: boolean | undefined
  /** Total duration of all directions. */
  readonly durationMinutes?: number | undefined
  readonly stops?: number | undefined
  /** Local minute of the day of the outbound departure. */
  readonly departsMinute?: number | undefined
  /** Local minute of the day of the return departure. */
  readonly returnsMinute?: number | undefined
  /** Time between the outbound and the return flight. */
  readonly stayMinutes?: number | undefined
  readonly bagsIncluded?: number | undefined
}

/** Properties shared by all offers of the slate. */
export type SlateTrip = {
  readonly daysToDeparture?: number | undefined
  /** Whether it is a round trip. */
  readonly returns: boolean
  /** Whether a round trip starts and ends on one day; undefined for one way. */
  readonly sameDay?: boolean | undefined
  readonly domestic?: boolean | undefined
  readonly passengers?: number | undefined
  readonly stayDays?: number | undefined
}

export type TripSlate = { readonly trip: SlateTrip; readonly offers: readonly SlateOffer[] }

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
    daysToDeparture: Math.max(0, dayNumber(departureDate) - dayNumberAt(now)),
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

/** Converts `2026-07-01T06:40` to 400. */
export function minuteOf(localTime: string | undefined): number | undefined {
  const [, hours, minutes] = /T(\d\d):(\d\d)/.exec(localTime ?? '') ?? []
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes)
}
