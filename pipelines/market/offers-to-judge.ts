/** Offers as the gate of a market would judge them now; nothing is learned from them. */
import { dayNumber, dayNumberAt, type IsoDay } from '../../models/airline/calendar'
import type { Cabin } from '../../models/airline/trip'
import { type Doubt, judgeOffer, scorePrice } from './gate/judge-offer'
import { levelsOf, placeOf } from './gate/offer-gate'
import { plausibleBounds } from './gate/plausible-bounds'
import { kindsOfAirline } from './kinds/itinerary-kinds'
import { latestFareOfKinds } from './kinds/kind-fares'
import type { MarketState } from './market-state'
import { RECENT_DAYS } from './pass-offers'

export type OfferToJudge = {
  readonly departureDate: IsoDay
  readonly cabin: Cabin
  readonly roundTrip: boolean
  readonly currency: string
  readonly airline: string
  readonly stops: number
  readonly amountMinor: number
}

export type JudgedOffer = {
  /** Undefined for a price that can be true. */
  readonly doubt: Doubt | undefined
  readonly expectedMinor: number | undefined
  /** Distance from the expected price as a share of the limit; undefined without a level. */
  readonly strength: number | undefined
}

/** In the order of the offers. */
export function judgeOffers(
  state: MarketState,
  offers: readonly OfferToJudge[],
  now: number
): JudgedOffer[] {
  return offers.map((offer) => judge(state, offer, now))
}

function judge({ market, fareGroups }: MarketState, offer: OfferToJudge, now: number): JudgedOffer {
  const { cabin, roundTrip, currency, airline, stops, amountMinor, departureDate } = offer
  const group = [...fareGroups.values()].find(
    ({ fareGroup }) =>
      fareGroup.cabin === cabin &&
      fareGroup.roundTrip === roundTrip &&
      fareGroup.currency === currency
  )
  const departureDay = dayNumber(departureDate)
  const place = placeOf(now, departureDay)
  const levels = group ? levelsOf(group.gate, { place, airline }) : []
  const departure = group?.departures.get(departureDay)
  const last =
    group &&
    departure &&
    latestFareOfKinds(
      departure.byKind,
      kindsOfAirline(group.kinds, airline, stops),
      dayNumberAt(now) - RECENT_DAYS
    )
  const judgement = judgeOffer(amountMinor, {
    levels,
    lastLog: last === undefined ? undefined : Math.log(Math.max(1, last)),
    bounds: plausibleBounds(market, { cabin, roundTrip, currency }),
  })
  const score = scorePrice(amountMinor, levels)
  return {
    doubt: judgement?.doubt,
    expectedMinor: judgement?.expectedMinor ?? score?.expectedMinor,
    strength: score?.strength,
  }
}
