/** Latest scores of departures, in D1. */
import { and, asc, eq, gt, gte, lt, type SQL, sql } from 'drizzle-orm'
import { PRICE_LEVELS, type PriceLevel } from '../../../pipelines/answers/evidence/price-level'
import type { ScoredDeparture } from '../../../pipelines/answers/price-insight/scored-departure'
import { type Scope, scopeKey } from '../../../pipelines/events/scope'
import type { Database } from '../database'
import { scores } from './score-schema'

/** Some 400 KB; a statement's parameter may take 2 MB. */
const ROWS_PER_STATEMENT = 1_200

/** An older score never replaces a later one. Safe to repeat. */
export async function writeScores(
  db: Database,
  scope: Scope,
  scored: readonly ScoredDeparture[]
): Promise<void> {
  for (let first = 0; first < scored.length; first += ROWS_PER_STATEMENT) {
    const rows = scored.slice(first, first + ROWS_PER_STATEMENT)
    await db.run(sql`INSERT INTO ${scores} (scope, market, departure_date, scored_at,
        days_to_departure, currency, status, lowest_minor, price_level, predicted_minor, low_minor,
        high_minor, action, confidence, fare_model, outlook_model)
      SELECT ${scopeKey(scope)}, value->>'market', value->>'departureDate', value->>'scoredAt',
        value->>'daysToDeparture', value->>'currency', value->>'status', value->>'lowestMinor',
        value->>'priceLevel', value->>'predictedMinor', value->>'lowMinor', value->>'highMinor',
        value->>'action', value->>'confidence', value->>'fareModel', value->>'outlookModel'
      FROM json_each(${JSON.stringify(rows)}) WHERE true
      ON CONFLICT (scope, market, departure_date) DO UPDATE SET scored_at = excluded.scored_at,
        days_to_departure = excluded.days_to_departure, currency = excluded.currency,
        status = excluded.status, lowest_minor = excluded.lowest_minor,
        price_level = excluded.price_level, predicted_minor = excluded.predicted_minor,
        low_minor = excluded.low_minor, high_minor = excluded.high_minor,
        action = excluded.action, confidence = excluded.confidence,
        fare_model = excluded.fare_model, outlook_model = excluded.outlook_model
      WHERE excluded.scored_at >= scores.scored_at`)
  }
}

export type ScoreQuery = {
  readonly limit: number
  /** "MARKET/DATE" of the last row of the page before. */
  readonly after?: string | undefined
  readonly market?: string | undefined
  readonly origin?: string | undefined
  readonly priceLevel?: PriceLevel | undefined
  readonly action?: string | undefined
  /** First departure date. */
  readonly from: string
}

/** By market and departure, one more than `limit` when there is more. */
export async function listScores(
  db: Database,
  scope: Scope,
  { limit, after, market, origin, priceLevel, action, from }: ScoreQuery
) {
  const wanted: SQL[] = [eq(scores.scope, scope), gte(scores.departureDate, from)]
  if (after !== undefined) {
    wanted.push(gt(sql`${scores.market} || '/' || ${scores.departureDate}`, after))
  }
  if (market !== undefined) wanted.push(eq(scores.market, market))
  if (origin !== undefined) wanted.push(eq(sql`substr(${scores.market}, 1, 3)`, origin))
  if (priceLevel !== undefined) wanted.push(eq(scores.priceLevel, priceLevel))
  if (action !== undefined) wanted.push(eq(scores.action, action))
  const rows = await db
    .select()
    .from(scores)
    .where(and(...wanted))
    .orderBy(asc(scores.market), asc(scores.departureDate))
    .limit(limit + 1)
  return rows.map(({ priceLevel: level, ...row }) => ({
    ...row,
    priceLevel: PRICE_LEVELS.find((each) => each === level) ?? null,
  }))
}

/** Departures of before that day have left. */
export async function forgetScores(db: Database, scope: Scope, before: string): Promise<number> {
  const { meta } = await db
    .delete(scores)
    .where(and(eq(scores.scope, scope), lt(scores.departureDate, before)))
  return meta.changes
}
