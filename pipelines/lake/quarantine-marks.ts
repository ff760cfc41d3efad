/**
 * Marks of offers that cannot be true, as lines of JSON beside the curated tables. A mark says what was
 * decided when the offer arrived; an offer that is confirmed later keeps the marks of its first sightings.
 */
export type QuarantineMark = {
  readonly search_id: string
  /** Place in the slate, from 1: with `search_id` the identity of an offer in `price_offers`. */
  readonly position: number
  /** RFC 3339 */
  readonly occurred_at: string
  readonly market: string
  readonly departure_date: string
  readonly airline: string
  /** As sent, in `currency`. */
  readonly amount_minor: number
  readonly currency: string
  readonly doubt: string
  /** In the currency in which the market counts its fares. */
  readonly expected_minor: number | null
}

/** DuckDB types by column. */
export const QUARANTINE_COLUMNS: Readonly<Record<keyof QuarantineMark, string>> = {
  search_id: 'VARCHAR',
  position: 'INTEGER',
  occurred_at: 'TIMESTAMP WITH TIME ZONE',
  market: 'VARCHAR',
  departure_date: 'DATE',
  airline: 'VARCHAR',
  amount_minor: 'BIGINT',
  currency: 'VARCHAR',
  doubt: 'VARCHAR',
  expected_minor: 'BIGINT',
}

export function quarantineText(marks: readonly QuarantineMark[]): string {
  return marks.map((mark) => `${JSON.stringify(mark)}\n`).join('')
}
