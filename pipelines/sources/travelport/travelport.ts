/**
 * Travelport Universal API low-fare search, synchronous or in parts. An AirPricingSolution is one
 * itinerary at a price; an AirPricePoint is a price of several, any option of one leg with any of
 * the other, and each combination is an offer.
 */

import type { DocumentContext, DocumentResult, DocumentSource } from '../document/document'
import { at, leastOf, text } from '../document/json-value'
import { combinations } from '../offers/combinations'
import { documentResult, withoutOffers } from '../offers/document-searches'
import type { Settled } from '../offers/offer-draft'
import { MOST_COMBINATIONS, MOST_FLIGHTS, type Placed, settleEach } from '../offers/settle-each'
import { settle } from '../offers/settle-offer'
import { passengerTypeOf } from '../offers/travel-codes'
import { errorTextOf, failed, faultOf, faultTextOf } from '../xml/document-notes'
import { all, descendants, either, type Payload, payloadOf } from '../xml/xml-value'
import { type Choices, choicesOfPoint, choicesOfSolution, type Missing } from './directions'
import { elementKey, listsOf, segmentOf, type TravelportLists } from './travelport-lists'
import { partyOf } from './travelport-party'

export const travelport: DocumentSource = {
  name: 'travelport',
  format: 'xml',
  recognises,
  read,
}

const ROOTS = ['LowFareSearchRsp', 'LowFareSearchAsynchRsp', 'RetrieveLowFareSearchRsp']

function recognises(document: unknown): boolean {
  return payloadOf(document, ROOTS) !== undefined || errorInfoOf(document).length > 0
}

/** Faults of other systems have no such detail. */
function errorInfoOf(document: unknown): readonly unknown[] {
  const fault = faultOf(document)?.value
  return ['detail', 'Detail'].flatMap((name) =>
    ['ErrorInfo', 'AvailabilityErrorInfo'].flatMap((info) => all(fault, name, info))
  )
}

function read(document: unknown, context: DocumentContext): DocumentResult {
  const payload = payloadOf(document, ROOTS)
  if (!payload) {
    const fault = faultOf(document)
    if (!fault) return withoutOffers('unreadable', `has none of ${ROOTS.join(', ')}`)
    const details = errorTextOf(
      errorInfoOf(document).flatMap((info) => all(info, 'AirSegmentError', 'ErrorMessage'))
    )
    const message = faultTextOf(fault)
    return failed(details ? `${message}; ${details}` : message, fault.pointer)
  }
  const root = payload.value
  const settled = settleAll(payload)
  if (settled.length === 0) return withoutPrices(payload)
  const about = {
    source: 'travelport',
    searchId: text(either(root, 'TransactionId', 'SearchId', 'TraceId')),
  }
  return documentResult(settled, about, context)
}

function withoutPrices({ value, pointer }: Payload): DocumentResult {
  const messages = all(value, 'ResponseMessage')
  const message = errorTextOf(messages)
  const isError = messages.some((message) => text(at(message, 'Type')) === 'Error')
  return isError && message
    ? failed(message, pointer)
    : withoutOffers('no-offers', message ?? 'holds no price', pointer)
}

function settleAll({ value, pointer }: Payload): readonly Settled[] {
  const lists = listsOf(value)
  const placed = (name: string, path: string): Placed[] =>
    descendants(value, new Set([name])).map((each, place) => ({
      value: each,
      pointer: `${pointer}${path}/${name}/${place}`,
    }))
  return [
    ...settleEach(placed('AirPricingSolution', ''), (solution) => {
      const infos = adultFirst(all(solution.value, 'AirPricingInfo'))
      const own = withOwnSegments(solution.value, lists)
      return settlePriced(solution, infos, choicesOfSolution(solution.value, infos, own))
    }),
    ...settleEach(placed('AirPricePoint', '/AirPricePointList'), (point) => {
      const infos = adultFirst(all(point.value, 'AirPricingInfo'))
      return settlePriced(point, infos, choicesOfPoint(infos, lists))
    }),
  ]
}

/** Older schemas write the segments into the solution. */
function withOwnSegments(solution: unknown, lists: TravelportLists): TravelportLists {
  const own = all(solution, 'AirSegment')
  if (own.length === 0) return lists
  const segments = new Map(lists.segments)
  for (const segment of own) segments.set(elementKey(segment) ?? '', segmentOf(segment))
  return { segments, fares: lists.fares }
}

function adultFirst(infos: readonly unknown[]): readonly unknown[] {
  const isAdult = (info: unknown) =>
    passengerTypeOf(text(at(all(info, 'PassengerType')[0], 'Code'))) === 'adult'
  return [...infos.filter(isAdult), ...infos.filter((info) => !isAdult(info))]
}

function settlePriced(
  { value: priced, pointer }: Placed,
  infos: readonly unknown[],
  choices: Choices | Missing
): readonly Settled[] {
  if ('missing' in choices) {
    const detail = `names segment "${choices.missing}", which AirSegmentList does not hold`
    return [{ pointer, code: 'unresolved-reference', detail }]
  }
  if (choices.some((options) => options.length === 0)) {
    return [{ pointer, code: 'invalid', detail: 'has a direction without an option to fly it' }]
  }
  const flights = choices.flat().map(({ direction }) => direction.segments.length)
  if (flights.some((count) => count > MOST_FLIGHTS)) {
    return [
      {
        pointer,
        code: 'invalid',
        detail: `flies more than ${MOST_FLIGHTS} flights in one direction`,
      },
    ]
  }
  const { party, currency, total } = partyOf(priced, infos)
  const offers = combinations(choices, MOST_COMBINATIONS)
  return offers.map((directions, place) =>
    settle({
      pointer,
      directions: directions.map(({ direction }) => direction),
      currency,
      party,
      totalPrice: total,
      validatingAirline: text(at(infos[0], 'PlatingCarrier')),
      seatsRemaining: leastOf(directions.map(({ seats }) => seats)),
      bagsIncluded: leastOf(directions.map(({ bags }) => bags)),
      offerId: offers.length > 1 ? `${elementKey(priced) ?? pointer}/${place}` : elementKey(priced),
    })
  )
}
