/**
 * One NDC offer. It is there as its journeys say: one of each direction, or a choice of several at
 * one price, and then each choice is an offer of its own.
 */
import { combinations } from '../combinations'
import type { DocumentProblem } from '../document'
import { byDeparture, directionsOf } from '../itinerary'
import { at } from '../json-value'
import type { DirectionDraft, Settled } from '../offer-draft'
import { settle } from '../settle-offer'
import { either, words } from '../xml-value'
import type { NdcLists } from './lists'
import { partyOf } from './party'
import { JOURNEYS, refsIn, resolve, SEGMENTS } from './references'
import { type OfferTerms, termsOf } from './terms'

/** Itineraries of one offer; beyond them each journey is still shown once. */
const MOST_CHOICES = 100

export function settleOffer(offer: unknown, pointer: string, lists: NdcLists): readonly Settled[] {
  const unresolved = (what: string, id: string): DocumentProblem[] => [
    { pointer, code: 'unresolved-reference', detail: `names ${what} "${id}", which no list holds` },
  ]
  const terms = termsOf(offer, lists)
  const directions = choicesOf(offer, lists, terms)
  if ('missing' in directions) return unresolved('flight', directions.missing)
  const money = partyOf(offer, lists)
  if ('missing' in money) return unresolved('passenger', money.missing)

  const offerId = words(at(offer, 'OfferID'))
  const choices = combinations(directions.choices, MOST_CHOICES)
  return choices.map((chosen, place) =>
    settle({
      pointer,
      directions: chosen,
      currency: money.currency,
      party: money.party,
      totalPrice: money.total,
      validatingAirline: words(either(offer, 'ValidatingCarrierCode', 'ValidatingCarrier')),
      seatsRemaining: terms.seatsRemaining,
      bagsIncluded: terms.bagsIncluded,
      offerId: choices.length > 1 ? `${offerId ?? pointer}/${place}` : offerId,
      expiresAt: words(
        at(offer, 'TimeLimits', 'OfferExpiration', 'DateTime') ??
          at(offer, 'TimeLimits', 'OfferExpiration', 'Timestamp') ??
          either(offer, 'OfferExpirationTimeLimitDateTime', 'OfferExpirationDateTime')
      ),
    })
  )
}

type Choices = { readonly choices: readonly (readonly DirectionDraft[])[] }

/** For each direction, in the order flown, the journeys that fly it. */
function choicesOf(
  offer: unknown,
  lists: NdcLists,
  terms: OfferTerms
): Choices | { readonly missing: string } {
  const journeys = resolve(lists.journeys, refsIn(offer, JOURNEYS))
  if ('missing' in journeys) return journeys
  // Offers without journeys name their flights one by one.
  const flown =
    journeys.found.length > 0
      ? journeys.found.map(({ value }) => value)
      : [{ durationMinutes: undefined, segments: refsIn(offer, SEGMENTS) }]
  const directions: DirectionDraft[] = []
  for (const { durationMinutes, segments } of flown) {
    const found = resolve(lists.segments, segments)
    if ('missing' in found) return found
    const drafts = found.found.map(({ id, value }) => terms.ofSegment(id, value))
    const ordered = drafts.map((draft) => ({ segments: [draft] })).sort(byDeparture)
    directions.push(
      ...directionsOf({ durationMinutes, segments: ordered.flatMap((each) => each.segments) })
    )
  }
  const byEnds = Map.groupBy(directions.sort(byDeparture), ({ segments }) => {
    return `${segments[0]?.origin}-${segments.at(-1)?.destination}`
  })
  return { choices: [...byEnds.values()] }
}
