import { describe, expect, it } from 'vitest'
import { elapsedMinutes } from '../../../../pipelines/sources/offers/elapsed'

const flown = (from: string, leaves: string | undefined, to: string, lands: string) =>
  elapsedMinutes({ airport: from, at: leaves }, { airport: to, at: lands })

describe('minutes between two local times', () => {
  it.each([
    ['LIS', '2027-05-03T10:30', 'JFK', '2027-05-03T13:35:00', 485],
    ['JFK', '2027-05-03T22:00', 'LIS', '2027-05-04T09:45', 405],
    // Westward over the date line.
    ['AKL', '2027-01-10T20:00', 'LAX', '2027-01-10T11:15', 735],
    // Clocks go forward in America at two in the morning of the 14th.
    ['JFK', '2027-03-14T00:30', 'LAX', '2027-03-14T03:30', 300],
    ['JFK', '2027-03-13T23:30', 'MIA', '2027-03-14T03:45', 195],
  ])('%s %s to %s %s', (from, leaves, to, lands, minutes) => {
    expect(flown(from, leaves, to, lands)).toBe(minutes)
  })

  it('are absent for an unknown airport or time', () => {
    expect(flown('XXX', '2027-05-03T10:30', 'JFK', '2027-05-03T13:35')).toBeUndefined()
    expect(flown('LIS', undefined, 'JFK', '2027-05-03T13:35')).toBeUndefined()
    expect(flown('LIS', '2027-02-30T25:30', 'JFK', '2027-05-03T13:35')).toBeUndefined()
  })
})
