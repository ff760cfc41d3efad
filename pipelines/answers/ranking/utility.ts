/**
 * Utility of an offer to a traveller, as a sum of named terms. No term depends on the other offers, so
 * an offer has the same utility in every slate; a constant of the slate would not change a choice.
 */
import { DURATION_WEIGHT, PRICE_WEIGHT, STOP_WEIGHT } from '../../../models/choice/baseline-choice'
import type { SlateOffer } from '../../features/choice/slate-offer'
import { attraction, ownWeight, type ReadTaste } from '../../features/choice/taste'

export const TERMS = [
  'price',
  'duration',
  'stops',
  'bags',
  'departure_time',
  'airline',
  'flight',
  'boost',
] as const
export type Term = (typeof TERMS)[number]
export type Terms = Readonly<Record<Term, number>>

/** Odds of a bag that is included, before anything is known of the traveller. */
const BAG_WEIGHT = 0.15
/** A traveller's own weight never makes a higher price or a longer journey attractive. */
const LEAST_SENSITIVITY = 0.1
const DAY_MINUTES = 1440

/** `boost` is left 0. Callers fill in an unknown duration: without one an offer would seem instant. */
export function termsOf(offer: SlateOffer, taste: ReadTaste): Terms {
  const { amount, durationMinutes, stops, bagsIncluded, departsMinute } = offer
  const averse = (weight: number, own: number) => Math.min(weight + own, weight * LEAST_SENSITIVITY)
  return {
    price: averse(PRICE_WEIGHT, ownWeight(taste, 'price')) * Math.log(amount),
    duration: durationMinutes
      ? averse(DURATION_WEIGHT, ownWeight(taste, 'pace')) * Math.log(durationMinutes)
      : 0,
    stops: averse(STOP_WEIGHT, ownWeight(taste, 'stops')) * (stops ?? 0),
    bags: (BAG_WEIGHT + ownWeight(taste, 'bags')) * (bagsIncluded ?? 0),
    departure_time: departsMinute === undefined ? 0 : timeTerm(departsMinute, taste),
    airline: attraction(taste, 'airline', offer.airline),
    flight: attraction(taste, 'flight', offer.flight),
    boost: 0,
  }
}

function timeTerm(departsMinute: number, taste: ReadTaste): number {
  const angle = (2 * Math.PI * departsMinute) / DAY_MINUTES
  return (
    ownWeight(taste, 'sin_1') * Math.sin(angle) +
    ownWeight(taste, 'cos_1') * Math.cos(angle) +
    ownWeight(taste, 'sin_2') * Math.sin(2 * angle) +
    ownWeight(taste, 'cos_2') * Math.cos(2 * angle)
  )
}

export function utilityOf(terms: Terms): number {
  return TERMS.reduce((sum, term) => sum + terms[term], 0)
}

/** Probabilities of the offers, given that one is taken; they sum to 1. */
export function sharesOf(utilities: readonly number[]): readonly number[] {
  const greatest = Math.max(...utilities)
  const weights = utilities.map((utility) => Math.exp(utility - greatest))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => weight / total)
}
