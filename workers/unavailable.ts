/** A part that is needed did not answer. Nothing was acknowledged, and the request may be repeated. */
export class Unavailable extends Error {
  constructor(part: string, cause: unknown) {
    super(`The ${part} does not answer`, { cause })
  }
}

export async function reach<T>(part: string, work: PromiseLike<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw new Unavailable(part, error)
  }
}
