/** The wire form of the price insight. Field descriptions are the API's documentation. */
import { z } from 'zod'
import { IsoDay } from '../../../models/airline/calendar'
import type { PriorLevel } from '../../../models/prior/prior-level'
import { FEWEST_FARES } from '../evidence/comparables'
import type { HistoryDay } from '../evidence/history'
import { Money, moneyWire, Range } from '../evidence/money-wire'
import { ENOUGH_DEPARTURES } from '../evidence/nearest-departures'
import { PRICE_LEVELS } from '../evidence/price-level'
import { BASES } from '../evidence/question'
import { STATUSES } from '../evidence/status'
import { EvidenceEntry, evidenceWire } from './evidence-wire'
import { EXPLANATION_CODES } from './explanation-codes'
import type { PriceInsight as Insight } from './insight-types'
import { LOOK_AHEAD_FIELDS, lookAheadWire } from './look-ahead-wire'
import { PredictedFare, predictedFareWire } from './predicted-fare-wire'
import { SuspectFareEntry, suspectsWire } from './suspect-wire'

const HistoryEntry = z
  .object({
    date: IsoDay,
    lowest: Money,
    median: Money.optional().meta({
      description: 'Absent where the question is answered from a group of its own, such as a stay',
    }),
    observations: z.int(),
    market: z.string().optional().meta({
      description: 'Airports of the lowest fare, in an answer for a city',
    }),
  })
  .meta({ id: 'HistoryEntry', description: 'One observation day of the departure date' })

const LowestPriceEntry = Money.extend({
  observed_on: IsoDay,
  fare_kind: z.enum(['round_trip', 'combined']).optional().meta({
    description:
      'With a return date: "round_trip", or "combined", the sum of two one-way fares; of those observed on exactly these dates the lower',
  }),
  market: z
    .string()
    .optional()
    .meta({
      description: 'Airports of the fare, in an answer for a city',
      examples: ['JFK-MAD'],
    }),
  return_market: z.string().optional().meta({
    description: 'Airports of the way back of a combined fare, in an answer for a city',
  }),
}).meta({
  id: 'LowestPrice',
  description: 'Lowest fare of the latest day on which this departure date was observed',
})

const Interval = z
  .object({
    level: z.number(),
    low: Money,
    high: Money,
    observed_coverage: z
      .object({ observed: z.number(), n: z.int(), scope: z.enum(['market', 'all']) })
      .nullable()
      .meta({ description: 'Coverage over settled answers; null with too few of them' }),
  })
  .meta({ id: 'Interval' })

const PriorLevelEntry = z
  .object({
    level: Money,
    confidence: z.literal('low'),
    data_quarter: z
      .string()
      .meta({ description: 'Last quarter of the data', examples: ['2015Q4'] }),
    travellers_per_quarter: z.int().optional().meta({
      description:
        'Estimated travellers of the city pair in a quarter, both directions; absent when the source counts none',
    }),
  })
  .meta({
    id: 'PriorLevel',
    description:
      'Price level of a market without observed fares, from open data: of one direction, doubled for a round trip. `interval` is of it',
  })

const Effect = z
  .object({ code: z.enum(EXPLANATION_CODES), text: z.string(), effect: Money })
  .meta({ id: 'Explanation' })

const Counterfactual = z
  .object({ code: z.literal('one_day_later'), text: z.string(), effect: Money })
  .meta({ id: 'Counterfactual', description: 'Change of the predicted fare' })

export const PriceInsight = z
  .object({
    decision_id: z.string().meta({
      description: 'Names this answer: see `GET /v1/decisions/{id}`',
      examples: ['dec_0f3c2a9d5b7e4c1f8a6d2e4b9c7f1a35'],
    }),
    market: z.string().meta({ examples: ['LIS-JFK'] }),
    departure_date: IsoDay,
    currency: z.string().optional().meta({
      description: 'Currency of every amount below: the requested one, else the most observed',
    }),
    status: z.enum(STATUSES).meta({
      description:
        `Evidence behind the typical range. "ok": ${ENOUGH_DEPARTURES} departures or more were observed at a similar ` +
        `number of days ahead, and a fare within the last week. "limited": fewer, older, or any fares of the ` +
        `market. "insufficient_history": fewer than ${FEWEST_FARES} fares, or none that converts to the requested currency`,
    }),
    status_reason: z.string().meta({ description: 'Reason for the status, in words' }),
    lowest_price: LowestPriceEntry.optional(),
    suspect: z.literal(true).optional().meta({
      description: 'Present when `suspect_fares` is: look at them beside the lowest price',
    }),
    suspect_fares: z.array(SuspectFareEntry).optional(),
    quartiles: z
      .object({ minimum: Money, first: Money, median: Money, third: Money, maximum: Money })
      .optional()
      .meta({ description: 'Quartiles of comparable lowest fares' }),
    typical_price_range: Range.optional().meta({
      description: 'The middle half of comparable lowest fares',
    }),
    price_level: z.enum(PRICE_LEVELS).nullable().meta({
      description:
        'Level of the given price, else of the lowest price; null with insufficient history',
    }),
    price_level_reason: z.string().optional().meta({
      description: 'Why the price has no level although a typical range is known',
    }),
    percentile_of_price: z.number().min(0).max(100).optional().meta({
      description: 'Share of comparable fares below the given price, in percent',
    }),
    predicted_fare: PredictedFare.optional(),
    basis: z
      .enum(BASES)
      .optional()
      .meta({
        description:
          'What the predicted fare includes: "all_in" adds the requested checked bags, if the model was trained with bags. ' +
          'Ranges, history and forecast use fares as they were shown',
      }),
    prior_level: PriorLevelEntry.optional(),
    interval: Interval.optional().meta({
      description:
        'Interval of the predicted fare, with the observed coverage of such intervals; else that of the prior level',
    }),
    ...LOOK_AHEAD_FIELDS,
    advice_status_reason: z.string().optional().meta({ description: 'Why there is no advice' }),
    explanations: z.array(Effect).optional().meta({
      description: 'Returned with explain=true; the effects add up to the expected fare',
    }),
    counterfactuals: z.array(Counterfactual).optional(),
    history: z.array(HistoryEntry),
    evidence: EvidenceEntry,
  })
  .meta({ id: 'PriceInsight' })
export type PriceInsight = z.infer<typeof PriceInsight>

/** JSON serialisation omits undefined fields. */
export function priceInsightWire(insight: Insight, decisionId: string): PriceInsight {
  const { currency = '', quartiles, lowestPrice, predictedFare } = insight
  const money = (amountMinor: number): Money => moneyWire(amountMinor, currency)
  const predicted = predictedFare && predictedFareWire(predictedFare, currency)
  return {
    decision_id: decisionId,
    market: insight.market,
    departure_date: insight.departureDate,
    currency: insight.currency,
    status: insight.status,
    status_reason: insight.reason,
    lowest_price: lowestPrice && {
      ...money(lowestPrice.amountMinor),
      observed_on: lowestPrice.observedOn,
      fare_kind: lowestPrice.fareKind,
      market: lowestPrice.market,
      return_market: lowestPrice.returnMarket,
    },
    suspect: insight.quarantine.suspects.length > 0 ? true : undefined,
    suspect_fares: suspectsWire(insight.quarantine),
    quartiles: quartiles && {
      minimum: money(quartiles.minimum),
      first: money(quartiles.first),
      median: money(quartiles.median),
      third: money(quartiles.third),
      maximum: money(quartiles.maximum),
    },
    typical_price_range: quartiles && {
      low: money(quartiles.first),
      high: money(quartiles.third),
    },
    price_level: insight.priceLevel ?? null,
    price_level_reason: insight.whyNoLevel,
    percentile_of_price: insight.percentileOfPrice,
    predicted_fare: predicted,
    basis: insight.basis,
    prior_level: insight.prior && priorWire(insight.prior),
    interval: predicted
      ? { ...predicted.interval, observed_coverage: insight.coverage ?? null }
      : insight.prior && priorInterval(insight.prior),
    ...(insight.ahead && lookAheadWire(insight.ahead, currency)),
    advice_status_reason: insight.whyNoAdvice,
    ...whyWire(insight, money),
    history: insight.history.map((day) => historyWire(day, money)),
    evidence: evidenceWire(insight),
  }
}

function priorWire({ levelMinor, currency, dataQuarter, travellers }: PriorLevel) {
  return {
    level: moneyWire(levelMinor, currency),
    confidence: 'low' as const,
    data_quarter: dataQuarter,
    travellers_per_quarter: travellers === undefined ? undefined : Math.round(travellers),
  }
}

function priorInterval({ interval, currency }: PriorLevel) {
  return {
    level: interval.level,
    low: moneyWire(interval.lowMinor, currency),
    high: moneyWire(interval.highMinor, currency),
    observed_coverage: null,
  }
}

function whyWire(
  { explanations, dayLaterMinor }: Insight,
  money: (amountMinor: number) => Money
): Pick<PriceInsight, 'explanations' | 'counterfactuals'> {
  return {
    explanations: explanations?.map(({ code, text, effectMinor }) => ({
      code,
      text,
      effect: money(effectMinor),
    })),
    counterfactuals:
      dayLaterMinor === undefined
        ? undefined
        : [{ code: 'one_day_later', text: 'Leaving one day later', effect: money(dayLaterMinor) }],
  }
}

function historyWire(
  { date, lowestMinor, medianMinor, observations, market }: HistoryDay,
  money: (amountMinor: number) => Money
): z.infer<typeof HistoryEntry> {
  const median = medianMinor === undefined ? undefined : money(medianMinor)
  return { date, lowest: money(lowestMinor), median, observations, market }
}
