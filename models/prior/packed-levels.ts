/**
 * Levels of all pairs of a region's cities as bytes, one region after another: for each pair the
 * logarithm of its fare (16 bits, little-endian) and the logarithm of its travellers (8 bits, 0 where
 * it was not observed), then for each city its four seasons (8 bits, signed). Pairs are in the order
 * of models/prior/pair-index.ts.
 */
import { valueAt } from '../statistics/value-at'
import { pairCount } from './pair-index'

const LOG_FARE_STEP = 1 / 5000
const LOG_TRAVELLERS_STEP = 1 / 16
const SEASON_STEP = 1 / 400

export type RegionLevels = {
  /** By pair: log fare of one direction, in the base year. */
  readonly pairs: Float32Array
  /** By pair: travellers a quarter; 0 where the pair was not observed. */
  readonly travellers: Float32Array
  /** City x quarter of the year: logarithm added to the region's season. */
  readonly citySeason: Float32Array
}

type Unpacked = { readonly [Column in keyof RegionLevels]: ArrayLike<number> }

export function packedBytes(cities: number): number {
  return pairCount(cities) * 3 + cities * 4
}

export function packLevels(regions: readonly Unpacked[]): Uint8Array {
  const bytes = regions.flatMap((region) => [
    ...Array.from(region.pairs, (log) => steps(log, LOG_FARE_STEP, 0xffff)).flatMap((word) => [
      word & 0xff,
      word >> 8,
    ]),
    ...Array.from(region.travellers, packTravellers),
    ...Array.from(region.citySeason, (log) => Math.max(-127, steps(log, SEASON_STEP, 127)) & 0xff),
  ])
  return Uint8Array.from(bytes)
}

/** `cities` is the number of cities of each region, in order. */
export function unpackLevels(bytes: Uint8Array, cities: readonly number[]): RegionLevels[] {
  const expected = cities.reduce((sum, count) => sum + packedBytes(count), 0)
  if (bytes.length !== expected) {
    throw new RangeError(
      `levels have ${bytes.length} bytes, the manifest's cities need ${expected}`
    )
  }
  let at = 0
  const take = (length: number) => {
    at += length
    return bytes.subarray(at - length, at)
  }
  return cities.map((count) => {
    const pairs = pairCount(count)
    const [fares, travellers, seasons] = [take(pairs * 2), take(pairs), take(count * 4)]
    return {
      pairs: Float32Array.from({ length: pairs }, (_, pair) => {
        const word = valueAt(fares, pair * 2) + 256 * valueAt(fares, pair * 2 + 1)
        return word * LOG_FARE_STEP
      }),
      travellers: Float32Array.from(travellers, (step) =>
        step === 0 ? 0 : Math.exp((step - 1) * LOG_TRAVELLERS_STEP)
      ),
      citySeason: Float32Array.from(seasons, (step) => ((step << 24) >> 24) * SEASON_STEP),
    }
  })
}

function packTravellers(travellers: number): number {
  if (travellers <= 0) return 0
  return 1 + Math.max(0, steps(Math.log(travellers), LOG_TRAVELLERS_STEP, 254))
}

function steps(value: number, step: number, most: number): number {
  return Math.min(most, Math.round(value / step))
}
