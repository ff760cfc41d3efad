/** The ledger as a table: one row per claim that was settled or censored. */
import { DAY_MS, dayNumber } from '../../models/airline/calendar'
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
  column('decision_id', 'text', 'As the answer named it', (entry) => entry.decisionId),
  column('resource', 'text', 'What was asked: price-insight, ...', (entry) => entry.resource),
  column('decided_at', 'instant', 'When the answer was given', (entry) => entry.at),
  column('settled_at', 'instant', "When the decision's last claim was settled", (entry) => {
    return entry.settledAt
  }),
  column('market', 'text', 'Origin and destination: "LIS-JFK"', (entry) => entry.market),
  column('departure_date', 'day', 'Local to the origin', (entry) => dayNumber(entry.departureDate)),
  column('days_to_departure', 'whole', 'Whole days from the UTC day of the answer', (entry) => {
    return dayNumber(entry.departureDate) - Math.floor(entry.at / DAY_MS)
  }),
  column('days_out', 'text', 'Group of days to departure', (entry) => entry.daysOut),
  column('measure', 'text', 'interval, forecast, level, drop, advice or paid', ({ verdict }) => {
    return verdict.measure
  }),
  column('state', 'text', 'settled, or censored: too little was seen', ({ verdict }) => {
    return verdict.state
  }),
  column('model', 'text', 'Model and version that claimed it; "" for none', ({ verdict }) => {
    return verdict.model
  }),
  column('horizon_days', 'whole', 'Days ahead; of advice, the group of its window', (entry) => {
    return entry.verdict.horizonDays
  }),
  optional('currency', 'text', 'ISO 4217, of the amounts', (entry) => entry.currency),
  optional('said', 'real', 'Minor units, or a probability', ({ verdict }) => verdict.said),
  optional('low_minor', 'long', 'Lower end of the interval', ({ verdict }) => verdict.lowMinor),
  optional('high_minor', 'long', 'Upper end of the interval', ({ verdict }) => verdict.highMinor),
  optional('price_level', 'text', 'low, typical or high', ({ verdict }) => verdict.priceLevel),
  optional('action', 'text', 'buy, wait or indifferent', ({ verdict }) => verdict.action),
  optional('confidence', 'real', 'Of the advice', ({ verdict }) => verdict.confidence),
  optional('realised_minor', 'long', 'What came: a fare, the lowest, or what was paid', (entry) => {
    return entry.verdict.realisedMinor
  }),
  optional('now_minor', 'long', 'Lowest fare when it was asked', ({ verdict }) => verdict.nowMinor),
  optional('clairvoyant_minor', 'long', 'Lowest from then to the deadline', ({ verdict }) => {
    return verdict.clairvoyantMinor
  }),
  optional('hit', 'flag', 'Held, fell, came, was right, or cost no more', ({ verdict }) => {
    return verdict.hit
  }),
]

export const LEDGER = {
  name: 'ledger',
  version: 1,
  about: 'One row a claim of an answer, held to what happened',
  columns: COLUMNS,
} as const

export function ledgerRow(entry: LedgerEntry): Row {
  return COLUMNS.map(({ value }) => value(entry) ?? null)
}

type Value = Column['value']

function column(name: string, kind: Kind, about: string, value: Value): Column {
  return { name, kind, about, since: 1, required: true, value }
}

function optional(name: string, kind: Kind, about: string, value: Value): Column {
  return { name, kind, about, since: 1, value }
}
