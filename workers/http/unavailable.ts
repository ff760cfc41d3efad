/** A part that is needed did not answer. Nothing was acknowledged, and the request may be repeated. */
export class Unavailable extends Error {
  constructor(part: string, cause: unknown) {
    super(`The ${part} does not answer`, { cause })
  }
}

/**
 * Waits for all works before it throws the first failure, so that nothing continues after a failed
 * answer.
 */
export async function allOf(works: readonly Promise<unknown>[]): Promise<void> {
  for (const result of await Promise.allSettled(works)) {
    if (result.status === 'rejected') throw result.reason
  }
}

export async function reach<T>(part: string, work: PromiseLike<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw new Unavailable(part, error)
  }
}
