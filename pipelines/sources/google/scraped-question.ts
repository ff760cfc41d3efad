/**
 * The question beside the results of a scraper: results alone often name no year, currency, party or
 * way back. Scrapers wrap it under a name of their own and spell its fields in their own ways.
 */
import { PATTERNS } from '../../wire/wire-values'
import { at, decimal, items, text } from '../document/json-value'
import type { PassengerDraft } from '../offers/offer-draft'
import { field } from './row-fields'

export type Question = {
  readonly origin: string | undefined
  readonly destination: string | undefined
  readonly departureDate: string | undefined
  readonly returnDate: string | undefined
  readonly currency: string | undefined
  readonly cabin: string | undefined
  readonly counts: Readonly<Record<'adults' | 'children' | 'infants', number>>
}

const WRAPPERS = ['query', 'search', 'search_parameters', 'params', 'request', 'input']

/** Fields of the wrapper, else of the document beside its results. */
export function questionOf(document: unknown): Question {
  const wrapper = WRAPPERS.map((name) => at(document, name)).find(
    (value) => typeof value === 'object' && value !== null
  )
  const read = (name: Parameters<typeof field>[1]) => field(wrapper, name) ?? field(document, name)
  const party = at(wrapper, 'passengers') ?? at(document, 'passengers') ?? wrapper ?? document
  const count = (...names: string[]) =>
    names.reduce((sum, name) => sum + (decimal(at(party, name)) ?? 0), 0)
  return {
    origin: read('origin'),
    destination: read('destination'),
    departureDate: dayOf(read('departureDate')),
    returnDate: dayOf(read('returnDate')),
    currency: read('currency'),
    cabin: read('cabin'),
    counts: {
      adults: count('adults') || (decimal(party) ?? 1),
      children: count('children'),
      infants: count('infants', 'infants_in_seat', 'infants_on_lap'),
    },
  }
}

/** Google prices a party as a whole, so a share is known where all are of one type. */
export function partyOf({ counts }: Question, total: number | undefined): PassengerDraft[] {
  const types = [
    { type: 'adult' as const, count: counts.adults },
    { type: 'child' as const, count: counts.children },
    { type: 'infant' as const, count: counts.infants },
  ].filter((each) => each.count > 0)
  return types.map((each) => ({
    ...each,
    price: types.length === 1 && total !== undefined ? total / each.count : undefined,
  }))
}

export function dayOf(written: string | undefined): string | undefined {
  const day = written?.slice(0, 10)
  return day !== undefined && PATTERNS.day.test(day) ? day : undefined
}

/** The list of results: the document itself, or one under a name that scrapers use. */
export function resultsOf(document: unknown): { list: readonly unknown[]; pointer: string } {
  if (Array.isArray(document)) return { list: document, pointer: '' }
  const name = LISTS.find((each) => Array.isArray(at(document, each)))
  return { list: items(name && at(document, name)), pointer: name ? `/${name}` : '' }
}
const LISTS = ['flights', 'results', 'data', 'offers', 'itineraries', 'items', 'rows']

export function isText(value: unknown): boolean {
  return text(value) !== undefined
}
