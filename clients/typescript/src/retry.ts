/** Repeats requests that the service did not take: 429 and 503, after the time it names. */

export type RetryOptions = {
  /** Attempts of one request, the first among them. */
  readonly attempts: number
  /** The longest wait before a repetition; a longer `Retry-After` gives the answer back as it is. */
  readonly maxWaitMs: number
}

const REFUSED = [429, 503]
const REPEATABLE_METHODS = ['GET', 'HEAD', 'PUT', 'DELETE']
const FIRST_WAIT_MS = 250

type Fetch = (request: Request) => Promise<Response>
type Sleep = (milliseconds: number) => Promise<void>

const sleepFor: Sleep = (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds))

/**
 * A request that failed on the way may have arrived, so only a repeatable one is sent again: by its
 * method or by its `Idempotency-Key`.
 */
export function retryingFetch(
  fetch: Fetch,
  { attempts, maxWaitMs }: RetryOptions,
  sleep: Sleep = sleepFor
): Fetch {
  return async (request) => {
    for (let attempt = 1; ; attempt += 1) {
      const last = attempt >= attempts
      const response = await fetch(request.clone()).catch((error: unknown) => {
        if (last || !isRepeatable(request)) throw error
        return undefined
      })
      if (response && (last || !REFUSED.includes(response.status))) return response
      const wait = waitBefore(response, attempt)
      if (response && wait > maxWaitMs) return response
      await response?.body?.cancel()
      await sleep(Math.min(wait, maxWaitMs))
    }
  }
}

function isRepeatable(request: Request): boolean {
  return REPEATABLE_METHODS.includes(request.method) || request.headers.has('idempotency-key')
}

/** Milliseconds: those of `Retry-After`, as seconds or a date, or doubling ones with jitter. */
function waitBefore(response: Response | undefined, attempt: number): number {
  const text = response?.headers.get('retry-after')
  if (text) {
    const seconds = Number(text)
    const wait = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(text) - Date.now()
    if (Number.isFinite(wait)) return Math.max(0, wait)
  }
  return FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2)
}
