import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  packedBytes,
  packLevels,
  type RegionLevels,
  unpackLevels,
} from '../../../models/prior/packed-levels'
import { pairCount, pairIndex } from '../../../models/prior/pair-index'

test('names every pair of cities once, whatever their order', () => {
  const seen = new Set<number>()
  for (let a = 0; a < 40; a++) for (let b = 0; b < 40; b++) if (a !== b) seen.add(pairIndex(a, b))
  expect(seen.size).toBe(pairCount(40))
  expect(Math.max(...seen)).toBe(pairCount(40) - 1)
})

test('unpacks packed values to the step of each column', () => {
  const region = (cities: number) =>
    fc.record({
      pairs: fc.array(fc.double({ min: 2, max: 9, noNaN: true }), sized(pairCount(cities))),
      travellers: fc.array(
        fc.oneof(fc.constant(0), fc.double({ min: 1, max: 200_000, noNaN: true })),
        sized(pairCount(cities))
      ),
      citySeason: fc.array(fc.double({ min: -0.3, max: 0.3, noNaN: true }), sized(cities * 4)),
    })
  fc.assert(
    fc.property(region(5), region(3), (five, three) => {
      const bytes = packLevels([five, three])
      expect(bytes.length).toBe(packedBytes(5) + packedBytes(3))
      const [first, second] = unpackLevels(bytes, [5, 3])
      expectNear(first, five)
      expectNear(second, three)
    })
  )
})

function expectNear(
  read: RegionLevels | undefined,
  given: { readonly [Column in keyof RegionLevels]: number[] }
) {
  for (const [at, log] of given.pairs.entries()) expect(read?.pairs[at]).toBeCloseTo(log, 3)
  for (const [at, log] of given.citySeason.entries()) {
    expect(Math.abs((read?.citySeason[at] ?? 9) - log)).toBeLessThan(0.002)
  }
  for (const [at, count] of given.travellers.entries()) {
    const found = read?.travellers[at] ?? -1
    expect(count === 0 ? found : Math.log(found / count)).toBeCloseTo(0, 1)
  }
}

test('refuses bytes of other cities than the manifest names', () => {
  expect(() => unpackLevels(new Uint8Array(10), [5])).toThrow(/10 bytes/)
})

function sized(length: number) {
  return { minLength: length, maxLength: length }
}
