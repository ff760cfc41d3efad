/**
 * Simulates a quote cache over a panel: cached prices are displayed, each tick allows a number of
 * refreshes, and displays whose true price is out of the partner's tolerance are counted. Displays
 * are drawn from the seed alone, so every chooser gets the same ones.
 */

import { DAY_MS, dayNumber } from '../../../models/airline/calendar'
import type { Market } from '../../../models/airline/market'
import { valueAt } from '../../../models/statistics/value-at'
import type { Action } from '../../answers/quote-check/decide-quotes'
import { type QuotePolicy, toleranceOf } from '../../answers/quote-check/quote-policy'
import type { SearchEvent } from '../../events/event'
import type { CachedQuote } from '../../features/quote-validity/partner-quote'
import { packBatch } from '../../market/market-batch'
import {
  applyBatch,
  createMarketState,
  type MarketState,
  snapshotOf,
} from '../../market/market-state'
import type { MarketSnapshot } from '../../market/snapshot'
import { bell, chance } from '../../simulator/world/chance'
import { ticksOf } from './quote-rounds'

export type Candidate = {
  readonly quote: CachedQuote
  readonly tolerance: { readonly lower: number; readonly upper: number }
  /** Expected displays, estimated from earlier ticks. */
  readonly displays: number
  /** Whether the quote is out of tolerance; read by the clairvoyant chooser and the counts only. */
  readonly violates: boolean
}

export type Chooser = {
  readonly name: string
  /** Rounds of refreshes in a tick; after each, the market state includes the refreshed prices. */
  readonly rounds: number
  /** Whether the chooser reads the market state; updating it takes most of the run time. */
  readonly readsMarket: boolean
  /** Whether it chooses among all cached quotes, not only those displayed in the tick. */
  readonly wholeCache: boolean
  choose(
    candidates: readonly Candidate[],
    looks: number,
    now: number,
    snapshotOf: (market: Market) => MarketSnapshot
  ): Promise<readonly Action[]>
}

export type CacheTrial = {
  /** One quote an event, the lowest price of a departure or of a flight; in event-time order. */
  readonly sightings: readonly SearchEvent[]
  readonly seed: number
  /** Start of counting, epoch ms; earlier ticks only fill the cache. */
  readonly countFrom: number
  /** Share of the quotes displayed in a tick that may be refreshed. */
  readonly budget: number
  readonly policy: QuotePolicy
}

export type CacheCounts = {
  ticks: number
  quotes: number
  looks: number
  displays: number
  violations: number
  suppressed: number
}

export async function playCache(trial: CacheTrial, chooser: Chooser): Promise<CacheCounts> {
  const cache = createCache(trial, chooser)
  const counts: CacheCounts = {
    ticks: 0,
    quotes: 0,
    looks: 0,
    displays: 0,
    violations: 0,
    suppressed: 0,
  }
  for (const ticks of ticksOf(trial.sightings)) {
    const cached = cache.meet(ticks.flatMap(({ events }) => events))
    const at = cached[0]?.event.at
    if (at === undefined) continue
    const shown = cached.filter(({ truly }) => truly > 0)
    const looks = Math.round(trial.budget * shown.length)
    const open = chooser.wholeCache ? cached : shown
    const actions = await refresh(cache, open, looks, chooser, at)
    if (at >= trial.countFrom) count(counts, cached, actions)
  }
  return counts
}

/** `truly` is the number of displays in this tick. */
type Cached = Candidate & { readonly event: SearchEvent; readonly truly: number }
type Cache = ReturnType<typeof createCache>

function createCache({ seed, policy }: CacheTrial, { readsMarket }: Chooser) {
  const quotes = new Map<string, CachedQuote>()
  const usual = new Map<string, number>()
  const states = new Map<Market, MarketState>()
  const learn = (event: SearchEvent) => {
    const quote = quoteOf(event)
    if (quote) quotes.set(cacheKey(event), quote)
    if (!readsMarket) return
    const state = states.get(event.market) ?? createMarketState(event.market)
    states.set(event.market, state)
    applyBatch(state, packBatch(event.id, [event]), event.at)
  }
  const candidateOf = (event: SearchEvent): Cached | undefined => {
    const key = cacheKey(event)
    const quote = quotes.get(key)
    const now = quoteOf(event)
    const truly = displaysOf(seed, event)
    const displays = Math.max(1, usual.get(key) ?? 1)
    usual.set(key, displays * 0.7 + truly * 0.3)
    if (!quote || !now) return undefined
    const tolerance = toleranceOf(policy, quote, () => undefined)
    const change = now.amountMinor / quote.amountMinor - 1
    const violates = change < tolerance.lower || change > tolerance.upper
    return { quote, tolerance, displays, violates, event, truly }
  }
  return {
    learn,
    /** Returns the cached quotes of today's events; a quote not yet cached is added for every chooser. */
    meet(events: readonly SearchEvent[]): readonly Cached[] {
      const cached = events.flatMap((event) => candidateOf(event) ?? [])
      for (const event of events) if (!quotes.has(cacheKey(event))) learn(event)
      return cached
    },
    snapshot(market: Market, at: number): MarketSnapshot {
      return snapshotOf(states.get(market) ?? createMarketState(market), at)
    },
  }
}

/** Returns the action for each candidate. */
async function refresh(
  cache: Cache,
  candidates: readonly Cached[],
  looks: number,
  { rounds, choose }: Chooser,
  at: number
): Promise<ReadonlyMap<Cached, Action>> {
  const actions = new Map<Cached, Action>()
  let open = candidates
  let used = 0
  for (let round = 1; round <= rounds; round += 1) {
    const snapshots = new Map<Market, MarketSnapshot>()
    const read = (market: Market) => {
      const snapshot = snapshots.get(market) ?? cache.snapshot(market, at)
      snapshots.set(market, snapshot)
      return snapshot
    }
    const chosen = await choose(open, Math.round((looks * round) / rounds) - used, at, read)
    const refreshed = open.filter((_, index) => chosen[index] === 'refresh')
    for (const [index, candidate] of open.entries()) {
      actions.set(candidate, valueAt(chosen, index))
    }
    for (const { event } of refreshed) cache.learn(event)
    used += refreshed.length
    open = open.filter((_, index) => chosen[index] !== 'refresh')
  }
  return actions
}

function count(
  counts: CacheCounts,
  cached: readonly Cached[],
  actions: ReadonlyMap<Cached, Action>
): void {
  counts.ticks += 1
  for (const candidate of cached) {
    const action = actions.get(candidate)
    counts.quotes += Number(candidate.truly > 0)
    counts.displays += candidate.truly
    if (action === 'refresh') counts.looks += 1
    else if (action === 'suppress') counts.suppressed += candidate.truly
    else if (candidate.violates) counts.violations += candidate.truly
  }
}

function quoteOf(event: SearchEvent): CachedQuote | undefined {
  const [offer] = event.offers
  if (!offer) return undefined
  const { market, departureDate, returnDate, cabin, currency, at } = event
  const { airline, flightNumber, amountMinor } = offer
  return {
    market,
    departureDate,
    returnDate,
    cabin,
    currency,
    quotedAt: at,
    airline,
    flightNumber,
    amountMinor,
  }
}

function cacheKey({ market, departureDate, returnDate, cabin, offers }: SearchEvent): string {
  return `${market}/${departureDate}/${returnDate}/${cabin}/${offers[0]?.flightNumber}`
}

/** Mean days to departure of displays, as in the simulator. */
const MEAN_DAYS_AHEAD = 34
/** Displays a tick of a usual departure on its day. */
const USUAL_DISPLAYS = 3

/** Draws a Poisson count by inversion; the mean varies by market and departure. */
function displaysOf(seed: number, event: SearchEvent): number {
  const { market, departureDate, id, at } = event
  const days = Math.max(0, dayNumber(departureDate) - at / DAY_MS)
  const liked = bell(seed, `${market}/liked`) * 0.8 + bell(seed, `${cacheKey(event)}/liked`) * 0.6
  const mean = USUAL_DISPLAYS * Math.exp(liked - days / MEAN_DAYS_AHEAD)
  let left = chance(seed, `${id}/displays`)
  let share = Math.exp(-mean)
  let displays = 0
  while (left > share && displays < 200) {
    left -= share
    displays += 1
    share *= mean / displays
  }
  return displays
}
