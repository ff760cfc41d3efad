/**
 * Answers at an account's URLs with a small part of the API, by the shares, overrides and previews
 * of the stand-in's deployments, with keys from its database.
 */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Account, StoredVersion } from './cloudflare/account'
import { portOf } from './cloudflare-api'

/** How a version behaves; "missing" has a binding that is not there. */
export type Behaviour = 'works' | 'missing' | 'wrong model' | 'loses events' | 'fails'

export type DeployedWorker = {
  readonly url: string
  /** By version id; a version that is not named works. */
  readonly behaviours: Map<string, Behaviour>
  /** For versions that are yet to come. */
  behaviourOfNext: Behaviour
  /** Ids of the versions that answered, in order. */
  readonly answered: string[]
  /** A fetch that reaches it under any host, as the network does. */
  readonly reach: typeof fetch
  stop(): Promise<void>
}

const HOST = 'x-host-asked-for'

export async function startDeployedWorker(account: Account): Promise<DeployedWorker> {
  const worker = {
    behaviours: new Map<string, Behaviour>(),
    behaviourOfNext: 'works' as Behaviour,
    answered: [] as string[],
  }
  let accepted = 0

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const version = versionFor(account, request)
    if (!version) return send(response, 404, { error: 'no version answers here' })
    worker.answered.push(version.id)
    const behaviour = worker.behaviours.get(version.id) ?? worker.behaviourOfNext
    worker.behaviours.set(version.id, behaviour)
    const path = new URL(request.url ?? '/', 'http://worker').pathname
    if (path === '/health') return send(response, ...health(version, behaviour))
    if (!isKnown(account, request)) return send(response, 401, { code: 'unauthorized' })
    if (path.startsWith('/v1/events')) await events(path, behaviour, request, response)
    else insight(behaviour, response)
  }

  async function events(
    path: string,
    behaviour: Behaviour,
    request: IncomingMessage,
    response: ServerResponse
  ): Promise<void> {
    if (path === '/v1/events') {
      accepted = (await textOf(request)).split('\n').length
      return send(response, 202, { data: { receipt_id: 'rcp_1', accepted, rejected: [] } })
    }
    const state = behaviour === 'loses events' ? 'queued' : 'counted'
    return send(response, 200, { data: { state } })
  }

  function insight(behaviour: Behaviour, response: ServerResponse): void {
    const isFailed = behaviour === 'fails' && worker.answered.length % 10 === 0
    const evidence = { observations: accepted, source: 'object' }
    if (isFailed) send(response, 500, { code: 'internal' })
    else send(response, 200, { data: { status: 'limited', evidence } })
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) =>
      send(response, 500, { error: String(error) })
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${portOf(server.address())}`
  return Object.assign(worker, {
    url,
    reach: reachBy(url),
    stop() {
      server.closeAllConnections()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  })
}

function reachBy(url: string): typeof fetch {
  return (input, init) => {
    const requested = new URL(input instanceof Request ? input.url : input)
    const headers = new Headers(init?.headers)
    headers.set(HOST, requested.host)
    return fetch(new URL(requested.pathname + requested.search, url), { ...init, headers })
  }
}

/** By preview host, by override of a deployed version, or the one with most of the traffic. */
function versionFor(account: Account, { headers }: IncomingMessage): StoredVersion | undefined {
  const host = String(headers[HOST] ?? '')
  for (const [name, script] of account.scripts) {
    const byId = (id: string | undefined) => script.versions.find((each) => each.id === id)
    const preview = script.versions.find(({ id }) => host.startsWith(`${id.slice(0, 8)}-${name}.`))
    if (preview) return account.hasPreviews ? preview : undefined
    const deployed = script.deployments[0]?.versions ?? []
    const override = /"(.+)"/.exec(String(headers['cloudflare-workers-version-overrides'] ?? ''))
    if (override && deployed.some(({ version_id }) => version_id === override[1])) {
      return byId(override[1])
    }
    return byId(deployed.toSorted((a, b) => b.percentage - a.percentage)[0]?.version_id)
  }
  return undefined
}

function health({ id }: StoredVersion, behaviour: Behaviour): [number, unknown] {
  const version = { id, tag: '' }
  if (behaviour === 'missing') return [503, { status: 'degraded', version }]
  const fare =
    behaviour === 'wrong model'
      ? { engine: 'baseline', last_error: 'golden-differs' }
      : { engine: 'forest' }
  return [200, { status: 'ok', version, inference: { models: { fare } } }]
}

/** As the Worker does it: by the SHA-256 of the key, unless revoked. */
function isKnown(account: Account, { headers }: IncomingMessage): boolean {
  const key = String(headers.authorization ?? '').replace('Bearer ', '')
  const hash = createHash('sha256').update(key).digest('hex')
  return [...account.databases.values()].some(({ sqlite }) => {
    const sql = 'SELECT id FROM api_keys WHERE hash = ? AND revoked_at IS NULL'
    return sqlite.prepare(sql).get(hash) !== undefined
  })
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
