/**
 * The largest requests the contract allows, on a server whose isolates have the heap that is left of
 * 128 MB beside the buffers of such a request. The runtime ends when an isolate exceeds it.
 */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DAY_MS } from '../../models/airline/calendar'
import { freePort } from '../../tools/server/free-port'
import { SANDBOX_KEY } from '../../tools/server/local-state'
import { type Server, startServer } from '../../tools/server/server'

/** 128 MB of an isolate less 20 MB for a body, which lies outside of the heap. */
const HEAP_MB = 108

let state: string
let server: Server
beforeAll(async () => {
  state = await mkdtemp(join(tmpdir(), 'fareline-memory-'))
  server = await startServer(await freePort(0), state, undefined, {
    MINIFLARE_WORKERD_V8_FLAGS: `--max-old-space-size=${HEAP_MB}`,
  })
})
afterAll(async () => {
  await server.stop()
  await rm(state, { recursive: true })
})

async function post(body: string | Uint8Array<ArrayBuffer>, type: string) {
  const response = await fetch(`${server.url}/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${SANDBOX_KEY}`, 'content-type': type },
    body,
  })
  return { status: response.status, text: await response.text() }
}

const NOW = new Date()
const DEPARTURE = new Date(NOW.getTime() + 30 * DAY_MS).toISOString().slice(0, 10)

function searchLine(id: number, offers: number, padding: number): string {
  return JSON.stringify({
    search_id: `memory-${id}`,
    timestamp: NOW.toISOString(),
    origin_airport: 'LIS',
    destination_airport: 'JFK',
    departure_date: DEPARTURE,
    currency: 'EUR',
    price_offers: Array.from({ length: offers }, (_, n) => ({
      airline: 'TP',
      flight_number: `TP${100 + (n % 50)}`,
      price: 100 + ((id * 7 + n * 13) % 900),
      offer_id: `${id}-${n}-`.padEnd(padding, 'x'),
    })),
  })
}

/** 10,000 events of 10 offers each, just below 20 MB. */
function largestEvents(): string[] {
  return Array.from({ length: 10_000 }, (_, id) => searchLine(id, 10, 98))
}

async function isAlive(): Promise<boolean> {
  return (await fetch(`${server.url}/openapi.json`)).ok
}

test('10,000 events of 100,000 offers and 20 MB are accepted within 128 MB', async () => {
  const body = largestEvents().join('\n')
  expect(body.length).toBeGreaterThan(18_000_000)
  expect(body.length).toBeLessThan(20_000_000)
  const { status, text } = await post(body, 'application/x-ndjson')
  expect(text).toContain('"accepted":10000')
  expect(status).toBe(202)
  expect(await isAlive()).toBe(true)
})

test('the same as one array, and as gzip', async () => {
  const body = `[${largestEvents().join()}]`
  expect((await post(body, 'application/json')).status).toBe(202)
  expect((await post(gzipSync(body), 'application/json')).status).toBe(202)
  expect(await isAlive()).toBe(true)
})

test('a document of the greatest number of values is read, or refused, within 128 MB', async () => {
  const values = new Array(450_000).fill('{"a":1}').join()
  const { status } = await post(`{"data":[${values}]}`, 'application/json')
  expect([202, 413]).toContain(status)
  expect(await isAlive()).toBe(true)
})

test('a million small records end no isolate', async () => {
  const { status } = await post(`[${new Array(6_000_000).fill('{}').join()}]`, 'application/json')
  expect(status).toBe(413)
  expect(await isAlive()).toBe(true)
})
