import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OfferDraft, PassengerDraft } from '../../../../pipelines/sources/offers/offer-draft'
import { moneyOf } from '../../../../pipelines/sources/offers/settle-money'

const adult = (price: number | undefined, more: Partial<PassengerDraft> = {}): PassengerDraft => ({
  type: 'adult',
  count: 1,
  price,
  ...more,
})
const money = (party: readonly PassengerDraft[], more: Partial<OfferDraft> = {}) =>
  moneyOf({ pointer: '', directions: [], currency: 'USD', party, ...more })

describe('the money of an offer', () => {
  it('takes the whole as the price of one adult whose own is in another currency', () => {
    const eur = adult(126.17, { currency: 'EUR', base: 106 })
    expect(money([eur], { totalPrice: 148.31 })).toMatchObject({
      adult: { price: 148.31 },
      prices: [{ passenger_type: 'adult', count: 1, price: 148.31 }],
      total: 148.31,
    })
  })

  it('points at the part of a family that is priced in another currency', () => {
    const eur = adult(126.17, { currency: 'EUR', pointer: '/travelerPricings/0/price/currency' })
    const child = { ...adult(80, { currency: 'EUR' }), type: 'child' as const }
    expect(money([eur, child], { totalPrice: 248.31 })).toEqual({
      code: 'no-price',
      pointer: '/travelerPricings/0/price/currency',
      detail: 'prices a passenger in EUR and the offer in USD; send one currency',
    })
  })

  it('refuses a total that no fee explains: a slipped decimal point', () => {
    const USD = { currency: 'USD' }
    for (const totalPrice of [38_025, 3_802.5, 38.02, 3.8]) {
      expect(money([adult(380.25, USD)], { totalPrice })).toEqual({
        code: 'invalid',
        detail: `its passengers pay 380.25 USD together, its total is ${totalPrice} USD`,
      })
    }
    expect(money([adult(380.25, USD)], { totalPrice: 410 })).toMatchObject({
      adult: { price: 410 },
    })
    expect(money([adult(380.25, USD)], { totalPrice: 350 })).toMatchObject({
      adult: { price: 350 },
    })
    expect(money([adult(380.25, { ...USD, count: 2 })], { totalPrice: 76_050 })).toMatchObject({
      code: 'invalid',
    })
  })

  it('shares a total above the sum, and refuses one below it', () => {
    expect(money([adult(100, { count: 2 })], { totalPrice: 210 })).toMatchObject({
      adult: { price: 105 },
    })
    expect(money([adult(100, { count: 2 })], { totalPrice: 100 })).toEqual({
      code: 'invalid',
      detail: 'its passengers pay 200 USD together, its total is 100 USD',
    })
    const child = { ...adult(60), type: 'child' as const }
    expect(money([adult(100), child], { totalPrice: 260 })).toMatchObject({ code: 'invalid' })
  })

  it('accepts the remainder of rounded shares', () => {
    expect(money([adult(33.33, { count: 3 })], { totalPrice: 100 })).toMatchObject({
      adult: { price: 33.33 },
      total: 100,
    })
  })

  it('never prices an adult above the total of its party', () => {
    const party = fc.array(
      fc.record({
        type: fc.constantFrom('adult' as const, 'child' as const),
        count: fc.integer({ min: 1, max: 4 }),
        price: fc.option(fc.integer({ min: 1, max: 9_999 }), { nil: undefined }),
        currency: fc.constantFrom(undefined, 'USD', 'EUR'),
      }),
      { minLength: 1, maxLength: 3 }
    )
    fc.assert(
      fc.property(party, fc.integer({ min: 1, max: 99_999 }), (drafts, totalPrice) => {
        const settled = money(drafts, { totalPrice })
        if ('code' in settled) return
        expect(settled.adult.price).toBeLessThanOrEqual(totalPrice + 1)
      })
    )
  })
})
