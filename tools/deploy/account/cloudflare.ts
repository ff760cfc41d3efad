/** Cloudflare's REST API for one account: its JSON envelope, its pages, its refusals and its limits. */
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'

/** Tries of a throttled or interrupted request; waits double from half a second. */
const TRIES = 5
const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 60_000
const PAGE = 100

const Problem = z.object({ code: z.number().optional(), message: z.string() })
const PageInfo = z
  .object({ cursor: z.string().nullish(), page: z.number(), total_pages: z.number() })
  .partial()
const Envelope = z.object({
  success: z.boolean(),
  errors: z.array(Problem).nullish(),
  result: z.unknown(),
  result_info: PageInfo.nullish(),
})
type Envelope = z.infer<typeof Envelope>

/** A refusal of the API; `code` is Cloudflare's own, as in "[code: 10007]". */
export class CloudflareError extends Error {
  readonly status: number
  readonly code: number | undefined
  constructor(request: string, status: number, code: number | undefined, reason: string) {
    super(`${request} was refused (${status}): ${reason}${code ? ` [code: ${code}]` : ''}`)
    this.status = status
    this.code = code
  }
}

export type ApiRequest = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path below `/accounts/ID`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly bytes?: Uint8Array<ArrayBuffer>
}

export type Cloudflare = {
  readonly accountId: string
  call<T>(result: z.ZodType<T>, request: ApiRequest): Promise<T>
  /** Reads every page of a list, or as many as contain `most` items. */
  list<T>(
    item: z.ZodType<T>,
    path: string,
    query?: Record<string, string>,
    most?: number
  ): Promise<T[]>
  /** Reads a list in a property of the result. */
  listIn<T>(key: string, item: z.ZodType<T>, path: string): Promise<T[]>
  /** Queries GraphQL analytics; returns the whole answer. */
  graphql<T>(answer: z.ZodType<T>, query: string, variables: object): Promise<T>
}

export type CloudflareSettings = {
  readonly baseUrl: string
  readonly accountId: string
  readonly token: string
  readonly sleep?: (ms: number) => Promise<unknown>
}

export function createCloudflare(settings: CloudflareSettings): Cloudflare {
  const { baseUrl, accountId, token, sleep = wait } = settings
  const root = `${baseUrl.replace(/\/$/, '')}`

  async function send(request: ApiRequest): Promise<Envelope> {
    const { method = 'GET', path, query, json, bytes } = request
    const search = query ? `?${new URLSearchParams(query)}` : ''
    const named = `${method} ${path}`
    return retrying(named, method !== 'POST', sleep, async () => {
      const response = await fetch(`${root}/accounts/${accountId}${path}${search}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: json === undefined ? (bytes ?? null) : JSON.stringify(json),
      })
      return readEnvelope(named, response)
    })
  }

  async function pages<T>(
    request: ApiRequest,
    items: (result: unknown) => readonly T[],
    most = Number.POSITIVE_INFINITY
  ): Promise<T[]> {
    const found: T[] = []
    let turn: Record<string, string> = {}
    for (let page = 1; ; page += 1) {
      const query = { per_page: String(PAGE), ...request.query, ...turn }
      const { result, result_info } = await send({ ...request, query })
      const here = items(result)
      found.push(...here)
      if (found.length >= most) return found
      if (result_info?.cursor) turn = { cursor: result_info.cursor }
      else if (hasNextPage(result_info, page, here.length)) turn = { page: String(page + 1) }
      else return found
    }
  }

  return {
    accountId,
    async call(schema, request) {
      return schema.parse((await send(request)).result)
    },
    list: (item, path, query = {}, most) =>
      pages({ path, query }, (result) => z.array(item).parse(result), most),
    listIn: (key, item, path) =>
      pages({ path }, (result) => z.record(z.string(), z.array(item)).parse(result)[key] ?? []),
    async graphql(answer, query, variables) {
      return retrying('POST /graphql', true, sleep, async () => {
        const response = await fetch(`${root}/graphql`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ query, variables }),
        })
        if (!response.ok) throw new Refused('POST /graphql', response, undefined, 'no answer')
        return answer.parse(await response.json())
      })
    },
  }
}

/** D1 and KV state no number of pages: a full page may have a next one. */
function hasNextPage(info: Envelope['result_info'], page: number, length: number): boolean {
  if (info?.total_pages !== undefined) return page < info.total_pages
  return info?.cursor === undefined && length === PAGE
}

class Refused extends CloudflareError {
  readonly retryAfterMs: number | undefined
  constructor(request: string, response: Response, code: number | undefined, reason: string) {
    super(request, response.status, code, reason)
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
    this.retryAfterMs = Number.isFinite(seconds) ? seconds * 1_000 : undefined
  }
}

async function readEnvelope(request: string, response: Response): Promise<Envelope> {
  const text = await response.text()
  const parsed = Envelope.safeParse(parseJson(text))
  if (parsed.success && parsed.data.success) return parsed.data
  const problem = parsed.success ? parsed.data.errors?.[0] : undefined
  throw new Refused(request, response, problem?.code, problem?.message ?? text.slice(0, 200))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Repeats after 429 always, as nothing was done; after a broken connection or 5xx only where the
 * request is idempotent.
 */
async function retrying<T>(
  request: string,
  isRepeatable: boolean,
  sleep: (ms: number) => Promise<unknown>,
  work: () => Promise<T>
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      const waitMs = waitBefore(error, isRepeatable, attempt)
      if (waitMs === undefined || attempt === TRIES) throw explained(request, error)
      await sleep(waitMs)
    }
  }
}

function waitBefore(error: unknown, isRepeatable: boolean, attempt: number): number | undefined {
  const backOff = FIRST_WAIT_MS * 2 ** (attempt - 1)
  if (!(error instanceof Refused)) return isRepeatable ? backOff : undefined
  if (error.status === 429) return Math.min(error.retryAfterMs ?? backOff, LONGEST_WAIT_MS)
  return error.status >= 500 && isRepeatable ? backOff : undefined
}

function explained(request: string, error: unknown): unknown {
  if (error instanceof CloudflareError || error instanceof z.ZodError) return error
  return new Error(`${request} got no answer from the Cloudflare API; run the command again`, {
    cause: error,
  })
}
