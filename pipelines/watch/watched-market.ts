/**
 * A market under watch: its feeds, flight numbers and number of searches. It takes searches in the
 * order of hours, and reports what is unusual in the day so far and in each day that is over.
 */
import { DAY_MS, dayNumberAt } from '../../models/airline/calendar'
import { type Limits, ONLINE_LIMITS } from '../../models/anomaly/gate'
import { createFeed, type FeedSearch } from '../features/anomaly/anomaly-feed'
import { createDayFares } from '../features/anomaly/day-fares'
import type { CauseFinding } from './causes/cause-finding'
import { LEAST_FACTOR } from './causes/sensitivity'
import { MOST_WEIGHT } from './causes/suspect-findings'
import {
  COUNT_LIMIT,
  type CountLevel,
  createCountLevel,
  judgeCount,
  learnCount,
} from './count-level'
import {
  AWAITED_LIMIT,
  closeFlights,
  type FlightPresences,
  type LostFlight,
  noteFlights,
} from './flight-presence'
import {
  type AirlineRow,
  addSearch,
  closeScopeDay,
  createScopeWatch,
  judgeAirlines,
  marketScope,
  type ScopeWatch,
} from './scope-watch'
import { signFindings, UNIFORM_SHARE } from './sign-findings'

export type WatchedMarket = {
  readonly market: string
  /** Day number of the day under way; undefined before the first search. */
  day: number | undefined
  /** Searches up to this instant are in it, epoch ms. */
  until: number
  searchesToday: number
  /** Searches by day. */
  readonly searches: CountLevel
  readonly scopes: Map<string, ScopeWatch>
  readonly flights: FlightPresences
}

/** A market with fewer searches a day is too quiet to say that it is unusual. */
const LEAST_SEARCHES = 20

export function createWatchedMarket(market: string): WatchedMarket {
  return {
    market,
    day: undefined,
    until: 0,
    searchesToday: 0,
    searches: createCountLevel(),
    scopes: new Map(),
    flights: new Map(),
  }
}

/**
 * Takes the searches of one hour, those of earlier hours before. Searches of days that are over are
 * passed over. Returns what the days that ended and the day so far show.
 */
export function watchHour(watched: WatchedMarket, searches: readonly FeedSearch[]): CauseFinding[] {
  const findings: CauseFinding[] = []
  let latest = 0
  for (const search of searches.toSorted((a, b) => a.at - b.at)) {
    findings.push(...watchUntil(watched, search.at))
    const day = dayNumberAt(search.at)
    watched.day ??= day
    if (day < watched.day) continue
    latest = search.at
    watched.searchesToday += 1
    const key = marketScope(search)
    const scope = watched.scopes.get(key) ?? createScopeWatch(search.currency)
    watched.scopes.set(key, scope)
    addSearch(scope, search)
    noteFlights(watched.flights, search)
  }
  if (latest > 0) findings.push(...dayFindings(watched, latest))
  return findings
}

/** Ends the days that are over at an instant, also those without a search. */
export function watchUntil(watched: WatchedMarket, now: number): CauseFinding[] {
  const findings: CauseFinding[] = []
  const today = dayNumberAt(now)
  while (watched.day !== undefined && watched.day < today) {
    findings.push(...closeDay(watched, watched.day))
    watched.day += 1
  }
  return findings
}

function dayFindings(watched: WatchedMarket, at: number): CauseFinding[] {
  const day = dayNumberAt(at)
  const rows = [...watched.scopes.values()].flatMap((scope) =>
    [...judgeAirlines(scope, day)].flatMap((judged) =>
      airlineFindings(watched, scope, judged, at, ONLINE_LIMITS)
    )
  )
  const surge = demandFinding(watched, day, at, watched.searchesToday)
  // Half a day has fewer searches than a whole one, so only more of them say anything.
  return surge && (surge.actual ?? 0) > (surge.expected ?? 0) ? [...rows, surge] : rows
}

function closeDay(watched: WatchedMarket, day: number): CauseFinding[] {
  const at = (day + 1) * DAY_MS - 1
  const { scopes, flights, searches, searchesToday } = watched
  const demand = demandFinding(watched, day, at, searchesToday)
  const shown = shownByAirline(scopes)
  const rows = [...scopes.values()].flatMap((scope) => {
    const before = { ...scope }
    return [...closeScopeDay(scope, day)].flatMap((judged) => {
      forgetUniformDay(scope, judged)
      return airlineFindings(watched, before, judged, at, ONLINE_LIMITS)
    })
  })
  const lost = closeFlights(flights, (airline) => shown.get(airline) ?? 0)
  learnCount(searches, day, searchesToday)
  watched.searchesToday = 0
  return [
    ...rows,
    ...lost.map((each) => lostFinding(watched, each, at)),
    ...(demand ? [demand] : []),
  ]
}

/**
 * A day on which all fares changed by one factor says nothing of how often they usually change: learned,
 * it would make the usual days after it look frozen.
 */
function forgetUniformDay({ feeds }: ScopeWatch, { airline, row }: AirlineRow): void {
  const same = row.values.uniform_change
  if (typeof same !== 'number' || same < UNIFORM_SHARE) return
  feeds.get(airline)?.past.get('changed_share')?.pop()
}

function airlineFindings(
  { market }: WatchedMarket,
  { feeds, today, searches }: ScopeWatch,
  { airline, row }: AirlineRow,
  at: number,
  limits: Limits
): CauseFinding[] {
  const feed = feeds.get(airline) ?? createFeed()
  const fares = today.get(airline) ?? createDayFares()
  return signFindings({ market, airline, at, row, feed, today: fares, searches }, limits)
}

function shownByAirline(scopes: ReadonlyMap<string, ScopeWatch>): Map<string, number> {
  const shown = new Map<string, number>()
  for (const { today } of scopes.values()) {
    for (const [airline, day] of today) shown.set(airline, (shown.get(airline) ?? 0) + day.shown)
  }
  return shown
}

function demandFinding(
  { market, searches }: WatchedMarket,
  day: number,
  at: number,
  count: number
): CauseFinding | undefined {
  const judged = judgeCount(searches, day, count)
  if (!judged || judged.expected < LEAST_SEARCHES) return undefined
  const strength = Math.abs(judged.distance) / COUNT_LIMIT
  if (strength < LEAST_FACTOR) return undefined
  return {
    market,
    airline: undefined,
    family: 'demand',
    class: count === 0 ? 'feed_outage' : 'demand_shock',
    sign: 'searches',
    at,
    strength,
    weight: Math.min(MOST_WEIGHT, strength),
    actual: count,
    expected: Math.round(judged.expected),
    unit: 'searches a day',
    scope: '',
    stake: undefined,
  }
}

function lostFinding(
  { market }: WatchedMarket,
  { airline, flight, awaited, share }: LostFlight,
  at: number
): CauseFinding {
  const strength = awaited / AWAITED_LIMIT
  return {
    market,
    airline,
    family: 'schedule',
    class: 'schedule_change',
    sign: 'lost_flight',
    at,
    strength,
    weight: Math.min(MOST_WEIGHT, strength),
    actual: 0,
    expected: share,
    unit: 'of the searches show it',
    scope: `flight ${flight}`,
    stake: undefined,
  }
}
