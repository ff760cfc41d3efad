/**
 * Affinities of shopper groups, from clicks and bookings: how often a group chose a trait over how
 * often that was expected, given the offers shown and their positions. Sums only, so the order of
 * choices does not matter until a bound forces an eviction, of the group least recently updated.
 */

import { addLeans, createLeans, type Leans, leansOf } from './leanings'
import type { SlateOffer, TripSlate } from './slate-offer'
import type { Group, SlateShopper, Trait } from './traits'
import { GROUPS, groupsOf, TRAITS, traitsOf } from './traits'

export type TraitCounts = { taken: number; expected: number }
export type GroupTaste = {
  at: number
  weight: number
  readonly tallies: Map<string, TraitCounts>
  readonly leans: Leans
}
export type Affinities = { readonly [group in Group]: Map<string, GroupTaste> }

export type Choice = {
  readonly slate: TripSlate
  readonly shopper: SlateShopper
  /** Place of the chosen offer in the slate, from 0. */
  readonly taken: number
  /** Expected probability of each offer, summing to 1, given its price and its position. */
  readonly expected: readonly number[]
  /** 1 for a booking, less for a click. */
  readonly weight: number
  /** Epoch ms. */
  readonly at: number
}

/**
 * A click is weaker evidence than a booking, since most clicked offers are not booked, but clicks
 * are far more numerous.
 */
export const CLICK_WEIGHT = 0.6
export const BOOKING_WEIGHT = 1

/** About 0.2 KB for a group with few traits, so at most tens of MB. */
export const MOST_GROUPS = 50_000
export const MOST_TRAITS = 128

export function createAffinities(): Affinities {
  return {
    all: new Map(),
    country: new Map(),
    market: new Map(),
    kind: new Map(),
    user: new Map(),
  }
}

export function observeChoice(affinities: Affinities, choice: Choice): void {
  const { slate, shopper, weight, at } = choice
  const groups = groupsOf(shopper, slate.trip)
  const tallies = traitCounts(slate.offers, choice)
  const leans = leansOf(slate.offers, choice.taken, choice.expected, weight)
  for (const group of GROUPS) {
    const name = groups[group]
    if (name === undefined) continue
    const taste = tasteOf(affinities[group], name)
    taste.at = Math.max(taste.at, at)
    taste.weight += weight
    addLeans(taste.leans, leans)
    for (const [key, tally] of tallies) {
      if (group === 'user' || !key.startsWith(OF_USERS)) addTrait(taste.tallies, key, tally)
    }
    forget(affinities[group])
  }
}

/**
 * Flights are numerous and mostly chosen again by the same user: they are counted for users only.
 */
const OF_USERS = 'flight:'

/** Counts of one choice for every trait of its slate. */
export function traitCounts(
  offers: readonly SlateOffer[],
  { taken, expected, weight }: Pick<Choice, 'taken' | 'expected' | 'weight'>
): ReadonlyMap<string, TraitCounts> {
  const tallies = new Map<string, TraitCounts>()
  for (const [index, offered] of traitsOf(offers).entries()) {
    for (const trait of TRAITS) {
      const value = offered[trait]
      if (value === undefined) continue
      const key = `${trait}:${value}`
      const tally = tallies.get(key) ?? { taken: 0, expected: 0 }
      tallies.set(key, tally)
      tally.expected += weight * Number(expected[index])
      if (index === taken) tally.taken += weight
    }
  }
  return tallies
}

/** Merges states of different choices; neither input is changed. */
export function mergeAffinities(states: readonly Affinities[]): Affinities {
  const merged = createAffinities()
  for (const state of states) {
    for (const group of GROUPS) {
      for (const [name, { at, weight, tallies, leans }] of state[group]) {
        const taste = tasteOf(merged[group], name)
        taste.at = Math.max(taste.at, at)
        taste.weight += weight
        addLeans(taste.leans, leans)
        for (const [key, tally] of tallies) addTrait(taste.tallies, key, tally)
      }
      forget(merged[group])
    }
  }
  return merged
}

/**
 * Choices that weigh as much as the prior: individuals differ more from each other than markets and
 * countries do, so fewer of their choices suffice.
 */
const PRIOR_CHOICES = 3
export const PRIOR_OF_USER = 1.5

/** Chosen over expected, shrunk towards `prior`; above 1 is a preference. */
export function liking(
  taste: GroupTaste | undefined,
  trait: Trait,
  value: string,
  prior: number,
  choices = PRIOR_CHOICES
): number {
  const { taken = 0, expected = 0 } = taste?.tallies.get(`${trait}:${value}`) ?? {}
  return (taken + choices * prior) / (expected + choices)
}

function tasteOf(tastes: Map<string, GroupTaste>, name: string): GroupTaste {
  const known = tastes.get(name)
  if (known) return known
  const created = {
    at: Number.NEGATIVE_INFINITY,
    weight: 0,
    tallies: new Map<string, TraitCounts>(),
    leans: createLeans(),
  }
  tastes.set(name, created)
  return created
}

/** A trait beyond the bound is not counted: traits observed first are usually the frequent ones. */
export function addTrait(
  tallies: Map<string, TraitCounts>,
  key: string,
  { taken, expected }: TraitCounts
): void {
  const tally = tallies.get(key)
  if (tally) {
    tally.taken += taken
    tally.expected += expected
  } else if (tallies.size < MOST_TRAITS) {
    tallies.set(key, { taken, expected })
  }
}

/** Evicts a tenth at a time, so that sorting is rare. */
function forget(tastes: Map<string, GroupTaste>): void {
  if (tastes.size <= MOST_GROUPS) return
  const oldest = [...tastes].sort(([, a], [, b]) => a.at - b.at)
  for (const [name] of oldest.slice(0, Math.ceil(MOST_GROUPS / 10))) tastes.delete(name)
}
