/** The real fare files whose licences allow a shipped model, and their adapters. */
import type { SearchEvent } from '../../../pipelines/events/event'
import type { FareFormat } from '../../replay/read-fares'
import { type FareFile, readSearches } from '../kit/read-searches'

export type TrainingSource = FareFile & {
  readonly data: 'expedia' | 'easemytrip'
  readonly format: FareFormat
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
  return { ...source, events: await readSearches(folder, source, source.format) }
}
