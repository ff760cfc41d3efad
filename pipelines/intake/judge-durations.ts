/**
 * Leaves a duration out of an offer when no aircraft can fly its market in that time: feeds mix up
 * hours and minutes, and subtract local times of two zones.
 */
import { durationBounds } from '../../models/airline/flight-time'
import { endsOf } from '../../models/airline/market'
import { placeOn } from '../../models/airline/places'
import type { Event } from '../events/event'
import type { Offer } from '../events/offer'
import type { Refusal } from '../wire/refusal'

export type DurationsJudged = { readonly event: Event; readonly leftOut: readonly Refusal[] }

export function judgeDurations(event: Event): DurationsJudged {
  if (event.type !== 'search' || !event.offers.some(hasDuration)) return { event, leftOut: NONE }
  const { origin, destination } = endsOf(event.market)
  const { departureDate: day } = event
  const bounds = durationBounds(placeOn(origin, day), placeOn(destination, day))
  const isOdd = ({ durationMinutes, stops }: Offer) =>
    durationMinutes !== undefined &&
    (durationMinutes < bounds.least || (stops === 0 && durationMinutes > bounds.mostNonStop))
  if (!event.offers.some(isOdd)) return { event, leftOut: NONE }

  const leftOut = event.offers.flatMap((offer, place): Refusal[] => {
    if (!isOdd(offer)) return []
    const { least, mostNonStop } = bounds
    const range =
      offer.stops === 0
        ? `${Math.ceil(least)} to ${Math.floor(mostNonStop)} minutes non-stop`
        : `at least ${Math.ceil(least)} minutes`
    const detail = `cannot be ${offer.durationMinutes}: ${event.market} takes ${range}`
    return [{ pointer: `/price_offers/${place}/duration_minutes`, code: 'implausible', detail }]
  })
  const offers = event.offers.map((offer) =>
    isOdd(offer) ? { ...offer, durationMinutes: undefined } : offer
  )
  return { event: { ...event, offers }, leftOut }
}

const NONE: readonly Refusal[] = []

function hasDuration({ durationMinutes }: Offer): boolean {
  return durationMinutes !== undefined
}
