import { expect, test } from 'vitest'
import type { MarketSnapshot, SuspectFare } from '../../../../pipelines/market/snapshot'
import { suspectFindings } from '../../../../pipelines/watch/causes/suspect-findings'
import { AT } from '../../../build/incidents'

function suspect(departureDate: string, changes: Partial<SuspectFare> = {}): SuspectFare {
  return {
    departureDate,
    airline: 'TP',
    doubt: 'off_level',
    amountMinor: 4_000,
    expectedMinor: 40_000,
    sightings: 2,
    firstObservedAt: AT - 1_000,
    lastObservedAt: AT,
    ...changes,
  }
}

function findingsOf(suspects: readonly SuspectFare[]) {
  const quarantine = [
    { cabin: 'economy' as const, roundTrip: false, currency: 'EUR', offers: 9, suspects },
  ]
  return suspectFindings({ market: 'LIS-JFK', quarantine } as unknown as MarketSnapshot)
}

test('a few departures at a tenth are one mistake fare, with what it would cost', () => {
  const [finding, ...others] = findingsOf([suspect('2026-12-20'), suspect('2026-12-22')])
  expect(others).toEqual([])
  expect(finding).toMatchObject({
    class: 'mistake_fare',
    family: 'price',
    airline: 'TP',
    at: AT,
    actual: 40,
    expected: 400,
    unit: 'EUR',
    scope: '2 of 3 departures from 2026-12-20 to 2026-12-22',
    stake: { amountMinor: 144_000, currency: 'EUR' },
  })
  expect(finding?.strength).toBeCloseTo(Math.log(10) / 1.9, 9)
})

test('many departures at a tenth are a decimal error', () => {
  const dates = ['2026-12-20', '2026-12-21', '2026-12-22', '2026-12-23']
  expect(findingsOf(dates.map((date) => suspect(date)))).toMatchObject([{ class: 'decimal_error' }])
})

test('airlines are separate, and a price without a level is still a finding', () => {
  const odd = suspect('2026-12-20', {
    airline: 'DL',
    expectedMinor: undefined,
    doubt: 'below_least',
  })
  const findings = findingsOf([suspect('2026-12-20'), odd])
  expect(findings.map(({ airline, strength }) => [airline, strength >= 1])).toEqual([
    ['TP', true],
    ['DL', true],
  ])
})

test('a market without quarantine has no findings', () => {
  expect(suspectFindings({ market: 'LIS-JFK' } as unknown as MarketSnapshot)).toEqual([])
})
