/**
 * Features shared by all offers of a slate: they change no choice alone, but the weights of other
 * features.
 */
import type { SlateFeature } from './slate-feature'
import type { SlateTrip, TripSlate } from './slate-offer'

/** Fewer days to departure count as soon: business travellers mostly search within two weeks. */
const SOON_DAYS = 14

export const TRIP_FEATURES: readonly SlateFeature[] = [
  ofTrip('offers', 'offers', 'offers of the slate', ({ offers }) => offers.length),
  ofTrip('days_to_departure', 'days', 'days left', ({ trip }) => trip.daysToDeparture),
  ofTrip('stay_days', 'days', 'days between the ways', ({ trip }) => trip.stayDays),
  ofTrip('passengers', 'passengers', 'of the party', ({ trip }) => trip.passengers),
  ofTrip('is_return', 'flag', 'out and back', ({ trip }) => Number(trip.returns)),
  flagOf('is_same_day', 'out and back on one day', ({ sameDay }) => sameDay),
  flagOf('is_domestic', 'within one country', ({ domestic }) => domestic),
  flagOf('is_soon', `fewer than ${SOON_DAYS} days left`, ({ daysToDeparture }) =>
    daysToDeparture === undefined ? undefined : daysToDeparture < SOON_DAYS
  ),
]

function flagOf(
  name: string,
  description: string,
  truthOf: (trip: SlateTrip) => boolean | undefined
): SlateFeature {
  return ofTrip(name, 'flag', description, ({ trip }) => {
    const truth = truthOf(trip)
    return truth === undefined ? undefined : Number(truth)
  })
}

function ofTrip(
  name: string,
  unit: string,
  description: string,
  numberOf: (slate: TripSlate) => number | undefined
): SlateFeature {
  return {
    name,
    unit,
    description,
    reader: (slate) => {
      const value = numberOf(slate)
      return () => value
    },
  }
}
