/**
 * Corrections of OpenTravelData and of the time-zone boundaries, each with its source. A row is
 * named by its code, and by its last day where the code had several places (`FRU@2025-08-20`).
 */
import { readFile } from 'node:fs/promises'
import type { SourceRow } from './source-rows'

const CSV = 'tools/generate/places/corrections.csv'
const HEADER = 'place,field,value,source'

/**
 * `zone` is final: the look-up by coordinates is not used. `successor` is the code used since. A place
 * with any value of `kept` is left out.
 */
const FIELDS = [
  'from',
  'until',
  'latitude',
  'longitude',
  'cities',
  'zone',
  'successor',
  'kept',
] as const
type Field = (typeof FIELDS)[number]

/** A row after its corrections, with what they decide beyond its own fields. */
export type CorrectedRow = SourceRow & {
  /** Key of the row in the corrections. */
  readonly key: string
  readonly decidedZone: string | undefined
  readonly decidedSuccessor: string | undefined
}

/** Throws for a correction of a place that is not in the table: it has lost its purpose. */
export async function readCorrected(rows: readonly SourceRow[]): Promise<CorrectedRow[]> {
  const corrections = await readCorrections()
  const keys = new Set(rows.map(correctionKey))
  for (const place of corrections.keys()) {
    if (!keys.has(place)) throw new Error(`${CSV}: ${place} is not in the table; remove it`)
  }
  const kept = rows.filter((row) => !corrections.get(correctionKey(row))?.has('kept'))
  return kept.map((row) => {
    const key = correctionKey(row)
    const fields = corrections.get(key)
    const { from, until, latitude, longitude, cities } = row
    return {
      ...row,
      from: fields?.get('from') ?? from,
      until: fields?.get('until') ?? until,
      latitude: fields?.get('latitude') ?? latitude,
      longitude: fields?.get('longitude') ?? longitude,
      cities: fields?.get('cities') ?? cities,
      key,
      decidedZone: fields?.get('zone'),
      decidedSuccessor: fields?.get('successor'),
    }
  })
}

function correctionKey({ code, until }: SourceRow): string {
  return until === '' ? code : `${code}@${until}`
}

async function readCorrections(): Promise<ReadonlyMap<string, ReadonlyMap<Field, string>>> {
  const [head, ...lines] = (await readFile(CSV, 'utf8')).trimEnd().split('\n')
  if (head !== HEADER) throw new Error(`${CSV} must begin with ${HEADER}`)
  const byPlace = new Map<string, Map<Field, string>>()
  for (const line of lines) {
    const [place = '', name = '', value = '', source = ''] = line.split(',')
    const field = FIELDS.find((each) => each === name)
    if (!field || !source) throw new Error(`${CSV}: "${line}" needs a known field and a source`)
    byPlace.set(place, (byPlace.get(place) ?? new Map<Field, string>()).set(field, value))
  }
  return byPlace
}
