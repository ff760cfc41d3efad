/**
 * Raw objects into curated files. Rows are gathered over many objects, so that a file is rewritten
 * once a portion; only when all rows of a portion lie in their files are its objects compacted.
 */

import { HOUR_MS } from '../../models/airline/calendar'
import type { Event } from '../../pipelines/events/event'
import type { Scope } from '../../pipelines/events/scope'
import type { Row, Table } from '../../pipelines/lake/curated/table'
import { TABLES } from '../../pipelines/lake/curated/tables'
import type { CuratedPlace } from '../../pipelines/lake/keys'
import { readRawLines } from '../../pipelines/lake/raw-lines'
import { keepBadLine } from '../dead-letters/letters'
import type { Services } from '../services'
import { type CompactedObject, recordCompacted } from '../storage/lake-objects'
import { addRows } from './curated-store'
import { readRawText, UnreadableObject } from './raw-text'

/** About 30 MB of rows, beside the one file of 25,000 that is being written. */
const PORTION_ROWS = 80_000
/** Raw objects fetched at once. */
const AHEAD = 4

export type CompactionCounts = {
  objects: number
  events: number
  rows: number
  files: number
  bad_lines: number
  /** Objects that could not be read now. */
  failed: number
}

type Portion = {
  readonly files: Map<string, { table: Table; at: CuratedPlace; rows: Row[] }>
  readonly objects: CompactedObject[]
  rows: number
}

export type Run = {
  readonly counts: CompactionCounts
  /** Nothing more is begun once this many rows are done. */
  readonly maxRows: number
  /** Throws when another has taken over. */
  readonly renew: () => Promise<void>
}

/** True when every key is done. */
export async function compactObjects(
  services: Services,
  scope: Scope,
  keys: readonly string[],
  run: Run
): Promise<boolean> {
  let portion = emptyPortion()
  for (let first = 0; first < keys.length; first += AHEAD) {
    if (run.counts.rows >= run.maxRows) return false
    const texts = await Promise.all(
      keys.slice(first, first + AHEAD).map((key) => fetchText(services, key, run.counts))
    )
    for (const raw of texts) if (raw) await gather(services, scope, raw, portion, run.counts)
    if (portion.rows < PORTION_ROWS && first + AHEAD < keys.length) continue
    await close(services, portion, run)
    portion = emptyPortion()
  }
  return true
}

async function close(services: Services, portion: Portion, { counts, renew }: Run): Promise<void> {
  for (const { table, at, rows } of portion.files.values()) {
    await renew()
    counts.files += await addRows({ lake: services.lake, table, at }, rows)
  }
  await recordCompacted(services.db, portion.objects)
  counts.objects += portion.objects.length
  counts.rows += portion.rows
  for (const { events, badLines } of portion.objects) {
    counts.events += events
    counts.bad_lines += badLines
  }
}

type Raw = { readonly key: string; readonly text: string; readonly unreadable?: true }

/**
 * Returns undefined when it is gone, or cannot be read now. An unreadable one becomes a dead
 * letter.
 */
async function fetchText(
  services: Services,
  key: string,
  counts: CompactionCounts
): Promise<Raw | undefined> {
  try {
    const raw = await readRawText(services.lake, key)
    return raw && { key, text: raw.text }
  } catch (error) {
    if (error instanceof UnreadableObject) return { key, text: '', unreadable: true }
    services.log.error('raw object not read', { key, error })
    counts.failed += 1
    return undefined
  }
}

async function gather(
  services: Services,
  scope: Scope,
  { key, text, unreadable }: Raw,
  portion: Portion,
  counts: CompactionCounts
): Promise<void> {
  const { events, bad, newer } = unreadable
    ? { events: [], bad: [TORN], newer: 0 }
    : readRawLines(text)
  if (newer > 0) {
    services.log.error('raw object of a newer version left for later', { key, lines: newer })
    counts.failed += 1
    return
  }
  for (const line of bad) await keepBadLine(services, scope, { ...line, key })
  for (const table of TABLES) addEvents(portion, table, scope, events)
  portion.objects.push({ rawKey: key, scope, events: events.length, badLines: bad.length })
}

const TORN = { line: '', reason: 'raw object cannot be inflated', cause: 'torn' } as const

function addEvents(portion: Portion, table: Table, scope: Scope, events: readonly Event[]): void {
  for (const event of events) {
    const rows = table.rowsOf(event)
    if (rows.length === 0) continue
    const at = { scope, table: table.name, at: Math.floor(event.at / HOUR_MS) * HOUR_MS }
    const name = `${table.name} ${at.at}`
    const file = portion.files.get(name)
    if (file) for (const row of rows) file.rows.push(row)
    else portion.files.set(name, { table, at, rows })
    portion.rows += rows.length
  }
}

function emptyPortion(): Portion {
  return { files: new Map(), objects: [], rows: 0 }
}
