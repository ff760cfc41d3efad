/** Markets of a run, and how often each is searched: popularity falls as 1 over rank (Zipf). */
import type { Market } from '../../models/airline/market'
import { marketOf } from '../../models/airline/market'
import { isWithinCity, place, placeObjection } from '../../models/airline/places'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** Pairs of airports that are open on a day, in a fixed order. */
export function costMarkets(count: number, day: string): Market[] {
  const airports: string[] = []
  const markets: Market[] = []
  for (const code of codes()) {
    if (place(code)?.kind !== 'airport' || placeObjection(code, day) !== undefined) continue
    for (const other of airports) {
      if (isWithinCity(code, other, day)) continue
      markets.push(marketOf(code, other), marketOf(other, code))
    }
    airports.push(code)
    if (markets.length >= count) return markets.slice(0, count)
  }
  throw new Error(`--markets ${count}: there are ${markets.length} pairs of airports`)
}

function* codes(): Iterable<string> {
  for (const a of LETTERS) for (const b of LETTERS) for (const c of LETTERS) yield a + b + c
}

/** Returns a function from a draw in [0, 1) to the index of a market. */
export function popularity(count: number): (draw: number) => number {
  const sums = new Float64Array(count)
  let sum = 0
  for (let rank = 0; rank < count; rank += 1) {
    sum += 1 / (rank + 1)
    sums[rank] = sum
  }
  return (draw) => {
    let [low, high] = [0, count - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? 0) <= draw * sum) low = middle + 1
      else high = middle
    }
    return low
  }
}
