/**
 * Unknown field names. A name close to a known one is a mistake that would change the event's
 * meaning, so its record is refused; any other is left out of the event and reported.
 */

import { nearestName } from '../wire/nearest-name'
import { OfferFields } from '../wire/offer-wire'
import type { Refusal } from '../wire/refusal'
import { WIRES } from '../wire/wire'

type EventType = keyof typeof WIRES
type FieldsJudged = { readonly refusals: readonly Refusal[]; readonly leftOut: readonly Refusal[] }

const NAMES = new Map<string, ReadonlySet<string>>(
  Object.entries(WIRES).map(([type, wire]) => [type, new Set(Object.keys(wire.shape))])
)
const OFFER_NAMES: ReadonlySet<string> = new Set(Object.keys(OfferFields))
/** Names that questions and other systems use for a field of the event. */
const WORDS = new Map([
  ['cabin', 'cabin_class'],
  ['class', 'cabin_class'],
  ['origin', 'origin_airport'],
  ['destination', 'destination_airport'],
  ['departure', 'departure_date'],
  ['return', 'return_date'],
  ['adults', 'number_of_passengers'],
  ['passengers', 'number_of_passengers'],
  ['offers', 'price_offers'],
  ['bags', 'bags_included'],
  ['seats', 'seats_remaining'],
  ['duration', 'duration_minutes'],
])
const NONE: FieldsJudged = { refusals: [], leftOut: [] }

export function judgeFields(record: object, type: EventType): FieldsJudged {
  const own = foreign(record, NAMES.get(type) ?? OFFER_NAMES, '', `a ${type}`)
  const offers = 'price_offers' in record ? record.price_offers : undefined
  // Offers of one sender have the same names, so only the first is checked.
  const first: unknown = Array.isArray(offers) ? offers[0] : undefined
  const ofOffer =
    typeof first === 'object' && first !== null
      ? foreign(first, OFFER_NAMES, '/price_offers/0', 'an offer')
      : NONE
  if (own === NONE) return ofOffer
  return {
    refusals: [...own.refusals, ...ofOffer.refusals],
    leftOut: [...own.leftOut, ...ofOffer.leftOut],
  }
}

function foreign(
  fields: object,
  known: ReadonlySet<string>,
  pointer: string,
  what: string
): FieldsJudged {
  const names = Object.keys(fields).filter((name) => !known.has(name))
  if (names.length === 0) return NONE
  const refusals: Refusal[] = []
  const leftOut: Refusal[] = []
  for (const name of names.slice(0, MOST_NAMES)) {
    const word = WORDS.get(name.toLowerCase())
    const suggestion = word !== undefined && known.has(word) ? word : nearestName(name, known)
    const here = { pointer: `${pointer}/${name}`, code: 'unknown-field' } as const
    if (suggestion === undefined || isGiven(fields, suggestion)) {
      leftOut.push({ ...here, detail: `is not a field of ${what}; it was not kept` })
    } else {
      refusals.push({ ...here, detail: `is not a field of ${what}; did you mean ${suggestion}?` })
    }
  }
  return { refusals, leftOut }
}

function isGiven(fields: object, name: string): boolean {
  const value: unknown = Reflect.get(fields, name)
  return value !== undefined && value !== null
}

/** Most unknown names reported of one record. */
const MOST_NAMES = 10
