/**
 * Settles the offers of one document, up to a limit that fits in memory: references let a small
 * document repeat the same flights many times. One problem counts the rest.
 */
import type { Settled } from './offer-draft'

/** Current answers have hundreds. */
const MOST_OFFERS = 5_000
/** Flights of one direction; the longest journeys sold have six. */
export const MOST_FLIGHTS = 16
/** Itineraries of one price that leaves a choice of flights. */
export const MOST_COMBINATIONS = 100

export type Placed<T = unknown> = { readonly value: T; readonly pointer: string }

export function settleEach<T>(
  offers: readonly Placed<T>[],
  settleOffer: (offer: Placed<T>) => readonly Settled[]
): readonly Settled[] {
  const settled: Settled[] = []
  for (const [place, offer] of offers.entries()) {
    if (settled.length >= MOST_OFFERS) {
      const detail = `is past the first ${MOST_OFFERS} offers of its document, with ${offers.length - place - 1} after it`
      settled.push({ pointer: offer.pointer, code: 'invalid', detail })
      break
    }
    settled.push(...settleOffer(offer))
  }
  return settled
}
