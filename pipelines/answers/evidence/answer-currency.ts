/**
 * Converts an answer to the requested currency. Fares are compared in the currency in which they were
 * counted; only the returned amounts are converted, those of earlier days included, all at the one
 * rate of the answer's day that `evidence.conversion` states.
 */
import { utcDay } from '../../../models/airline/calendar'
import {
  type Conversion,
  conversionAt,
  convertMinor,
  type RateTable,
} from '../../../models/airline/exchange-rates'
import type { FarePrediction } from '../../../models/fare/fare-model'
import type { SnapshotRead } from '../../market/snapshot-read'
import type { HistoryDay } from './history'
import type { Quartiles } from './price-level'
import type { InsightQuestion } from './question'

/** "not-read": the read timed out, so rates may exist. */
export type Rates = readonly RateTable[] | 'not-read'

/** Returns whether an answer may need a conversion; when false, the rates need not be read. */
export function mayConvert(
  { cabin, currency, returnDate }: Pick<InsightQuestion, 'cabin' | 'currency' | 'returnDate'>,
  { snapshot }: SnapshotRead
): boolean {
  if (currency === undefined) return false
  // Nothing observed: a prior may answer, in the currency of its data.
  if (!snapshot) return true
  const roundTrip = returnDate !== undefined
  return snapshot.fareGroups.some(
    (each) => each.cabin === cabin && each.roundTrip === roundTrip && each.currency !== currency
  )
}

/**
 * Whether a round trip may need a conversion between its directions. Without a requested currency the
 * answer is in the outbound market's own.
 */
export function mayConvertWays(
  { cabin, currency, returnDate }: Pick<InsightQuestion, 'cabin' | 'currency' | 'returnDate'>,
  out: SnapshotRead,
  back: SnapshotRead
): boolean {
  const own = currency ?? out.snapshot?.fareGroups.find((each) => each.cabin === cabin)?.currency
  const oneWays = { cabin, currency: own }
  return (
    [out, back].some((read) => mayConvert(oneWays, read)) ||
    mayConvert({ ...oneWays, returnDate }, out)
  )
}

export function conversionNow(
  rates: Rates,
  now: number,
  from: string,
  to: string
): Conversion | undefined {
  return rates === 'not-read' ? undefined : conversionAt(rates, utcDay(now), from, to)
}

/** Converts an amount of the fares to the answer's currency, both in minor units. */
export type Exchanged = (amountMinor: number) => number

export function exchangedBy(conversion: Conversion | undefined): Exchanged {
  return conversion ? (amountMinor) => convertMinor(amountMinor, conversion) : (amount) => amount
}

export function historyIn(history: readonly HistoryDay[], exchanged: Exchanged): HistoryDay[] {
  return history.map((day) => ({
    ...day,
    lowestMinor: exchanged(day.lowestMinor),
    medianMinor: day.medianMinor === undefined ? undefined : exchanged(day.medianMinor),
  }))
}

export function quartilesIn(quartiles: Quartiles, exchanged: Exchanged): Quartiles {
  return {
    minimum: exchanged(quartiles.minimum),
    first: exchanged(quartiles.first),
    median: exchanged(quartiles.median),
    third: exchanged(quartiles.third),
    maximum: exchanged(quartiles.maximum),
  }
}

export function predictionIn(
  { amountMinor, quantilesMinor }: FarePrediction,
  exchanged: Exchanged
): FarePrediction {
  return { amountMinor: exchanged(amountMinor), quantilesMinor: quantilesMinor.map(exchanged) }
}
