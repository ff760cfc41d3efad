/**
 * A fixed window per key and isolate: it keeps one caller from starving an isolate. It is no quota:
 * a caller spread over many isolates gets more.
 */
export const WINDOW_MS = 60_000

type Usage = { readonly startedAt: number; count: number }
export type Allowance = {
  readonly allowed: boolean
  readonly limit: number
  readonly remaining: number
  readonly resetSeconds: number
}

/** Takes one request from the key's window. */
export function take(
  usages: Map<string, Usage>,
  keyId: string,
  limit: number,
  now: number
): Allowance {
  let usage = usages.get(keyId)
  if (!usage || now - usage.startedAt >= WINDOW_MS) {
    usage = { startedAt: now, count: 0 }
    usages.set(keyId, usage)
  }
  usage.count += 1
  return {
    allowed: usage.count <= limit,
    limit,
    remaining: Math.max(0, limit - usage.count),
    resetSeconds: Math.ceil((usage.startedAt + WINDOW_MS - now) / 1000),
  }
}
