/** Lists the markets of an account. A market is written once, so most batches write nothing. */
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Market, Market as MarketCode, marketOf } from '../../../models/airline/market'
import { type Scope, scopeKey } from '../../../pipelines/events/scope'
import type { Database } from '../database'

export type KnownMarket = { readonly market: Market; readonly firstAt: number }

/** A market matches when its ends are among the codes; an absent list matches every code. */
export type MarketFilter = {
  readonly origins?: readonly string[] | undefined
  readonly destinations?: readonly string[] | undefined
  /** One of the two ends is among the codes. */
  readonly either?: readonly string[] | undefined
}

const Row = z.object({
  market: MarketCode.transform((code) => marketOf(code.slice(0, 3), code.slice(4))),
  firstAt: z.number(),
})
const Counts = z.object({ code: z.string(), leaving: z.number(), arriving: z.number() })

/** Safe to repeat. */
export async function noteMarkets(
  db: Database,
  scope: Scope,
  markets: readonly Market[],
  at: number
): Promise<void> {
  if (markets.length === 0) return
  await db.run(sql`INSERT OR IGNORE INTO known_markets (scope, market, destination, first_at)
    SELECT ${scopeKey(scope)}, value, substr(value, 5), ${at}
    FROM json_each(${JSON.stringify(markets)})`)
}

/** In the order of their codes, after the given market. */
export async function readKnownMarkets(
  db: Database,
  scope: Scope,
  { origins, destinations, either }: MarketFilter,
  { limit, after }: { readonly limit: number; readonly after: string }
): Promise<readonly KnownMarket[]> {
  const wanted = [
    sql`scope = ${scopeKey(scope)}`,
    sql`market > ${after}`,
    ...(origins ? [sql`substr(market, 1, 3) IN ${listOf(origins)}`] : []),
    ...(destinations ? [sql`destination IN ${listOf(destinations)}`] : []),
    ...(either
      ? [sql`(substr(market, 1, 3) IN ${listOf(either)} OR destination IN ${listOf(either)})`]
      : []),
  ]
  const rows = await db.all(sql`SELECT market, first_at AS firstAt FROM known_markets
    WHERE ${sql.join(wanted, sql` AND `)} ORDER BY market LIMIT ${limit}`)
  return z.array(Row).parse(rows)
}

/** Those of the markets in which fares were observed, in the given order. */
export async function readKnownAmong(
  db: Database,
  scope: Scope,
  markets: readonly Market[]
): Promise<readonly Market[]> {
  const rows = await db.all(sql`SELECT market, first_at AS firstAt FROM known_markets
    WHERE scope = ${scopeKey(scope)} AND market IN ${listOf(markets)}`)
  const known = new Set(
    z
      .array(Row)
      .parse(rows)
      .map(({ market }) => market)
  )
  return markets.filter((market) => known.has(market))
}

/** Number of markets that leave from and arrive at each code; a code without markets is absent. */
export async function countMarketsOf(
  db: Database,
  scope: Scope,
  codes: readonly string[]
): Promise<ReadonlyMap<string, { readonly leaving: number; readonly arriving: number }>> {
  const rows =
    await db.all(sql`SELECT code, sum(leaving) AS leaving, sum(arriving) AS arriving FROM (
      SELECT substr(market, 1, 3) AS code, 1 AS leaving, 0 AS arriving FROM known_markets
      WHERE scope = ${scopeKey(scope)} AND substr(market, 1, 3) IN ${listOf(codes)}
      UNION ALL
      SELECT destination, 0, 1 FROM known_markets
      WHERE scope = ${scopeKey(scope)} AND destination IN ${listOf(codes)}
    ) GROUP BY code`)
  return new Map(
    z
      .array(Counts)
      .parse(rows)
      .map(({ code, ...counts }) => [code, counts])
  )
}

function listOf(codes: readonly string[]) {
  return sql`(SELECT value FROM json_each(${JSON.stringify(codes)}))`
}
