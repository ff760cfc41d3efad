/**
 * A simulated shopper before an order of offers: they look at a place with a chance that falls with its
 * rank, and take what they like best of what they saw. The draws belong to the session and the place,
 * so that two orders are compared on the same shopper.
 */
import { chance } from '../../pipelines/simulator/world/chance'
import type { ShopperSession } from './shopper-sessions'

export type Reaction = {
  /** Indexes into the offers of the session. */
  readonly clicked: number | undefined
  readonly booked: number | undefined
}

/** Steeper than the ranking assumes: no model knows how its shoppers look. */
const LOOK_POWER = 0.8
const CLICKS_ANYWAY = 0.45

/** `order` holds indexes into the offers of the session. */
export function reactionTo(
  session: ShopperSession,
  order: readonly number[],
  seed: number
): Reaction {
  const draw = (of: string | number) => chance(seed, `${session.id}/${of}`)
  const seen = order.filter((_, place) => draw(place) < (place + 1) ** -LOOK_POWER)
  const utility = (offer: number) => session.utilities[offer] ?? Number.NEGATIVE_INFINITY
  const [best] = seen.toSorted((a, b) => utility(b) - utility(a))
  if (best === undefined) return { clicked: undefined, booked: undefined }
  const booked = !session.postponed && utility(best) > 0 ? best : undefined
  const clicks = booked !== undefined || draw('clicks') < CLICKS_ANYWAY
  return { clicked: clicks ? best : undefined, booked }
}

export function cheapestFirst({ offers }: ShopperSession): readonly number[] {
  return [...offers.keys()].sort((a, b) => priceOf(offers, a) - priceOf(offers, b) || a - b)
}

export function randomOrder({ id, offers }: ShopperSession, seed: number): readonly number[] {
  const draws = offers.map((_, at) => chance(seed, `${id}/order/${at}`))
  return [...offers.keys()].sort((a, b) => (draws[a] ?? 0) - (draws[b] ?? 0))
}

export function priceOf(offers: ShopperSession['offers'], at: number): number {
  return offers[at]?.price ?? Number.POSITIVE_INFINITY
}
