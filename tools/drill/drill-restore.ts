/**
 * Loses everything but the bucket and restores it: a server is fed and backed up, its bucket is copied
 * to another folder, and a server there gets its database from the backup and its markets from raw.
 */
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { rebuildLake } from '../lake/lake-rebuild'
import { postEvents, type Target, waitUntilSettled } from '../server/events-client'
import { freePort } from '../server/free-port'
import { runJob } from '../server/job-client'
import { createLocalKey, withKeys } from '../server/local-keys'
import { SANDBOX_KEY } from '../server/local-state'
import { startServer } from '../server/server'
import { createMarkets } from './drill-markets'
import { restoreDatabase } from './restore-database'

export type Drill = {
  readonly markets: number
  readonly events: number
  readonly rowsRestored: number
  readonly seconds: {
    readonly start: number
    readonly database: number
    readonly rebuild: number
    readonly total: number
  }
  /** Restore of 1,000 markets at the rate of this run. */
  readonly minutesFor1000: number
  /** Age of the backup when everything was lost. */
  readonly lostSeconds: number
  /** Events that were acknowledged and are not counted after the restore. */
  readonly lostEvents: number
  /** Markets whose features differ from those before. */
  readonly differing: number
}

const EVENTS_PER_POST = 500
const COPIED = ['storage/r2', 'user-hash-key', 'token-signing-key']

const Features = z.object({ data: z.object({ features: z.array(z.unknown()) }) })

export async function drillRestore(
  markets: number,
  eventsPerMarket: number,
  report: (text: string) => void = () => {}
): Promise<Drill> {
  const folder = await mkdtemp(join(tmpdir(), 'fareline-drill-'))
  try {
    const [before, after] = [join(folder, 'before'), join(folder, 'after')]
    const now = Date.now()
    const { names, lines, departure } = createMarkets(markets, eventsPerMarket, now)
    report(`feeding ${markets} markets`)
    const first = await feed(before, lines, (target) => featuresOf(target, names, departure, now))
    const lostAt = Date.now()
    report('restoring from the bucket alone')
    for (const name of COPIED) {
      await mkdir(join(after, name, '..'), { recursive: true })
      await cp(join(before, name), join(after, name), { recursive: true })
    }
    const began = performance.now()
    const secondsSince = (from: number) => (performance.now() - from) / 1000
    const server = await startServer(await freePort(8_995), after)
    try {
      const start = secondsSince(began)
      const target = { url: server.url, key: SANDBOX_KEY }
      const restored = restoreDatabase(before, after)
      const database = secondsSince(began) - start
      const rebuilt = await rebuildLake(target, undefined)
      const total = secondsSince(began)
      const second = await featuresOf(target, names, departure, now)
      return {
        markets: rebuilt.markets,
        events: rebuilt.events,
        rowsRestored: restored.rows,
        seconds: { start, database, rebuild: rebuilt.seconds, total },
        minutesFor1000: (start + database + (rebuilt.seconds * 1_000) / rebuilt.markets) / 60,
        lostSeconds: (lostAt - restored.manifest.at) / 1000,
        lostEvents: lines.length - rebuilt.events,
        differing: first.filter((text, at) => text !== second[at]).length,
      }
    } finally {
      await server.stop()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Events are counted, a key is made and the database is backed up; then the server is gone. */
async function feed<T>(
  stateDir: string,
  lines: readonly string[],
  read: (target: Target) => Promise<T>
): Promise<T> {
  const server = await startServer(await freePort(8_995), stateDir)
  try {
    const target = { url: server.url, key: SANDBOX_KEY }
    const receipts: string[] = []
    for (let at = 0; at < lines.length; at += EVENTS_PER_POST) {
      const posted = await postEvents(target, lines.slice(at, at + EVENTS_PER_POST), `drill-${at}`)
      receipts.push(posted.receipt_id)
    }
    for (const id of receipts) await waitUntilSettled(target, id)
    withKeys(stateDir, (database) => {
      const wanted = { name: 'drill', account: 'drill', mode: 'live', permissions: [] } as const
      createLocalKey(database, wanted, Date.now())
    })
    await sleep(1_000)
    await runJob(target, 'backup-database', undefined)
    return await read(target)
  } finally {
    await server.stop()
  }
}

/** At one clock, so that windows do not slide between the two. */
async function featuresOf(
  { url, key }: Target,
  names: readonly string[],
  departure: string,
  now: number
): Promise<string[]> {
  const texts: string[] = []
  for (const name of names) {
    const path = `/v1/markets/${name}/features?departure_date=${departure}&currency=EUR`
    const headers = {
      authorization: `Bearer ${key}`,
      'fareline-now': new Date(now + 60_000).toISOString(),
    }
    const response = await fetch(url + path, { headers })
    texts.push(JSON.stringify(Features.parse(await response.json()).data.features))
  }
  return texts
}
