import { describe, expect, it } from 'vitest'
import { endsIn, ranked } from '../../../../workers/dashboard/plain/search-text'

const LIS = { code: 'LIS', name: 'Lisbon Humberto Delgado Airport' }
const JFK = { code: 'JFK', name: 'John F. Kennedy International Airport' }
const LHR = { code: 'LHR', name: 'London Heathrow Airport' }
const market = (origin: typeof LIS, destination: typeof LIS, observations: number) => ({
  market: `${origin.code}-${destination.code}`,
  origin,
  destination,
  observations,
})

describe('a query for a market', () => {
  it.each([
    ['lis jfk', ['lis', 'jfk']],
    ['LIS-JFK', ['LIS', 'JFK']],
    ['lisbon to new york', ['lisbon', 'new york']],
    ['Lisbon → Paris', ['Lisbon', 'Paris']],
    ['toronto > porto', ['toronto', 'porto']],
  ])('%s names two ends', (query, ends) => {
    expect(endsIn(query)).toEqual(ends)
  })

  it.each(['', 'lisbon', 'new york', 'lis jfk lhr'])('%j names no two ends', (query) => {
    expect(endsIn(query)).toBeUndefined()
  })

  it('ranks whole codes in their direction before others, then the most observed', () => {
    const found = [market(LHR, LIS, 900), market(JFK, LIS, 50), market(LIS, JFK, 10)]
    expect(ranked(found, 'lis jfk').map((each) => each.market)).toEqual([
      'LIS-JFK',
      'JFK-LIS',
      'LHR-LIS',
    ])
    expect(ranked(found, '').map((each) => each.market)).toEqual(['LHR-LIS', 'JFK-LIS', 'LIS-JFK'])
    expect(ranked(found, 'heathrow')[0]?.market).toBe('LHR-LIS')
  })
})
