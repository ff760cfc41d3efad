/**
 * Settles the offers of one document, up to as many as fit in memory: references let a small document
 * name the same flights again and again. The rest is one problem that counts it.
 */
import type { Settled } from './offer-draft'

/** Answers of today have hundreds. */
const MOST_OFFERS = 5_000
/** Of one direction; the longest journeys sold have six. */
export const MOST_FLIGHTS = 16
/** Of one price that leaves a choice of flights. */
export const MOST_COMBINATIONS = 100

export type Placed = { readonly value: unknown; readonly pointer: string }

export function settleEach(
  offers: readonly Placed[],
  settleOffer: (offer: Placed) => readonly Settled[]
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
