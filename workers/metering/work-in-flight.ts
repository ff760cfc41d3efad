/**
 * Requests that one isolate works on at a time. Whatever is beyond its limit is refused at once: a
 * request that waits in line costs memory and answers too late. The kinds share one count and differ
 * in how full it may be, so that jobs are refused first, then writes, and reads last.
 */
import type { WorkKind } from './work-kind'

type Limited = Exclude<WorkKind, 'free'>

/** Shares of the greatest number of requests in flight. */
const SHARES: Readonly<Record<Limited, number>> = { read: 1, write: 1 / 2, job: 1 / 8 }
/** One body of the greatest size beside some of the usual: in memory a body takes several times as much. */
const MOST_BODY_BYTES = 24_000_000

export type WorkInFlight = {
  /** Ends the work that was let in; undefined where it is refused. Safe to repeat. */
  enter(kind: WorkKind, bodyBytes: number, most: number): (() => void) | undefined
  requests(): number
}

export function createWorkInFlight(): WorkInFlight {
  let requests = 0
  let bytes = 0
  const isFull = (kind: Limited, bodyBytes: number, most: number) => {
    if (requests >= Math.max(1, Math.floor(most * SHARES[kind]))) return true
    return bytes > 0 && bodyBytes > 0 && bytes + bodyBytes > MOST_BODY_BYTES
  }
  return {
    enter(kind, bodyBytes, most) {
      if (kind === 'free') return () => {}
      if (isFull(kind, bodyBytes, most)) return undefined
      requests += 1
      bytes += bodyBytes
      let isOpen = true
      return () => {
        if (!isOpen) return
        isOpen = false
        requests -= 1
        bytes -= bodyBytes
      }
    },
    requests: () => requests,
  }
}
