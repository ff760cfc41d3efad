/**
 * Whether an object refused a call, or was out of reach. The platform marks what was thrown inside
 * an object as `remote`, and what may pass as `retryable`, `overloaded` or a reset; an error of this
 * isolate, thrown before the call, is a refusal too.
 * https://developers.cloudflare.com/durable-objects/best-practices/error-handling/
 */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const marked = (name: string) => Reflect.get(error, name) === true
  if (marked('retryable') || marked('overloaded') || marked('durableObjectReset')) return false
  return marked('remote') || OWN.some((type) => error instanceof type)
}

/** Errors that our own code throws for bad data; the platform throws plain errors. */
const OWN = [RangeError, TypeError, SyntaxError] as const

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
