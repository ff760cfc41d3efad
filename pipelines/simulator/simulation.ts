/**
 * The market simulator: days in order, each with the lowest fares of every market and departure
 * date, the events our partners would post, and the truth aside. The same seed makes the same days;
 * a longer run, a later start or more markets change nothing of what both tell.
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
  /** So many made up from the seed, or these. */
  readonly markets: number | readonly SimulatedMarket[]
  readonly from: IsoDay
  /** Days to run; without it the days never end. */
  readonly days?: number
  /** Departures this many days ahead are watched; at most 180, usually 120. */
  readonly horizonDays?: number
  /** Faults injected a market and month, on average; without it none. Scripted markets have their own. */
  readonly faultsPerMonth?: number
  /** `panel` leaves out shoppers' events and their truth, and is much faster. */
  readonly detail?: 'panel' | 'events'
}

export type SimulatedDay = {
  readonly day: IsoDay
  /** As the feeds show them at the start of the day: a departure that is sold out is missing. */
  readonly panel: readonly PanelRow[]
  /** In event-time order. Made when asked for, so ask before the next day begins. */
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
    yield tellDay(day, runs, seen, detail)
  }
}

type SeenDay = { readonly unit: MarketDate; readonly parties: readonly SeenParty[] }
type Run = { readonly plan: MarketPlan; readonly units: ReadonlyMap<number, MarketDate> }

function liveDay(unit: MarketDate, day: number, detail: 'panel' | 'events'): SeenDay {
  const parties: SeenParty[] = []
  advance(unit, day, detail === 'events' ? (party) => parties.push(party) : undefined)
  return { unit, parties }
}

/** With its story from the opening to the evening before. */
function openUntil(plan: MarketPlan, date: number, day: number): MarketDate {
  const unit = openMarketDate(plan, date)
  for (let past = date - OPENING_DAYS; past < day; past += 1) advance(unit, past)
  return unit
}

function tellDay(
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
