/** The command lines as a user runs them: serve, replay, stop, start again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { journalFile } from '../../tools/replay/replay-journal'
import { postEvents, readReceipt } from '../../tools/server/events-client'
import { freePort } from '../../tools/server/free-port'

const KEY = 'sk_test_sandbox'
const root = join(import.meta.dirname, '../..')
const Counts = z.object({
  rows: z.number(),
  rows_rejected: z.number(),
  offers: z.number(),
  sent: z.number(),
  accepted: z.number(),
  duplicates: z.number(),
  rejected: z.number(),
  counted: z.number(),
  seconds: z.number(),
})

let folder = ''
const running: ChildProcess[] = []
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fareline-test-'))
})
afterAll(async () => {
  await Promise.all(running.map(stopped))
  await rm(folder, { recursive: true, force: true })
})

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

function tool(name: string, args: readonly string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', `tools/${name}.ts`, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.push(child)
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (text) => (output.stdout += text))
  child.stderr.on('data', (text) => (output.stderr += text))
  return { child, output, exited: once(child, 'close').then(([code]) => Number(code ?? -1)) }
}

async function serve(state: string, from = 18_000) {
  const port = await freePort(from)
  const server = tool('serve', ['--port', String(port), '--state', state])
  const url = `http://127.0.0.1:${port}`
  const line = `ready ${url}\n`
  while (!server.output.stdout.includes(line)) {
    if (server.child.exitCode !== null) throw new Error(`serve ended: ${server.output.stderr}`)
    await sleep(20)
  }
  return {
    url,
    async stop() {
      const began = Date.now()
      server.child.kill('SIGTERM')
      return { code: await server.exited, ms: Date.now() - began }
    },
  }
}

async function replay(url: string, ...args: readonly string[]) {
  const { output, exited } = tool('replay', [...args, '--url', url, '--key', KEY])
  expect(await exited, output.stderr).toBe(0)
  const lines = output.stdout.trim().split('\n')
  expect(lines).toHaveLength(1)
  return Counts.parse(JSON.parse(lines[0] ?? ''))
}

/** Fares of LIS-JFK as two airlines sold them, day after day, for departures of one fortnight. */
async function panelFile(days: number, name = 'panel.csv.gz'): Promise<string> {
  const rows = [
    'observed_at,origin,destination,departure_date,carrier,flight_number,price,currency',
  ]
  for (let day = 0; day < days; day += 1) {
    const observedAt = new Date(Date.UTC(2026, 0, 1 + day, 9)).toISOString()
    for (let departure = 1; departure <= 14; departure += 1) {
      const date = `2026-06-${String(departure).padStart(2, '0')}`
      for (const [carrier, price] of [
        ['TP', 400 + day + departure],
        ['DL', 430 - day + departure],
      ]) {
        rows.push(`${observedAt},LIS,JFK,${date},${carrier},${carrier}203,${price},EUR`)
      }
    }
  }
  rows.push('2026-01-01T09:00:00Z,LIS,JFK,2026-06-01,TP,TP203,free,EUR')
  const file = join(folder, name)
  await writeFile(file, gzipSync(rows.join('\n')))
  return file
}

const CLOCK = Date.parse('2026-01-20T10:00:00Z')
const Insight = z.object({
  data: z.object({ evidence: z.object({ observations: z.number() }) }),
})

async function observations(url: string): Promise<number> {
  const path = '/v1/price-insights?origin=LIS&destination=JFK&departure_date=2026-06-03'
  const headers = { authorization: `Bearer ${KEY}`, 'fareline-now': new Date(CLOCK).toISOString() }
  const response = await fetch(url + path, { headers })
  expect(response.status).toBe(200)
  return Insight.parse(await response.json()).data.evidence.observations
}

const search = {
  timestamp: '2026-01-01T09:00:00Z',
  origin_airport: 'LIS',
  destination_airport: 'JFK',
  departure_date: '2026-06-01',
  currency: 'EUR',
  price_offers: [{ airline: 'TP', price: 400 }],
}

describe('one server', () => {
  it('counts a replayed file once, drains when it stops, and keeps everything over a restart', async () => {
    const state = join(folder, 'state')
    const file = await panelFile(20)
    const first = await serve(state)
    const sent = 20 * 14
    const counts = await replay(first.url, '--format', 'panel', file)
    expect(counts).toMatchObject({ rows: 561, rows_rejected: 1, offers: 560, sent })
    expect(counts).toMatchObject({ accepted: sent, duplicates: 0, rejected: 0, counted: sent })
    const observed = await observations(first.url)
    expect(observed).toBeGreaterThan(0)

    const lines = Array.from({ length: 200 }, (_, index) =>
      JSON.stringify({ ...search, origin_airport: 'OPO', search_id: `last-${index}` })
    )
    const posted = await postEvents({ url: first.url, key: KEY }, lines, 'last', CLOCK)
    expect(posted.accepted).toBe(200)
    const { code, ms } = await first.stop()
    expect(code).toBe(0)
    expect(ms).toBeLessThan(10_000)

    const second = await serve(state)
    const receipt = await readReceipt({ url: second.url, key: KEY }, posted.receipt_id)
    expect(receipt).toMatchObject({ state: 'counted', counted: 200 })
    expect(await observations(second.url)).toBe(observed)
    const again = await replay(second.url, '--format', 'panel', file)
    expect(again).toMatchObject({ sent, accepted: 0, duplicates: sent, rejected: 0, counted: 0 })
  })
})

describe('two servers side by side', () => {
  let one = ''
  let two = ''
  beforeAll(async () => {
    const states = ['one', 'two'].map((name) => join(folder, name))
    const servers = await Promise.all(
      states.map((state, index) => serve(state, 18_100 + 100 * index))
    )
    one = servers[0]?.url ?? ''
    two = servers[1]?.url ?? ''
  }, 120_000)

  it('share nothing', async () => {
    const line = JSON.stringify({ ...search, search_id: 'only-in-one' })
    const posted = await postEvents({ url: one, key: KEY }, [line], 'x', CLOCK)
    expect(await readReceipt({ url: one, key: KEY }, posted.receipt_id)).toBeDefined()
    expect(await readReceipt({ url: two, key: KEY }, posted.receipt_id)).toBeUndefined()
  })

  it('resume a replay that was killed', async () => {
    const file = await panelFile(100, 'long.csv.gz')
    const journal = journalFile('panel', [file], two, KEY)
    const killed = tool('replay', ['--format', 'panel', file, '--url', two, '--key', KEY])
    while (!existsSync(journal)) await sleep(5)
    killed.child.kill('SIGKILL')
    await killed.exited
    expect(JSON.parse(readFileSync(journal, 'utf8')).next).toBeLessThan(1_400)

    const counts = await replay(two, '--format', 'panel', file)
    expect(counts).toMatchObject({ sent: 1_400, accepted: 1_400, duplicates: 0, counted: 1_400 })
    expect(existsSync(journal)).toBe(false)
  })

  it('take event files as they are and say what was refused', async () => {
    const file = join(folder, 'events.ndjson')
    const event = JSON.stringify({ ...search, search_id: 'a' })
    const bad = JSON.stringify({ ...search, search_id: 'b', origin_airport: 'Lisbon' })
    await writeFile(file, [event, 'not json', bad, event].join('\n'))
    const counts = await replay(two, '--format', 'events', file)
    expect(counts).toMatchObject({ sent: 4, accepted: 1, duplicates: 1, rejected: 2 })
  })

  it('refuse a port that is taken', async () => {
    const { port } = new URL(one)
    const third = tool('serve', ['--port', port, '--state', join(folder, 'three')])
    expect(await third.exited).toBe(1)
    expect(third.output.stderr).toContain(`Port ${port} is taken`)
  })
})
