/** Columns of the training rows: the features that the fit uses, and the groups they belong to. */
import { FEATURES } from '../../features/fare/fare-features'
import type { Feature } from '../../features/feature'

/**
 * Groups hidden together in training, so that questions with less information are common: no chosen
 * flight, a market without searches, an unknown airport.
 */
export type FeatureGroup = 'fare_basis' | 'itinerary' | 'stops' | 'history' | 'place'

export type LearnedFeature = Pick<Feature, 'name' | 'kind' | 'unit'> & {
  readonly groups: readonly FeatureGroup[]
}

/** Features that must not change a fare, or that would fit the calendar of the training period. */
const NOT_LEARNED: ReadonlySet<string> = new Set([
  // Dates of the training period never recur; their weekday, week and month do.
  'departure_date',
  'return_date',
  // Traffic and observation counts differ by deployment and grow while a history fills.
  'route_popularity',
  'search_volume_24h',
  'bookings_30d',
  'market_observations_30d',
  'departure_observations',
  'departure_observation_age_days',
  'comparable_observations',
  // All shoppers are quoted the same fare.
  'passengers',
  'user_country',
  'device',
  'browser',
  'os',
  // The sources have the day of a search, not its hour.
  'search_hour',
])

const FARE_BASIS: ReadonlySet<string> = new Set([
  'rbd',
  'airline_rbd',
  'fare_basis_rule',
  'fare_basis_tail',
])
/** An unknown currency occurs together with an unknown airport. */
const PLACE: ReadonlySet<string> = new Set(['origin', 'destination', 'market', 'currency'])

export function learnedFeatures(): readonly LearnedFeature[] {
  return FEATURES.filter(({ name }) => !NOT_LEARNED.has(name)).map((feature) => ({
    name: feature.name,
    kind: feature.kind,
    unit: feature.unit,
    groups: groupsOf(feature),
  }))
}

function groupsOf({ name, source }: Feature): FeatureGroup[] {
  const groups: FeatureGroup[] = []
  if (FARE_BASIS.has(name)) groups.push('fare_basis')
  if (name === 'stops') groups.push('stops')
  else if (source.includes('itinerary')) groups.push('itinerary')
  if (source.includes('market')) groups.push('history')
  if (PLACE.has(name)) groups.push('place')
  return groups
}
