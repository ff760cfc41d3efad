/**
 * Seconds until a message is tried again: 2, 4, 8, ... then ten minutes each. The 100 retries of
 * wrangler.toml then last 15 hours, so that the queue waits while a store is away.
 */
const MAX_DELAY_SECONDS = 600

export function retryDelay(attempts: number): number {
  return Math.min(MAX_DELAY_SECONDS, 2 ** Math.min(attempts, 10))
}
