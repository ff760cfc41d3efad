/**
 * Who likes what, from what was clicked and booked: how often a group of shoppers took a trait
 * against how often they were expected to, given what they were shown and where it stood. Sums
 * only, so the order of choices does not matter, until a bound makes it forget: then the group
 * longest not heard of goes first.
 */

import { addLeans, createLeans, type Leans, leansOf } from './leanings'
import type { AskedSlate } from './slate-offer'
import type { Asker, Group, Trait } from './traits'
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
  readonly slate: AskedSlate
  readonly asker: Asker
  /** Place of the offer taken in the slate, from 0. */
  readonly taken: number
  /** What each offer was expected to be taken, summing to 1: seen, at its price, at its place. */
  readonly expected: readonly number[]
  /** 1 for a booking, less for a click. */
  readonly weight: number
  /** Epoch ms. */
  readonly at: number
}

/** A click says less than a booking: most are looked at and left. But it is what there is most of. */
export const CLICK_WEIGHT = 0.6
export const BOOKING_WEIGHT = 1

/** About 0.2 KB a group with few traits, so tens of MB at the most. */
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
  const { slate, asker, weight, at } = choice
  const groups = groupsOf(asker, slate.trip)
  const tallies = talliesOf(choice)
  const leans = leansOf(slate.offers, choice.taken, choice.expected, weight)
  for (const group of GROUPS) {
    const name = groups[group]
    if (name === undefined) continue
    const taste = tasteOf(affinities[group], name)
    taste.at = Math.max(taste.at, at)
    taste.weight += weight
    addLeans(taste.leans, leans)
    for (const [key, tally] of tallies) {
      if (group === 'user' || !key.startsWith(OF_USERS)) add(taste, key, tally)
    }
    forget(affinities[group])
  }
}

/** Flights are many, and taken again by one who comes back for them: they are counted of users alone. */
const OF_USERS = 'flight:'

/** What one choice tells of every trait of its slate. */
function talliesOf({ slate, taken, expected, weight }: Choice): ReadonlyMap<string, TraitCounts> {
  const tallies = new Map<string, TraitCounts>()
  for (const [index, offered] of traitsOf(slate.offers).entries()) {
    for (const trait of TRAITS) {
      const value = offered[trait]
      if (value === undefined) continue
      const key = `${trait}:${value}`
      const tally = tallies.get(key) ?? { taken: 0, expected: 0 }
      tallies.set(key, tally)
      tally.expected += weight * (expected[index] ?? 0)
      if (index === taken) tally.taken += weight
    }
  }
  return tallies
}

/** Of states that saw different choices; neither is changed. */
export function mergeAffinities(states: readonly Affinities[]): Affinities {
  const merged = createAffinities()
  for (const state of states) {
    for (const group of GROUPS) {
      for (const [name, { at, weight, tallies, leans }] of state[group]) {
        const taste = tasteOf(merged[group], name)
        taste.at = Math.max(taste.at, at)
        taste.weight += weight
        addLeans(taste.leans, leans)
        for (const [key, tally] of tallies) add(taste, key, tally)
      }
      forget(merged[group])
    }
  }
  return merged
}

/**
 * Choices a taste needs to outweigh what is thought of those it knows nothing of: persons differ more
 * from each other than markets and countries do, so of a person fewer tell.
 */
const PRIOR_CHOICES = 3
export const PRIOR_OF_USER = 1.5

/** Taken over expected, drawn towards `prior`: above 1 is liked. */
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
  const made = {
    at: Number.NEGATIVE_INFINITY,
    weight: 0,
    tallies: new Map<string, TraitCounts>(),
    leans: createLeans(),
  }
  tastes.set(name, made)
  return made
}

/** A trait that finds no room is not counted: those met first are those met often. */
function add({ tallies }: GroupTaste, key: string, { taken, expected }: TraitCounts): void {
  const tally = tallies.get(key)
  if (tally) {
    tally.taken += taken
    tally.expected += expected
  } else if (tallies.size < MOST_TRAITS) {
    tallies.set(key, { taken, expected })
  }
}

/** A tenth at a time, so that sorting is seldom. */
function forget(tastes: Map<string, GroupTaste>): void {
  if (tastes.size <= MOST_GROUPS) return
  const oldest = [...tastes].sort(([, a], [, b]) => a.at - b.at)
  for (const [name] of oldest.slice(0, Math.ceil(MOST_GROUPS / 10))) tastes.delete(name)
}
