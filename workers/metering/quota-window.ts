/**
 * The quota of one key in one minute, granted to isolates in leases. Whatever is granted counts as
 * spent, so the sum over all isolates never exceeds the quota; leases are small enough that what
 * idle isolates keep of them stays below 2 % of it.
 */
export const WINDOW_MS = 60_000

/** A lease is at most this share of a quota, and all leases together at most `1 / SHARE_OF_HOLDERS`. */
const LEASES = 500
const SHARE_OF_HOLDERS = 100
/** Near the end of a quota leases shrink, so that the last units go where the requests are. */
const LEASES_OF_REST = 20

export type QuotaWindow = {
  readonly startedAt: number
  readonly granted: number
  /** Isolates with a lease in this window. */
  readonly holders: ReadonlySet<string>
}

export type LeaseRequest = {
  /** The requesting isolate. */
  readonly holder: string
  /** Units a minute. */
  readonly limit: number
  /** Units of each request that waits for the answer, in the order of arrival. */
  readonly needs: readonly number[]
  /** Units that the isolate spent before it had a lease for them. */
  readonly owed: number
  /** Units of earlier leases that the isolate has left. */
  readonly unspent: number
}

export type Lease = {
  readonly granted: number
  /** Units that no isolate has been granted. */
  readonly remaining: number
  /** Largest lease without waiting requests. */
  readonly size: number
  readonly resetMs: number
}

export function grantLease(
  window: QuotaWindow | undefined,
  { holder, limit, needs, owed, unspent }: LeaseRequest,
  now: number
): { readonly window: QuotaWindow; readonly lease: Lease } {
  const startedAt = Math.floor(now / WINDOW_MS) * WINDOW_MS
  const current = window?.startedAt === startedAt ? window : undefined
  const holders = new Set(current?.holders).add(holder)
  const before = (current?.granted ?? 0) + owed
  const remaining = Math.max(0, limit - before)
  const size = leaseSize(limit, remaining, holders.size)
  const granted = Math.min(remaining, Math.max(fitting(needs, remaining), size - unspent, 0))
  return {
    window: { startedAt, granted: before + granted, holders },
    lease: {
      granted,
      remaining: remaining - granted,
      size,
      resetMs: startedAt + WINDOW_MS - now,
    },
  }
}

function leaseSize(limit: number, remaining: number, holders: number): number {
  const most = Math.min(limit / LEASES, limit / (SHARE_OF_HOLDERS * holders))
  return Math.floor(Math.min(most, remaining / LEASES_OF_REST))
}

/** Requests that fit, first come first; a large one that does not fit lets smaller ones pass. */
function fitting(needs: readonly number[], remaining: number): number {
  return needs.reduce((sum, need) => (sum + need <= remaining ? sum + need : sum), 0)
}
