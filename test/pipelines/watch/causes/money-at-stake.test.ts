import { expect, test } from 'vitest'
import { expectedLoss, moneyAtStake } from '../../../../pipelines/watch/causes/money-at-stake'
import { aFinding, anIncident } from '../../../build/incidents'

const of = (market: string, amountMinor: number, currency: string) =>
  aFinding({ market, stake: { amountMinor, currency } })

test('markets are added up in the currency of the greatest', () => {
  const incident = anIncident([of('LIS-JFK', 10_000, 'EUR'), of('LIS-BOS', 5_000, 'EUR')])
  expect(moneyAtStake(incident)).toEqual({ amountMinor: 15_000, currency: 'EUR' })
  const mixed = anIncident([of('LIS-JFK', 9_000, 'EUR'), of('JFK-LIS', 200_000, 'USD')])
  expect(moneyAtStake(mixed)).toEqual({ amountMinor: 210_000, currency: 'USD' })
})

test('an incident without amounts has none', () => {
  expect(moneyAtStake(anIncident([aFinding({ stake: undefined })]))).toBeUndefined()
})

test('an exposure costs the share that is booked; without bookings it is the bound', () => {
  const exposure = { amountMinor: 100_000, currency: 'EUR' }
  expect(expectedLoss(exposure, { bookings: 2, searches: 100 }).amountMinor).toBe(2_000)
  expect(expectedLoss(exposure, { bookings: 0, searches: 100 })).toEqual(exposure)
})
