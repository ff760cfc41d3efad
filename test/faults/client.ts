/** Clients that post events and retry as documented; every answer is recorded. */

import { permissionsIn } from '../../pipelines/events/permission'
import { bodyText } from '../../pipelines/intake/body/body-text'
import { recordsReader } from '../../workers/ingest/read-submission'
import { receive } from '../../workers/ingest/receive'
import { sha256Hex } from '../../workers/storage/sha256'
import { LIVE } from '../build/scopes'
import type { Action } from './plan'
import type { World } from './world'

export const MARKETS = ['LIS-JFK', 'OPO-GVA', 'MAD-LHR', 'CDG-NRT']
const TRIES = 4
const ANSWER_MS = 5

export type Post = Extract<Action, { kind: 'post' }>

/** One request with its outcome. */
export type Posted = {
  readonly name: string
  readonly events: readonly ReturnType<typeof searchOf>[]
  /** Requests that may have reached the Worker. */
  tries: number
  /** When the last of them began, epoch ms. */
  lastTryAt: number
  /** Undefined while no 202 has arrived. */
  acknowledged?: { readonly receiptId: string; readonly accepted: number; readonly at: number }
}

export type Report = (text: string) => void

export async function post(
  world: World,
  action: Post,
  posted: Posted,
  report: Report
): Promise<void> {
  const { simulation } = world
  const body = JSON.stringify(posted.events)
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    posted.tries += 1
    posted.lastTryAt = simulation.now
    try {
      const answer = await simulation.inIsolate(`request ${action.name}`, () =>
        request(world, action, body)
      )
      report(`${action.name}: 202 ${answer.receiptId}, ${answer.accepted} accepted`)
      posted.acknowledged = { ...answer, at: simulation.now }
      return
    } catch (error) {
      report(`${action.name}: ${error instanceof Error ? error.message : error}`)
      await simulation.wait(2_000 * 2 ** attempt)
    }
  }
}

async function request(world: World, { name, isKeyed }: Post, body: string) {
  const content = { bytes: new TextEncoder().encode(body), text: bodyText(body) }
  const idempotency = isKeyed ? { key: name, bodyHash: await sha256Hex(body) } : undefined
  const received = await receive(
    {
      readAt: recordsReader(content, { format: 'any', source: 'native' }),
      principal: { keyId: 'k', scope: LIVE, permissions: permissionsIn('events:write') },
      sender: {},
      idempotency,
    },
    world.services()
  )
  if (received === 'idempotency-conflict') throw new Error(`${received}: same key, same body`)
  if ('code' in received) throw new Error(received.detail)
  const { receipt, rejected } = received
  if (rejected.count > 0) throw new Error(`rejected: ${JSON.stringify(rejected.named[0])}`)
  // The answer leaves the isolate, or does not.
  await world.simulation.wait(ANSWER_MS)
  return { receiptId: receipt.id, accepted: receipt.accepted }
}

/** The events of a request: its own, and half of those of the request it repeats. */
export function eventsOf(action: Post, earlier: ReadonlyMap<string, Posted>): Posted['events'] {
  const repeated = earlier.get(action.repeats ?? '')?.events ?? []
  const own = Array.from({ length: action.events }, (_, n) => searchOf(action, n, earlier.size))
  return [...repeated.slice(0, Math.ceil(repeated.length / 2)), ...own]
}

function searchOf({ name, at, markets, user }: Post, n: number, first: number) {
  const market = MARKETS[(first + (n % markets)) % MARKETS.length] ?? 'LIS-JFK'
  return {
    timestamp: new Date(at).toISOString(),
    search_id: `${name}-${n}`,
    origin_airport: market.slice(0, 3),
    destination_airport: market.slice(4),
    departure_date: '2026-06-01',
    currency: 'EUR',
    ...(user !== undefined && { user_id: user }),
    price_offers: [{ airline: 'TP', flight_number: 'TP203', price: 200 + (n % 50) }],
  }
}
