/** Object keys of the lake. Test data has its own root, so no reader of live data reads it. */
import type { TableName } from './curated/table'

export type RawKey = {
  readonly liveMode: boolean
  readonly receivedAt: number
  readonly name: string
}

/**
 * Partitions by arrival hour in UTC: an hour is complete once it is over, whenever its events
 * happened.
 */
export function rawKey({ liveMode, receivedAt, name }: RawKey): string {
  const { day, hour } = partOf(receivedAt)
  return `${rawPrefix(liveMode)}${day}/hour=${hour}/${name}.ndjson.gz`
}

export function rawPrefix(liveMode: boolean): string {
  return `${rootOf(liveMode)}raw/`
}

export type CuratedPlace = {
  readonly liveMode: boolean
  readonly table: TableName
  /** Any instant of the hour in which its events happened. */
  readonly at: number
}

/**
 * Partitions by event hour in UTC, so that both copies of an event accepted twice share a file,
 * whenever they arrived.
 */
export function curatedKey(place: CuratedPlace, leaf: string): string {
  return `${curatedHourPrefix(place)}${leaf === '' ? '' : `-${leaf}`}.parquet`
}

export function curatedHourPrefix({ liveMode, table, at }: CuratedPlace): string {
  const { day, hour } = partOf(at)
  return `${curatedPrefix(liveMode, table)}${day}/${hour}`
}

export function curatedPrefix(liveMode: boolean, table?: TableName): string {
  return `${rootOf(liveMode)}curated/${table === undefined ? '' : `${table}/`}`
}

/** Parses the leaf from the name of a curated file; undefined for any other name. */
export function leafOf(key: string): string | undefined {
  const found = LEAF.exec(key)
  return found ? (found[1] ?? '') : undefined
}
const LEAF = /\/\d\d(?:-([01]+))?\.parquet$/

export function deadLetterKey(liveMode: boolean, id: string): string {
  return `${deadLetterPrefix(liveMode)}${id}.json`
}

/** Key of a document that could not be parsed completely, stored as received. */
export function setAsideKey(liveMode: boolean, id: string): string {
  return `${deadLetterPrefix(liveMode)}${id}.document`
}

/** Key of a request's messages, until each is counted. */
export function landingKey(liveMode: boolean, receiptId: string): string {
  return `${landingPrefix(liveMode)}${receiptId}.json`
}

export function landingPrefix(liveMode: boolean): string {
  return `${rootOf(liveMode)}landings/`
}

export function deadLetterPrefix(liveMode: boolean): string {
  return `${rootOf(liveMode)}dead-letters/`
}

/** Key of a snapshot used by decisions, named by the hash of its content. */
export function decisionSnapshotKey(liveMode: boolean, name: string): string {
  return `${decisionSnapshotPrefix(liveMode)}${name}.json.gz`
}

export function decisionSnapshotPrefix(liveMode: boolean): string {
  return `${rootOf(liveMode)}decisions/snapshots/`
}

/** Key of a day's part of the accuracy ledger, by the UTC day on which decisions were settled. */
export function ledgerKey(liveMode: boolean, day: string, part: number): string {
  return `${ledgerDayPrefix(liveMode, day)}${String(part).padStart(4, '0')}.parquet`
}

export function ledgerDayPrefix(liveMode: boolean, day: string): string {
  return `${ledgerPrefix(liveMode)}date=${day}/`
}

export function ledgerPrefix(liveMode: boolean): string {
  return `${rootOf(liveMode)}ledger/`
}

function partOf(at: number): { day: string; hour: string } {
  const [date = '', time = ''] = new Date(at).toISOString().split('T')
  const [year, month, day] = date.split('-')
  return { day: `year=${year}/month=${month}/day=${day}`, hour: time.slice(0, 2) }
}

function rootOf(liveMode: boolean): string {
  return liveMode ? '' : 'test/'
}
