import { expect, it } from 'vitest'
import { amadeus } from '../../../../pipelines/sources/amadeus/amadeus'
import { context, offersIn } from '../../../build/documents'

const line = {
  type: 'flight-date',
  origin: 'MAD',
  destination: 'MUC',
  departureDate: '2027-05-03',
  returnDate: '2027-05-10',
  price: { total: '98.53' },
}
const read = (changes: object, meta: object = { currency: 'EUR' }) =>
  amadeus.read({ meta, data: [{ ...line, ...changes }] }, context)

it('reads a line as a search of its own, in the currency of the list', () => {
  const result = read({})
  expect(result.events).toMatchObject([{ return_date: '2027-05-10', currency: 'EUR' }])
  expect(offersIn(result)[0]).toEqual({ airline: 'YY', price: 98.53, total_price: 98.53 })
})

it.each([
  ['names no market: from "" to "MUC"', { origin: undefined }],
  ['names no market: from "MAD" to ""', { destination: undefined }],
  ['names no market: from "MAD" to "MAD"', { destination: 'MAD' }],
  ['names no dates: "" and "2027-05-10"', { departureDate: undefined }],
  ['names no dates: "2027-05-03" and "soon"', { returnDate: 'soon' }],
  ['names no dates: "never" and ""', { departureDate: 'never', returnDate: undefined }],
  ['"ZZZ" is not an ISO 4217 currency', { price: { total: '1', currency: 'ZZZ' } }],
  ['names no price above 0', { price: { total: '0.001' } }],
  ['names no price above 0', { price: {} }],
])('refuses a line that %s', (detail, changes) => {
  expect(read(changes).problems).toMatchObject([{ pointer: '/data/0', detail }])
})

it('refuses a list without a currency', () => {
  expect(read({}, {}).problems[0]?.detail).toBe('"" is not an ISO 4217 currency')
})
