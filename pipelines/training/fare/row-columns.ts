/** How training rows are laid out for the fit: which features it learns, and what each one needs to be known. */
import { FEATURES } from '../../features/fare/fare-features'
import type { Feature } from '../../features/feature'

/**
 * Groups hidden together in training, so that a question which knows less is an everyday one:
 * flights before one is chosen, a market nobody searched, an airport never seen.
 */
export type FeatureGroup = 'fare_basis' | 'itinerary' | 'stops' | 'history' | 'place'

export type LearnedFeature = Pick<Feature, 'name' | 'kind' | 'unit'> & {
  readonly groups: readonly FeatureGroup[]
}

/** What must not move a fare, or would teach the model the calendar of its training period. */
const NOT_LEARNED: ReadonlySet<string> = new Set([
  // A day of 2022 never comes again; its weekday, week and month do.
  'departure_date',
  'return_date',
  // Traffic and how much was seen differ by deployment, and grow while a history fills.
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
  // The sources tell the day of a search, not its hour.
  'search_hour',
])

const FARE_BASIS: ReadonlySet<string> = new Set([
  'rbd',
  'airline_rbd',
  'fare_basis_rule',
  'fare_basis_tail',
])
/** A currency never seen comes with an airport never seen. */
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
