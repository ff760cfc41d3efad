/**
 * The preferences of one traveller, from their own clicks and bookings: how often a trait was taken
 * over how often that was expected, and how they weigh measured properties. Sums only, bounded, so a
 * repeated order of the same choices gives the same taste.
 */
import { addTrait, PRIOR_OF_USER, type TraitCounts, traitCounts } from './affinities'
import { addLeans, createLeans, type Lean, type Leans, leansOf, type Measure } from './leanings'
import type { SlateOffer } from './slate-offer'

export type Taste = {
  /** Number of choices: 1 for a booking, less for a click. */
  weight: number
  readonly counts: Map<string, TraitCounts>
  readonly leans: Leans
}

/** For reading only: the sums of a traveller of whom nothing is known. */
export type ReadTaste = {
  readonly counts: ReadonlyMap<string, Readonly<TraitCounts>>
  readonly leans: Readonly<Record<Measure, Readonly<Lean>>>
}

export type TasteChoice = {
  readonly offers: readonly SlateOffer[]
  /** Position of the chosen offer, from 0. */
  readonly taken: number
  /** Expected probability of each offer, summing to 1, given its properties and its position. */
  readonly expected: readonly number[]
  /** Negative for a choice that was taken back. */
  readonly weight: number
}

/** Choices after which a traveller's own weight of a measure counts as much as that of everybody. */
const PRIOR_CHOICES = 4

/** Variance of each measure within an ordinary slate, of which the prior has its strength. */
const USUAL_SPREAD: Readonly<Record<Measure, number>> = {
  price: 0.04,
  pace: 0.09,
  stops: 0.35,
  bags: 0.25,
  sin_1: 0.5,
  cos_1: 0.5,
  sin_2: 0.5,
  cos_2: 0.5,
}

export function createTaste(): Taste {
  return { weight: 0, counts: new Map(), leans: createLeans() }
}

export function observeTaste(taste: Taste, { offers, ...choice }: TasteChoice): void {
  const { taken, expected, weight } = choice
  taste.weight = Math.max(0, taste.weight + weight)
  addLeans(taste.leans, leansOf(offers, taken, expected, weight))
  for (const [key, counts] of traitCounts(offers, choice)) addTrait(taste.counts, key, counts)
}

/** Logarithm of a trait's attraction to the traveller; 0 is average. */
export function attraction(taste: ReadTaste, trait: string, value: string | undefined): number {
  const counts = value === undefined ? undefined : taste.counts.get(`${trait}:${value}`)
  if (!counts) return 0
  const taken = Math.max(0, counts.taken) + PRIOR_OF_USER
  return Math.log(taken / (Math.max(0, counts.expected) + PRIOR_OF_USER))
}

/** Weight that the traveller gives a measure beyond everybody's, per unit of the measure. */
export function ownWeight({ leans }: ReadTaste, measure: Measure): number {
  const { excess, spread } = leans[measure]
  return excess / (Math.max(0, spread) + PRIOR_CHOICES * USUAL_SPREAD[measure])
}
