/** The wire form of the evidence behind an answer. */
import { z } from 'zod'
import { IsoDay } from '../../../models/airline/calendar'
import { SNAPSHOT_SOURCES } from '../../events/snapshot-source'
import { WIDENINGS } from '../../market/groups/group-for'
import { FALLBACK_LEVELS } from '../evidence/comparables'
import type { EvidenceGroup } from '../evidence/own-group'
import type { PriceInsight } from './insight-types'

export const ConversionEntry = z
  .object({
    from: z.string().meta({ description: 'Currency in which fares are compared' }),
    to: z.string().meta({ description: 'Requested currency, in which every amount is returned' }),
    rate: z.number().meta({ description: 'Units of `to` for one of `from`', examples: [1.0946] }),
    date: IsoDay.meta({ description: 'Date of the table of rates' }),
    source: z.string().meta({ examples: ['European Central Bank'] }),
  })
  .meta({
    id: 'Conversion',
    description:
      'Conversion of every amount, rounded to the nearest minor unit; the given price is converted the other way to be compared. ' +
      'History is converted at the same rate. Absent when fares were observed in the currency of the answer',
  })

const Widened = z.array(z.enum(WIDENINGS))

const EvidenceGroupEntry = z
  .object({
    stops: z.int().optional(),
    airline: z.string().optional(),
    bags: z.int().optional(),
    stay_nights: z.int().optional(),
    compared_widened: Widened.meta({
      description:
        'What of the group was widened for the typical range, because too few of its own fares were observed; empty where they sufficed',
    }),
    lowest_widened: Widened.meta({ description: 'The same for the lowest price and the history' }),
  })
  .meta({
    id: 'EvidenceGroup',
    description: 'The group of fares that stops, airline, bags and return date select',
  })

export const EvidenceEntry = z
  .object({
    fallback_level: z.enum(FALLBACK_LEVELS).meta({
      description:
        'What the price is compared with: "market_departure" departures seen about as many days ahead, ' +
        '"market_departure_near" the same with up to half or twice the days, "market" all fares of 30 days, ' +
        '"one_ways" sums of one-way fares, for a round trip, ' +
        '"city_airports" fares between other airports of the same cities, ' +
        '"city_pair_prior" open data for the city pair, "distance_prior" open data for the distance, region and season',
    }),
    group: EvidenceGroupEntry.optional(),
    observations: z.int().meta({ description: 'Number of compared fares' }),
    departures: z.int().optional().meta({ description: 'Number of compared departure dates' }),
    days_to_departure: z.object({ from: z.int(), to: z.int() }).optional(),
    last_observed_at: z.iso.datetime().optional(),
    snapshot_age_ms: z.number().optional(),
    quarantined: z.int().meta({
      description:
        'Offers of this cabin and trip kind in the last 30 days that cannot be true and are counted nowhere else',
    }),
    source: z.enum(SNAPSHOT_SOURCES),
    markets: z.array(z.string()).optional().meta({
      description: 'Markets between the airports of a city that the answer is the union of',
    }),
    model: z.string().nullable(),
    outlook_model: z.string().optional().meta({ description: 'Model of forecast and advice' }),
    conversion: ConversionEntry.optional(),
    rests_on: z.string().optional().meta({
      description:
        'What a level of other airports or of open data rests on: markets, or fares, source, quarters and index',
    }),
    prior_model: z
      .string()
      .optional()
      .meta({ examples: ['prior@2026-11-29-0f3c2a9d'] }),
    senders: z.int().optional().meta({
      description:
        'For a member of a shared pool: number of accounts that observed the compared fares. From three on, none of them weighs more than 30 % (of three, a third)',
    }),
  })
  .meta({ id: 'Evidence' })

export function evidenceWire({
  evidence,
  quarantine,
}: Pick<PriceInsight, 'evidence' | 'quarantine'>): z.infer<typeof EvidenceEntry> {
  const { lastObservedAt, snapshotAgeMs, model = null } = evidence
  return {
    fallback_level: evidence.level,
    group: evidence.group && groupWire(evidence.group),
    observations: evidence.observations,
    departures: evidence.departures,
    days_to_departure: evidence.daysToDeparture,
    last_observed_at:
      lastObservedAt === undefined ? undefined : new Date(lastObservedAt).toISOString(),
    snapshot_age_ms: snapshotAgeMs,
    quarantined: quarantine.offers,
    source: evidence.source,
    markets: evidence.markets && [...evidence.markets],
    model,
    outlook_model: evidence.outlookModel,
    conversion: evidence.conversion,
    rests_on: evidence.restsOn,
    prior_model: evidence.priorModel,
    senders: evidence.senders,
  }
}

function groupWire({ stops, airline, bags, stayNights, compared, lowest }: EvidenceGroup) {
  return {
    stops,
    airline,
    bags,
    stay_nights: stayNights,
    compared_widened: [...compared],
    lowest_widened: [...lowest],
  }
}
