import { describe, expect, it } from 'vitest'
import { differences } from './shape'

const real = { status: 'ok', price: { amount: '12.00' }, level: null, rows: [{ n: 1 }, { n: 2 }] }

describe('an example beside the real answer', () => {
  it('may leave fields and elements out', () => {
    expect(differences({ status: 'ok', rows: [{ n: 2 }] }, real, true)).toEqual([])
  })

  it('needs the same type, and the same value where it is exact', () => {
    expect(differences({ price: { amount: '13.50' } }, real, false)).toEqual([])
    expect(differences({ price: { amount: '13.50' } }, real, true)).toEqual([
      '/price/amount is 12.00, the page shows 13.50',
    ])
    expect(differences({ price: 12 }, real, false)).toEqual([
      '/price is object, the page shows number',
    ])
  })

  it('must not show a field that the answer lacks or leaves empty', () => {
    expect(differences({ price: { currency: 'EUR' } }, real, false)).toEqual([
      '/price/currency is missing',
    ])
    expect(differences({ level: 'high' }, real, false)).toEqual([
      '/level is null, the page shows string',
    ])
    expect(differences({ rows: [1] }, { rows: [] }, false)).toEqual([
      '/rows/0 is missing: the list is empty',
    ])
  })
})
