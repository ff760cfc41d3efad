/** A caller's slate: what is ranked, what narrows it, and what shifts it. */
import type { SlateOffer } from '../../features/choice/slate-offer'

export type RankOffer = SlateOffer & { readonly id: string }

export type Filters = {
  readonly maxStops?: number | undefined
  readonly maxAmount?: number | undefined
  readonly maxDurationMinutes?: number | undefined
  readonly carriers?: readonly string[] | undefined
  readonly withoutCarriers?: readonly string[] | undefined
}

/** Offers that fit `when` gain `add` in utility; 0.69 doubles their odds. */
export type Boost = {
  readonly when: { readonly carrier?: string | undefined; readonly maxStops?: number | undefined }
  readonly add: number
}

export const ORDERS = ['utility', 'price'] as const

export type RankOptions = {
  /** Key of the order; the cheapest first has no variety. */
  readonly order: (typeof ORDERS)[number]
  readonly filters: Filters
  readonly boosts: readonly Boost[]
  /** Share of expected choices that may be given for variety; 0 keeps the order of utility. */
  readonly diversity: number
}

/** Whether an offer may be shown; an unknown property passes no filter on it. */
export function fits(offer: RankOffer, filters: Filters): boolean {
  const { maxStops, maxAmount, maxDurationMinutes, carriers, withoutCarriers } = filters
  const within = (value: number | undefined, most: number | undefined) =>
    most === undefined || (value !== undefined && value <= most)
  return (
    within(offer.stops, maxStops) &&
    within(offer.amount, maxAmount) &&
    within(offer.durationMinutes, maxDurationMinutes) &&
    (carriers === undefined || flown(offer).some((airline) => carriers.includes(airline))) &&
    !flown(offer).some((airline) => withoutCarriers?.includes(airline))
  )
}

export function boostOf(offer: RankOffer, boosts: readonly Boost[]): number {
  const due = boosts.filter(
    ({ when: { carrier, maxStops } }) =>
      (carrier === undefined || flown(offer).includes(carrier)) &&
      (maxStops === undefined || (offer.stops !== undefined && offer.stops <= maxStops))
  )
  return due.reduce((sum, { add }) => sum + add, 0)
}

export function flown({ airline }: SlateOffer): readonly string[] {
  return airline?.split('+') ?? []
}
