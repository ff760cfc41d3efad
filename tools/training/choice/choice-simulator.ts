/** Simulated sessions for the choice model, with each shopper's true utility of each offer. */

import { DAY_MS } from '../../../models/airline/calendar'
import type { Event } from '../../../pipelines/events/event'
import { createEventReader } from '../../../pipelines/intake/read-event'
import { createSimulation, type SimulatedDay } from '../../../pipelines/simulator/simulation'
import { randomMarkets } from '../../../pipelines/simulator/world/random-markets'
import { replayChoices } from '../../../pipelines/training/choice/choice-replay'
import type { RowFiles } from '../kit/parquet-rows'
import { isDomesticSearch, type SessionLine, writeSessions } from './choice-session-rows'

const MARKETS = 12
const FROM = '2025-07-01'
/** Persons return every few weeks: affinities learn for half a year before the first row. */
const HISTORY_DAYS = 180
const DAYS = HISTORY_DAYS + 90
const ROWS_FROM = Date.parse(FROM) + HISTORY_DAYS * DAY_MS
/** Start of the test, after all training rows; epoch ms. */
export const TEST_FROM = ROWS_FROM + 70 * DAY_MS

export async function writeSimulated(
  files: RowFiles,
  seed: number,
  onRow: () => void
): Promise<void> {
  await writeSessions(simulatedSessions(seed), files, onRow)
}

function* simulatedSessions(seed: number): Generator<SessionLine> {
  const markets = randomMarkets(seed, MARKETS)
  const preferences = new Map<string, readonly number[]>()
  const days = createSimulation({ seed, markets, from: FROM, days: DAYS, horizonDays: 90 })
  const events = eventsOf(days, (day) => {
    for (const { searchId, leanings } of day.truth.shoppers) preferences.set(searchId, leanings)
  })
  for (const session of replayChoices(events, isDomesticSearch, ROWS_FROM)) {
    const leanings = preferences.get(session.id)
    // A repeated search is counted once.
    if (!leanings) continue
    preferences.delete(session.id)
    yield { data: 'simulator', session, oracle: leanings }
  }
}

function* eventsOf(
  days: Iterable<SimulatedDay>,
  learn: (day: SimulatedDay) => void
): Generator<Event> {
  // Shoppers of the simulator are not persons, so their names need no hash.
  const read = createEventReader(
    { now: Number.MAX_SAFE_INTEGER, maxClockSkewMs: 0 },
    { sender: {}, hashUser: (user) => user }
  )
  for (const day of days) {
    learn(day)
    for (const event of day.events) {
      const result = read(event)
      if ('event' in result) yield result.event
    }
  }
}
