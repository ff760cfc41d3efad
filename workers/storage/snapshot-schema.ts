/**
 * The snapshot as KV and the lake store it: JSON of the same names, parsed because another version of
 * this code may have written it.
 */
import { z } from 'zod'
import { CABINS } from '../../models/airline/trip'
import { DOUBTS } from '../../pipelines/market/gate/judge-offer'
import { type MarketSnapshot, SNAPSHOT_SCHEMA, WINDOWS } from '../../pipelines/market/snapshot'

const PriceSummary = z.object({
  count: z.number(),
  sumMinor: z.number(),
  sumSquaresMinor: z.number(),
  minMinor: z.number(),
  maxMinor: z.number(),
  gridMinor: z.array(z.number()),
})

const Market = z.templateLiteral([z.string(), '-', z.string()])

const ItineraryFares = z.object({
  kinds: z.array(z.object({ stops: z.number(), airline: z.string(), bags: z.number() })),
  byKind: z.record(z.string(), z.string()),
  byStay: z.record(z.string(), z.string()),
})

const FareDay = z.object({
  market: Market.optional(),
  day: z.number(),
  lowestMinor: z.number(),
  medianMinor: z.number(),
  count: z.number(),
  sender: z.number().optional(),
})

const SuspectFare = z.object({
  market: Market.optional(),
  departureDate: z.string(),
  airline: z.string(),
  doubt: z.enum(DOUBTS),
  amountMinor: z.number(),
  expectedMinor: z.number().optional(),
  sightings: z.number(),
  firstObservedAt: z.number(),
  lastObservedAt: z.number(),
})

const FareGroupSnapshot = z.object({
  cabin: z.enum(CABINS),
  roundTrip: z.boolean(),
  currency: z.string(),
  lastObservedAt: z.number(),
  windows: z.partialRecord(z.enum(WINDOWS), PriceSummary),
  airlines: z.record(
    z.string(),
    z.object({ count: z.number(), meanMinor: z.number(), minMinor: z.number() })
  ),
  departures: z.record(z.string(), z.array(FareDay)),
  itineraries: ItineraryFares.optional(),
  itinerariesByMarket: z
    .array(z.object({ market: Market, itineraries: ItineraryFares }))
    .optional(),
  senders: z
    .object({
      last30d: z.number(),
      byDaysToDeparture: z.record(z.string(), z.number()),
    })
    .optional(),
})

const StoredSnapshot: z.ZodType<MarketSnapshot> = z.object({
  schema: z.literal(SNAPSHOT_SCHEMA),
  market: Market,
  markets: z.array(Market).optional(),
  version: z.number(),
  at: z.number(),
  lastObservedAt: z.number().optional(),
  searches: z.object({
    last: z.record(z.enum(WINDOWS), z.number()),
    byHour: z.array(z.number()),
    byWeekday: z.array(z.number()),
  }),
  bookings30d: z.number(),
  fareGroups: z.array(FareGroupSnapshot),
  quarantine: z
    .array(
      z.object({
        cabin: z.enum(CABINS),
        roundTrip: z.boolean(),
        currency: z.string(),
        offers: z.number(),
        suspects: z.array(SuspectFare),
      })
    )
    .optional(),
  exchanges: z
    .object({
      reference: z.string(),
      converted: z.record(z.string(), z.number()),
      unconverted: z.record(z.string(), z.number()),
    })
    .optional(),
  evicted: z
    .object({ fareGroups: z.number(), departures: z.number(), airlines: z.number() })
    .optional(),
})

/** Throws an error that names both versions when another one wrote the snapshot. */
export function readStoredSnapshot(stored: unknown): MarketSnapshot {
  const { schema } = z.object({ schema: z.number() }).parse(stored)
  if (schema !== SNAPSHOT_SCHEMA) {
    throw new Error(`snapshot of schema ${schema}: this code reads schema ${SNAPSHOT_SCHEMA} only`)
  }
  return StoredSnapshot.parse(stored)
}
