/**
 * The accuracy report over the ledger's cells. Every figure is accompanied by the number of
 * verdicts behind it; without any it is null, never 0.
 */
import { z } from 'zod'
import { CABINS } from '../../models/airline/trip'
import { TRIP_KINDS, tripGroupOf } from '../../models/airline/trip-bins'
import { PRICE_LEVELS } from '../answers/evidence/price-level'
import { binName } from '../answers/evidence/probability-bins'
import { ACTIONS } from '../events/claims'
import { actionOfPaid, type Cell, type CellSums, confidenceOfPaid, sumOf } from './cells'
import { DAYS_OUT_GROUPS } from './groups'

const share = z.number().nullable()
const n = z.int().meta({ description: 'Number of settled claims behind the figures beside it' })
const censored = z.int().meta({
  description: 'Number of claims without enough observations to settle: off sale, or not searched',
})

const Coverage = z
  .object({ nominal: share, observed: share })
  .meta({ id: 'Coverage', description: 'Share of fares inside the interval: nominal and observed' })

const Forecasts = z.object({ n, censored, mape: share, interval: Coverage })

const PredictedFares = Forecasts.extend({
  rule_mape: share.meta({
    description: 'Error of the plain rule, the median offer of the market, for the same answers',
  }),
  rule_interval: Coverage.meta({
    description: "The plain rule's own interval; answers carry it until the model is nearer",
  }),
})

const Saving = z
  .object({
    n,
    censored,
    saved: share.meta({
      description: 'Mean saving against buying at once, as a share of the fare',
    }),
    possible: share.meta({
      description: 'Mean saving of a buyer with perfect foresight, as a share of the fare',
    }),
    share_of_clairvoyant: share.meta({ description: '`saved` over `possible`' }),
    regret: share.meta({ description: '`possible` less `saved`' }),
    no_worse: share.meta({
      description: 'Share of decisions that cost no more than buying at once',
    }),
  })
  .meta({ id: 'AdviceSaving' })

const Bin = z
  .object({
    bin: z.string().meta({ examples: ['0.7-0.8'] }),
    n,
    censored,
    said: share.meta({ description: 'Mean predicted probability' }),
    observed: share.meta({ description: 'Observed frequency' }),
  })
  .meta({ id: 'CalibrationBin' })

export const AccuracyFigures = z.object({
  counts: z.object({
    decisions: z.int().meta({ description: 'Number of recorded decisions with claims' }),
    settled: z.int(),
    unsettled: z.int().meta({ description: 'Number of decisions whose last window is still open' }),
    censored: z.int().meta({ description: 'Number of closed decisions without a settled claim' }),
    abstained: z.int().meta({ description: 'Number of recorded answers without claims' }),
  }),
  forecasts: z
    .array(Forecasts.extend({ horizon_days: z.int() }))
    .meta({ description: 'Forecast of the lowest fare by days ahead: median and 80 % interval' }),
  predicted_fare: PredictedFares.meta({
    description: 'Predicted fare against the median offer of the first observed day within 3 days',
  }),
  drops: z.array(Bin).meta({
    description: 'Predicted probability that the fare falls by `min_saving` until the deadline',
  }),
  advice: z.object({
    n,
    censored,
    precision: share.meta({
      description:
        '"wait" is right where waiting cost less than buying at once, "buy" where it did not; "indifferent" is not counted',
    }),
    by_confidence: z.array(Bin),
  }),
  saving: Saving.extend({
    by_action: z.array(Saving.extend({ action: z.enum(ACTIONS) })),
    by_confidence: z.array(Saving.extend({ bin: z.string() })),
  }).meta({
    description:
      '"wait" buys on the first day that is `min_saving` cheaper, else on the last observed day before ' +
      'the deadline; "buy" and "indifferent" buy at once',
  }),
  price_levels: z
    .array(z.object({ level: z.enum(PRICE_LEVELS), n, censored, fell: share }))
    .meta({ description: 'How often the lowest fare fell by 5 % or more within a week' }),
  by_trip: z
    .array(
      z.object({
        cabin: z.enum(CABINS),
        trip_kind: z.enum(TRIP_KINDS),
        predicted_fare: PredictedFares,
      })
    )
    .meta({ description: 'Predicted fares by cabin and kind of trip' }),
  by_days_out: z
    .array(
      z.object({
        days_out: z.enum(DAYS_OUT_GROUPS),
        forecasts: Forecasts,
        predicted_fare: PredictedFares,
        saving: Saving,
      })
    )
    .meta({ description: 'Groups by days to departure at the decision' }),
})
export type AccuracyFigures = z.infer<typeof AccuracyFigures>

export type Counts = { readonly unsettled: number; readonly abstained: number }

/** `cells` are those of one scope: of one market, or of all. */
export function accuracyOf(
  cells: readonly Cell[],
  { unsettled, abstained }: Counts
): AccuracyFigures {
  const of = (measure: Cell['measure']) => cells.filter((cell) => cell.measure === measure)
  const whole = total(of('decision'))
  const advice = of('advice')
  const paid = of('paid')
  return {
    counts: {
      decisions: whole.n + whole.censored + unsettled,
      settled: whole.n,
      unsettled,
      censored: whole.censored,
      abstained,
    },
    forecasts: grouped(of('forecast'), ({ horizonDays }) => horizonDays).map(([days, group]) => ({
      horizon_days: days,
      ...forecastsOf(group),
    })),
    predicted_fare: predictedOf(cells),
    drops: binsOf(of('drop')),
    advice: {
      n: total(advice).n,
      censored: total(advice).censored,
      precision: per(total(advice).hits, total(advice).n),
      by_confidence: binsOf(advice),
    },
    saving: {
      ...savingOf(paid),
      by_action: ACTIONS.flatMap((action) => {
        const group = paid.filter(({ bin }) => actionOfPaid(bin) === action)
        return group.length > 0 ? [{ action, ...savingOf(group) }] : []
      }),
      by_confidence: grouped(paid, ({ bin }) => confidenceOfPaid(bin) ?? -1)
        .filter(([bin]) => bin >= 0)
        .map(([bin, group]) => ({ bin: binName(bin), ...savingOf(group) })),
    },
    price_levels: grouped(of('level'), ({ bin }) => bin).flatMap(([bin, group]) => {
      const level = PRICE_LEVELS[bin]
      const { n, hits, censored } = total(group)
      return level ? [{ level, n, censored, fell: per(hits, n) }] : []
    }),
    by_trip: grouped([...of('interval'), ...of('rule')], ({ bin }) => bin).flatMap(
      ([bin, group]) => {
        const trip = tripGroupOf(bin)
        if (!trip) return []
        const { cabin, kind } = trip
        return [{ cabin, trip_kind: kind, predicted_fare: predictedOf(group) }]
      }
    ),
    by_days_out: DAYS_OUT_GROUPS.flatMap((group) => {
      const mine = cells.filter(
        ({ daysOut, measure }) => daysOut === group && measure !== 'decision'
      )
      if (mine.length === 0) return []
      const within = (measure: Cell['measure']) => mine.filter((cell) => cell.measure === measure)
      return [
        {
          days_out: group,
          forecasts: forecastsOf(within('forecast')),
          predicted_fare: predictedOf(mine),
          saving: savingOf(within('paid')),
        },
      ]
    }),
  }
}

function forecastsOf(cells: readonly Cell[]): z.infer<typeof Forecasts> {
  const { n, hits, said, total: errors, censored } = total(cells)
  return {
    n,
    censored,
    mape: per(errors, n),
    interval: { nominal: per(said, n), observed: per(hits, n) },
  }
}

/** Sums of predicted fares have the errors of the plain rule in `possible`. */
function predictedOf(cells: readonly Cell[]): z.infer<typeof PredictedFares> {
  const predicted = cells.filter(({ measure }) => measure === 'interval')
  const { n, possible } = total(predicted)
  const { interval } = forecastsOf(cells.filter(({ measure }) => measure === 'rule'))
  return { ...forecastsOf(predicted), rule_mape: per(possible, n), rule_interval: interval }
}

function savingOf(cells: readonly Cell[]): z.infer<typeof Saving> {
  const { n, hits, total: saved, possible, censored } = total(cells)
  return {
    n,
    censored,
    saved: per(saved, n),
    possible: per(possible, n),
    share_of_clairvoyant: possible > 0 ? per(saved, possible) : null,
    regret: per(possible - saved, n),
    no_worse: per(hits, n),
  }
}

function binsOf(cells: readonly Cell[]): z.infer<typeof Bin>[] {
  return grouped(cells, ({ bin }) => bin).map(([bin, group]) => {
    const { n, hits, said, censored } = total(group)
    return { bin: binName(bin), n, censored, said: per(said, n), observed: per(hits, n) }
  })
}

function total(cells: readonly Cell[]): CellSums {
  return cells.reduce<CellSums>(sumOf, {
    n: 0,
    hits: 0,
    said: 0,
    total: 0,
    possible: 0,
    censored: 0,
  })
}

/** Groups in ascending order of the key. */
function grouped(cells: readonly Cell[], by: (cell: Cell) => number): [number, Cell[]][] {
  return [...Map.groupBy(cells, by)].sort(([a], [b]) => a - b)
}

/** Rounds the ratio to a ten-thousandth. */
function per(sum: number, count: number): number | null {
  return count > 0 ? Math.round((sum / count) * 10_000) / 10_000 : null
}
