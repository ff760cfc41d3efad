/** The searches of a lake that a model of prices reads. */
import type { Event, SearchEvent } from '../../../pipelines/events/event'

/** In their order; searches without offers state no price. */
export function searchesWithOffers(events: readonly Event[]): readonly SearchEvent[] {
  return events.filter(
    (event): event is SearchEvent => event.type === 'search' && event.offers.length > 0
  )
}
