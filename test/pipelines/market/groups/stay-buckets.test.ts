import { expect, test } from 'vitest'
import { stayBucket, stayBucketText } from '../../../../pipelines/market/groups/stay-buckets'

test('groups stays as trips are planned', () => {
  const texts = [0, 1, 2, 3, 5, 6, 8, 9, 15, 16, 29, 30, 300].map((nights) =>
    stayBucketText(stayBucket(nights))
  )
  expect([...new Set(texts)]).toEqual([
    '0',
    '1 to 2',
    '3 to 5',
    '6 to 8',
    '9 to 15',
    '16 to 29',
    '30 or more',
  ])
})
