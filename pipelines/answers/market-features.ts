/** What the model would see of a trip, with names and units, and what that was read from. */
import { z } from 'zod'
import type { ModelInput } from '../../models/encode'
import type { FeatureRow } from '../../models/features'
import { decimalText } from '../../models/money'
import { CABINS } from '../../models/trip'
import { FEATURES } from '../features/all'
import type { FareClassSnapshot, MarketSnapshot } from '../features/snapshot'
import { SNAPSHOT_SOURCES, type SnapshotReading } from './reading'

const FeatureEntry = z
  .object({
    name: z.string(),
    kind: z.enum(['number', 'amount', 'category']),
    unit: z.string(),
    description: z.string(),
    value: z.union([z.number(), z.string()]).nullable().meta({ description: 'null: not known' }),
  })
  .meta({ id: 'FeatureEntry' })

const WindowEntry = z.object({
  window: z.string(),
  offers: z.int(),
  mean: z.string(),
  lowest: z.string(),
  median: z.string(),
  highest: z.string(),
})

const FareClassEntry = z
  .object({
    cabin: z.enum(CABINS),
    round_trip: z.boolean(),
    currency: z.string(),
    last_observed_at: z.iso.datetime(),
    windows: z.array(WindowEntry),
    departures: z.int().meta({ description: 'Departure dates kept' }),
  })
  .meta({ id: 'FareClass' })

export const MarketFeatures = z
  .object({
    market: z.string(),
    currency: z.string().nullable(),
    features: z.array(FeatureEntry),
    inputs: z
      .array(z.object({ name: z.string(), unit: z.string(), value: z.number().nullable() }))
      .nullable()
      .meta({
        description:
          'What the model that `meta.model` names is given, in order: categories as positions in its list, ' +
          'amounts in its own unit, null where it is given "missing". null when the baseline stands in',
      }),
    snapshot: z
      .object({
        version: z.int(),
        at: z.iso.datetime(),
        source: z.enum(SNAPSHOT_SOURCES),
        searches: z.record(z.string(), z.int()),
        fare_classes: z.array(FareClassEntry),
      })
      .nullable()
      .meta({ description: 'null: nothing was read of this market' }),
  })
  .meta({ id: 'MarketFeatures' })
export type MarketFeatures = z.infer<typeof MarketFeatures>

export function marketFeaturesWire(
  market: string,
  { currency, values }: FeatureRow,
  inputs: readonly ModelInput[] | undefined,
  { snapshot, source }: SnapshotReading
): MarketFeatures {
  return {
    market,
    currency: currency || null,
    features: FEATURES.map(({ name, kind, unit, description }) => ({
      name,
      kind,
      unit,
      description,
      value: values[name] === '' ? null : (values[name] ?? null),
    })),
    inputs: inputs?.map(({ name, unit, value = null }) => ({ name, unit, value })) ?? null,
    snapshot: snapshot ? { ...snapshotWire(snapshot), source } : null,
  }
}

function snapshotWire({ version, at, searches, fareClasses }: MarketSnapshot) {
  return {
    version,
    at: new Date(at).toISOString(),
    searches: { ...searches.last },
    fare_classes: fareClasses.map(fareClassWire),
  }
}

function fareClassWire(fareClass: FareClassSnapshot): z.infer<typeof FareClassEntry> {
  const { cabin, roundTrip, currency, lastObservedAt, windows, departures } = fareClass
  const text = (amountMinor: number) => decimalText({ amountMinor, currency })
  return {
    cabin,
    round_trip: roundTrip,
    currency,
    last_observed_at: new Date(lastObservedAt).toISOString(),
    windows: Object.entries(windows)
      .filter(([, prices]) => prices.count > 0)
      .map(([window, { count, sumMinor, minMinor, maxMinor, gridMinor }]) => ({
        window,
        offers: count,
        mean: text(sumMinor / count),
        lowest: text(minMinor),
        median: text(gridMinor[gridMinor.length >> 1] ?? minMinor),
        highest: text(maxMinor),
      })),
    departures: Object.keys(departures).length,
  }
}
