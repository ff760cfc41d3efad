/** Prices of a fare group over the last hour, day, week and 30 days, each a ring of buckets. */
import { DAY_MS, HOUR_MS } from '../../models/airline/calendar'
import { claim, createRing, type Ring, visit } from './bounds/ring'
import { createBucket, observePrice, type PriceBucket } from './price-bucket'
import { GREATEST_KEY, gridOf, sketchKey } from './sketch'
import { type PriceSummary, WINDOWS, type Window } from './snapshot'

export type PriceWindow = { readonly ring: Ring; readonly buckets: (PriceBucket | null)[] }
export type PriceWindows = Readonly<Record<Window, PriceWindow>>

/** Every bucket width is a multiple of this one, so within one step no window moves. */
export const STEP_MS = 5 * 60_000

export function createWindows(): PriceWindows {
  return {
    '1h': createWindow(STEP_MS, 12),
    '24h': createWindow(HOUR_MS, 24),
    '7d': createWindow(6 * HOUR_MS, 28),
    '30d': createWindow(DAY_MS, 30),
  }
}

function createWindow(bucketMs: number, buckets: number): PriceWindow {
  return { ring: createRing(bucketMs, buckets), buckets: new Array(buckets).fill(null) }
}

/** Observes rows `from` to `end` of a column of prices with the same timestamp. */
export function observePrices(
  windows: PriceWindows,
  at: number,
  amountsMinor: Float64Array,
  from: number,
  end: number
): void {
  const buckets = WINDOWS.flatMap((window) => bucketAt(windows[window], at) ?? [])
  for (let row = from; row < end; row += 1) {
    const amountMinor = amountsMinor[row] ?? 0
    const key = sketchKey(amountMinor)
    for (const bucket of buckets) observePrice(bucket, amountMinor, key)
  }
}

function bucketAt({ ring, buckets }: PriceWindow, at: number): PriceBucket | undefined {
  const slot = claim(ring, at, (old) => {
    buckets[old] = null
  })
  if (slot === undefined) return undefined
  const bucket = buckets[slot] ?? createBucket()
  buckets[slot] = bucket
  return bucket
}

/** Returns undefined when the window contains no price. */
export function summaryAt({ ring, buckets }: PriceWindow, now: number): PriceSummary | undefined {
  const total = createBucket()
  const countsByKey = new Float64Array(GREATEST_KEY + 1)
  visit(ring, now, (slot) => {
    const bucket = buckets[slot]
    if (!bucket) return
    total.count += bucket.count
    total.sumMinor += bucket.sumMinor
    total.sumSquaresMinor += bucket.sumSquaresMinor
    total.minMinor = Math.min(total.minMinor, bucket.minMinor)
    total.maxMinor = Math.max(total.maxMinor, bucket.maxMinor)
    const { bins, firstKey } = bucket
    for (let bin = 0; bin < bins.length; bin += 1) {
      const key = firstKey + bin
      countsByKey[key] = (countsByKey[key] ?? 0) + (bins[bin] ?? 0)
    }
  })
  if (total.count === 0) return undefined
  const { count, sumMinor, sumSquaresMinor, minMinor, maxMinor } = total
  const gridMinor = gridOf(countsByKey, minMinor, maxMinor)
  return { count, sumMinor, sumSquaresMinor, minMinor, maxMinor, gridMinor }
}
