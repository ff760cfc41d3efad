import createClient, { type Client } from 'openapi-fetch'
import { FarelineProblem } from './problem.js'
import { type RetryOptions, retryingFetch } from './retry.js'
import type { paths } from './schema.generated.js'

export type FarelineOptions = {
  /** Where the Worker answers, such as https://fares.example.com. */
  readonly baseUrl: string
  readonly key: string
  readonly retry?: RetryOptions
  readonly fetch?: (request: Request) => Promise<Response>
}

export type Page<T> = {
  readonly data: readonly T[]
  readonly links: Readonly<Record<string, string>>
}

export type Fareline = Client<paths> & {
  /** Reads the answer behind a link of an earlier answer, such as `links.next`. */
  follow<T>(link: string): Promise<T>
}

const RETRY: RetryOptions = { attempts: 4, maxWaitMs: 60_000 }

/** A client whose calls throw {@link FarelineProblem} for every answer outside 2xx. */
export function createFareline({ baseUrl, key, retry = RETRY, ...options }: FarelineOptions) {
  const headers = { authorization: `Bearer ${key}` }
  const fetch = retryingFetch(options.fetch ?? ((request) => globalThis.fetch(request)), retry)
  const client = createClient<paths>({ baseUrl, headers, fetch })
  client.use({
    async onResponse({ response }) {
      if (!response.ok) throw await FarelineProblem.of(response)
    },
  })
  const follow = async (link: string) => {
    const url = new URL(link, baseUrl)
    if (url.origin !== new URL(baseUrl).origin) throw new Error(`${link} leads to another host`)
    const response = await fetch(new Request(url, { headers }))
    if (!response.ok) throw await FarelineProblem.of(response)
    return response.json()
  }
  return Object.assign(client, { follow }) as Fareline
}

/** The body of a call: `const insight = await unwrap(fareline.GET('/v1/price-insights', ...))`. */
export async function unwrap<T>(call: Promise<{ data?: T; response: Response }>): Promise<T> {
  const { data, response } = await call
  if (data === undefined) throw new FarelineProblem(response.status, { detail: 'An empty answer' })
  return data
}

/** The entries of a list, page after page: `for await (const check of items(fareline, first))`. */
export async function* items<T>(
  fareline: Pick<Fareline, 'follow'>,
  first: Page<T> | Promise<Page<T>>
): AsyncGenerator<T, void, undefined> {
  let page = await first
  while (true) {
    yield* page.data
    const next = page.links.next
    if (!next) return
    page = await fareline.follow<Page<T>>(next)
  }
}
