import { expect, test } from 'vitest'
import { unionSenders } from '../../../../pipelines/market/pool/union-senders'

test('the markets of a city rest on as many senders as the one that most of them observed', () => {
  const one = { last30d: 3, byDaysToDeparture: { 10: 2, 11: 3 } }
  const other = { last30d: 4, byDaysToDeparture: { 11: 1, 12: 4 } }
  expect(unionSenders([one, other])).toEqual({
    last30d: 4,
    byDaysToDeparture: { 10: 2, 11: 3, 12: 4 },
  })
  expect(unionSenders([])).toBeUndefined()
})
