import type { components } from './schema.generated.js'

export type ProblemBody = components['schemas']['Problem']

/** An answer outside 2xx, with the fields of its RFC 9457 body. */
export class FarelineProblem extends Error {
  override readonly name = 'FarelineProblem'
  readonly status: number
  /** Such as "invalid-request"; "unreadable" where the body was no problem document. */
  readonly code: string
  readonly requestId: string | undefined
  /** The fields that were wrong, each with a JSON pointer. */
  readonly errors: NonNullable<ProblemBody['errors']>

  constructor(status: number, body: Partial<ProblemBody>) {
    super(body.detail ?? `The service answered with status ${status}`)
    this.status = status
    this.code = body.code ?? 'unreadable'
    this.requestId = body.request_id
    this.errors = body.errors ?? []
  }

  static async of(response: Response): Promise<FarelineProblem> {
    const body: unknown = await response.json().catch(() => undefined)
    const isProblem = typeof body === 'object' && body !== null
    return new FarelineProblem(response.status, isProblem ? (body as Partial<ProblemBody>) : {})
  }
}
