/** Prices of one time bucket: moments, extremes and counts by sketch key. */
import { GREATEST_KEY } from './sketch'

export type PriceBucket = {
  count: number
  sumMinor: number
  sumSquaresMinor: number
  minMinor: number
  maxMinor: number
  /** Key of `bins[0]`; the bins span the observed keys, so there are at most GREATEST_KEY + 1. */
  firstKey: number
  bins: Uint32Array
}

export function createBucket(): PriceBucket {
  return {
    count: 0,
    sumMinor: 0,
    sumSquaresMinor: 0,
    minMinor: Number.POSITIVE_INFINITY,
    maxMinor: 0,
    firstKey: 0,
    bins: new Uint32Array(0),
  }
}

/** `key` is the price's sketch key. */
export function observePrice(bucket: PriceBucket, amountMinor: number, key: number): void {
  bucket.count += 1
  bucket.sumMinor += amountMinor
  bucket.sumSquaresMinor += amountMinor * amountMinor
  if (amountMinor < bucket.minMinor) bucket.minMinor = amountMinor
  if (amountMinor > bucket.maxMinor) bucket.maxMinor = amountMinor

  let bin = key - bucket.firstKey
  if (bin < 0 || bin >= bucket.bins.length) {
    span(bucket, key)
    bin = key - bucket.firstKey
  }
  bucket.bins[bin] = (bucket.bins[bin] ?? 0) + 1
}

/** Spare bins on both sides, so that a bucket grows a few times instead of with every price. */
const ROOM = 6

function span(bucket: PriceBucket, key: number): void {
  const { bins, firstKey } = bucket
  const empty = bins.length === 0
  const low = empty || key < firstKey ? Math.max(0, key - ROOM) : firstKey
  const end = firstKey + bins.length
  const high = empty || key >= end ? Math.min(GREATEST_KEY + 1, key + 1 + ROOM) : end
  const grown = new Uint32Array(high - low)
  if (!empty) grown.set(bins, firstKey - low)
  bucket.firstKey = low
  bucket.bins = grown
}
