/**
 * Evidence from the other airports of a market's two cities, for a market that has too few fares of its
 * own. Each of those markets counts alike, however many fares it has.
 */
import { endsOf, type Market, marketOf } from '../../../models/airline/market'
import { airportsOf, place } from '../../../models/airline/places'
import { quantileGrid } from '../../../models/statistics/quantile-grid'
import { GRID_STEPS } from '../../market/snapshot'
import type { SnapshotRead } from '../../market/snapshot-read'
import { conversionNow, exchangedBy, type Rates } from './answer-currency'
import { comparablesOf } from './comparables'
import { faresInQuestion, type InsightQuestion } from './question'
import type { Judgement } from './status'

/** Another market of the same two cities, as the answer read it. */
export type NearbyRead = SnapshotRead & { readonly market: Market }

export type CityAirports = {
  readonly markets: readonly Market[]
  readonly currency: string
  /** Quantiles of the compared fares in that currency, minor units. */
  readonly gridMinor: readonly number[]
  /** Number of compared fares. */
  readonly observations: number
  readonly lastObservedAt: number
}

/** London to New York has 36 pairs of airports. */
const MOST_PAIRS = 64

/** Markets between the airports of the same cities, the busiest first, without the market itself. */
export function nearbyMarkets(market: Market, day: string): Market[] {
  const { origin, destination } = endsOf(market)
  return pairsOf(codesAround(origin, day), codesAround(destination, day), market)
}

function pairsOf(from: readonly string[], to: readonly string[], without: Market): Market[] {
  return from
    .flatMap((one, i) => to.map((other, j) => ({ market: marketOf(one, other), rank: i + j })))
    .filter((each) => each.market !== without)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST_PAIRS)
    .map((each) => each.market)
}

/**
 * Markets of a question that names a city: those between its airports, the busiest first, and the one
 * under the city's own code. A code that is both a city and an airport is the airport. Returns the
 * market alone where neither end is a city.
 */
export function marketsOfCities(market: Market, day: string): readonly [Market, ...Market[]] {
  const { origin, destination } = endsOf(market)
  if (![origin, destination].some(isCity)) return [market]
  const airports = (code: string) => (isCity(code) ? [...codesAround(code, day), code] : [code])
  return [market, ...pairsOf(airports(origin), airports(destination), market)]
}

function isCity(code: string): boolean {
  return place(code)?.kind === 'city'
}

/** Whether both ends of the markets are of the same cities. */
export function isOfSameCities(one: Market, other: Market): boolean {
  const [a, b] = [endsOf(one), endsOf(other)]
  return cityOf(a.origin) === cityOf(b.origin) && cityOf(a.destination) === cityOf(b.destination)
}

function cityOf(code: string): string {
  return place(code)?.city ?? code
}

function codesAround(code: string, day: string): string[] {
  return airportsOf(cityOf(code), day).map((each) => each.code)
}

/** Whether the market's own fares are too few to compare with. A market that was not read is not known. */
export function needsNearby(
  question: InsightQuestion,
  snapshotRead: SnapshotRead,
  rates: Rates,
  now: number
): boolean {
  return (
    snapshotRead.source !== 'baseline' &&
    comparedIn(question, snapshotRead, rates, now) === undefined
  )
}

/** Undefined when none of the markets has enough fares, or no rate converts them. */
export function cityAirports(
  question: InsightQuestion,
  reads: readonly NearbyRead[],
  rates: Rates,
  now: number
): CityAirports | undefined {
  const nearby = reads.filter(({ market }) => isOfSameCities(market, question.market))
  const first = nearby.map((read) => comparedIn(question, read, rates, now)).find(Boolean)
  if (!first) return undefined
  const { currency } = first
  const found = nearby.flatMap((read) => {
    const compared = comparedIn({ ...question, currency }, read, rates, now)
    return compared ? [{ market: read.market, ...compared }] : []
  })
  const pooled = found.flatMap((each) => each.gridMinor).sort((a, b) => a - b)
  const gridMinor = quantileGrid(pooled, GRID_STEPS)
  if (!gridMinor) return undefined
  return {
    markets: found.map((each) => each.market),
    currency,
    gridMinor,
    observations: found.reduce((sum, each) => sum + each.observations, 0),
    lastObservedAt: Math.max(...found.map((each) => each.lastObservedAt)),
  }
}

type Compared = Omit<CityAirports, 'markets'>

/** Fares of a market like those of the question, in one currency; undefined where they are too few. */
export function comparedIn(
  question: InsightQuestion,
  snapshotRead: SnapshotRead,
  rates: Rates,
  now: number
): Compared | undefined {
  const fares = faresInQuestion(question, snapshotRead, (from, to) =>
    conversionNow(rates, now, from, to)
  )
  if (!fares) return undefined
  const { fareGroup, conversion } = fares
  const at = snapshotRead.snapshot?.at ?? now
  const comparables = comparablesOf(fareGroup, question.daysToDeparture, at)
  if (!comparables) return undefined
  return {
    currency: conversion?.to ?? fareGroup.currency,
    gridMinor: comparables.gridMinor.map(exchangedBy(conversion)),
    observations: comparables.observations,
    lastObservedAt: fareGroup.lastObservedAt,
  }
}

export function judgeCityAirports(why: Judgement, found: CityAirports): Judgement {
  return {
    status: 'limited',
    reason: `${why.reason} Compared with ${restsOnAirports(found)}.`,
  }
}

export function restsOnAirports({ markets, observations }: CityAirports): string {
  return `${observations} fares of ${markets.join(', ')}: other airports of the same cities`
}

export const NO_ADVICE_OF_AIRPORTS =
  'The level comes from other airports of the same cities, whose fares do not show when to buy here.'
