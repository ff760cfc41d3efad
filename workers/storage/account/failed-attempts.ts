/**
 * Unknown keys by network address, a fixed window in each isolate. An address that has sent too many
 * is refused before the database is read, so that guessing keys costs the guesser and not the store.
 */

export const MAX_FAILURES = 20
export const FAILURE_WINDOW_MS = 60_000
const MAX_ADDRESSES = 10_000

export type Failures = Map<string, { readonly startedAt: number; readonly count: number }>

export function isBlocked(failures: Failures, address: string, now: number): boolean {
  const found = failures.get(address)
  return (
    found !== undefined && now - found.startedAt < FAILURE_WINDOW_MS && found.count >= MAX_FAILURES
  )
}

export function countFailure(failures: Failures, address: string, now: number): void {
  const found = failures.get(address)
  if (found && now - found.startedAt < FAILURE_WINDOW_MS) {
    failures.set(address, { ...found, count: found.count + 1 })
    return
  }
  if (failures.size >= MAX_ADDRESSES) failures.clear()
  failures.set(address, { startedAt: now, count: 1 })
}
