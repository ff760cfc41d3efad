/**
 * Invariants once no work is left. The same rules as `lake -- verify`, and those that need to know
 * what clients were answered.
 */

import { gunzipSync } from 'node:zlib'
import { readMessage } from '../../pipelines/events/message'
import { scopeKey } from '../../pipelines/events/scope'
import { readRows } from '../../pipelines/lake/curated/parquet'
import { columnIndex } from '../../pipelines/lake/curated/table'
import { tableNamed } from '../../pipelines/lake/curated/tables'
import { curatedPrefix, deadLetterKey, rawPrefix } from '../../pipelines/lake/keys'
import { userHasher } from '../../workers/secrets/user-hash'
import { LIVE } from '../build/scopes'
import type { Posted } from './client'
import type { Plan } from './plan'
import { USER_HASH_KEY, type World } from './world'

const MAX_TEXT_BYTES = 64_000_000

export async function violations(
  world: World,
  plan: Plan,
  posted: readonly Posted[],
  erased: ReadonlyMap<string, number>
): Promise<string[]> {
  const raw = rawLines(world)
  const letters = deadLetters(world)
  const curated = await curatedIds(world)
  // Events of a torn raw object are counted and no longer in raw.
  const isTorn = plan.faults.some((fault) => fault.kind === 'tear' && fault.folder === 'raw')
  return [
    ...lost(world),
    ...(isTorn ? [] : acknowledged(posted, raw, letters)),
    ...(isTorn ? [] : counted(world, raw)),
    ...receipts(world, posted, isTorn),
    ...equal(raw, curated, isTorn),
    ...erasure(world, posted, erased),
  ]
}

/** Lines of raw by event id. */
type Raw = ReadonlyMap<string, { readonly market: string; lines: number }>

function rawLines(world: World): Raw {
  const found = new Map<string, { market: string; lines: number }>()
  for (const [, text] of texts(world, rawPrefix(LIVE))) {
    for (const line of text.split('\n')) {
      if (line === '') continue
      const { id, market } = JSON.parse(line)
      const known = found.get(id)
      if (known) known.lines += 1
      else found.set(id, { market, lines: 1 })
    }
  }
  return found
}

/** Text of what lies below a prefix; torn objects have none. */
function* texts({ lake }: World, prefix: string): Iterable<[string, string]> {
  for (const key of lake.keys()) {
    const bytes = key.startsWith(prefix) ? lake.bytesAt(key) : undefined
    if (!bytes) continue
    try {
      const inflated = key.endsWith('.gz')
        ? gunzipSync(bytes, { maxOutputLength: MAX_TEXT_BYTES })
        : bytes
      yield [key, new TextDecoder().decode(inflated)]
    } catch {
      // Half of a gzip.
    }
  }
}

/** Ids of events in dead letters that were not replayed. */
function deadLetters(world: World): ReadonlySet<string> {
  const waiting = world.database.now<{ id: string; body: string | null }>(
    'SELECT id, body FROM dead_letters WHERE replayed_at IS NULL'
  )
  return new Set(
    waiting.flatMap(({ id, body }) => eventsIn(body ?? textAt(world, deadLetterKey(LIVE, id))))
  )
}

function textAt({ lake }: World, key: string): string {
  return new TextDecoder().decode(lake.bytesAt(key))
}

function eventsIn(body: string): string[] {
  try {
    return readMessage(body).events.map(({ id }) => id)
  } catch {
    // A message that cannot be read holds no event.
    return []
  }
}

function lost({ broker }: World): string[] {
  return broker.losses.map(({ queue, why }) => `the platform deleted a message of ${queue}: ${why}`)
}

function acknowledged(posted: readonly Posted[], raw: Raw, letters: ReadonlySet<string>): string[] {
  const sends = new Map<string, number>()
  for (const { events, tries } of posted) {
    for (const { search_id: id } of events) sends.set(id, (sends.get(id) ?? 0) + tries)
  }
  const ids = posted.flatMap(({ acknowledged, events }) =>
    acknowledged ? events.map(({ search_id: id }) => id) : []
  )
  return ids.flatMap((id) => {
    const lines = raw.get(id)?.lines ?? 0
    if (letters.has(id)) return `${id} can be read and counted, and is a dead letter`
    if (lines === 0) return `${id} was acknowledged and is nowhere`
    const times = sends.get(id) ?? 0
    return lines > times ? `${id} was sent ${times} times and lies ${lines} times in raw` : []
  })
}

function counted(world: World, raw: Raw): string[] {
  const wanted = new Map<string, number>()
  for (const { market } of raw.values()) wanted.set(market, (wanted.get(market) ?? 0) + 1)
  return [...wanted].flatMap(([market, events]) => {
    const name = `${scopeKey(LIVE)}/${market}`
    const snapshot = world.markets.restored(name).snapshot(Math.floor(world.simulation.now))
    const searches = snapshot?.searches.last['7d'] ?? 0
    return searches === events
      ? []
      : [`${market} counted ${searches} searches of ${events} different ones in raw`]
  })
}

type Row = {
  readonly id: string
  readonly accepted: number
  readonly queued: number
  readonly stored: number
  readonly done: number
  readonly messages: number
}

function receipts(world: World, posted: readonly Posted[], isTorn: boolean): string[] {
  const rows = world.database.now<Row>(`SELECT r.id, r.accepted, r.queued,
      coalesce(sum(m.stored), 0) AS stored, count(m.id) AS messages,
      coalesce(sum(m.counted + m.repeated + m.dead_lettered), 0) AS done
    FROM receipts AS r LEFT JOIN receipt_messages AS m ON m.receipt_id = r.id GROUP BY r.id`)
  const byId = new Map(rows.map((row) => [row.id, row]))
  const found: string[] = []
  for (const { name, acknowledged } of posted) {
    if (acknowledged && !byId.has(acknowledged.receiptId)) found.push(`${name} has no receipt`)
  }
  if (isTorn) return found
  for (const { id, accepted, queued, done } of rows) {
    // A request that never became a message is not queued.
    if (queued && done !== accepted) found.push(`${id} is queued: ${done} of ${accepted} done`)
    if (!queued && done !== 0 && done !== accepted) found.push(`${id}: ${done} of ${accepted} done`)
  }
  const [{ lines = 0 } = {}] = world.database.now<{ lines: number }>(
    'SELECT sum(stored) AS lines FROM receipt_messages'
  )
  const raw = [...rawLines(world).values()].reduce((sum, each) => sum + each.lines, 0)
  if ((lines ?? 0) !== raw) found.push(`receipts call ${lines} lines stored, raw has ${raw}`)
  return found
}

async function curatedIds(world: World): Promise<ReadonlyMap<string, number>> {
  const table = tableNamed('user_context')
  const column = columnIndex(table, 'event_id')
  const times = new Map<string, number>()
  for (const key of world.lake.keys()) {
    if (!key.startsWith(curatedPrefix(LIVE, 'user_context'))) continue
    const file = world.lake.bytesAt(key)?.slice().buffer
    for (const row of file ? await readRows(table, file) : []) {
      const id = String(row[column])
      times.set(id, (times.get(id) ?? 0) + 1)
    }
  }
  return times
}

function equal(raw: Raw, curated: ReadonlyMap<string, number>, isTorn: boolean): string[] {
  const found: string[] = []
  for (const id of raw.keys()) {
    const rows = curated.get(id) ?? 0
    if (rows !== 1) found.push(`${id} has ${rows} rows in curated`)
  }
  // Rows of a raw object that was torn later stay.
  for (const id of isTorn ? [] : curated.keys()) {
    if (!raw.has(id)) found.push(`${id} is in curated and not in raw`)
  }
  return found
}

function erasure(
  world: World,
  posted: readonly Posted[],
  erased: ReadonlyMap<string, number>
): string[] {
  const finished = world.database.now<{ finished: number | null }>(
    'SELECT finished_at AS finished FROM erasures'
  )
  const found = finished.some((row) => row.finished === null) ? ['an erasure never finished'] : []
  for (const [user, at] of erased) {
    // Events sent after the request are new.
    if (posted.some((each) => each.lastTryAt >= at && isOf(each, user))) continue
    const hash = userHasher([{ id: '1', secret: USER_HASH_KEY }], LIVE)(user)
    for (const [key, text] of texts(world, '')) {
      if (text.includes(hash)) found.push(`${user} is erased and in ${key}`)
    }
  }
  return found
}

function isOf({ events }: Posted, user: string): boolean {
  return events.some((event) => event.user_id === user)
}
