/** Feeds a local server with the simulator's sample, once: later starts add only the days since. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { DAY_MS, dayNumber, dayOf, utcDay } from '../../models/airline/calendar'
import { endsOf } from '../../models/airline/market'
import { MAGIC_MARKETS } from '../../models/airline/sandbox-markets'
import type { PanelRow } from '../../pipelines/simulator/pricing/panel'
import { returnMarket } from '../../pipelines/simulator/return-markets'
import type { SimulatedEvent } from '../../pipelines/simulator/sessions/simulated-event'
import { createSimulation } from '../../pipelines/simulator/simulation'
import { MAGIC_NETWORK } from '../../pipelines/simulator/world/magic-network'
import { NETWORK } from '../../pipelines/simulator/world/networks'
import type { NativeSearch } from '../../pipelines/wire/native-event'
import type { Progress } from '../command/progress'
import { postEvents, type Target, waitUntilSettled } from './events-client'

const SEED = 1
const DAYS = 30
const EVENTS_PER_REQUEST = 1_000
/** Days of observations; advice needs a departure observed recently, day after day. */
const WATCHED_DAYS = 45
/** Markets with too few observations. */
const UNWATCHED: ReadonlySet<string> = new Set(
  MAGIC_MARKETS.filter(({ script }) => script === 'abstains').map(({ market }) => market)
)
/** A third of the searches suffice for answers and keep the first start short. */
const RETURNS = NETWORK.map(returnMarket).map((market) => ({
  ...market,
  sessionsPerDay: market.sessionsPerDay / 3,
}))
const Fed = z.object({ until: z.number() })

/** Events of the last 30 days that this state has not been fed. None within a day of the last. */
export function unfed(stateDir: string, now: number): SimulatedEvent[] {
  const file = markerOf(stateDir)
  const until = existsSync(file) ? Fed.parse(JSON.parse(readFileSync(file, 'utf8'))).until : 0
  if (now - until < DAY_MS) return []
  const since = Math.max(until, now - DAYS * DAY_MS)
  const from = dayOf(dayNumber(utcDay(now)) - DAYS)
  const events: SimulatedEvent[] = []
  const markets = [...NETWORK, ...RETURNS, ...MAGIC_NETWORK]
  for (const day of createSimulation({ seed: SEED, markets, from, days: DAYS + 1 })) {
    for (const event of [...day.panel.flatMap(watched), ...day.events]) {
      // Outcomes refer to decisions that this server never made.
      if (event.type === 'outcome') continue
      const at = Date.parse(event.timestamp)
      if (at > since && at <= now) events.push(event)
    }
  }
  return events
}

/** Adds the lowest fare of each near departure every morning, as a metasearch site would. */
function watched(row: PanelRow): NativeSearch[] {
  const { market, day, departureDate, daysToDeparture } = row
  if (daysToDeparture > WATCHED_DAYS || UNWATCHED.has(market)) return []
  const { origin, destination } = endsOf(market)
  return [
    {
      timestamp: `${day}T06:00:00Z`,
      search_id: `watch-${market}-${departureDate}-${day}`,
      origin_airport: origin,
      destination_airport: destination,
      departure_date: departureDate,
      number_of_passengers: 1,
      cabin_class: 'economy',
      currency: row.currency,
      price_offers: [{ airline: row.airline, flight_number: row.flightNumber, price: row.price }],
    },
  ]
}

/** Returns when every event is counted. An interrupted feed is repeated and counts once. */
export async function feed(
  target: Target,
  stateDir: string,
  events: readonly SimulatedEvent[],
  now: number,
  progress: Progress
): Promise<void> {
  const receipts: string[] = []
  for (let first = 0; first < events.length; first += EVENTS_PER_REQUEST) {
    const lines = events
      .slice(first, first + EVENTS_PER_REQUEST)
      .map((event) => JSON.stringify(event))
    const posted = await postEvents(target, lines, `sample-${now}-${first}`)
    if (posted.rejected.length > 0) {
      throw new Error(`The sample was refused: ${JSON.stringify(posted.rejected[0])}`)
    }
    receipts.push(posted.receipt_id)
    progress.at(first + lines.length)
  }
  for (const id of receipts) await waitUntilSettled(target, id)
  writeFileSync(markerOf(stateDir), JSON.stringify({ until: now } satisfies z.input<typeof Fed>))
}

function markerOf(stateDir: string): string {
  return join(stateDir, 'sample.json')
}
