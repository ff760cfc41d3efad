import { expect, it } from 'vitest'
import { amadeus } from '../../../../pipelines/sources/amadeus/amadeus'
import { context, offersIn } from '../../../build/documents'

const flight = (dep: string, arr: string, day: string) => ({
  ...{ dep_airport: dep, arr_airport: arr, arr_city: arr, marketing_airline: 'TP', flight_nb: 441 },
  ...{ dep_date: day, dep_time: '10:30:00', arr_date: day, arr_time: '12:50:00' },
})
const search = {
  ...{ search_id: 'reco-1', search_date: '2026-11-20', search_time: '12:00:00', currency: 'EUR' },
  ...{ origin_city: 'PAR', destination_city: 'LIS' },
  passengers: [{ passenger_type: 'ADT', passenger_nb: 2 }],
  recos: [
    {
      ...{ price: 200, taxes: 40, fees: 10 },
      flights: [flight('ORY', 'LIS', '2027-05-03'), flight('LIS', 'ORY', '2027-05-10')],
    },
  ],
}
const read = (changes: object) => amadeus.read({ ...search, ...changes }, context)

it('divides a price of equal passengers, and turns at the destination', () => {
  const result = read({})
  expect(result.events).toMatchObject([
    { timestamp: '2026-11-20T12:00:00Z', search_id: 'reco-1', return_date: '2027-05-10' },
  ])
  expect(offersIn(result)[0]).toMatchObject({ price: 100, base_price: 75, taxes: 20, fees: 5 })
})

it('counts one passenger where the number is missing', () => {
  expect(read({ passengers: [{ passenger_type: 'ADT' }] }).events).toMatchObject([
    { number_of_passengers: 1 },
  ])
})

it('knows no share of a family', () => {
  const passengers = [...search.passengers, { passenger_type: 'CHD', passenger_nb: 1 }]
  expect(read({ passengers }).problems).toMatchObject([{ code: 'no-price' }])
})

it.each([{ search_time: 'noon' }, { search_date: '2026-13-45' }])(
  'takes the time of arrival where the recording has none: %j',
  (changes) => {
    expect(read(changes).events[0]?.timestamp).toBe('2026-11-20T12:00:00Z')
  }
)

it('reads flights that never reach the destination as one direction', () => {
  const recos = [{ ...search.recos[0], flights: [flight('ORY', 'OPO', '2027-05-03')] }]
  expect(read({ recos }).events).toMatchObject([{ destination_airport: 'OPO' }])
})

it('an empty list has no offers', () => {
  expect(read({ recos: [] }).problems).toMatchObject([{ code: 'no-offers', pointer: '/recos' }])
})
