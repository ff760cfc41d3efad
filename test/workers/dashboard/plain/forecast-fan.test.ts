import { describe, expect, it } from 'vitest'
import { fanOf } from '../../../../workers/dashboard/plain/forecast-fan'

const eur = (amount: string) => ({ amount, currency: 'EUR' })
const TODAY = '2026-11-29'
const entry = (date: string, daysAhead: number, low: string, middle: string, high: string) => ({
  date,
  days_ahead: daysAhead,
  expected: eur(middle),
  p10: eur(low),
  p25: eur(low),
  p50: eur(middle),
  p75: eur(high),
  p90: eur(high),
})
const history = [
  { date: '2026-11-27', lowest: eur('302.00'), observations: 1 },
  { date: '2026-11-29', lowest: eur('316.00'), median: eur('320.00'), observations: 2 },
]

describe('the fan of a forecast', () => {
  it('opens from the price of today and runs straight between horizons', () => {
    const forecast = [
      entry('2026-11-30', 1, '300.00', '316.00', '330.00'),
      entry('2026-12-02', 3, '280.00', '320.00', '370.00'),
    ]
    const fan = fanOf(
      { history, forecast, lowest_price: { ...eur('316.00'), observed_on: TODAY } },
      TODAY
    )
    expect(fan.days).toEqual([
      '2026-11-27',
      '2026-11-28',
      '2026-11-29',
      '2026-11-30',
      '2026-12-01',
      '2026-12-02',
    ])
    expect(fan.lowest).toEqual([302, undefined, 316, undefined, undefined, undefined])
    expect(fan.p10).toEqual([undefined, undefined, 316, 300, 290, 280])
    expect(fan.p90).toEqual([undefined, undefined, 316, 330, 350, 370])
  })

  it('does not open from an old price', () => {
    const forecast = [entry('2026-11-30', 1, '300.00', '316.00', '330.00')]
    const lowest_price = { ...eur('302.00'), observed_on: '2026-11-27' }
    expect(fanOf({ history, forecast, lowest_price }, TODAY).p50).toEqual([
      undefined,
      undefined,
      undefined,
      316,
    ])
  })

  it('is the history alone without a forecast, and today alone without either', () => {
    expect(fanOf({ history }, TODAY).days.at(-1)).toBe(TODAY)
    expect(fanOf({ history: [] }, TODAY).days).toEqual([TODAY])
  })
})
