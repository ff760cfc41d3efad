/** A prior as it is looked up: the levels of each region with what its manifest says of them. */

import { place } from '../airline/places'
import { type RegionLevels, unpackLevels } from './packed-levels'
import type { PriorKind, PriorManifest, PriorRegionManifest } from './prior-manifest'

export type PriorRegion = RegionLevels & {
  readonly facts: PriorRegionManifest
  /** Position of a city by its own code and those of its airports. */
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
      const codes = facts.cities.flatMap(({ airports }, city) =>
        [...airports.map((code) => place(code)?.city ?? code), ...airports].map(
          (code): [string, number] => [code, city]
        )
      )
      return [{ ...region, facts, cityOf: new Map(codes) }]
    }),
  }
}

export type PriorInterval = { readonly low: number; readonly high: number }

/**
 * Logarithms to add to a level of this kind and age. A begun year counts whole. Past the last age
 * that was measured each bound moves on by what it moved a year between the first and the last, but
 * never inwards.
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
  const perYear = (from: number, to: number) => (years === 0 ? 0 : (to - from) / years)
  return {
    low: last.low + beyond * Math.min(0, perYear(first.low, last.low)),
    high: last.high + beyond * Math.max(0, perYear(first.high, last.high)),
  }
}
