/**
 * When a delivery is tried again. The delays add up to a little less than a day; each is moved by
 * up to a fifth, so that deliveries that failed together do not come back together.
 */
const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

export const RETRY_DELAYS_MS: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  6 * HOUR,
  9 * HOUR,
]
const JITTER = 0.2

/** Delay after so many failed attempts; undefined when none is left. `chance` is from 0 to 1. */
export function retryDelay(attempts: number, chance: number): number | undefined {
  const delay = RETRY_DELAYS_MS[attempts - 1]
  return delay === undefined ? undefined : Math.round(delay * (1 + JITTER * (2 * chance - 1)))
}
