/**
 * Amadeus cheapest dates and destinations: each line is the lowest price of one adult, without its
 * flights. Each line is a search of its own with one offer. Destinations may be city codes.
 */
import { IsoDay } from '../../../models/airline/calendar'
import { minorDigits, toMinor } from '../../../models/airline/money'
import { PATTERNS } from '../../wire/wire-values'
import { definedFields } from '../document/defined-fields'
import type { DocumentContext, DocumentResult } from '../document/document'
import { at, decimal, text } from '../document/json-value'
import { documentResult } from '../offers/document-searches'
import type { Settled } from '../offers/offer-draft'

/** IATA's designator for "whichever airline". */
const ANY_AIRLINE = 'YY'

export function readPriceList(
  document: unknown,
  lines: readonly unknown[],
  context: DocumentContext
): DocumentResult {
  const currency = text(at(document, 'meta', 'currency'))
  const settled = lines.map((line, place) => settleLine(line, `/data/${place}`, currency))
  return documentResult(settled, { source: 'amadeus' }, context)
}

function settleLine(line: unknown, pointer: string, listed: string | undefined): Settled {
  const price = decimal(at(line, 'price', 'total'))
  const currency = text(at(line, 'price', 'currency')) ?? listed
  const origin = text(at(line, 'origin'))
  const destination = text(at(line, 'destination'))
  const departureDate = text(at(line, 'departureDate'))
  const returnDate = text(at(line, 'returnDate'))
  if (!isPlace(origin) || !isPlace(destination) || origin === destination) {
    const detail = `names no market: from "${origin ?? ''}" to "${destination ?? ''}"`
    return { pointer, code: 'invalid', detail }
  }
  if (!isDay(departureDate) || (returnDate !== undefined && !isDay(returnDate))) {
    const dates = `"${departureDate ?? ''}" and "${returnDate ?? ''}"`
    return { pointer, code: 'invalid', detail: `names no dates: ${dates}` }
  }
  if (currency === undefined || minorDigits(currency) === undefined) {
    return { pointer, code: 'invalid', detail: `"${currency ?? ''}" is not an ISO 4217 currency` }
  }
  if (price === undefined || toMinor(price, currency) < 1) {
    return { pointer, code: 'no-price', detail: 'names no price above 0' }
  }
  return {
    trip: definedFields({
      origin_airport: origin,
      destination_airport: destination,
      departure_date: departureDate,
      return_date: returnDate,
      number_of_passengers: 1,
      currency,
    }),
    offer: { airline: ANY_AIRLINE, price, total_price: price },
  }
}

function isPlace(code: string | undefined): code is string {
  return code !== undefined && PATTERNS.airport.test(code)
}

function isDay(day: string | undefined): day is string {
  return day !== undefined && IsoDay.safeParse(day).success
}
