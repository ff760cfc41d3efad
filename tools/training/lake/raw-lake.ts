/**
 * The raw lake as training reads it: the objects of one owner that arrived before an instant, each
 * event once, in the order of event time. The same lines rebuild the market objects, so rows see what
 * serving saw.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { HOUR_MS } from '../../../models/airline/calendar'
import type { Event } from '../../../pipelines/events/event'
import type { Scope } from '../../../pipelines/events/scope'
import { rawPrefix } from '../../../pipelines/lake/keys'
import { readRawLines } from '../../../pipelines/lake/raw-lines'
import { lakeFiles } from '../../server/local-files'

/** One raw object: its key, and its lines when they are needed. */
export type RawObject = { readonly key: string; read(): Promise<string> }

export type LakeHours = {
  /** First and last arrival hour, RFC 3339. */
  readonly from: string
  readonly to: string
  readonly count: number
  readonly objects: number
}

export type LakeEvents = {
  readonly events: readonly Event[]
  readonly hours: LakeHours
  /** Lines that could not be read. */
  readonly unreadable: number
}

const HOUR = /\/year=(\d{4})\/month=(\d\d)\/day=(\d\d)\/hour=(\d\d)\//

export function localObjects(stateDir: string, scope: Scope): readonly RawObject[] {
  return lakeFiles(stateDir, rawPrefix(scope)).map(({ key, path }) => ({
    key,
    read: async () => gunzipSync(readFileSync(path)).toString('utf8'),
  }))
}

/** Epoch ms of the arrival hour that a key names; undefined for any other key. */
export function arrivalHour(key: string): number | undefined {
  const [, year, month, day, hour] = HOUR.exec(key) ?? []
  if (hour === undefined) return undefined
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour))
}

export async function readLake(
  objects: readonly RawObject[],
  until: number,
  onObject: (done: number) => void = () => {}
): Promise<LakeEvents> {
  const known = new Map<string, Event>()
  const hours = new Set<number>()
  let read = 0
  let unreadable = 0
  for (const [index, object] of objects.entries()) {
    const hour = arrivalHour(object.key)
    if (hour === undefined || hour >= until) continue
    const { events, bad } = readRawLines(await object.read())
    unreadable += bad.length
    // An event accepted twice is one fact; the copy that arrived first is kept.
    for (const event of events.filter(({ at, receivedAt }) => Math.max(at, receivedAt) < until)) {
      const name = `${event.type}/${event.at}/${event.id}`
      if (!known.has(name)) known.set(name, event)
    }
    hours.add(hour)
    read += 1
    onObject(index + 1)
  }
  const events = [...known.values()].sort((a, b) => a.at - b.at)
  return { events, hours: hoursOf([...hours], read), unreadable }
}

function hoursOf(hours: readonly number[], objects: number): LakeHours {
  if (hours.length === 0) return { from: '', to: '', count: 0, objects: 0 }
  const sorted = hours.toSorted((a, b) => a - b)
  const name = (at: number) => new Date(at).toISOString()
  const last = (sorted.at(-1) ?? 0) + HOUR_MS
  return { from: name(sorted[0] ?? 0), to: name(last), count: hours.length, objects }
}
