/**
 * The market simulator yields days in order, each with the lowest fares of every market and departure
 * date, the events that partners would post, and the ground truth. The same seed yields the same
 * days; a longer run, a later start or more markets do not change the days and markets in common.
 */
import { dayNumber, dayOf, type IsoDay } from '../../models/airline/calendar'
import { departureTruths, marketTruth } from './ground-truth'
import { faultsOn, reportedFault } from './pricing/fare-faults'
import { advance, type MarketDate, openMarketDate, type SeenParty } from './pricing/market-date'
import { type MarketPlan, planMarket } from './pricing/market-plan'
import { lowestFare, type PanelRow } from './pricing/panel'
import type { DayTruth } from './pricing/truth'
import { sessionsOf } from './sessions/sessions'
import type { SimulatedEvent } from './sessions/simulated-event'
import { askingLevel, OPENING_DAYS } from './world/daily-demand'
import { randomMarkets } from './world/random-markets'
import type { SimulatedMarket } from './world/simulated-market'

export type SimulationOptions = {
  readonly seed: number
  /** The number of random markets to generate from the seed, or a list of markets. */
  readonly markets: number | readonly SimulatedMarket[]
  readonly from: IsoDay
  /** Number of days to run; unlimited when absent. */
  readonly days?: number
  /** Departures are observed up to this many days ahead; at most 180, usually 120. */
  readonly horizonDays?: number
  /** Mean number of faults injected a market and month; 0 when absent. Scripted markets have their own. */
  readonly faultsPerMonth?: number
  /** `panel` omits shoppers' events and their ground truth, and is much faster. */
  readonly detail?: 'panel' | 'events'
}

export type SimulatedDay = {
  readonly day: IsoDay
  /** Fares in the feeds at the start of the day; a sold-out departure is absent. */
  readonly panel: readonly PanelRow[]
  /** Events in event-time order, generated lazily; iterate before the next day begins. */
  readonly events: Iterable<SimulatedEvent>
  readonly truth: DayTruth
}

const USUAL_HORIZON_DAYS = 120

export function* createSimulation(options: SimulationOptions): Generator<SimulatedDay, void> {
  const { seed, markets, days = Infinity, detail = 'events', faultsPerMonth = 0 } = options
  const horizonDays = Math.min(options.horizonDays ?? USUAL_HORIZON_DAYS, OPENING_DAYS)
  const list = typeof markets === 'number' ? randomMarkets(seed, markets) : markets
  const first = dayNumber(options.from)
  const runs = list.map((market) => ({
    plan: planMarket(seed, market, market.script ? 0 : faultsPerMonth),
    units: new Map<number, MarketDate>(),
  }))
  for (let day = first; day < first + days; day += 1) {
    const seen: SeenDay[] = []
    for (const { plan, units } of runs) {
      units.delete(day - 1)
      for (let date = day; date <= day + horizonDays; date += 1) {
        const unit = units.get(date) ?? openUntil(plan, date, day)
        units.set(date, unit)
        seen.push(liveDay(unit, day, detail))
      }
    }
    yield reportDay(day, runs, seen, detail)
  }
}

type SeenDay = { readonly unit: MarketDate; readonly parties: readonly SeenParty[] }
type Run = { readonly plan: MarketPlan; readonly units: ReadonlyMap<number, MarketDate> }

function liveDay(unit: MarketDate, day: number, detail: 'panel' | 'events'): SeenDay {
  const parties: SeenParty[] = []
  advance(unit, day, detail === 'events' ? (party) => parties.push(party) : undefined)
  return { unit, parties }
}

/** Opens a departure date and simulates it from its opening to the evening before `day`. */
function openUntil(plan: MarketPlan, date: number, day: number): MarketDate {
  const unit = openMarketDate(plan, date)
  for (let past = date - OPENING_DAYS; past < day; past += 1) advance(unit, past)
  return unit
}

function reportDay(
  day: number,
  runs: readonly Run[],
  seen: readonly SeenDay[],
  detail: 'panel' | 'events'
): SimulatedDay {
  const panel = runs.flatMap(({ units }) =>
    [...units.values()].map((unit) => lowestFare(unit, day)).filter((row) => row !== undefined)
  )
  const sessions = detail === 'panel' ? undefined : sessionsOf(day, runs, seen)
  return {
    day: dayOf(day),
    panel,
    events: { [Symbol.iterator]: () => (sessions?.events ?? []).values() },
    truth: {
      markets: runs.map(({ plan, units }) =>
        marketTruth(plan, units.values(), askingLevel(plan.seed, plan.market.market, day))
      ),
      departures: () => departureTruths(runs, day),
      shoppers: sessions?.shoppers ?? [],
      faults: runs.flatMap(({ plan }) =>
        faultsOn(plan, day).map((fault) => reportedFault(plan.market.market, fault))
      ),
    },
  }
}
