import { expect, it } from 'vitest'
import { amadeus } from '../../../../pipelines/sources/amadeus/amadeus'
import { context, offersIn } from '../../../build/documents'

const segment = {
  flightSegment: {
    departure: { iataCode: 'LIS', at: '2027-05-03T10:30:00+01:00' },
    arrival: { iataCode: 'MAD', at: '2027-05-03T12:50:00+02:00' },
    carrierCode: 'TP',
    number: '1026',
    duration: '0DT1H20M',
  },
  pricingDetailPerAdult: { travelClass: 'ECONOMY', fareClass: 'U', availability: 5 },
}

function read(item: object, meta: object = { currency: 'EUR' }) {
  const offerItems = [{ services: [{ segments: [segment] }], ...item }]
  return amadeus.read({ meta, data: [{ type: 'flight-offer', id: '1', offerItems }] }, context)
}

const price = (total: string, more: object = {}) => ({ total, ...more })

it('counts the adults of a party of one type by its total', () => {
  const result = read({ price: price('240.00'), pricePerAdult: price('80', { totalTaxes: '30' }) })
  expect(result.events).toMatchObject([{ number_of_passengers: 3, currency: 'EUR' }])
  expect(offersIn(result)[0]).toMatchObject({ price: 80, base_price: 50, taxes: 30, stops: 0 })
})

it('reads one passenger of each type of a mixed party, in the currency beside the price', () => {
  const result = read(
    {
      price: price('150.00', { currency: 'USD' }),
      pricePerAdult: price('100.00'),
      pricePerChild: price('50.00', { currency: 'USD' }),
    },
    {}
  )
  expect(result.events).toMatchObject([{ number_of_passengers: 2, currency: 'USD' }])
  expect(offersIn(result)[0]?.passenger_prices).toMatchObject([
    { passenger_type: 'adult', price: 100 },
    { passenger_type: 'child', price: 50 },
  ])
})

it('names an item without any price at its place', () => {
  const { events, problems } = read({ pricePerAdult: {} })
  expect(events).toEqual([])
  expect(problems).toMatchObject([{ pointer: '/data/0/offerItems/0', code: 'no-price' }])
})
