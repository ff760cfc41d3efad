/** Names of objects in the lake. Each scope has its own root, so that no reader meets another's data. */
import type { IsoDay } from '../../models/airline/calendar'
import { type Scope, scopeKey } from '../events/scope'
import type { TableName } from './curated/table'

export type RawKey = {
  readonly scope: Scope
  readonly receivedAt: number
  readonly name: string
}

/**
 * Partitions by arrival hour in UTC: an hour is complete once it is over, whenever its events
 * happened.
 */
export function rawKey({ scope, receivedAt, name }: RawKey): string {
  const { day, hour } = partOf(receivedAt)
  return `${rawPrefix(scope)}${day}/hour=${hour}/${name}.ndjson.gz`
}

export function rawPrefix(scope: Scope): string {
  return `${rootOf(scope)}raw/`
}

export type CuratedPlace = {
  readonly scope: Scope
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

export function curatedHourPrefix({ scope, table, at }: CuratedPlace): string {
  const { day, hour } = partOf(at)
  return `${curatedPrefix(scope, table)}${day}/${hour}`
}

/** Prefix of a UTC day's files. */
export function curatedDayPrefix({ scope, table, at }: CuratedPlace): string {
  return `${curatedPrefix(scope, table)}${partOf(at).day}/`
}

/** Parses the UTC day from the key of a curated file; undefined for any other key. */
export function curatedDayOf(key: string): IsoDay | undefined {
  const found = DAY.exec(key)
  return found ? `${found[1]}-${found[2]}-${found[3]}` : undefined
}
const DAY = /\/year=(\d{4})\/month=(\d\d)\/day=(\d\d)\//

/** Parses the hour, 0 to 23; undefined for a key that is not a curated file's. */
export function curatedHourOf(key: string): number | undefined {
  const found = HOUR.exec(key)
  return found ? Number(found[1]) : undefined
}
const HOUR = /\/(\d\d)(?:-[01]+)?\.parquet$/

export function curatedPrefix(scope: Scope, table?: TableName): string {
  return `${rootOf(scope)}curated/${table === undefined ? '' : `${table}/`}`
}

/**
 * Key of the marks of a message's offers in quarantine, below the curated tables, so that they are kept
 * as long.
 */
export function quarantineKey({ scope, receivedAt, name }: RawKey): string {
  const { day, hour } = partOf(receivedAt)
  return `${quarantinePrefix(scope)}${day}/${hour}-${name}.ndjson.gz`
}

export function quarantinePrefix(scope: Scope): string {
  return `${curatedPrefix(scope)}quarantined_offers/`
}

/** Parses the leaf from the name of a curated file; undefined for any other name. */
export function leafOf(key: string): string | undefined {
  const found = LEAF.exec(key)
  return found ? (found[1] ?? '') : undefined
}
const LEAF = /\/\d\d(?:-([01]+))?\.parquet$/

export function deadLetterKey(scope: Scope, id: string): string {
  return `${deadLetterPrefix(scope)}${id}.json`
}

/** Key of a document that could not be parsed completely, stored as received. */
export function setAsideKey(scope: Scope, id: string): string {
  return `${deadLetterPrefix(scope)}${id}.document`
}

/** Key of a request's messages, until each is counted. */
export function landingKey(scope: Scope, receiptId: string): string {
  return `${landingPrefix(scope)}${receiptId}.json`
}

export function landingPrefix(scope: Scope): string {
  return `${rootOf(scope)}landings/`
}

export function deadLetterPrefix(scope: Scope): string {
  return `${rootOf(scope)}dead-letters/`
}

/** Key of a snapshot used by decisions, named by the hash of its content. */
export function decisionSnapshotKey(scope: Scope, name: string): string {
  return `${decisionSnapshotPrefix(scope)}${name}.json.gz`
}

export function decisionSnapshotPrefix(scope: Scope): string {
  return `${rootOf(scope)}decisions/snapshots/`
}

/** Key of a day's part of the accuracy ledger, by the UTC day on which decisions were settled. */
export function ledgerKey(scope: Scope, day: string, part: number): string {
  return `${ledgerDayPrefix(scope, day)}${String(part).padStart(4, '0')}.parquet`
}

export function ledgerDayPrefix(scope: Scope, day: string): string {
  return `${ledgerPrefix(scope)}date=${day}/`
}

export function ledgerPrefix(scope: Scope): string {
  return `${rootOf(scope)}ledger/`
}

/** Key of scores of a slot, from a market on. */
export function predictionKey(scope: Scope, slot: number, market: string): string {
  const { day, hour } = partOf(slot)
  return `${predictionPrefix(scope)}${day}/${hour}-${market}.parquet`
}

export function predictionPrefix(scope: Scope): string {
  return `${rootOf(scope)}predictions/`
}

/** Key of what the watch has learned of a market's feeds. */
export function watchKey(scope: Scope, market: string): string {
  return `${watchPrefix(scope)}${market}.json.gz`
}

export function watchPrefix(scope: Scope): string {
  return `${rootOf(scope)}watch/`
}

/** Parses the market from the key of a watched market; undefined for any other key. */
export function watchedMarketOf(key: string): string | undefined {
  return WATCHED.exec(key)?.[1]
}
const WATCHED = /\/watch\/([^/]+)\.json\.gz$/

/** Key of the recalibration that was learned on a UTC day. */
export function recalibrationFile(scope: Scope, day: string): string {
  return `${rootOf(scope)}recalibrations/${day}.json`
}

/** Folder of an account's own model versions, as `<model>/<version>/`. */
export function modelsPrefix(scope: Scope): string {
  return `${rootOf(scope)}models/`
}

function partOf(at: number): { day: string; hour: string } {
  const [date = '', time = ''] = new Date(at).toISOString().split('T')
  const [year, month, day] = date.split('-')
  return { day: `year=${year}/month=${month}/day=${day}`, hour: time.slice(0, 2) }
}

function rootOf(scope: Scope): string {
  return `${scopeKey(scope)}/`
}
