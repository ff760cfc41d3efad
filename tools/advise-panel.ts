/**
 * npm run advise -- FILE [--days-out 30] [--every 1] [--markets 18] [--days 0] [--recalibrate]
 * [--state DIR] [--json]: a panel of fares through a served instance under a moving clock. Each day's fares are
 * posted, advice is requested for every observed departure, and the ledger settles closed claims;
 * at the end the server's own /v1/accuracy is printed.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { DAY_MS, daysBetween, utcDay } from '../models/airline/calendar'
import { accuracyTables } from './accuracy/accuracy-tables'
import { createFollowers } from './accuracy/advice-followers'
import { accuracyAt, answersAt, countAt } from './accuracy/moving-clock'
import { runCommand } from './command/command'
import { COMMANDS } from './command/commands'
import { progressBar } from './command/progress'
import { readHistory } from './replay/read-history'
import type { Target } from './server/events-client'
import { freePort } from './server/free-port'
import { runJob } from './server/job-client'
import { SANDBOX_KEY } from './server/local-state'
import { startServer } from './server/server'

const Search = z.object({
  origin_airport: z.string(),
  destination_airport: z.string(),
  departure_date: z.string(),
  currency: z.string(),
})
type Search = z.infer<typeof Search>

await runCommand(COMMANDS.advise, async ({ values, positionals }) => {
  const [file = ''] = positionals
  const days = await panelDays(file, Number(values.markets), Number(values.days))
  const stateDir = values.state ?? (await mkdtemp(join(tmpdir(), 'fareline-advise-')))
  const server = await startServer(await freePort(8_850), stateDir)
  try {
    const target = { url: server.url, key: SANDBOX_KEY }
    const pace = {
      daysOut: Number(values['days-out']),
      every: Number(values.every),
      recalibrates: values.recalibrate,
    }
    const advised = await walk(target, days, pace)
    const end = (days.at(-1)?.clock ?? 0) + DAY_MS
    const accuracy = await accuracyAt(target, end)
    if (values.json) console.log(JSON.stringify({ advised, asked: advised, accuracy }))
    else console.log(`${JSON.stringify(advised)}\n\n${accuracyTables(accuracy)}`)
  } finally {
    await server.stop()
    if (!values.state) await rm(stateDir, { recursive: true, force: true })
  }
  return 0
})

type Day = {
  readonly clock: number
  readonly lines: readonly string[]
  readonly trips: readonly Search[]
}

/** The panel by UTC day of observation; `most` markets and days, 0 for all days. */
async function panelDays(file: string, most: number, mostDays: number): Promise<readonly Day[]> {
  const progress = progressBar('reading rows')
  const { lines } = await readHistory('panel', [file], progress.at)
  progress.end()
  const markets = new Set<string>()
  const days = new Map<string, ReturnType<typeof newDay>>()
  for (const { at, line } of lines) {
    const search = Search.parse(JSON.parse(line))
    const market = `${search.origin_airport}-${search.destination_airport}`
    if (markets.size < most) markets.add(market)
    if (!markets.has(market)) continue
    const name = utcDay(at)
    const day = days.get(name) ?? newDay(at)
    days.set(name, day)
    day.clock = Math.max(day.clock, at)
    day.lines.push(line)
    day.trips.set(tripName(search), search)
  }
  const all = [...days.values()].map(({ trips, ...day }) => ({
    ...day,
    trips: [...trips.values()],
  }))
  return mostDays > 0 ? all.slice(0, mostDays) : all
}

function newDay(clock: number) {
  const lines: string[] = []
  return { clock, lines, trips: new Map<string, Search>() }
}

type Pace = { readonly daysOut: number; readonly every: number; readonly recalibrates: boolean }

async function walk(target: Target, days: readonly Day[], pace: Pace) {
  const { daysOut, every, recalibrates } = pace
  const actions = new Map<string, number>()
  const followers = createFollowers()
  const progress = progressBar('days', days.length)
  let finished = 0
  for (const [index, { clock, lines, trips }] of days.entries()) {
    await countAt(target, lines, clock)
    const now = clock + 60_000
    const due = index % every === 0 ? departingWithin(trips, now, daysOut) : []
    for (const { trip, action, price } of await advice(target, due, now)) {
      actions.set(action, (actions.get(action) ?? 0) + 1)
      if (price !== undefined) followers.record(tripName(trip), action, price)
    }
    const at = new Date(now).toISOString()
    const { report } = await runJob(target, 'settle-decisions', at)
    finished += Number(report.finished ?? 0)
    if (recalibrates) await runJob(target, 'recalibrate', at)
    progress.at(index + 1)
  }
  progress.end()
  const answers = Object.fromEntries(actions)
  return { days: days.length, answers, finished, followers: followers.figures() }
}

function departingWithin(
  trips: readonly Search[],
  now: number,
  daysOut: number
): readonly Search[] {
  return trips.filter(({ departure_date }) => {
    const ahead = daysBetween(utcDay(now), departure_date)
    return ahead >= 1 && ahead <= daysOut
  })
}

/** In requests of as many items as a Worker takes, with time for it to send the decisions. */
async function advice(target: Target, trips: readonly Search[], now: number) {
  const items = trips.map(({ origin_airport, destination_airport, departure_date, currency }) => ({
    origin: origin_airport,
    destination: destination_airport,
    departure_date,
    currency,
  }))
  const answers = await answersAt(target, items, now)
  return answers.flatMap(({ result, insight }, index) => {
    const trip = trips[index]
    if (!trip) return []
    const action = insight?.advice?.action ?? (insight ? 'no advice' : result)
    return [{ trip, action, price: insight?.lowest_price && Number(insight.lowest_price.amount) }]
  })
}

function tripName({ origin_airport, destination_airport, departure_date }: Search): string {
  return `${origin_airport}-${destination_airport} ${departure_date}`
}
