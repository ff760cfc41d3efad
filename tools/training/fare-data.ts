/** The real fare files a model may be shipped from: licences that allow it, and how to read them. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { SearchEvent } from '../../pipelines/events/event'
import { createEventReader, type Reading } from '../../pipelines/events/read-event'
import { type FareFormat, readFares } from '../read-fares'

export type TrainingSource = {
  readonly data: 'expedia' | 'easemytrip'
  readonly format: FareFormat
  /** Below the folder given by --data. */
  readonly file: string
  readonly name: string
  readonly licence: string
  readonly url: string
}

export const TRAINING_SOURCES: readonly TrainingSource[] = [
  {
    data: 'expedia',
    format: 'expedia',
    file: 'expedia/itineraries.csv.gz',
    name: 'Flight Prices by dilwong (Expedia, one-way US itineraries, sampled)',
    licence: 'CC BY 4.0',
    url: 'https://www.kaggle.com/datasets/dilwong/flightprices',
  },
  {
    data: 'easemytrip',
    format: 'easemytrip',
    file: 'easemytrip/fares.csv.gz',
    name: 'Flight Price Prediction by shubhambathwal (EaseMyTrip, 30 Indian markets)',
    licence: 'CC0',
    url: 'https://www.kaggle.com/datasets/shubhambathwal/flight-price-prediction',
  },
]

export type TrainingData = TrainingSource & { readonly events: readonly SearchEvent[] }

export async function readTrainingData(
  folder: string,
  source: TrainingSource
): Promise<TrainingData> {
  const file = join(folder, source.file)
  if (!existsSync(file)) {
    throw new Error(`--data: there is no ${file}. Get "${source.name}" at ${source.url}`)
  }
  const { events } = await readFares(source.format, [file])
  const read = createEventReader(
    { now: Number.MAX_SAFE_INTEGER, maxClockSkewMs: 0 },
    { caller: {}, hashUser: () => '' }
  )
  const readings = events.map((event) => read(event))
  return { ...source, events: readings.flatMap((reading) => searchIn(reading)) }
}

function searchIn(reading: Reading): SearchEvent[] {
  return 'event' in reading && reading.event.type === 'search' ? [reading.event] : []
}
