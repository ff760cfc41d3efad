import { expect, it } from 'vitest'
import { readRoute } from '../../../../../workers/dashboard/plain/view-route'
import { questionOf } from '../../../../../workers/dashboard/views/market/trip-question'

const TODAY = '2026-11-29'

it('reads the trip of an address', () => {
  const route = readRoute(
    '#/market/lis-jfk?departure=2026-12-13&return=2026-12-20&cabin=business&currency=USD'
  )
  expect(questionOf(route, TODAY)).toMatchObject({
    market: 'LIS-JFK',
    origin: 'LIS',
    destination: 'JFK',
    departure: '2026-12-13',
    returnDate: '2026-12-20',
    cabin: 'business',
    currency: 'USD',
  })
})

it('uses two weeks ahead and economy where the address names no day or no cabin that is one', () => {
  const route = readRoute('#/market/LIS-JFK?departure=soon&cabin=roof')
  expect(questionOf(route, TODAY)).toMatchObject({
    departure: '2026-12-13',
    cabin: 'economy',
    returnDate: '',
  })
})
