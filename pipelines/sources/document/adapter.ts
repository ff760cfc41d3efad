/**
 * A source adapter reads one row of a fare file as one sighting: an offer, and the search that
 * showed it. Sightings of one search become one event, whatever the order of the rows.
 */
import { z } from 'zod'
import type { NativeOffer, NativeSearch } from '../../wire/native-event'

export type FareRow = Readonly<Record<string, string>>
export type Sighting = {
  readonly search: Omit<NativeSearch, 'price_offers'>
  readonly offer: NativeOffer
}

export type SourceAdapter = {
  /** A file without one of these columns is not of this source; others are optional. */
  readonly requiredColumns: readonly string[]
  /** Returns a text with the reason where the row cannot become an event. */
  read(row: FareRow): Sighting | string
}

export const Price = z.coerce.number().positive('must be a price above 0')
export const Count = z.coerce.number().int().nonnegative('must be a whole number, 0 or more')

/** Reads an empty cell as an absent column; a text is the reason for a refusal. */
export function parseRow<T>(schema: z.ZodType<T>, row: FareRow): T | string {
  const filled = Object.fromEntries(Object.entries(row).filter(([, text]) => text !== ''))
  const parsed = schema.safeParse(filled)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = String(issue?.path[0] ?? 'row')
  return `${field}: ${field in filled ? issue?.message : 'is missing'} (read "${filled[field] ?? ''}")`
}

export function missingColumns(adapter: SourceAdapter, columns: readonly string[]): string[] {
  return adapter.requiredColumns.filter((column) => !columns.includes(column))
}

export type OfferGroups = Map<string, { search: Sighting['search']; offers: NativeOffer[] }>

export function addSighting(groups: OfferGroups, { search, offer }: Sighting): void {
  const group = groups.get(search.search_id)
  if (group) group.offers.push(offer)
  else groups.set(search.search_id, { search, offers: [offer] })
}

/** Oldest first; events of one instant keep the order of their rows. */
export function eventsInOrder(groups: OfferGroups): NativeSearch[] {
  return Array.from(groups.values(), ({ search, offers }) => ({ ...search, price_offers: offers }))
    .map((event) => ({ event, at: Date.parse(event.timestamp) }))
    .sort((a, b) => a.at - b.at)
    .map(({ event }) => event)
}
