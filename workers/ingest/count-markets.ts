/** One call per market for all messages of a batch; each message gets the result of its events. */

import type { Market } from '../../models/airline/market'
import type { Event } from '../../pipelines/events/event'
import { isAllMultiMarket } from '../../pipelines/events/offer'
import { type Scope, scopeKey, scopeOf } from '../../pipelines/events/scope'
import { daysToExchange, type Exchange, exchangeBy } from '../../pipelines/market/exchange'
import { boundsWithPrior } from '../../pipelines/market/gate/prior-bounds'
import { type BoundsOf, type MarketBatch, packParts } from '../../pipelines/market/market-batch'
import type { AppliedPart } from '../../pipelines/market/market-state'
import { staleAnswers } from '../http/answer-tags'
import { currentPrior } from '../inference/prior-store'
import { isRefusal, reasonOf } from '../objects/market-refusal'
import type { Delivery } from '../queue/delivery'
import type { Services } from '../services'
import { readPoolNames } from '../storage/account/pools'
import { noteMarkets } from '../storage/known-markets/known-market-rows'
import { marketObjectName, poolMarketName } from '../storage/market-name'
import { readRates } from '../storage/rate-rows'
import type { QuarantinedMarket } from '../watch/scan-suspects'
import { markQuarantined } from './mark-quarantined'

export type Count = { counted: number; repeated: number }

/** Objects that count batches, by name. */
export type Markets = {
  getByName(name: string): { applyParts(batch: MarketBatch, clock: number): Promise<AppliedPart[]> }
}

export type Counted = {
  /** Counts by message id, without the events of a market that could not be reached. */
  readonly counts: ReadonlyMap<string, Count>
  /** Reasons by message id, where a market refuses this message's events alone. */
  readonly refused: ReadonlyMap<string, string>
  /** Markets that kept offers of these messages in quarantine. */
  readonly quarantined: readonly QuarantinedMarket[]
}

/**
 * Throws when exchange rates cannot be read: counted without them, events would never be converted.
 * Parts that a market refuses together are sent one by one, so that one message affects no other.
 */
export async function countMarkets(
  services: Pick<Services, 'db' | 'isolate' | 'cache' | 'defer' | 'wallNow' | 'log' | 'lake'> & {
    markets: Markets
  },
  deliveries: readonly Part[]
): Promise<Counted> {
  const { markets, log } = services
  const counts = new Map(
    deliveries.map(({ id, events }) => [
      id,
      { counted: events.filter(isOfNoMarket).length, repeated: 0 },
    ])
  )
  const refused = new Map<string, string>()
  const exchanges = await exchangesOf(services, deliveries)
  const boundsOf = await firstBounds(services)
  const moved = new Set<string>()
  const noted: Noted[] = []
  const quarantined: QuarantinedMarket[] = []
  const apply = async (name: string, parts: readonly Part[]): Promise<void> => {
    try {
      const exchange = parts[0] && exchanges.get(scopeKey(parts[0].scope))
      if (!exchange) return
      const batch = packParts(parts, exchange, boundsOf)
      const clock = Math.max(...parts.map(({ receivedAt }) => receivedAt))
      const results = await markets.getByName(name).applyParts(batch, clock)
      await Promise.all(parts.map((part, index) => mark(services, part, results[index])))
      quarantined.push(...keptFrom(parts, results, batch.market))
      for (const [index, { id }] of parts.entries()) add(counts.get(id), results[index])
      if (results.some(({ counted }) => counted > 0)) {
        moved.add(name)
        if (parts[0]) noted.push({ scope: parts[0].scope, market: batch.market, at: clock })
      }
    } catch (error) {
      log.error('market not counted', { market: name, error })
      if (isRefusal(error)) await divide(name, parts, error)
    }
  }
  const divide = async (name: string, parts: readonly Part[], error: unknown): Promise<void> => {
    const [only, ...others] = parts
    if (only && others.length === 0) refused.set(only.id, `${name}: ${reasonOf(error)}`)
    else await Promise.all(parts.map((part) => apply(name, [part])))
  }
  await Promise.all(Array.from(partsByObject(deliveries), ([name, parts]) => apply(name, parts)))
  staleAnswers(services, [...moved, ...(await pooledNames(services, noted))])
  await note(services, noted)
  return { counts, refused, quarantined }
}

function keptFrom(
  parts: readonly Part[],
  results: readonly AppliedPart[],
  market: Market
): QuarantinedMarket[] {
  return parts.flatMap(({ scope }, index) =>
    results[index]?.quarantined ? [{ scope, market }] : []
  )
}

/** Names of the pools' markets that changed along; without a cache nobody needs them. */
async function pooledNames(
  { cache, db, log }: Pick<Services, 'cache' | 'db' | 'log'>,
  noted: readonly Noted[]
): Promise<readonly string[]> {
  if (!cache || noted.length === 0) return []
  try {
    const accounts = new Set(noted.map(({ scope }) => scope.account))
    const pools = await readPoolNames(db, [...accounts])
    return noted.flatMap(({ scope: { account, mode }, market }) => {
      const pool = pools.get(account)
      return pool === undefined ? [] : poolMarketName(market, pool, mode)
    })
  } catch (error) {
    log.error('cached answers of pools not marked stale', { error })
    return []
  }
}

type Noted = { readonly scope: Scope; readonly market: Market; readonly at: number }

/** A market that could not be listed is listed with the next batch that counts into it. */
async function note(
  { db, log }: Pick<Services, 'db' | 'log'>,
  noted: readonly Noted[]
): Promise<void> {
  const groups = Map.groupBy(noted, ({ scope }) => scopeKey(scope))
  for (const [key, group] of groups) {
    const markets = group.map(({ market }) => market)
    const at = Math.min(...group.map((each) => each.at))
    await noteMarkets(db, scopeOf(key), markets, at).catch((error: unknown) =>
      log.error('markets not listed', { error, markets: markets.length })
    )
  }
}

export type Part = Pick<Delivery, 'id' | 'receivedAt' | 'scope' | 'events'>

/** Bounds of the first offers of a market; by distance alone where no open data can be read. */
async function firstBounds(
  services: Pick<Services, 'lake' | 'isolate' | 'wallNow' | 'log'>
): Promise<BoundsOf | undefined> {
  const prior = await currentPrior(services)
  return prior && boundsWithPrior(prior, services.wallNow())
}

/** A mark that cannot be written leaves the message uncounted, so that it comes again. */
async function mark(
  services: Pick<Services, 'lake'>,
  part: Part,
  result: AppliedPart | undefined
): Promise<void> {
  if (result?.quarantined) await markQuarantined(services, part, result.quarantined)
}

/**
 * Exchanges by the key of a scope. No rates are read where all events are in their market's
 * currency.
 */
async function exchangesOf(
  services: Pick<Services, 'db' | 'isolate' | 'wallNow'>,
  deliveries: readonly Part[]
): Promise<ReadonlyMap<string, Exchange>> {
  const groups = Map.groupBy(deliveries, ({ scope }) => scopeKey(scope))
  const exchanges = Array.from(groups, async ([key, group]) => {
    const days = daysToExchange(group.flatMap(({ events }) => events))
    return [key, exchangeBy(await readRates(services, scopeOf(key), days))] as const
  })
  return new Map(await Promise.all(exchanges))
}

/**
 * Our own decisions are no observation of a market and must not make its snapshot look newer; searches
 * of several markets are of none.
 */
function isOfNoMarket(event: Event): boolean {
  return event.type === 'decision' || (event.type === 'search' && isAllMultiMarket(event.offers))
}

function partsByObject(deliveries: readonly Part[]): Map<string, Part[]> {
  const objects = new Map<string, Part[]>()
  for (const { id, receivedAt, scope, events } of deliveries) {
    const observed = events.filter((event) => !isOfNoMarket(event))
    for (const [market, group] of Map.groupBy(observed, (event) => event.market)) {
      const name = marketObjectName(market, scope)
      const parts = objects.get(name) ?? []
      parts.push({ id, receivedAt, scope, events: group })
      objects.set(name, parts)
    }
  }
  return objects
}

function add(sum: Count | undefined, part: Count | undefined): void {
  if (!sum || !part) return
  sum.counted += part.counted
  sum.repeated += part.repeated
}
