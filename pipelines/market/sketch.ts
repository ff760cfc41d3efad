/**
 * Quantiles within 2 %, by DDSketch: a price is counted under the logarithm of its value. Counts
 * are in our own typed arrays, which pack, merge and survive eviction; the library maps prices to
 * keys and computes quantiles. Its own protobuf form would lose the extremes; that code is not
 * called, and workers/bundle leaves protobufjs out.
 */
import { DDSketch } from '@datadog/sketches-js'
import { GRID_STEPS } from './snapshot'

export const RELATIVE_ACCURACY = 0.02
/** Prices above 1.3e11 minor units share the last key and lose the accuracy. */
export const GREATEST_KEY = 640

const { mapping } = new DDSketch({ relativeAccuracy: RELATIVE_ACCURACY })

export function sketchKey(amountMinor: number): number {
  return Math.min(GREATEST_KEY, Math.max(0, mapping.key(Math.max(1, amountMinor))))
}

export function amountOf(key: number): number {
  return mapping.value(key)
}

/** Quantiles at 0, 1/GRID_STEPS, ... 1 of counts by key, clamped to the observed range. */
export function gridOf(countsByKey: Float64Array, minMinor: number, maxMinor: number): number[] {
  const sketch = new DDSketch({ relativeAccuracy: RELATIVE_ACCURACY })
  for (let key = 0; key < countsByKey.length; key += 1) {
    const count = countsByKey[key] ?? 0
    if (count > 0) sketch.accept(mapping.value(key), count)
  }
  return Array.from({ length: GRID_STEPS + 1 }, (_, step) =>
    within(sketch.getValueAtQuantile(step / GRID_STEPS), minMinor, maxMinor)
  )
}

export function within(value: number, low: number, high: number): number {
  return Math.round(Math.min(high, Math.max(low, value)))
}
