import { expect, test } from 'vitest'
import { withOwners } from '../../../../pipelines/market/pool/row-owners'

const row = (day: number) => ({ day, lowestMinor: 5, count: 1 })

test('rows of a selection name the sender of their departure and day, in a pool only', () => {
  const departures = { '2026-12-01': [{ ...row(1), medianMinor: 5, sender: 2 }] }
  const selected = { '2026-12-01': [row(1), row(2)] }
  const senders = { last30d: 3, byDaysToDeparture: {} }
  expect(withOwners({ senders, departures }, selected)).toEqual({
    '2026-12-01': [
      { ...row(1), sender: 2 },
      { ...row(2), sender: undefined },
    ],
  })
  expect(withOwners({ departures }, selected)).toBe(selected)
})
