/**
 * Fare indices over several periods. A method is a formula for two periods and the comparisons that
 * lead from the base to a period: the logarithm of an index is their weighted sum.
 */
import type { Basket } from './basket'
import { type Comparison, type Formula, fisher, jevons, logPerPoint, unitValue } from './bilateral'

export const INDEX_METHODS = [
  'jevons',
  'fisher',
  'fisher-chain',
  'geks-fisher',
  'unit-value',
] as const
export type IndexMethod = (typeof INDEX_METHODS)[number]

/** A period whose comparison with the base covers less of the value has no number. */
export const LEAST_COVERAGE = 0.5

export type IndexPoint = {
  /** The base is 100; undefined when the coverage is too low. */
  readonly index: number | undefined
  /** Share of the value in items that were compared, 0-1. */
  readonly coverage: number
  readonly items: number
}

export type IndexSeries = {
  readonly points: readonly IndexPoint[]
  /** Index points by item that a period adds to the base's 100; empty without a number. */
  contributions(period: number): ReadonlyMap<string, number>
}

type Link = { readonly from: number; readonly to: number; readonly weight: number }

type Method = {
  readonly formula: Formula
  /** Whether its coverage is that of its weakest link, not that of the base and the period. */
  readonly coveredByLinks?: true
  links(period: number, periods: number, compare: Compare): readonly Link[]
}

type Compare = (from: number, to: number) => Comparison | undefined

const METHODS: Readonly<Record<IndexMethod, Method>> = {
  jevons: { formula: jevons, links: direct },
  fisher: { formula: fisher, links: direct },
  'fisher-chain': { formula: fisher, links: chained, coveredByLinks: true },
  'geks-fisher': { formula: fisher, links: throughEvery },
  'unit-value': { formula: unitValue, links: direct },
}

/** The first basket is the base. `baskets` are in order of time; the cost grows with its square. */
export function indexSeries(method: IndexMethod, baskets: readonly Basket[]): IndexSeries {
  const { formula, links, coveredByLinks = false } = METHODS[method]
  const compare = remembering((from, to) =>
    formula.compare(basketAt(baskets, from), basketAt(baskets, to))
  )
  const linksTo = (period: number) => links(period, baskets.length, compare)
  const points = baskets.map((_, period) => {
    const links = linksTo(period)
    const covering = coveredByLinks ? links : direct(period)
    const coverage = Math.min(...covering.map(({ from, to }) => compare(from, to)?.coverage ?? 0))
    const items = compare(0, period)?.items ?? 0
    const isCovered = coverage >= LEAST_COVERAGE
    return { index: isCovered ? indexOf(links, compare) : undefined, coverage, items }
  })
  return {
    points,
    contributions(period) {
      const index = points[period]?.index
      if (index === undefined) return new Map()
      const parts = logPartsOf(formula, baskets, linksTo(period))
      const scale = 100 / logPerPoint(index / 100)
      return new Map([...parts].map(([item, part]) => [item, part * scale]))
    },
  }
}

function indexOf(links: readonly Link[], compare: Compare): number {
  let log = 0
  for (const { from, to, weight } of links) log += weight * Math.log(compare(from, to)?.ratio ?? 1)
  return 100 * Math.exp(log)
}

function direct(period: number): readonly Link[] {
  return [{ from: 0, to: period, weight: 1 }]
}

function chained(period: number): readonly Link[] {
  if (period === 0) return direct(0)
  return Array.from({ length: period }, (_, at) => ({ from: at, to: at + 1, weight: 1 }))
}

/**
 * Gini, Eltetö, Köves, Szulc: the mean over every period as a bridge, so that no result depends on
 * the path between two periods. A bridge that covers too little is left out.
 */
function throughEvery(period: number, periods: number, compare: Compare): readonly Link[] {
  const bridges = Array.from({ length: periods }, (_, at) => at).filter((bridge) =>
    [compare(0, bridge), compare(bridge, period)].every(
      (link) => link !== undefined && link.coverage >= LEAST_COVERAGE
    )
  )
  const weight = 1 / bridges.length
  return bridges.flatMap((bridge) => [
    { from: 0, to: bridge, weight },
    { from: bridge, to: period, weight },
  ])
}

function logPartsOf(
  formula: Formula,
  baskets: readonly Basket[],
  links: readonly Link[]
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const { from, to, weight } of links) {
    const parts = formula.logParts(basketAt(baskets, from), basketAt(baskets, to))
    for (const [item, part] of parts) sums.set(item, (sums.get(item) ?? 0) + weight * part)
  }
  return sums
}

function basketAt(baskets: readonly Basket[], period: number): Basket {
  return baskets[period] ?? EMPTY
}
const EMPTY: Basket = new Map([])

/** Compares two periods once, in one direction: every formula here is reversible in time. */
function remembering(compare: Compare): Compare {
  const known = new Map<string, Comparison | undefined>()
  return (from, to) => {
    const [first, second] = [Math.min(from, to), Math.max(from, to)]
    const key = `${first} ${second}`
    if (!known.has(key)) known.set(key, compare(first, second))
    const found = known.get(key)
    return found && from > to ? { ...found, ratio: 1 / found.ratio } : found
  }
}
