/**
 * Price comparisons of two periods. Each is a ratio, and parts by item whose sum is its logarithm,
 * so that averages and chains of comparisons still add up.
 *
 * Source: ILO et al., Consumer Price Index Manual: Theory (2020), chapters 2, 5 and 7.
 */
import { type Basket, coverageOf, type MatchedItem, matchItems, totalValue } from './basket'

export type Comparison = {
  /** Price level of the current period over that of the base. */
  readonly ratio: number
  /** See `coverageOf`. */
  readonly coverage: number
  /** Items compared. */
  readonly items: number
}

/** Parts by item; they sum to the natural logarithm of the ratio. */
export type LogParts = ReadonlyMap<string, number>

export type Formula = {
  /** Undefined when nothing can be compared. */
  compare(base: Basket, current: Basket): Comparison | undefined
  logParts(base: Basket, current: Basket): LogParts
}

/** Geometric mean of the price ratios, each item alike: for prices without known quantities. */
export const jevons: Formula = {
  compare: (base, current) =>
    compareMatched(base, current, (matched) => Math.exp(meanLog(matched))),
  logParts: (base, current) => {
    const matched = matchItems(base, current)
    return new Map(matched.map((each) => [each.item, logRatio(each) / matched.length]))
  },
}

/** Geometric mean of the indices of Laspeyres and Paasche. */
export const fisher: Formula = {
  compare: (base, current) => compareMatched(base, current, (matched) => sumsOf(matched).ratio),
  logParts: (base, current) => {
    const matched = matchItems(base, current)
    const { laspeyres, paasche, baseValue, baseValueOfCurrent, ratio } = sumsOf(matched)
    // The basket of van IJzeren (1987): the mean of both periods' quantities at which the cost
    // ratio is the Fisher index itself, which makes it additive.
    const quantityOf = ({ base: before, current: after }: MatchedItem) =>
      (before.quantity * Math.sqrt(paasche)) / baseValue +
      (after.quantity * Math.sqrt(laspeyres)) / baseValueOfCurrent
    const cost = matched.reduce((sum, each) => sum + each.base.price * quantityOf(each), 0)
    const scale = logPerPoint(ratio)
    return new Map(
      matched.map((each) => {
        const rise = each.current.price - each.base.price
        return [each.item, ((rise * quantityOf(each)) / cost) * scale]
      })
    )
  },
}

/**
 * Ratio of mean prices, whatever was bought. It moves with the mix of items: a comparison for the
 * others, not a measure of prices.
 */
export const unitValue: Formula = {
  compare(base, current) {
    const [before, after] = [meanPrice(base), meanPrice(current)]
    if (before === undefined || after === undefined) return undefined
    const matched = matchItems(base, current)
    const coverage = coverageOf(base, current, matched)
    return { ratio: after / before, coverage, items: current.size }
  },
  logParts(base, current) {
    const [before, after] = [meanPrice(base), meanPrice(current)]
    if (before === undefined || after === undefined) return new Map()
    const [sold, sells] = [quantityOf(base), quantityOf(current)]
    const scale = logPerPoint(after / before) / before
    const parts = new Map<string, number>()
    for (const item of new Set([...base.keys(), ...current.keys()])) {
      const [was, is] = [base.get(item), current.get(item)]
      const share = (is ? totalValue([is]) / sells : 0) - (was ? totalValue([was]) / sold : 0)
      parts.set(item, share * scale)
    }
    return parts
  },
}

/** Points of logarithm for one point of a ratio: ln(r) / (r - 1), which tends to 1. */
export function logPerPoint(ratio: number): number {
  return Math.abs(ratio - 1) < 1e-9 ? 1 : Math.log(ratio) / (ratio - 1)
}

function compareMatched(
  base: Basket,
  current: Basket,
  ratioOf: (matched: readonly MatchedItem[]) => number
): Comparison | undefined {
  const matched = matchItems(base, current)
  if (matched.length === 0) return undefined
  const ratio = ratioOf(matched)
  if (!(ratio > 0) || !Number.isFinite(ratio)) return undefined
  return { ratio, coverage: coverageOf(base, current, matched), items: matched.length }
}

function meanLog(matched: readonly MatchedItem[]): number {
  return matched.reduce((sum, each) => sum + logRatio(each), 0) / matched.length
}

function logRatio({ base, current }: MatchedItem): number {
  return Math.log(current.price / base.price)
}

function sumsOf(matched: readonly MatchedItem[]) {
  let baseValue = 0
  let currentValueOfBase = 0
  let baseValueOfCurrent = 0
  let currentValue = 0
  for (const { base, current } of matched) {
    baseValue += base.price * base.quantity
    currentValueOfBase += current.price * base.quantity
    baseValueOfCurrent += base.price * current.quantity
    currentValue += current.price * current.quantity
  }
  const laspeyres = currentValueOfBase / baseValue
  const paasche = currentValue / baseValueOfCurrent
  const ratio = Math.sqrt(laspeyres * paasche)
  return { laspeyres, paasche, baseValue, baseValueOfCurrent, ratio }
}

function meanPrice(basket: Basket): number | undefined {
  const quantity = quantityOf(basket)
  return quantity > 0 ? totalValue(basket.values()) / quantity : undefined
}

function quantityOf(basket: Basket): number {
  let quantity = 0
  for (const point of basket.values()) quantity += point.quantity
  return quantity
}
