/**
 * Substitutes of an offer: offers better in every respect, and offers close in time. Compares all
 * pairs; slates contain at most a few hundred offers.
 */
import type { SlateFeature } from './slate-feature'
import type { SlateOffer } from './slate-offer'

/** An offer an hour apart in both directions counts 1/e of one at the same time. */
const NEAR_MINUTES = 60

export const SUBSTITUTE_FEATURES: readonly SlateFeature[] = [
  {
    name: 'dominated_by',
    unit: 'log1p count',
    description: 'offers neither dearer nor slower, and better in one of the two',
    reader:
      ({ offers }) =>
      (offer) =>
        offer.durationMinutes === undefined
          ? undefined
          : Math.log1p(offers.filter((other) => dominates(other, offer)).length),
  },
  {
    name: 'near_offers',
    unit: 'weighted count',
    description: 'other offers, the nearer in time the more they count',
    reader:
      ({ offers }) =>
      (offer) =>
        sumOf(offers, (other) => nearness(offer, other), offer),
  },
  {
    name: 'near_cheaper',
    unit: 'weighted count',
    description: 'cheaper offers, the nearer in time the more they count',
    reader:
      ({ offers }) =>
      (offer) =>
        sumOf(offers, (other) => (other.amount < offer.amount ? nearness(offer, other) : 0), offer),
  },
]

function dominates(other: SlateOffer, offer: SlateOffer): boolean {
  const [theirs, own] = [other.durationMinutes, offer.durationMinutes]
  if (theirs === undefined || own === undefined) return false
  const notWorse = other.amount <= offer.amount && theirs <= own
  return notWorse && (other.amount < offer.amount || theirs < own)
}

function sumOf(
  offers: readonly SlateOffer[],
  weightOf: (other: SlateOffer) => number,
  offer: SlateOffer
): number | undefined {
  if (offer.departsMinute === undefined) return undefined
  return offers.reduce((sum, other) => sum + (other === offer ? 0 : weightOf(other)), 0)
}

function nearness(some: SlateOffer, other: SlateOffer): number {
  const out = apart(some.departsMinute, other.departsMinute)
  if (out === undefined) return 0
  const back = apart(some.returnsMinute, other.returnsMinute)
  return Math.exp(-(back === undefined ? out : (out + back) / 2) / NEAR_MINUTES)
}

function apart(some: number | undefined, other: number | undefined): number | undefined {
  return some === undefined || other === undefined ? undefined : Math.abs(some - other)
}
