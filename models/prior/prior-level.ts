/**
 * A price level for a market without observations, from open data alone: the level of its pair of
 * cities, else of its distance, region and season. It is the level of economy fares of one
 * direction, or twice that for a round trip, not the fare of an offer.
 */

import type { IsoDay } from '../airline/calendar'
import { type Conversion, convertMinor } from '../airline/exchange-rates'
import { greatCircleKm } from '../airline/great-circle'
import { toMinor } from '../airline/money'
import { valueAt } from '../statistics/value-at'
import { logFareAt } from './distance-curve'
import { pairIndex } from './pair-index'
import { indexedBy } from './price-index'
import { intervalAt, type Prior, type PriorRegion } from './prior'
import type { PriorKind } from './prior-manifest'
import { quarterOfDay, quarterOfText } from './quarters'

/** An end of a market, as models/airline/places.ts returns it. */
export type PriorEnd = {
  /** IATA */
  readonly code: string
  /** ISO 3166-1 alpha-2 */
  readonly country: string
  readonly latitude: number
  readonly longitude: number
}

export type PriorQuestion = {
  readonly origin: PriorEnd
  readonly destination: PriorEnd
  /** Departure day; its quarter of the year is the season. */
  readonly day: IsoDay
  /** Day of the question; the level is indexed to it. */
  readonly today: IsoDay
  readonly roundTrip: boolean
  /** Undefined for the currency of the data. */
  readonly currency: string | undefined
  readonly convert: (from: string, to: string) => Conversion | undefined
  /** Factor from observed markets (own-residual.ts). */
  readonly ownFactor?: number | undefined
}

export const PRIOR_LEVELS = ['city_pair_prior', 'distance_prior'] as const
export type PriorFallback = (typeof PRIOR_LEVELS)[number]

export type PriorLevel = {
  readonly fallbackLevel: PriorFallback
  readonly kind: PriorKind
  readonly currency: string
  readonly levelMinor: number
  readonly interval: {
    readonly level: number
    readonly lowMinor: number
    readonly highMinor: number
  }
  /** Data, quarters and index as text for readers. */
  readonly restsOn: string
  /** Last quarter of the data. */
  readonly dataQuarter: string
  /** Between the two cities in a quarter, both ways; undefined where the source counts none. */
  readonly travellers: number | undefined
  readonly conversion: Conversion | undefined
}

export type NoPrior = {
  readonly code: 'region-unknown' | 'same-city' | 'rate-missing'
  readonly detail: string
}

export function priorLevel(prior: Prior, question: PriorQuestion): PriorLevel | NoPrior {
  const { origin, destination, convert } = question
  const region = prior.regions.find(({ facts: { countries } }) =>
    [origin, destination].every(({ country }) => countries.includes(country))
  )
  if (!region) {
    const known = prior.regions.map(({ facts: { name } }) => name).join(' and ')
    const detail = `Open fares are of markets within ${known}, not from ${origin.country} to ${destination.country}.`
    return { code: 'region-unknown', detail }
  }
  const found = baseLevel(region, question)
  if (!found) {
    const detail = `${origin.code} and ${destination.code} are of one city.`
    return { code: 'same-city', detail }
  }
  const currency = question.currency ?? region.facts.currency
  const converts = currency !== region.facts.currency
  const conversion = converts ? convert(region.facts.currency, currency) : undefined
  if (converts && !conversion) {
    const detail = `There is no exchange rate from ${region.facts.currency} to ${currency}: load a file of rates with PUT /v1/exchange-rates.`
    return { code: 'rate-missing', detail }
  }
  return inCurrency(prior, region, question, found, { currency, conversion })
}

export function isPriorLevel(answer: PriorLevel | NoPrior): answer is PriorLevel {
  return 'levelMinor' in answer
}

type BaseLevel = {
  readonly kind: PriorKind
  /** Logarithm of a fare of one direction in the base year. */
  readonly log: number
  readonly travellers?: number
  readonly cities: readonly string[]
}

/** Undefined for two airports of one city. */
function baseLevel(
  { cityOf, facts, pairs, travellers, citySeason }: PriorRegion,
  { origin, destination, day }: PriorQuestion
): BaseLevel | undefined {
  const quarter = quarterOfDay(day) % 4
  const season = valueAt(facts.season, quarter)
  const [from, to] = [cityOf.get(origin.code), cityOf.get(destination.code)]
  if (from === undefined || to === undefined) {
    const km = greatCircleKm(origin, destination)
    return { kind: 'distance', log: logFareAt(km, facts.curve) + season, cities: [] }
  }
  if (from === to) return undefined
  const pair = pairIndex(from, to)
  const ofCities = valueAt(citySeason, from * 4 + quarter) + valueAt(citySeason, to * 4 + quarter)
  const counted = valueAt(travellers, pair)
  return {
    kind: counted > 0 ? 'observed_pair' : 'city_effects',
    log: valueAt(pairs, pair) + season + ofCities,
    ...(counted > 0 && { travellers: counted }),
    cities: [from, to].map((city) => facts.cities[city]?.name ?? ''),
  }
}

function inCurrency(
  prior: Prior,
  region: PriorRegion,
  { day, today, roundTrip, ownFactor = 1 }: PriorQuestion,
  { kind, log, travellers, cities }: BaseLevel,
  { currency, conversion }: { currency: string; conversion: Conversion | undefined }
): PriorLevel {
  const { facts } = region
  const pricedAt = quarterOfDay(today)
  const baseQuarters = facts.base_quarters.map(quarterOfText)
  const index = facts.index?.values.map(({ quarter, value }): [number, number] => [
    quarterOfText(quarter),
    value,
  ])
  const factor = indexedBy(new Map(index), baseQuarters, pricedAt)
  const ageYears = Math.max(0, Math.ceil((quarterOfDay(day) - quarterOfText(facts.to)) / 4))
  const bounds = intervalAt(region, kind, ageYears) ?? { low: 0, high: 0 }
  const directions = roundTrip ? 2 : 1
  const minor = (logFare: number) => {
    const fare = toMinor(Math.exp(logFare) * directions * ownFactor, facts.currency)
    return conversion ? convertMinor(fare, conversion) : fare
  }
  const level = log + factor
  return {
    fallbackLevel: kind === 'distance' ? 'distance_prior' : 'city_pair_prior',
    kind,
    currency,
    levelMinor: minor(level),
    interval: {
      level: prior.intervalLevel,
      lowMinor: minor(level + bounds.low),
      highMinor: minor(level + bounds.high),
    },
    restsOn: restsOn(prior, region, kind, cities),
    dataQuarter: facts.to,
    travellers: travellers && facts.sampled_share && travellers / facts.sampled_share,
    conversion,
  }
}

function restsOn(
  { name }: Prior,
  { facts }: PriorRegion,
  kind: PriorKind,
  cities: readonly string[]
): string {
  const last = facts.index?.values.at(-1)
  const index =
    facts.index && last
      ? `, brought to today by ${facts.index.name} (to ${last.quarter})`
      : ', in the prices of its last year'
  return `${what(kind, facts.name, cities)}: ${facts.fare}, ${facts.source}, ${facts.from} to ${facts.to}${index}; ${name}`
}

function what(kind: PriorKind, region: string, cities: readonly string[]): string {
  switch (kind) {
    case 'observed_pair':
      return `fares of ${cities.join(' and ')}`
    case 'city_effects':
      return `fares of other pairs of ${cities.join(' and ')}`
    case 'distance':
      return `distance and season within ${region}`
  }
}
