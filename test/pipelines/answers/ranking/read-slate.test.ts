import { describe, expect, test } from 'vitest'
import { readSlate } from '../../../../pipelines/answers/ranking/read-slate'
import { wireSlate } from '../../../build/offer-slates'

const [good = { id: '' }] = wireSlate(1, 3)
const item = (more: object = {}) => ({ ...good, ...more })

test('an ordinary slate is read whole', () => {
  const { offers, rejected, currency } = readSlate(wireSlate(30, 1))
  expect([offers.length, rejected, currency]).toEqual([30, [], 'EUR'])
})

describe('an offer that cannot be ranked is named and the others stay', () => {
  test.each([
    ['without a price', item({ id: 'x', price: undefined }), '/price', 'required'],
    [
      'without an amount',
      item({ id: 'x', price: { currency: 'EUR' } }),
      '/price/amount',
      'decimal',
    ],
    [
      'for nothing',
      item({ id: 'x', price: { amount: '0.00', currency: 'EUR' } }),
      '/price/amount',
      'more than 0',
    ],
    [
      'with a negative amount',
      item({ id: 'x', price: { amount: '-5', currency: 'EUR' } }),
      '/price/amount',
      'decimal',
    ],
    [
      'in no currency',
      item({ id: 'x', price: { amount: '5.00', currency: 'XXQ' } }),
      '/price/currency',
      'ISO 4217',
    ],
    ['with a used id', item(), '/id', 'twice'],
    [
      'with a misspelt name',
      item({ id: 'x', duration_minuts: 90 }),
      '/duration_minuts',
      'is not a known name; did you mean "duration_minutes"?',
    ],
    [
      'with a misspelt name within',
      item({ id: 'x', price: { amount: '5.00', curency: 'EUR' } }),
      '/price/curency',
      'did you mean "currency"?',
    ],
    ['without an id', item({ id: undefined }), '/id', ''],
    ['that is text', 'offer', '', ''],
    ['that is nothing', null, '', ''],
    ['that is a list', [], '', ''],
    ['with a prototype for an id', item({ id: { toString: 1 } }), '/id', ''],
  ])('%s', (_, broken, field, detail) => {
    const { offers, rejected } = readSlate([good, broken, item({ id: 'last' })])
    expect(offers.map(({ id }) => id)).toEqual([good.id, 'last'])
    expect(rejected).toHaveLength(1)
    expect(rejected[0]?.pointer).toMatch(new RegExp(`^/items/1${field}`))
    expect(rejected[0]?.detail).toContain(detail)
  })

  test('in another currency than most', () => {
    const dollars = item({ id: 'x', price: { amount: '250.00', currency: 'USD' } })
    const { offers, rejected, currency } = readSlate([dollars, good, item({ id: 'last' })])
    expect(currency).toBe('EUR')
    expect(offers).toHaveLength(2)
    expect(rejected).toMatchObject([{ index: 0, id: 'x', pointer: '/items/0/price/currency' }])
  })
})

test('a slate of which nothing can be read has no currency', () => {
  expect(readSlate([1, 2])).toMatchObject({ offers: [], currency: undefined })
})

test('amounts are read in minor units of their currency', () => {
  const yen = readSlate([item({ price: { amount: '41000', currency: 'JPY' } })])
  expect(yen.offers[0]?.amount).toBe(41_000)
  const dinar = readSlate([item({ price: { amount: '41.5', currency: 'KWD' } })])
  expect(dinar.offers[0]?.amount).toBe(41_500)
})

test('hostile ids come back as they are', () => {
  const id = '"><script>{7*7}</script>\u0000'
  expect(readSlate([item({ id })]).offers[0]?.id).toBe(id)
})
