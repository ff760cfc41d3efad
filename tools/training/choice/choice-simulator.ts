/** Simulated sessions for the choice model, with each shopper's true utility of each offer. */

import { DAY_MS } from '../../../models/airline/calendar'
import { endsOf } from '../../../models/airline/market'
import { place } from '../../../models/airline/places'
import type { Event, SearchEvent } from '../../../pipelines/events/event'
import { createEventReader } from '../../../pipelines/intake/read-event'
import { createSimulation, type SimulatedDay } from '../../../pipelines/simulator/simulation'
import { randomMarkets } from '../../../pipelines/simulator/world/random-markets'
import {
  type ReplayedSession,
  replayChoices,
} from '../../../pipelines/training/choice/choice-replay'
import { type RowColumn, type RowFiles, writeParquetRows } from '../kit/parquet-rows'
import { LIKINGS, SLATE } from './choice-feed-rows'

const MARKETS = 12
const FROM = '2025-07-01'
/** Persons return every few weeks: affinities learn for half a year before the first row. */
const HISTORY_DAYS = 180
const DAYS = HISTORY_DAYS + 90
const ROWS_FROM = Date.parse(FROM) + HISTORY_DAYS * DAY_MS
/** Start of the test, after all training rows; epoch ms. */
export const TEST_FROM = ROWS_FROM + 70 * DAY_MS

const COLUMNS: readonly RowColumn[] = [
  { name: 'data', type: 'STRING' },
  { name: 'market', type: 'STRING' },
  { name: 'session', type: 'DOUBLE' },
  { name: 'at', type: 'DOUBLE' },
  { name: 'amount', type: 'DOUBLE' },
  { name: 'duration', type: 'DOUBLE', nullable: true },
  { name: 'taken', type: 'DOUBLE' },
  { name: 'booked', type: 'DOUBLE' },
  { name: 'oracle', type: 'DOUBLE', nullable: true },
]

export async function writeSimulated(
  files: RowFiles,
  seed: number,
  onRow: () => void
): Promise<void> {
  const schema = { columns: COLUMNS, features: [...SLATE, ...LIKINGS] }
  await writeParquetRows(files, schema, offerRows(seed), onRow)
}

function* offerRows(seed: number): Generator<Readonly<Record<string, unknown>>> {
  const markets = randomMarkets(seed, MARKETS)
  const preferences = new Map<string, readonly number[]>()
  const days = createSimulation({ seed, markets, from: FROM, days: DAYS, horizonDays: 90 })
  const events = eventsOf(days, (day) => {
    for (const { searchId, leanings } of day.truth.shoppers) preferences.set(searchId, leanings)
  })
  let number = 0
  for (const session of replayChoices(events, isDomestic, ROWS_FROM)) {
    const leanings = preferences.get(session.id)
    // A repeated search is counted once.
    if (!leanings) continue
    preferences.delete(session.id)
    for (const [place, { amount, durationMinutes }] of session.slate.offers.entries()) {
      yield {
        ...described(session, number),
        'row.amount': amount,
        'row.duration': durationMinutes,
        'row.taken': Number(place === session.taken),
        'row.oracle': leanings[place],
        ...session.values[place],
      }
    }
    number += 1
  }
}

function described({ at, market, booked }: ReplayedSession, number: number) {
  return {
    'row.data': 'simulator',
    'row.market': market,
    'row.session': number,
    'row.at': at,
    'row.booked': Number(booked),
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

function isDomestic({ market }: SearchEvent): boolean | undefined {
  const { origin, destination } = endsOf(market)
  const [from, to] = [place(origin)?.country, place(destination)?.country]
  return from === undefined || to === undefined ? undefined : from === to
}
