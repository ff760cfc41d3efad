/**
 * Cloudflare's API for one account on a local port, as far as `wrangler` and `npm run deploy` use it.
 * Paths, shapes and error texts are those that wrangler 4.164 sends, reads and matches.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Account, emptyAccount } from './cloudflare/account'
import { isAssetToken } from './cloudflare/asset-routes'
import { ROUTES } from './cloudflare/storage-routes'
import { Refusal, type Request } from './cloudflare/wire'

export const TOKEN = 'a-token-of-the-stand-in'
export const ACCOUNT_ID = '0123456789abcdef0123456789abcdef'

export type CloudflareApi = {
  readonly url: string
  readonly account: Account
  /** "METHOD path", in order. */
  readonly requests: string[]
  /** Requests to paths that the stand-in does not know. */
  readonly unrouted: string[]
  /** Breaks the connection at the request of this number, and refuses all that follow. */
  cutAt(number: number): void
  /** Carries out this many changes; the answer of the last is lost, and all that follows is refused. */
  cutAfterChange(changes: number): void
  heal(): void
  /** Answers 429 to the request of this number. */
  limitAt(number: number): void
  stop(): Promise<void>
}

export async function startCloudflareApi(
  account: Account = emptyAccount()
): Promise<CloudflareApi> {
  const requests: string[] = []
  const unrouted: string[] = []
  const limited = new Set<number>()
  let cut = Number.POSITIVE_INFINITY
  let changesLeft = Number.POSITIVE_INFINITY

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const bytes = await bodyOf(incoming)
    const url = new URL(incoming.url ?? '/', 'http://stand-in')
    const method = incoming.method ?? 'GET'
    const request = { method, url, bytes, type: incoming.headers['content-type'] ?? '' }
    const number = requests.push(`${method} ${url.pathname}`)
    if (number >= cut || changesLeft === 0) {
      outgoing.destroy()
      return
    }
    if (limited.has(number)) {
      const refusal = new Refusal(
        429,
        971,
        'Please wait and consider throttling your request speed'
      )
      respond(outgoing, refusal.status, failure(refusal), { 'retry-after': '1' })
      return
    }
    if (isChange(request)) changesLeft -= 1
    const { status, body } = await answer(
      account,
      request,
      incoming.headers.authorization,
      unrouted
    )
    if (changesLeft === 0) breakOff(outgoing, status)
    else respond(outgoing, status, body)
  }

  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch((error: unknown) => {
      respond(outgoing, 500, failure(new Refusal(500, 10013, String(error))))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${portOf(server.address())}/client/v4`,
    account,
    requests,
    unrouted,
    cutAt(number) {
      cut = number
    },
    cutAfterChange(changes) {
      changesLeft = changes
    },
    heal() {
      cut = Number.POSITIVE_INFINITY
      changesLeft = Number.POSITIVE_INFINITY
    },
    limitAt(number) {
      limited.add(number)
    },
    stop() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** A query of the database may only read. */
function isChange({ method, url, bytes }: Request): boolean {
  if (method === 'GET' || url.pathname.endsWith('/graphql')) return false
  const isQuery = /\/(query|raw)$/.test(url.pathname)
  return !isQuery || /\b(insert|update|create|alter|drop|delete)\b/i.test(bytes.toString('utf8'))
}

/** Half an answer, then nothing. */
function breakOff(outgoing: ServerResponse, status: number): void {
  outgoing.writeHead(status, { 'content-type': 'application/json', 'content-length': '1000000' })
  outgoing.write('{"success":tr')
  setTimeout(() => outgoing.destroy(), 10)
}

type Answer = { readonly status: number; readonly body: unknown }

async function answer(
  account: Account,
  request: Request,
  authorization: string | undefined,
  unrouted: string[]
): Promise<Answer> {
  const isUpload = request.url.pathname.endsWith('/workers/assets/upload')
  const isKnown = isUpload ? isAssetToken(authorization) : authorization === `Bearer ${TOKEN}`
  if (!isKnown) {
    return { status: 403, body: failure(new Refusal(403, 10000, 'Authentication error')) }
  }
  const path = request.url.pathname.replace(/^\/client\/v4/, '').replace(/^\/accounts\/[^/]+/, '')
  for (const [method, pattern, handle] of ROUTES) {
    const match = pattern.exec(path)
    if (method !== request.method || !match) continue
    try {
      const names = match.slice(1).map(decodeURIComponent)
      const outcome = await handle(account, request, ...names)
      return { status: 200, body: outcome }
    } catch (error) {
      if (error instanceof Refusal) return { status: error.status, body: failure(error) }
      throw error
    }
  }
  unrouted.push(`${request.method} ${path}`)
  const reason = `Could not route to ${path}, perhaps your object identifier is invalid?`
  return { status: 404, body: failure(new Refusal(404, 7003, reason)) }
}

function failure({ code, message }: Refusal) {
  return { success: false, errors: [{ code, message }], messages: [], result: null }
}

function respond(
  outgoing: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {}
): void {
  outgoing.writeHead(status, { 'content-type': 'application/json', ...headers })
  outgoing.end(JSON.stringify(body))
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  return Buffer.concat(chunks)
}

export function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}
