/** The ledger as a table: one row per claim that was settled or censored. */
import { dayNumber, dayNumberAt } from '../../models/airline/calendar'
import type { Claims } from '../events/claims'
import type { Cell, ColumnShape, Kind, Row } from '../lake/curated/table'
import type { Verdict } from './verdict'

export type LedgerEntry = {
  readonly decisionId: string
  readonly resource: string
  readonly market: string
  readonly departureDate: string
  readonly daysOut: string
  readonly at: number
  readonly settledAt: number
  /** ISO 4217 code of the amounts. */
  readonly currency: string | undefined
  readonly verdict: Verdict
}

type Column = ColumnShape & { readonly value: (entry: LedgerEntry) => Cell | undefined }

const COLUMNS: readonly Column[] = [
  column('decision_id', 'text', 'Decision id in the answer', (entry) => entry.decisionId),
  column('resource', 'text', 'Kind of answer: price-insight, ...', (entry) => entry.resource),
  column('decided_at', 'instant', 'When the answer was given', (entry) => entry.at),
  column('settled_at', 'instant', "When the decision's last claim was settled", (entry) => {
    return entry.settledAt
  }),
  column('market', 'text', 'Origin and destination: "LIS-JFK"', (entry) => entry.market),
  column('departure_date', 'day', 'Local to the origin', (entry) => dayNumber(entry.departureDate)),
  column('days_to_departure', 'whole', 'Whole days from the UTC day of the answer', (entry) => {
    return dayNumber(entry.departureDate) - dayNumberAt(entry.at)
  }),
  column('days_out', 'text', 'Group of days to departure', (entry) => entry.daysOut),
  column(
    'measure',
    'text',
    'interval, rule, forecast, level, drop, advice or paid',
    ({ verdict }) => {
      return verdict.measure
    }
  ),
  column('state', 'text', 'settled, or censored: too few observations', ({ verdict }) => {
    return verdict.state
  }),
  column('model', 'text', 'Model and version behind the claim; "" for none', ({ verdict }) => {
    return verdict.model
  }),
  column('horizon_days', 'whole', 'Days ahead; for advice, the group of its window', (entry) => {
    return entry.verdict.horizonDays
  }),
  optional('currency', 'text', 'ISO 4217 code of the amounts', (entry) => entry.currency),
  optional(
    'said',
    'real',
    'Claimed value: minor units, or a probability',
    ({ verdict }) => verdict.said
  ),
  optional('low_minor', 'long', 'Lower end of the interval', ({ verdict }) => verdict.lowMinor),
  optional('high_minor', 'long', 'Upper end of the interval', ({ verdict }) => verdict.highMinor),
  optional('price_level', 'text', 'low, typical or high', ({ verdict }) => verdict.priceLevel),
  optional('action', 'text', 'buy, wait or indifferent', ({ verdict }) => verdict.action),
  optional('confidence', 'real', 'Confidence of the advice', ({ verdict }) => verdict.confidence),
  optional('realised_minor', 'long', 'Observed value: fare, lowest fare or price paid', (entry) => {
    return entry.verdict.realisedMinor
  }),
  optional('now_minor', 'long', 'Lowest fare at the decision', ({ verdict }) => verdict.nowMinor),
  optional('clairvoyant_minor', 'long', 'Lowest fare up to the deadline', ({ verdict }) => {
    return verdict.clairvoyantMinor
  }),
  optional('hit', 'flag', 'Whether the claim proved right', ({ verdict }) => {
    return verdict.hit
  }),
]

export const LEDGER = {
  name: 'ledger',
  version: 1,
  about: 'One row per claim of an answer, compared with what happened',
  columns: COLUMNS,
} as const

/** One row for each claim; amounts are in the currency of the answer. */
export function ledgerRows(
  decision: Omit<LedgerEntry, 'currency' | 'verdict'>,
  { fares, conversion }: Claims,
  verdicts: readonly Verdict[]
): Row[] {
  const currency = conversion?.to ?? fares?.currency
  return verdicts.map((verdict) => ledgerRow({ ...decision, currency, verdict }))
}

function ledgerRow(entry: LedgerEntry): Row {
  return COLUMNS.map(({ value }) => value(entry) ?? null)
}

type Value = Column['value']

function column(name: string, kind: Kind, about: string, value: Value): Column {
  return { name, kind, about, since: 1, required: true, value }
}

function optional(name: string, kind: Kind, about: string, value: Value): Column {
  return { name, kind, about, since: 1, value }
}
