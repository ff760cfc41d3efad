/** Departures scored in batches: the answer about a plain trip, as a row of the lake and of the latest scores. */
import { dayNumber, type IsoDay } from '../../../models/airline/calendar'
import { FARE_QUANTILES } from '../../../models/fare/fare-model'
import type { Cell, ColumnShape, Kind, Row } from '../../lake/curated/table'
import type { PriceLevel } from '../evidence/price-level'
import type { Status } from '../evidence/status'
import type { AnsweredInsight } from './answer-price-insight'

export type ScoredDeparture = {
  readonly market: string
  readonly departureDate: IsoDay
  /** Beginning of its slot of six hours, epoch ms. */
  readonly scoredAt: number
  readonly daysToDeparture: number
  /** Currency of every amount; null where no fare is known. */
  readonly currency: string | null
  readonly status: Status
  readonly lowestMinor: number | null
  readonly priceLevel: PriceLevel | null
  readonly predictedMinor: number | null
  readonly lowMinor: number | null
  readonly highMinor: number | null
  readonly action: 'buy' | 'wait' | 'indifferent' | null
  readonly confidence: number | null
  readonly fareModel: string | null
  readonly outlookModel: string | null
}

const LOW = FARE_QUANTILES.indexOf(0.1)
const HIGH = FARE_QUANTILES.indexOf(0.9)

export function scoredDeparture(
  { request, insight }: AnsweredInsight,
  scoredAt: number
): ScoredDeparture {
  const { predictedFare, ahead, evidence } = insight
  return {
    market: insight.market,
    departureDate: insight.departureDate,
    scoredAt,
    daysToDeparture: request.question.daysToDeparture,
    currency: insight.currency ?? null,
    status: insight.status,
    lowestMinor: insight.lowestPrice?.amountMinor ?? null,
    priceLevel: insight.priceLevel ?? null,
    predictedMinor: predictedFare?.amountMinor ?? null,
    lowMinor: predictedFare?.quantilesMinor[LOW] ?? null,
    highMinor: predictedFare?.quantilesMinor[HIGH] ?? null,
    action: ahead?.advice?.action ?? null,
    confidence: ahead?.advice?.confidence ?? null,
    fareModel: evidence.model ?? null,
    outlookModel: evidence.outlookModel ?? null,
  }
}

type Column = ColumnShape & { readonly value: (scored: ScoredDeparture) => Cell }

const COLUMNS: readonly Column[] = [
  required('market', 'text', 'Origin and destination: "LIS-JFK"', ({ market }) => market),
  required('departure_date', 'day', 'Local to the origin', (each) => dayNumber(each.departureDate)),
  required(
    'scored_at',
    'instant',
    'Beginning of its slot of six hours',
    ({ scoredAt }) => scoredAt
  ),
  required('days_to_departure', 'whole', 'By the calendar at the origin', (each) => {
    return each.daysToDeparture
  }),
  required('status', 'text', 'ok, limited or insufficient_history', ({ status }) => status),
  optional('currency', 'text', 'ISO 4217 code of the amounts', ({ currency }) => currency),
  optional('lowest_minor', 'long', 'Latest lowest fare', ({ lowestMinor }) => lowestMinor),
  optional('price_level', 'text', 'low, typical or high', ({ priceLevel }) => priceLevel),
  optional('predicted_minor', 'long', 'Predicted fare', ({ predictedMinor }) => predictedMinor),
  optional('low_minor', 'long', 'Its quantile of 0.1', ({ lowMinor }) => lowMinor),
  optional('high_minor', 'long', 'Its quantile of 0.9', ({ highMinor }) => highMinor),
  optional('action', 'text', 'buy, wait or indifferent', ({ action }) => action),
  optional('confidence', 'real', 'Confidence of the advice', ({ confidence }) => confidence),
  optional('fare_model', 'text', 'Model that predicted the fare', ({ fareModel }) => fareModel),
  optional('outlook_model', 'text', 'Model behind the advice', ({ outlookModel }) => outlookModel),
]

export const PREDICTIONS = {
  name: 'predictions',
  version: 1,
  about: 'One row per market and departure scored by score-markets',
  columns: COLUMNS,
} as const

export function predictionRow(scored: ScoredDeparture): Row {
  return COLUMNS.map(({ value }) => value(scored))
}

function required(name: string, kind: Kind, about: string, value: Column['value']): Column {
  return { name, kind, about, since: 1, required: true, value }
}

function optional(name: string, kind: Kind, about: string, value: Column['value']): Column {
  return { name, kind, about, since: 1, value }
}
