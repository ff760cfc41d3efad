/** Findings as causes of incidents: what was seen, where, how strong, and what it may cost. */

export const INCIDENT_CLASSES = [
  /** A few departures at a fraction of their fare, as filed by mistake. */
  'mistake_fare',
  /** Fares labelled with one currency and stated in another. */
  'currency_error',
  /** Fares off by a power of ten. */
  'decimal_error',
  /** Fares without their taxes: lower by one factor everywhere. */
  'missing_tax',
  /** An airline is missing, or its fares no longer change, or a market has no searches. */
  'feed_outage',
  /** An airline is cheaper than usual, each fare by its own factor. */
  'competitor_sale',
  /** A market is searched far more or less than usual. */
  'demand_shock',
  /** A flight number is no longer sold while the airline is. */
  'schedule_change',
  /** One measure left its usual range and its companions did not. */
  'data_error',
] as const
export type IncidentClass = (typeof INCIDENT_CLASSES)[number]

/** Findings of one family on one airline of a market have one cause. */
export const FAMILIES = ['price', 'presence', 'demand', 'schedule'] as const
export type Family = (typeof FAMILIES)[number]

export type Stake = { readonly amountMinor: number; readonly currency: string }

export type CauseFinding = {
  readonly market: string
  /** Undefined for a finding on the whole market. */
  readonly airline: string | undefined
  readonly family: Family
  readonly class: IncidentClass
  /** The sign of the watch or the doubt of the gate that found it. */
  readonly sign: string
  /** Epoch ms, event time. */
  readonly at: number
  /** Ratio to the limit; 1 or more is a finding at the usual sensitivity. */
  readonly strength: number
  /** Decides the class among findings of one cause: how much of the feed it explains. */
  readonly weight: number
  readonly actual: number | undefined
  readonly expected: number | undefined
  /** Unit of both, such as "EUR" or "share of searches". */
  readonly unit: string
  /** Flight or departures that it is about, in words; empty for all of a feed. */
  readonly scope: string
  /** Difference from what was expected, over all who were shown it. */
  readonly stake: Stake | undefined
}
