import { expect, test } from 'vitest'
import { stayBucket } from '../../../../pipelines/market/groups/stay-buckets'

test('groups stays as trips are planned', () => {
  const nights = [0, 1, 2, 3, 5, 6, 8, 9, 15, 16, 29, 30, 300]
  const buckets = Map.groupBy(nights, stayBucket)
  expect([...buckets]).toEqual([
    [0, [0]],
    [1, [1, 2]],
    [2, [3, 5]],
    [3, [6, 8]],
    [4, [9, 15]],
    [5, [16, 29]],
    [6, [30, 300]],
  ])
})
