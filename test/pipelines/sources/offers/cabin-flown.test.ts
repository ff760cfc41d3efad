import { describe, expect, it } from 'vitest'
import { CABINS, type Cabin } from '../../../../models/airline/trip'
import { cabinFlown } from '../../../../pipelines/sources/offers/cabin-flown'
import type { NativeSegment } from '../../../../pipelines/wire/native-event'

const flight = (cabin: Cabin | undefined, minutes: number | undefined): NativeSegment => ({
  direction: 'outbound',
  origin_airport: 'LHR',
  destination_airport: 'JFK',
  airline: 'BA',
  ...(cabin && { cabin_class: cabin }),
  ...(minutes !== undefined && { duration_minutes: minutes }),
})

describe('the cabin of a trip', () => {
  it('is the one most minutes are flown in', () => {
    expect(cabinFlown([flight('economy', 140), flight('business', 480)])).toBe('business')
    expect(cabinFlown([flight('economy', 480), flight('business', 140)])).toBe('economy')
  })

  it('counts a better cabin for the ones below it', () => {
    const three = [flight('economy', 200), flight('business', 150), flight('first', 150)]
    expect(cabinFlown(three)).toBe('business')
  })

  it('is the lower one of two flown for as long', () => {
    expect(cabinFlown([flight('economy', 100), flight('first', 100)])).toBe('economy')
  })

  it('leaves out flights that name none, and is unknown when none does', () => {
    expect(cabinFlown([flight(undefined, 900), flight('premium', 60)])).toBe('premium')
    expect(cabinFlown([flight(undefined, 900)])).toBeUndefined()
    expect(cabinFlown([])).toBeUndefined()
  })

  it('weighs flights by distance without times', () => {
    const feeder = {
      ...flight('economy', undefined),
      origin_airport: 'MAD',
      destination_airport: 'LHR',
    }
    expect(cabinFlown([feeder, flight('business', undefined)])).toBe('business')
  })

  it('is each cabin of a trip in one cabin', () => {
    for (const cabin of CABINS) expect(cabinFlown([flight(cabin, 60)])).toBe(cabin)
  })
})
