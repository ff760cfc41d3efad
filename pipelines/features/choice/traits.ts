/** Traits that shoppers may prefer, and groups of shoppers that may share preferences. */
import type { SlateOffer, SlateTrip } from './slate-offer'

export const TRAITS = ['airline', 'stops', 'part', 'tier', 'place', 'flight'] as const
export type Trait = (typeof TRAITS)[number]

export const GROUPS = ['all', 'country', 'market', 'kind', 'user'] as const
export type Group = (typeof GROUPS)[number]

/** The shopper and the trip; an unknown property belongs to no group. */
export type SlateShopper = {
  readonly country?: string | undefined
  readonly market?: string | undefined
  readonly userHash?: string | undefined
}

const PART_MINUTES = 240
/** Ranks by amount beyond this number of cheaper offers are counted together. */
const MOST_CHEAPER = 5
/** Ratio to the cheapest amount up to which an offer counts as near it. */
const NEAR_CHEAPEST = 1.1

/** Traits of every offer, in order; undefined where unknown. */
export function traitsOf(
  offers: readonly SlateOffer[]
): readonly Readonly<Record<Trait, string | undefined>>[] {
  const least = Math.min(...offers.map(({ amount }) => amount))
  return offers.map(({ airline, stops, departsMinute, amount, flight }) => ({
    airline,
    stops: stops === undefined ? undefined : String(Math.min(stops, 2)),
    part:
      departsMinute === undefined ? undefined : String(Math.floor(departsMinute / PART_MINUTES)),
    tier: tierOf(amount, least),
    place: String(Math.min(offers.filter((other) => other.amount < amount).length, MOST_CHEAPER)),
    flight,
  }))
}

function tierOf(amount: number, least: number): string {
  if (amount <= least) return 'cheapest'
  return amount <= least * NEAR_CHEAPEST ? 'near' : 'dear'
}

export function groupsOf(
  { country, market, userHash }: SlateShopper,
  trip: SlateTrip
): Readonly<Record<Group, string | undefined>> {
  return { all: 'all', country, market, kind: kindOf(trip), user: userHash }
}

/** Business travellers return soon and mostly search within two weeks of departure. */
function kindOf({ returns, sameDay, daysToDeparture }: SlateTrip): string {
  const soon = daysToDeparture !== undefined && daysToDeparture < 14 ? 'soon' : 'later'
  if (!returns) return `one-way ${soon}`
  return `${sameDay ? 'day' : 'return'} ${soon}`
}
