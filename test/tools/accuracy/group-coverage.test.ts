import { expect, test } from 'vitest'
import { groupCoverage, groupTable } from '../../../tools/accuracy/group-coverage'

const figures = (n: number, observed: number) => ({
  by_trip: [
    {
      cabin: 'economy' as const,
      trip_kind: 'round_trip' as const,
      predicted_fare: {
        n,
        censored: 2,
        mape: 0.12,
        rule_mape: 0.2,
        interval: { nominal: 0.8, observed },
        rule_interval: { nominal: 0.8, observed: 0.9 },
      },
    },
  ],
})

test('counts the groups within the goal, without thin ones and the total', () => {
  const groups = [
    ...groupCoverage('LIS-JFK', figures(40, 0.78)),
    ...groupCoverage('LIS-MAD', figures(40, 0.6)),
    ...groupCoverage('LIS-OPO', figures(12, 0.8)),
    ...groupCoverage('all', figures(92, 0.8)),
  ]
  const table = groupTable(groups)
  expect(table).toContain('1 of 2 groups with 30 claims or more are covered 75.0 % to 85.0 %')
  expect(table).toMatch(
    /LIS-MAD +economy +round_trip +40 +2 +60.0 % +90.0 % +12.0 % +20.0 % +model/
  )
})
