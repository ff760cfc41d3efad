/** Offers that are kept in the lake and do not count as fares of the market they lie under. */
import type { Event } from '../events/event'
import { isOfOtherMarket } from '../events/offer'

/** Number of offers by their construction. */
export type NotCounted = Readonly<Record<string, number>>

export function notCounted(events: readonly Event[]): NotCounted {
  const counts: Record<string, number> = {}
  for (const event of events) {
    for (const offer of 'offers' in event ? event.offers : []) {
      const { construction } = offer
      if (construction && isOfOtherMarket(offer)) {
        counts[construction] = (counts[construction] ?? 0) + 1
      }
    }
  }
  return counts
}
