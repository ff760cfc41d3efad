/**
 * Compares receipts with the lake. An event is identified by type, id and instant. One accepted in
 * two requests before its market knew it is twice in raw, a repeat in its receipts, and once in
 * curated. Our own decisions have no receipts and are excluded.
 */

import { z } from 'zod'
import { type Scope, scopeKey } from '../../pipelines/events/scope'
import { databaseRows } from '../server/local-files'
import { readOrphans } from './lake-orphans'
import { openLake } from './lake-query'
import type { Period } from './period'

export type Count = { readonly where: string; readonly what: string; readonly count: number }
export type Verdict = { readonly counts: readonly Count[]; readonly differences: readonly string[] }

const Receipts = z.object({
  accepted: z.number(),
  stored: z.number(),
  counted: z.number(),
  repeated: z.number(),
  dead_lettered: z.number(),
})
const Lake = z.object({
  raw_lines: z.number(),
  raw_events: z.number(),
  curated: z.number(),
  missing: z.number(),
  twice: z.number(),
  unknown: z.number(),
  searches: z.number(),
  search_events: z.number(),
  bookings: z.number(),
  booking_rows: z.number(),
  raw_offers: z.number(),
  offers: z.number(),
  bare_searches: z.number(),
})

export async function verifyLake(stateDir: string, scope: Scope, period: Period): Promise<Verdict> {
  const receipts = readReceipts(stateDir, scope, period)
  const lake = await readLake(stateDir, scope, period)
  const orphans = readOrphans(stateDir, scope, period)
  const settled = receipts.counted + receipts.repeated + receipts.dead_lettered
  const rules: readonly (readonly [found: number, wanted: number, what: string])[] = [
    [settled, receipts.accepted, 'events counted, repeated or dead-lettered, of those accepted'],
    [
      lake.raw_lines,
      receipts.stored + orphans.unacknowledged,
      'lines in raw, of those the receipts call stored',
    ],
    [lake.missing, 0, 'events in raw without a row in curated'],
    [lake.twice, 0, 'events with more than one row in curated'],
    [lake.unknown, 0, 'events in curated that are not in raw'],
    [lake.search_events, lake.searches, 'rows in search_events, of the searches in raw'],
    [
      lake.bare_searches,
      0,
      'searches with offers in search_events and none in the tables of offers',
    ],
    [lake.booking_rows, lake.bookings, 'rows in bookings, of the bookings in raw'],
    [orphans.messages, 0, 'messages stored in a raw object that is not there'],
    [orphans.decisions, 0, 'decisions in the index without their raw object'],
  ]
  return {
    counts: [
      { where: 'receipts', what: 'accepted', count: receipts.accepted },
      { where: 'receipts', what: 'stored', count: receipts.stored },
      { where: 'receipts', what: 'counted', count: receipts.counted },
      { where: 'receipts', what: 'repeated', count: receipts.repeated },
      { where: 'receipts', what: 'dead-lettered', count: receipts.dead_lettered },
      { where: 'receipts', what: 'unsent: never became messages', count: orphans.unsent },
      {
        where: 'raw',
        what: 'lines of requests that were not acknowledged',
        count: orphans.unacknowledged,
      },
      { where: 'raw', what: 'lines', count: lake.raw_lines },
      { where: 'raw', what: 'different events', count: lake.raw_events },
      { where: 'raw', what: 'offers of different searches', count: lake.raw_offers },
      { where: 'curated', what: 'different events', count: lake.curated },
      { where: 'curated', what: 'searches', count: lake.search_events },
      { where: 'curated', what: 'offers, repeats in a slate once', count: lake.offers },
      { where: 'curated', what: 'bookings', count: lake.booking_rows },
    ],
    differences: rules
      .filter(([found, wanted]) => found !== wanted)
      .map(([found, wanted, what]) =>
        wanted === 0 ? `${found} ${what}` : `${found} of ${wanted}: ${what}`
      ),
  }
}

function readReceipts(stateDir: string, scope: Scope, { from, to }: Period) {
  const [row] = databaseRows(
    stateDir,
    // A request that ended before its messages were in the queue acknowledged nothing: its queued
    // events count, and the rest is no loss.
    `SELECT coalesce(sum(CASE WHEN queued THEN accepted ELSE
        coalesce(m.counted + m.repeated + m.dead_lettered, 0) END), 0) AS accepted,
      coalesce(sum(m.stored), 0) AS stored,
      coalesce(sum(m.counted), 0) AS counted, coalesce(sum(m.repeated), 0) AS repeated,
      coalesce(sum(m.dead_lettered), 0) AS dead_lettered
    FROM receipts LEFT JOIN (SELECT receipt_id, sum(stored) AS stored, sum(counted) AS counted,
      sum(repeated) AS repeated, sum(dead_lettered) AS dead_lettered
      FROM receipt_messages GROUP BY receipt_id) AS m ON m.receipt_id = receipts.id
    WHERE scope = ? AND created_at >= ? AND created_at < ?`,
    [scopeKey(scope), from, to]
  )
  return Receipts.parse(row)
}

async function readLake(stateDir: string, scope: Scope, { from, to }: Period) {
  const lake = await openLake({ stateDir, scope })
  const arrived = `received_at >= to_timestamp(${from / 1000}) AND received_at < to_timestamp(${to / 1000})`
  const { columns, rows } = await lake.ask(`
    WITH lines AS (SELECT type, id, occurred_at FROM raw_events
      WHERE type <> 'decision' AND ${arrived}),
    raw AS (SELECT DISTINCT * FROM lines),
    rows AS (SELECT event_type AS type, event_id AS id, occurred_at, received_at FROM user_context),
    curated AS (SELECT type, id, occurred_at, count(*) AS times, min(received_at) AS received_at
      FROM rows GROUP BY type, id, occurred_at),
    seen AS (SELECT search_id, occurred_at, offers FROM search_events WHERE ${arrived}),
    shown AS (SELECT search_id, occurred_at FROM price_offers
      UNION ALL SELECT search_id, occurred_at FROM multi_market_offers),
    mine AS (SELECT curated.* FROM curated SEMI JOIN raw USING (type, id, occurred_at))
    SELECT
      (SELECT count(*) FROM lines) AS raw_lines,
      (SELECT count(*) FROM raw) AS raw_events,
      (SELECT count(*) FROM mine) AS curated,
      (SELECT count(*) FROM raw ANTI JOIN curated USING (type, id, occurred_at)) AS missing,
      (SELECT count(*) FROM mine WHERE times > 1) AS twice,
      (SELECT count(*) FROM curated ANTI JOIN raw_events ON raw_events.type = curated.type
        AND raw_events.id = curated.id AND raw_events.occurred_at = curated.occurred_at
        WHERE ${arrived}) AS unknown,
      (SELECT count(*) FROM raw WHERE type = 'search') AS searches,
      (SELECT count(*) FROM search_events AS s SEMI JOIN raw
        ON raw.type = 'search' AND raw.id = s.search_id AND raw.occurred_at = s.occurred_at) AS search_events,
      (SELECT coalesce(sum(offers), 0)::BIGINT FROM seen) AS raw_offers,
      (SELECT count(*) FROM shown SEMI JOIN seen USING (search_id, occurred_at)) AS offers,
      (SELECT count(*) FROM seen ANTI JOIN shown USING (search_id, occurred_at)
        WHERE seen.offers > 0) AS bare_searches,
      (SELECT count(*) FROM raw WHERE type = 'booking') AS bookings,
      (SELECT count(*) FROM bookings AS b SEMI JOIN raw
        ON raw.type = 'booking' AND raw.id = b.booking_id AND raw.occurred_at = b.occurred_at) AS booking_rows`)
  const [row = []] = rows
  return Lake.parse(Object.fromEntries(columns.map((name, column) => [name, row[column]])))
}
