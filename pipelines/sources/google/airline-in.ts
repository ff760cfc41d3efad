/** The airline of a scraped flight, by code or name; scrapers often have only the name. */
import { airlineNamed } from '../../../models/airline/airlines'

/** IATA's designator for "whichever airline": a price without a known airline is still a price. */
const ANY_AIRLINE = 'YY'

export function airlineIn(
  airline: string | undefined,
  flight: string | undefined
): { readonly airline: string; readonly flightNumber?: string | undefined } {
  const [, ofFlight, number] = /^([A-Z][A-Z0-9]|\d[A-Z])\s?(\d{1,4})$/.exec(flight ?? '') ?? []
  // Python names such as "_6E" may not begin with a digit.
  const written = airline?.replace(/^_/, '').trim()
  const code = written && /^(?:[A-Z][A-Z0-9]|\d[A-Z])$/.test(written) ? written : undefined
  // "TAP Air Portugal, Azul": the first is the one that sells.
  const named =
    written === undefined ? undefined : airlineNamed(written.split(/,|\bOperated\b/)[0] ?? '')
  return {
    airline: code ?? ofFlight ?? named ?? ANY_AIRLINE,
    flightNumber: number ?? (flight && /^\d{1,4}$/.test(flight) ? flight : undefined),
  }
}
