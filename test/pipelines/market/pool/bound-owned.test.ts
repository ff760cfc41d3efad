import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boundOwned } from '../../../../pipelines/market/pool/bound-owned'
import { largestShare } from '../../../../pipelines/market/pool/share-bound'

const rows = fc.array(
  fc.record({
    day: fc.integer({ min: 0, max: 30 }),
    lowestMinor: fc.integer({ min: 1, max: 1_000 }),
    sender: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
  }),
  { maxLength: 200 }
)

test('no sender has more than its share of a selection of three or more senders', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 8 }), (given, others) => {
      const owners = new Set(given.flatMap(({ sender }) => sender ?? []))
      const senders = Math.max(others, owners.size)
      const kept = boundOwned(given, senders)
      const share = largestShare(senders)
      for (const owner of owners) {
        const own = kept.filter(({ sender }) => sender === owner).length
        expect(own).toBeLessThanOrEqual(share * kept.length + 1e-9)
      }
      const shared = given.filter(({ sender }) => sender === undefined)
      expect(kept.filter(({ sender }) => sender === undefined)).toEqual(shared)
      if (senders < 3) expect(kept).toBe(given)
    })
  )
})

test('the newest rows of a sender stay', () => {
  const shared = [1, 2, 3, 4].map((day) => ({ day, lowestMinor: 5, sender: undefined }))
  const own = [1, 9, 5].map((day) => ({ day, lowestMinor: 1, sender: 0 }))
  expect(boundOwned([...shared, ...own], 3)).toEqual([...shared, own[1], own[2]])
})
