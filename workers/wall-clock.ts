/**
 * The wall clock, epoch ms, for leases, caches and limits. It is not the clock of a request, which
 * a test key may set. Services carry it as `wallNow`; only the objects, which are built by the
 * platform and have no services, import it.
 */
export function wallClock(): number {
  return Date.now()
}
