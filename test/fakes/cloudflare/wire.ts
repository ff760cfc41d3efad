/** Requests, refusals and the envelope of the stand-in. */
import type { z } from 'zod'
import type { Account } from './account'

export type Request = {
  readonly method: string
  readonly url: URL
  readonly bytes: Buffer<ArrayBuffer>
  readonly type: string
}

/** Answered as Cloudflare answers a failure. */
export class Refusal extends Error {
  readonly status: number
  readonly code: number
  constructor(status: number, code: number, reason: string) {
    super(reason)
    this.status = status
    this.code = code
  }
}

export type Handler = (account: Account, request: Request, ...names: string[]) => unknown
export type Route = readonly [method: string, path: RegExp, handle: Handler]

export function ok(result: unknown) {
  return { success: true, errors: [], messages: [], result }
}

export function jsonOf<T>({ bytes }: Request, schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(bytes.toString('utf8')))
}
