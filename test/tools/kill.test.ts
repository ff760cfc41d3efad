/** Acknowledged events survive SIGKILL of the whole local server during ingest. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { verifyLake } from '../../tools/lake/lake-verify'
import { journalFile } from '../../tools/replay/replay-journal'
import { postEvents, type Target, waitUntilSettled } from '../../tools/server/events-client'
import { freePort } from '../../tools/server/free-port'
import { runJob } from '../../tools/server/job-client'
import { type Server, startServer } from '../../tools/server/server'

const KEY = 'sk_test_sandbox'
const CLOCK = Date.parse('2026-01-20T10:00:00Z')
const root = join(import.meta.dirname, '../..')

let folder = ''
const servers: Server[] = []
const children: ChildProcess[] = []
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fareline-kill-'))
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await Promise.all(servers.map((server) => server.stop()))
  await rm(folder, { recursive: true, force: true })
})

async function serve(port: number): Promise<Server> {
  const server = await startServer(port, join(folder, 'state'))
  servers.push(server)
  return server
}

/** The server is the leader of its process group, which workerd is in. */
async function killHard(server: Server): Promise<void> {
  process.kill(-server.pid, 'SIGKILL')
  await server.exited
}

function lines(market: string, from: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      timestamp: '2026-01-20T09:00:00Z',
      search_id: `${market}-${from + index}`,
      origin_airport: market.slice(0, 3),
      destination_airport: market.slice(4),
      departure_date: '2026-06-01',
      currency: 'EUR',
      price_offers: Array.from({ length: 10 }, (_, offer) => ({
        airline: 'TP',
        flight_number: `TP${200 + offer}`,
        price: 300 + offer,
      })),
    })
  )
}

const Features = z.object({
  data: z.object({ features: z.array(z.object({ name: z.string(), value: z.unknown() })) }),
})

async function searchesOf({ url, key }: Target, market: string): Promise<unknown> {
  const path = `/v1/markets/${market}/features?departure_date=2026-06-01&currency=EUR`
  const headers = { authorization: `Bearer ${key}`, 'fareline-now': new Date(CLOCK).toISOString() }
  const response = await fetch(url + path, { headers })
  const body = await response.json()
  const { features } = Features.parse(body).data
  return features.find(({ name }) => name === 'search_volume_24h')?.value
}

/** Every accepted event is once in raw and once in curated, and no row of an index is an orphan. */
async function expectVerified(target: Target): Promise<void> {
  await runJob(target, 'compact-lake', undefined)
  const period = { from: 0, to: Date.parse('9999-01-01T00:00:00Z') }
  const scope = { account: 'sandbox', mode: 'test' } as const
  const { counts, differences } = await verifyLake(join(folder, 'state'), scope, period)
  expect(differences, JSON.stringify(counts)).toEqual([])
}

/**
 * Promise: `kill -9` of the local server, workerd included
 * Kept: every acknowledged event is counted once after the next start, and `lake -- verify` is
 * green
 */
it('counts once whatever it acknowledged before it was killed, twice in a row', async () => {
  const port = await freePort(18_500)
  let server = await serve(port)
  const target = { url: server.url, key: KEY }
  const receipts: string[] = []
  let acknowledged = 0
  for (const life of [0, 1]) {
    for (let request = 0; request < 6; request += 1) {
      const body = lines('OPO-GVA', (life * 6 + request) * 400, 400)
      // With and without a key: neither may be lost.
      const key = request % 2 ? `life-${life}-${request}` : undefined
      const posted = await postEvents(target, body, key, CLOCK)
      receipts.push(posted.receipt_id)
      acknowledged += posted.accepted
    }
    await killHard(server)
    server = await serve(port)
  }
  expect(acknowledged).toBe(4_800)
  for (const id of receipts) await waitUntilSettled(target, id)
  await expect.poll(() => searchesOf(target, 'OPO-GVA'), { timeout: 5_000 }).toBe(acknowledged)
  await expectVerified(target)
})

it('lets a replay go on over the kill of its server, with nothing begun anew', async () => {
  const port = await freePort(18_600)
  const server = await serve(port)
  const file = join(folder, 'events.ndjson')
  const events = 12_000
  await writeFile(file, lines('LIS-ZRH', 0, events).join('\n'))
  const args = ['--format', 'events', file, '--url', server.url, '--key', KEY]
  const child = spawn(process.execPath, ['--import', 'tsx', 'tools/replay.ts', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  let output = ''
  child.stdout.on('data', (text) => (output += text))
  const ended = once(child, 'close')
  const journal = journalFile('events', [file], server.url, KEY)
  while (!existsSync(journal)) await sleep(5)
  expect(JSON.parse(readFileSync(journal, 'utf8')).next).toBeLessThan(events)
  await killHard(server)
  await serve(port)
  await ended
  expect(JSON.parse(output)).toMatchObject({
    sent: events,
    accepted: events,
    duplicates: 0,
    rejected: 0,
    counted: events,
  })
  await expectVerified({ url: server.url, key: KEY })
})
