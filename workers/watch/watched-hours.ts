/** Hours of the curated lake as the watch reads them, in order. */
import { DAY_MS, dayNumber, HOUR_MS } from '../../models/airline/calendar'
import type { Scope } from '../../pipelines/events/scope'
import type { FeedSearch } from '../../pipelines/features/anomaly/anomaly-feed'
import { readRows } from '../../pipelines/lake/curated/parquet'
import type { Row, Table } from '../../pipelines/lake/curated/table'
import {
  curatedDayOf,
  curatedHourOf,
  curatedHourPrefix,
  curatedPrefix,
} from '../../pipelines/lake/keys'
import { hourSearches, WATCHED_OFFERS, WATCHED_SEARCHES } from '../../pipelines/watch/hour-searches'
import { listAll } from '../lake/walk'

/** Instants at which hours with searches begin, after `after` up to `until`; at most `limit`. */
export async function hoursAfter(
  lake: R2Bucket,
  scope: Scope,
  {
    after,
    until,
    limit,
  }: { readonly after: number; readonly until: number; readonly limit: number }
): Promise<number[]> {
  const { name: table } = WATCHED_SEARCHES
  const hours = new Set<number>()
  const prefix = curatedPrefix(scope, table)
  // "~" sorts behind every part of a key, so the files of the hour itself are passed over.
  let startAfter = `${curatedHourPrefix({ scope, table, at: after })}~`
  for (;;) {
    const { objects, truncated } = await lake.list({ prefix, startAfter })
    for (const { key } of objects) {
      const [day, hour] = [curatedDayOf(key), curatedHourOf(key)]
      if (day === undefined || hour === undefined) continue
      const at = dayNumber(day) * DAY_MS + hour * HOUR_MS
      if (at > until || hours.size >= limit) return [...hours]
      hours.add(at)
    }
    const last = objects.at(-1)?.key
    if (!truncated || last === undefined) return [...hours]
    startAfter = last
  }
}

export type WatchedHour = {
  readonly searches: ReadonlyMap<string, readonly FeedSearch[]>
  readonly rows: number
}

export async function readHour(
  lake: R2Bucket,
  scope: Scope,
  at: number,
  renew: () => Promise<void>
): Promise<WatchedHour> {
  const read = async (table: Table): Promise<Row[]> => {
    const rows: Row[] = []
    for (const { key } of await listAll(
      lake,
      curatedHourPrefix({ scope, table: table.name, at })
    )) {
      await renew()
      const object = await lake.get(key)
      if (object)
        for (const row of await readRows(table, await object.arrayBuffer())) rows.push(row)
    }
    return rows
  }
  const [searches, offers] = [await read(WATCHED_SEARCHES), await read(WATCHED_OFFERS)]
  return { searches: hourSearches(searches, offers), rows: searches.length + offers.length }
}
