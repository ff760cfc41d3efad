import { describe, expect, it } from 'vitest'
import {
  competitorsSentence,
  demandSentence,
  departuresSentence,
} from '../../../../workers/dashboard/plain/market-sentences'

const plain = (text: string) => text.replace(/\s/gu, ' ')
const departure = (
  departure_date: string,
  amount: string,
  price_level: 'low' | 'typical' | 'high'
) =>
  ({ departure_date, status: 'observed', price: { amount, currency: 'EUR' }, price_level }) as const
const demandDay = (day: string, level: 'low' | 'medium' | 'high') => ({
  day,
  days_ahead: 1,
  level,
  probabilities: { low: 0.2, medium: 0.5, high: 0.3 },
  usual_searches: 70,
  low_below: 56,
  high_above: 88,
})

describe('sentences of a market', () => {
  it('name the cheapest departure and count the levels', () => {
    const entries = [
      departure('2026-12-13', '244.99', 'low'),
      departure('2026-12-22', '183.99', 'typical'),
      departure('2026-12-25', '315.99', 'high'),
    ]
    expect(plain(departuresSentence(entries))).toBe(
      'Cheapest on 22 Dec at 183.99 EUR; of 3 departures 1 are below their typical range and 1 above.'
    )
    expect(departuresSentence([])).toBe('No fare was observed in these weeks.')
  })

  it('say how many days will be searched more, or that history is short', () => {
    const demand = {
      market: 'LIS-JFK',
      observed_days: 30,
      needed_days: null,
      status: 'ok',
      bookings: [],
    } satisfies Omit<Parameters<typeof demandSentence>[0], 'days'>
    const days = [
      demandDay('2026-11-30', 'high'),
      demandDay('2026-12-01', 'low'),
      demandDay('2026-12-02', 'medium'),
    ]
    expect(demandSentence({ ...demand, days })).toBe(
      'Of the next 3 days 1 is likely to be searched more than usual, first on 30 Nov, and 1 less.'
    )
    expect(demandSentence({ ...demand, days: [] })).toBe('The next 0 days look as usual.')
    expect(
      demandSentence({
        ...demand,
        status: 'insufficient_history',
        needed_days: 21,
        observed_days: 3,
        days: [],
      })
    ).toBe('3 days were observed; a forecast needs 21.')
  })

  it('name the airline that is cheapest beside others', () => {
    const airline = {
      own: false,
      rank: 1,
      shown_share: 0.6,
      cheapest_share: 0.5,
      index_to_own: null,
      move: null,
    }
    expect(competitorsSentence([{ ...airline, airline: 'AF', index: 103.9 }])).toContain(
      'AF is cheapest'
    )
    expect(competitorsSentence([])).toContain('No airline')
  })
})
