/** The model inputs of a trip with names and units, and the snapshot they were read from. */
import { z } from 'zod'
import type { Conversion } from '../../../models/airline/exchange-rates'
import { decimalText } from '../../../models/airline/money'
import { CABINS } from '../../../models/airline/trip'
import type { ModelInput } from '../../../models/runtime/encode'
import type { FeatureRow } from '../../../models/runtime/features'
import { SNAPSHOT_SOURCES } from '../../events/snapshot-source'
import { FEATURES } from '../../features/fare/fare-features'
import type { FareGroupSnapshot, MarketSnapshot } from '../../market/snapshot'
import type { SnapshotRead } from '../../market/snapshot-read'
import { ConversionEntry } from './evidence-wire'

const FeatureEntry = z
  .object({
    name: z.string(),
    kind: z.enum(['number', 'amount', 'category']),
    unit: z.string(),
    description: z.string(),
    value: z.union([z.number(), z.string()]).nullable().meta({ description: 'null when unknown' }),
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

const FareGroupEntry = z
  .object({
    cabin: z.enum(CABINS),
    round_trip: z.boolean(),
    currency: z.string(),
    last_observed_at: z.iso.datetime(),
    windows: z.array(WindowEntry),
    departures: z.int().meta({ description: 'Number of departure dates in the snapshot' }),
  })
  .meta({ id: 'FareGroup' })

const Exchanges = z
  .object({
    reference: z.string().meta({ description: "Currency of the origin's country" }),
    converted: z.record(z.string(), z.int()).meta({
      description: 'Number of offers converted to the reference currency, by original currency',
    }),
    unconverted: z.record(z.string(), z.int()).meta({
      description: 'Number of offers without a rate, which form fare groups of their own',
    }),
  })
  .meta({ id: 'Exchanges' })

export const MarketFeatures = z
  .object({
    market: z.string(),
    markets: z.array(z.string()).optional().meta({
      description: 'Markets between the airports of a city that the features are the union of',
    }),
    currency: z.string().nullable().meta({ description: 'Currency of every amount below' }),
    conversion: ConversionEntry.optional().meta({
      description: 'The conversion that an insight applies to return the requested currency',
    }),
    features: z.array(FeatureEntry),
    inputs: z
      .array(z.object({ name: z.string(), unit: z.string(), value: z.number().nullable() }))
      .nullable()
      .meta({
        description:
          'Inputs of the model that `meta.model` names, in order: categories as positions in its list, ' +
          'amounts in its own unit, null for a missing value. null when the baseline answers',
      }),
    snapshot: z
      .object({
        version: z.int(),
        at: z.iso.datetime(),
        source: z.enum(SNAPSHOT_SOURCES),
        searches: z.record(z.string(), z.int()),
        fare_classes: z.array(FareGroupEntry),
        exchanges: Exchanges.nullable().meta({
          description: 'null when every offer had the same currency',
        }),
      })
      .nullable()
      .meta({ description: 'null when no snapshot of this market could be read' }),
  })
  .meta({ id: 'MarketFeatures' })
export type MarketFeatures = z.infer<typeof MarketFeatures>

export function marketFeaturesWire(
  market: string,
  { currency, values }: FeatureRow,
  inputs: readonly ModelInput[] | undefined,
  { snapshot, source }: SnapshotRead,
  conversion?: Conversion
): MarketFeatures {
  return {
    market,
    markets: snapshot?.markets && [...snapshot.markets],
    currency: currency || null,
    conversion,
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

function snapshotWire({ version, at, searches, fareGroups, exchanges }: MarketSnapshot) {
  return {
    version,
    at: new Date(at).toISOString(),
    searches: { ...searches.last },
    fare_classes: fareGroups.map(fareGroupWire),
    exchanges: exchanges
      ? {
          ...exchanges,
          converted: { ...exchanges.converted },
          unconverted: { ...exchanges.unconverted },
        }
      : null,
  }
}

function fareGroupWire(fareGroup: FareGroupSnapshot): z.infer<typeof FareGroupEntry> {
  const { cabin, roundTrip, currency, lastObservedAt, windows, departures } = fareGroup
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
