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
  /** Without these columns a file is not of this source; other columns may come and go. */
  readonly requiredColumns: readonly string[]
  /** A text is the reason why the row cannot become an event. */
  read(row: FareRow): Sighting | string
}

export const Price = z.coerce.number().positive('must be a price above 0')
export const Count = z.coerce.number().int().nonnegative('must be a whole number, 0 or more')

/** An empty cell says nothing, so it is as if the column were not there. */
export function parseRow<T>(schema: z.ZodType<T>, row: FareRow): T | string {
  const told = Object.fromEntries(Object.entries(row).filter(([, text]) => text !== ''))
  const parsed = schema.safeParse(told)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const field = String(issue?.path[0] ?? 'row')
  return `${field}: ${field in told ? issue?.message : 'is missing'} (read "${told[field] ?? ''}")`
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
