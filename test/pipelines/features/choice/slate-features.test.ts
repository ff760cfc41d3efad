import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SLATE_FEATURES, slateValues } from '../../../../pipelines/features/choice/slate-features'
import { aSlate } from '../../../build/slates'

const trip = {
  daysToDeparture: 5,
  returns: true,
  sameDay: true,
  domestic: undefined,
  passengers: 1,
  stayDays: 0,
}
const offer = (amount: number, durationMinutes: number, departsMinute: number) => ({
  amount,
  durationMinutes,
  departsMinute,
  airline: 'LH',
})

it('computes features of an offer relative to its slate', () => {
  const [cheap, dear, worst] = slateValues({
    trip,
    offers: [offer(100, 120, 480), offer(200, 60, 480), offer(200, 240, 540)],
  })
  expect(cheap).toMatchObject({ price_over_cheapest: 0, price_rank: 0, dominated_by: 0 })
  expect(dear?.price_over_departure_cheapest).toBeCloseTo(Math.log(2))
  expect(dear).toMatchObject({ duration_over_fastest: 0, price_equals: Math.log(2) })
  expect(worst?.dominated_by).toBeCloseTo(Math.log1p(2))
  expect(worst?.near_cheaper).toBeCloseTo(Math.exp(-1))
  expect(worst).toMatchObject({ is_soon: 1, is_same_day: 1, is_domestic: undefined, offers: 3 })
})

it('does not depend on the currency, the order of offers or an absent value being a number', () => {
  fc.assert(
    fc.property(aSlate, fc.integer({ min: 2, max: 90 }), ({ trip, offers }, factor) => {
      const plain = slateValues({ trip, offers })
      const scaled = offers.map((each) => ({ ...each, amount: each.amount * factor }))
      const turned = slateValues({ trip, offers: scaled.reverse() }).toReversed()
      for (const [at, values] of plain.entries()) {
        for (const { name } of SLATE_FEATURES) {
          const [value, again] = [values[name], turned[at]?.[name]]
          if (typeof value !== 'number') expect(again).toBe(value)
          else {
            expect(Number.isFinite(value)).toBe(true)
            expect(again).toBeCloseTo(value, 9)
          }
        }
      }
    })
  )
})
