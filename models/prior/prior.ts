/** A prior ready for look-up: the levels of each region with its manifest. */

import { place } from '../airline/places'
import { valueAt } from '../statistics/value-at'
import { type RegionLevels, unpackLevels } from './packed-levels'
import { pairIndex } from './pair-index'
import type { PriorKind, PriorManifest, PriorRegionManifest } from './prior-manifest'

export type PriorRegion = RegionLevels & {
  readonly facts: PriorRegionManifest
  /** Position of a city, by its own code and those of its airports. */
  readonly cityOf: ReadonlyMap<string, number>
}

export type Prior = {
  /** "prior@" and its version. */
  readonly name: string
  readonly intervalLevel: number
  readonly regions: readonly PriorRegion[]
}

/** Throws a RangeError when the bytes are not those of the manifest's cities. */
export function readPrior(manifest: PriorManifest, bytes: Uint8Array): Prior {
  const levels = unpackLevels(
    bytes,
    manifest.regions.map(({ cities }) => cities.length)
  )
  return {
    name: `prior@${manifest.version}`,
    intervalLevel: manifest.interval_level,
    regions: manifest.regions.flatMap((facts, index) => {
      const region = levels[index]
      if (!region) return []
      return [{ ...region, facts, cityOf: citiesByCode(facts, region) }]
    }),
  }
}

/** A code shared by several cities belongs to the one with most travellers. */
function citiesByCode(
  { cities }: PriorRegionManifest,
  { travellers }: RegionLevels
): ReadonlyMap<string, number> {
  const sizes = cities.map((_, city) =>
    cities.reduce(
      (sum, __, other) => sum + (city === other ? 0 : valueAt(travellers, pairIndex(city, other))),
      0
    )
  )
  const smallestFirst = [...cities.entries()].toSorted(
    ([a], [b]) => valueAt(sizes, a) - valueAt(sizes, b)
  )
  const codes = new Map<string, number>()
  for (const [city, { airports }] of smallestFirst) {
    for (const code of airports) codes.set(place(code)?.city ?? code, city)
  }
  for (const [city, { airports }] of cities.entries()) {
    for (const code of airports) codes.set(code, city)
  }
  return codes
}

export type PriorInterval = { readonly low: number; readonly high: number }

/**
 * Logarithms to add to a level of this kind and age. Years are rounded up. Beyond the last measured
 * age both bounds move outwards, by the larger of their mean yearly movements between the first and
 * the last age: the direction in which prices drift from the index is unknown there.
 */
export function intervalAt(
  { facts }: PriorRegion,
  kind: PriorKind,
  ageYears: number
): PriorInterval | undefined {
  const entries = facts.intervals
    .filter((entry) => entry.kind === kind)
    .toSorted((a, b) => a.age_years - b.age_years)
  const measured = entries.find(({ age_years }) => age_years >= ageYears)
  if (measured) return { low: measured.low, high: measured.high }
  const last = entries.at(-1)
  const first = entries.find(({ age_years }) => age_years > 0)
  if (!last || !first) return undefined
  const years = last.age_years - first.age_years
  const beyond = ageYears - last.age_years
  const moved = Math.max(Math.abs(last.low - first.low), Math.abs(last.high - first.high))
  const drift = years === 0 ? 0 : (beyond * moved) / years
  return { low: last.low - drift, high: last.high + drift }
}
