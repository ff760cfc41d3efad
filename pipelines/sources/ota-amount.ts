/**
 * An amount of the OpenTravel schemas, in major units. `DecimalPlaces` counts for text without a
 * point, which then includes the minor unit: "8500" with 2 is 85.00. An amount with a point is taken
 * as written, and so is a JSON number, whose point may have been lost with its zeros.
 */
import { at, decimal } from './document/json-value'

/** ISO 4217 has currencies of up to 4 digits. */
const MAX_PLACES = 4

export function otaAmount(element: unknown): number | undefined {
  const written = at(element, 'Amount')
  const amount = decimal(written)
  if (amount === undefined || typeof written !== 'string' || written.includes('.')) return amount

  const places = decimal(at(element, 'DecimalPlaces')) ?? 0
  if (!Number.isInteger(places) || places < 0 || places > MAX_PLACES) return undefined
  return amount / 10 ** places
}
