/** Recorded answers of distribution systems, and instants at which the API would accept them. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DAY_MS } from '../../models/airline/calendar'
import { readDocument } from '../../pipelines/intake/recognise'
import type { DocumentResult } from '../../pipelines/sources/document/document'

export type RecordedDocument = {
  readonly file: string
  readonly text: string
  readonly source: string
  readonly result: DocumentResult
  /** An instant before its departures and not before its creation, epoch ms. */
  readonly clock: number
}

/** Returns a string with the reason where the file is no document of a known source. */
export async function readRecorded(file: string): Promise<RecordedDocument | string> {
  const text = await readFile(file, 'utf8')
  const documentId = createHash('sha256').update(text).digest('hex').slice(0, 32)
  const clock = clockOf(readAt(text, documentId, 0))
  const read = readDocument(text, { receivedAt: clock, documentId })
  if ('code' in read) return read.detail
  return { file, text, source: read.source, result: read.result, clock }
}

export async function documentFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && /\.(?:json|xml)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function readAt(text: string, documentId: string, receivedAt: number): DocumentResult {
  const read = readDocument(text, { receivedAt, documentId })
  return 'result' in read ? read.result : { events: [], problems: [] }
}

/** Searches that do not date themselves were given the instant 0. */
function clockOf({ events }: DocumentResult): number {
  const newest = Math.max(...events.map(({ timestamp }) => Date.parse(timestamp)))
  if (newest > 0) return newest + 1_000
  const departures = events.map(({ departure_date }) => Date.parse(departure_date))
  return departures.length === 0 ? Date.now() : Math.min(...departures) - DAY_MS
}
