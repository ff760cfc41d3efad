/** How training rows are laid out for the fit: which features it learns, and what each one needs to be known. */
import { FEATURES } from '../features/all'
import type { Feature } from '../features/feature'

/**
 * Groups hidden together in training, so that a question which knows less is an everyday one:
 * flights before one is chosen, a market nobody searched, an airport never seen.
 */
export type FeatureGroup = 'fare_basis' | 'itinerary' | 'stops' | 'history' | 'place'

export type LearnedFeature = Pick<Feature, 'name' | 'kind' | 'unit'> & {
  readonly groups: readonly FeatureGroup[]
}

/** What must not move a fare: traffic differs by deployment, shoppers pay one price, the sources tell no true hour. */
const NOT_LEARNED: ReadonlySet<string> = new Set([
  'route_popularity',
  'search_volume_24h',
  'bookings_30d',
  'passengers',
  'user_country',
  'device',
  'browser',
  'os',
  'search_hour',
])

const FARE_BASIS: ReadonlySet<string> = new Set([
  'rbd',
  'airline_rbd',
  'fare_basis_rule',
  'fare_basis_tail',
])
const PLACE: ReadonlySet<string> = new Set(['origin', 'destination', 'market'])

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
