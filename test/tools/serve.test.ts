/** The command lines as a user runs them: serve, replay, stop, start again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { postEvents, readReceipt } from '../../tools/events-client'
import { freePort } from '../../tools/free-port'
import { journalFile } from '../../tools/replay-journal'

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
let running: ChildProcess[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fareline-test-'))
})
afterEach(async () => {
  for (const child of running) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  running = []
  await rm(folder, { recursive: true, force: true })
})

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

const get = (url: string, path: string, now: string) =>
  fetch(url + path, { headers: { authorization: `Bearer ${KEY}`, 'fareline-now': now } })

describe('serve and replay', () => {
  it('counts a replayed file once, answers from it, and keeps it over a restart', async () => {
    const state = join(folder, 'state')
    const file = await panelFile(20)
    const first = await serve(state)
    const counts = await replay(first.url, '--format', 'panel', file)
    const sent = 20 * 14
    expect(counts).toMatchObject({ rows: 561, rows_rejected: 1, offers: 560, sent })
    expect(counts).toMatchObject({ accepted: sent, duplicates: 0, rejected: 0, counted: sent })

    const path = '/v1/price-insights?origin=LIS&destination=JFK&departure_date=2026-06-03'
    const clock = '2026-01-20T10:00:00Z'
    const answered = await get(first.url, path, clock)
    expect(answered.status).toBe(200)
    const Insight = z.object({
      data: z.object({ evidence: z.object({ observations: z.number() }) }),
    })
    const before = Insight.parse(await answered.json())
    expect(before.data.evidence.observations).toBeGreaterThan(0)

    const { code, ms } = await first.stop()
    expect(code).toBe(0)
    expect(ms).toBeLessThan(10_000)

    const second = await serve(state)
    const after = Insight.parse(await (await get(second.url, path, clock)).json())
    expect(after.data.evidence.observations).toBe(before.data.evidence.observations)
    const again = await replay(second.url, '--format', 'panel', file, '--fresh')
    expect(again.accepted + again.duplicates + again.rejected).toBe(again.sent)
    expect(again.counted).toBe(0)
  })

  it('counts what was accepted before it stops', async () => {
    const state = join(folder, 'state')
    const first = await serve(state)
    const target = { url: first.url, key: KEY }
    const now = Date.UTC(2026, 0, 1)
    const lines = Array.from({ length: 200 }, (_, index) =>
      JSON.stringify({
        timestamp: new Date(now).toISOString(),
        search_id: `search-${index}`,
        origin_airport: 'LIS',
        destination_airport: 'JFK',
        departure_date: '2026-06-01',
        currency: 'EUR',
        price_offers: [{ airline: 'TP', price: 400 }],
      })
    )
    const posted = await postEvents(target, lines, 'once', now)
    expect(posted.accepted).toBe(200)
    expect(await first.stop()).toMatchObject({ code: 0 })

    const second = await serve(state)
    const receipt = await readReceipt({ ...target, url: second.url }, posted.receipt_id)
    expect(receipt).toMatchObject({ state: 'counted', counted: 200 })
  })

  it('resumes a replay that was killed', async () => {
    const server = await serve(join(folder, 'state'))
    const file = await panelFile(150)
    const journal = journalFile('panel', [file], server.url, KEY)
    const killed = tool('replay', ['--format', 'panel', file, '--url', server.url, '--key', KEY])
    while (!existsSync(journal)) await sleep(5)
    killed.child.kill('SIGKILL')
    await killed.exited
    expect(JSON.parse(readFileSync(journal, 'utf8')).next).toBeLessThan(150 * 14)

    const counts = await replay(server.url, '--format', 'panel', file)
    expect(counts).toMatchObject({ sent: 2_100, accepted: 2_100, duplicates: 0, counted: 2_100 })
    expect(existsSync(journal)).toBe(false)
  })

  it('passes event files on as they are and says what the server refused', async () => {
    const server = await serve(join(folder, 'state'))
    const file = join(folder, 'events.ndjson')
    const event = {
      timestamp: '2026-01-01T09:00:00Z',
      search_id: 'a',
      origin_airport: 'LIS',
      destination_airport: 'JFK',
      departure_date: '2026-06-01',
      currency: 'EUR',
      price_offers: [],
    }
    const bad = { ...event, search_id: 'b', origin_airport: 'Lisbon' }
    const lines = [JSON.stringify(event), 'not json', JSON.stringify(bad), JSON.stringify(event)]
    await writeFile(file, lines.join('\n'))
    const counts = await replay(server.url, '--format', 'events', file)
    expect(counts).toMatchObject({ sent: 4, accepted: 1, duplicates: 1, rejected: 2 })
  })
})

describe('serve', () => {
  it('runs twice at once, each with its own port and state', async () => {
    const [one, two] = await Promise.all([
      serve(join(folder, 'one'), 18_100),
      serve(join(folder, 'two'), 18_200),
    ])
    for (const { url } of [one, two]) {
      expect((await fetch(`${url}/health`)).status).toBe(200)
    }
    const line = JSON.stringify({
      timestamp: '2026-01-01T09:00:00Z',
      search_id: 'only-in-one',
      origin_airport: 'LIS',
      destination_airport: 'JFK',
      departure_date: '2026-06-01',
      currency: 'EUR',
      price_offers: [],
    })
    const now = Date.UTC(2026, 0, 2)
    const posted = await postEvents({ url: one.url, key: KEY }, [line], 'x', now)
    const receiptIn = (url: string) => readReceipt({ url, key: KEY }, posted.receipt_id)
    expect(await receiptIn(one.url)).toBeDefined()
    expect(await receiptIn(two.url)).toBeUndefined()
    expect(await Promise.all([one.stop(), two.stop()])).toMatchObject([{ code: 0 }, { code: 0 }])
  })

  it('says which port is taken', async () => {
    const first = await serve(join(folder, 'state'))
    const port = new URL(first.url).port
    const second = tool('serve', ['--port', port, '--state', join(folder, 'other')])
    expect(await second.exited).toBe(1)
    expect(second.output.stderr).toContain(`Port ${port} is taken`)
  })
})
