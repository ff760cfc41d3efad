/** Fare files as native events in event-time order. All rows stay in memory: about 1 KB a row. */
import { createReadStream, existsSync } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import {
  addSighting,
  eventsInOrder,
  missingColumns,
  type OfferGroups,
  type SourceAdapter,
} from '../../pipelines/sources/document/adapter'
import { easemytrip } from '../../pipelines/sources/fare-files/easemytrip'
import { expedia } from '../../pipelines/sources/fare-files/expedia'
import { panel } from '../../pipelines/sources/fare-files/panel-file'
import type { NativeSearch } from '../../pipelines/wire/native-event'

export const fareFormats = { expedia, easemytrip, panel } as const
export type FareFormat = keyof typeof fareFormats

export type RejectedRow = { readonly file: string; readonly line: number; readonly reason: string }
export type Fares = {
  readonly events: readonly NativeSearch[]
  readonly rows: number
  readonly rejected: readonly RejectedRow[]
}

export async function readFares(
  format: FareFormat,
  files: readonly string[],
  onRow: (rows: number) => void = () => {}
): Promise<Fares> {
  const groups: OfferGroups = new Map()
  const rejected: RejectedRow[] = []
  let rows = 0
  for (const file of files) {
    for await (const { record, info } of csvRecords(file, fareFormats[format])) {
      rows += 1
      const sighting = fareFormats[format].read(record)
      if (typeof sighting !== 'string') addSighting(groups, sighting)
      else rejected.push({ file, line: info.lines, reason: sighting })
      onRow(rows)
    }
  }
  return { events: eventsInOrder(groups), rows, rejected }
}

type CsvRecord = { record: Record<string, string>; info: { lines: number } }

function csvRecords(file: string, adapter: SourceAdapter): AsyncIterable<CsvRecord> {
  return openPlain(file).pipe(
    parse({
      bom: true,
      info: true,
      skip_empty_lines: true,
      columns(names: string[]) {
        const missing = missingColumns(adapter, names)
        if (missing.length === 0) return names
        throw new Error(
          `${file} lacks the columns ${missing.join(', ')}. Is --format right? It has ${names.join(', ')}`
        )
      },
    })
  )
}

/** The bytes of a file, inflated when its name ends in .gz. */
export function openPlain(file: string): NodeJS.ReadableStream {
  if (!existsSync(file)) throw new Error(`There is no file ${file}`)
  const bytes = createReadStream(file)
  if (!file.endsWith('.gz')) return bytes
  const plain = createGunzip()
  bytes.on('error', (error) => plain.destroy(error))
  return bytes.pipe(plain)
}
