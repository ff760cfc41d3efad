/** Writes a segment in the wire's fields; one without airports or airline is refused. */

import type { NativeSegment } from '../../wire/native-event'
import { PATTERNS } from '../../wire/wire-values'
import { definedFields } from '../document/defined-fields'
import { code } from './fit'
import type { OddValues } from './odd-values'
import type { DirectionDraft, SegmentDraft } from './offer-draft'
import { plausible } from './plausible'

/** Returns a text with the reason where a segment is wrong. */
export function segmentsOf(
  { segments }: DirectionDraft,
  odd: OddValues
): (NativeSegment | string)[] {
  return segments.map((segment) => segmentOf(segment, odd))
}

/** The direction is set when the whole trip is known. */
function segmentOf(draft: SegmentDraft, odd: OddValues): NativeSegment | string {
  const origin = code(draft.origin, PATTERNS.airport)
  const destination = code(draft.destination, PATTERNS.airport)
  const airline = code(draft.airline, PATTERNS.airline)
  if (!origin || !destination) {
    return `names no airports of a flight: from "${draft.origin ?? ''}" to "${draft.destination ?? ''}"`
  }
  if (!airline) return `names no airline of ${origin}-${destination}: "${draft.airline ?? ''}"`
  const direction: NativeSegment['direction'] = 'outbound'
  return definedFields({
    direction,
    origin_airport: origin,
    destination_airport: destination,
    airline,
    flight_number: flightNumberOf(airline, draft.flightNumber),
    operating_airline: code(draft.operatingAirline, PATTERNS.airline),
    departure_at: localTime(draft.departureAt),
    arrival_at: localTime(draft.arrivalAt),
    duration_minutes: odd.keep(
      `${origin}-${destination} duration_minutes`,
      draft.durationMinutes,
      plausible(
        [draft.durationMinutes],
        { from: origin, to: destination, day: draft.departureAt?.slice(0, 10) ?? '' },
        draft.technicalStops ?? 0
      )
    ),
    cabin_class: draft.cabin,
    rbd: code(draft.rbd, PATTERNS.rbd),
    fare_basis: code(draft.fareBasis, PATTERNS.fareBasis),
  })
}

/** "0203" of TP is TP203. */
function flightNumberOf(airline: string, number: string | undefined): string | undefined {
  const digits = /^0*(\d{1,4}[A-Z]?)$/.exec((number ?? '').trim().toUpperCase())?.[1]
  return digits === undefined ? undefined : airline + digits
}

/** To the second, on the airport's clock. */
function localTime(text: string | undefined): string | undefined {
  const local = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?/.exec(text ?? '')?.[0]
  return local && PATTERNS.localTime.test(local) ? local : undefined
}
