/** Flight properties of an offer relative to its slate: duration, stops, airline. */
import { byKey, overLeast, standing } from './ranks'
import type { SlateFeature } from './slate-feature'
import type { SlateOffer } from './slate-offer'

const duration = (offer: SlateOffer) => offer.durationMinutes

export const FLIGHT_FEATURES: readonly SlateFeature[] = [
  {
    name: 'duration_over_fastest',
    unit: 'log ratio',
    description: 'duration over the least of the slate',
    reader: ({ offers }) => {
      const durations = offers.map(duration)
      return (offer) => overLeast(offer.durationMinutes, durations)
    },
  },
  {
    name: 'duration_rank',
    unit: 'log place',
    description: 'place by duration, equal durations share the first',
    reader: ({ offers }) => {
      const durations = standing(offers.map(duration))
      return ({ durationMinutes }) =>
        durationMinutes === undefined ? undefined : Math.log(durations?.place(durationMinutes) ?? 1)
    },
  },
  {
    name: 'extra_stops',
    unit: 'stops',
    description: 'stops more than the least of the slate',
    reader: ({ offers }) => {
      const stops = standing(offers.map((offer) => offer.stops))
      return (offer) =>
        offer.stops === undefined || !stops ? undefined : offer.stops - stops.least
    },
  },
  {
    name: 'stops',
    unit: 'stops',
    description: 'stops of all directions',
    reader: () => (offer) => offer.stops,
  },
  {
    name: 'airlines',
    unit: 'airlines',
    description: 'airlines of the itinerary',
    reader: () => (offer) => offer.airline?.split('+').length,
  },
  {
    name: 'low_cost',
    unit: 'flag',
    description: 'a low-cost airline takes part',
    reader: () => (offer) => (offer.lowCost === undefined ? undefined : Number(offer.lowCost)),
  },
  {
    name: 'bags_included',
    unit: 'bags',
    description: 'bags in the amount',
    reader: () => (offer) => offer.bagsIncluded,
  },
  {
    name: 'airline_share',
    unit: 'share',
    description: 'share of the slate that is of this airline',
    reader: ({ offers }) => {
      const alike = byKey(offers, ({ airline }) => airline)
      return (offer) => {
        const group = alike(offer)
        return group && group.length / offers.length
      }
    },
  },
]
