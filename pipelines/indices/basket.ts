/**
 * Baskets of comparable fares, one per period. An item is what keeps its identity from period to
 * period, such as a market in a cabin and booking window; its quantity weighs it.
 */
export type PricePoint = { readonly price: number; readonly quantity: number }

/** By item. Prices and quantities are positive; anything else has no place in an index. */
export type Basket = ReadonlyMap<string, PricePoint>

/** An item priced in both periods. */
export type MatchedItem = {
  readonly item: string
  readonly base: PricePoint
  readonly current: PricePoint
}

export function matchItems(base: Basket, current: Basket): MatchedItem[] {
  const matched: MatchedItem[] = []
  for (const [item, point] of base) {
    const other = current.get(item)
    if (other) matched.push({ item, base: point, current: other })
  }
  return matched
}

/**
 * Share of the value of both periods that lies in matched items, 0-1; the smaller of the two, since
 * an index of fares that vanished or appeared would describe the rest alone.
 */
export function coverageOf(base: Basket, current: Basket, matched: readonly MatchedItem[]): number {
  const before = totalValue(base.values())
  const after = totalValue(current.values())
  if (!(before > 0) || !(after > 0)) return 0
  return Math.min(
    totalValue(matched.map((each) => each.base)) / before,
    totalValue(matched.map((each) => each.current)) / after
  )
}

export function totalValue(points: Iterable<PricePoint>): number {
  let value = 0
  for (const { price, quantity } of points) value += price * quantity
  return value
}
