/**
 * One NDC offer. It has one journey for each direction, or a choice of several at one price; then
 * each choice is an offer of its own.
 */
import { RANGES } from '../../wire/wire-values'
import type { DocumentProblem } from '../document/document'
import { combinations } from '../offers/combinations'
import { byDeparture, directionsOf } from '../offers/draft-itinerary'
import type { DirectionDraft, Settled } from '../offers/offer-draft'
import { MOST_COMBINATIONS, MOST_FLIGHTS, type Placed } from '../offers/settle-each'
import { settle } from '../offers/settle-offer'
import { words } from '../xml/xml-value'
import { at, either } from './names'
import type { Journey, NdcLists } from './ndc-lists'
import { partyOf } from './ndc-party'
import { JOURNEYS, refsIn, resolve, SEGMENTS } from './references'
import { type OfferTerms, termsOf } from './terms'

export function settleOffer(
  { value: offer, pointer }: Placed,
  lists: NdcLists
): readonly Settled[] {
  const problem = (code: DocumentProblem['code'], detail: string) => [{ pointer, code, detail }]
  const unresolved = (what: string, id: string) =>
    problem('unresolved-reference', `names ${what} "${id}", which no list holds`)
  if (lists.passengers.size > RANGES.passengers[1]) {
    return problem('invalid', `is for a party of ${lists.passengers.size}`)
  }
  const terms = termsOf(offer, lists)
  const directions = choicesOf(offer, lists, terms)
  if ('missing' in directions) return unresolved('flight', directions.missing)
  if ('tooMany' in directions) {
    return problem('invalid', `flies ${directions.tooMany} flights in one journey`)
  }
  const money = partyOf(offer, lists)
  if ('missing' in money) return unresolved('passenger', money.missing)

  const offerId = words(at(offer, 'OfferID'))
  const choices = combinations(directions.choices, MOST_COMBINATIONS)
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

type Choices =
  | { readonly choices: readonly (readonly DirectionDraft[])[] }
  | { readonly missing: string }
  | { readonly tooMany: number }

/** Groups the journeys by direction, in the order flown. */
function choicesOf(offer: unknown, lists: NdcLists, terms: OfferTerms): Choices {
  const journeys = resolve(lists.journeys, refsIn(offer, JOURNEYS))
  if ('missing' in journeys) return journeys
  // Offers without journeys name their flights one by one.
  const flown: readonly Journey[] =
    journeys.found.length > 0
      ? journeys.found.map(({ value }) => value)
      : [
          {
            durationMinutes: undefined,
            flights: resolve(lists.segments, refsIn(offer, SEGMENTS)),
          },
        ]
  const directions: DirectionDraft[] = []
  for (const { durationMinutes, flights } of flown) {
    if ('missing' in flights) return flights
    if (flights.found.length > 2 * MOST_FLIGHTS) return { tooMany: flights.found.length }
    const ordered = flights.found
      .map(({ id, value }) => ({ segments: [terms.ofSegment(id, value)] }))
      .sort(byDeparture)
    const segments = ordered.flatMap((each) => each.segments)
    directions.push(...directionsOf({ durationMinutes, segments }))
  }
  const byEnds = Map.groupBy(
    directions.sort(byDeparture),
    ({ segments }) => `${segments[0]?.origin}-${segments.at(-1)?.destination}`
  )
  return { choices: [...byEnds.values()] }
}
