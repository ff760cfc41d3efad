/** The snapshot as KV holds it: JSON of the same names, parsed because another version wrote it. */
import { z } from 'zod'
import { CABINS } from '../../models/airline/trip'
import { type MarketSnapshot, WINDOWS } from '../../pipelines/market/snapshot'

const PriceSummary = z.object({
  count: z.number(),
  sumMinor: z.number(),
  sumSquaresMinor: z.number(),
  minMinor: z.number(),
  maxMinor: z.number(),
  gridMinor: z.array(z.number()),
})

const FareDay = z.object({
  day: z.number(),
  lowestMinor: z.number(),
  medianMinor: z.number(),
  count: z.number(),
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
})

export const StoredSnapshot: z.ZodType<MarketSnapshot> = z.object({
  schema: z.literal(1),
  market: z.templateLiteral([z.string(), '-', z.string()]),
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
